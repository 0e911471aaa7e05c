package io.dray.attributes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Short ways to write sources in tests. */
final class Given {
    private Given() {}

    static SourceFile file(String path, String content) {
        return new SourceFile(path, content.getBytes(StandardCharsets.UTF_8), 0640);
    }

    static AttributeLayer layer(String name, SourceFile... files) {
        return new AttributeLayer(name, Arrays.asList(files));
    }

    /** A tree of one file whose lines stand under {@code default:}, two blanks deep. */
    static AttributeTree tree(String... lines) {
        String content = "default:\n  " + String.join("\n  ", lines) + "\n";
        return AttributeTree.merge(
                List.of(layer("example.com/aci-redis:1", file("aci-redis/redis.yml", content))), none());
    }

    static Optional<String> none() {
        return Optional.empty();
    }
}
