package io.dray.attributes;

/**
 * An attribute that a rendered line depends on.
 *
 * @param key its dotted path: {@code redis.port}
 * @param value its value on one line; lists and maps as JSON, cut when long
 * @param origin where the value was written
 */
public record AttributeUse(String key, String value, Origin origin) {}
