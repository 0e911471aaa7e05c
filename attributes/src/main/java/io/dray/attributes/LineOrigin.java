package io.dray.attributes;

import java.util.List;

/**
 * Why a rendered line reads as it does.
 *
 * @param line the line of the rendered file, counted from 1
 * @param template the template it comes from: {@code templates/etc/redis/redis.conf.tmpl}
 * @param templateLine the line there, counted from 1
 * @param uses the attributes read for it, in the order of reading
 */
public record LineOrigin(int line, String template, int templateLine, List<AttributeUse> uses) {
    public LineOrigin {
        uses = List.copyOf(uses);
    }
}
