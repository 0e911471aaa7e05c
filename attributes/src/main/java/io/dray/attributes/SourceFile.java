package io.dray.attributes;

/**
 * A file of an image source or of an image: attributes, a template, a partial or a template's settings.
 *
 * @param path as it is shown to people ({@code aci-redis/redis.yml}); a template's is relative to {@code templates/}
 * @param content the file's bytes; never changed by this module, and not to be changed by the caller
 * @param mode its permission bits
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of each file would only cost
public record SourceFile(String path, byte[] content, int mode) {}
