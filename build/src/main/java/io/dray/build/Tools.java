package io.dray.build;

import io.dray.core.Digest;
import io.dray.core.EnvironmentException;
import io.dray.image.tree.LayeredTree;
import io.dray.image.tree.LayeredTree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What every image and every builder has below {@code /dgr/bin}, so that scripts may begin with {@code #!/dgr/bin/busybox sh} and
 * use {@code functions.sh}. Kept as a step, {@code tree/dgr/bin/}.
 *
 * @param step where they lie
 */
record Tools(Step step) {
    private static final String DIRECTORY = "/dgr/bin/";
    private static final List<String> NAMES = List.of("busybox", "functions.sh");
    private static final String KIND = "tools";

    /** The tools with the busybox of this builder; made if they are not there yet. */
    static Tools of(StepCache cache, LayeredTree builder) {
        Entry busybox = builder.lookup("/bin/busybox")
                .filter(Entry::isFile)
                .orElseThrow(() -> new EnvironmentException("Dray's own builder image has no busybox"));
        try {
            byte[] program = Files.readAllBytes(busybox.physical());
            byte[] functions = resource("functions.sh");
            String key = StepKey.of(KIND)
                    .with("busybox", Digest.of(Digest.Algorithm.SHA256, program).hex())
                    .with("functions", functions)
                    .finish();
            Optional<Step> known = cache.find(key);
            if (known.isPresent()) {
                return new Tools(known.get());
            }
            StepCache.Draft draft = cache.begin();
            Path bin = Trees.directory(draft.tree().resolve("dgr").resolve("bin"));
            Files.write(bin.resolve("busybox"), program);
            Trees.setMode(bin.resolve("busybox"), Trees.EXECUTABLE_MODE);
            Files.write(bin.resolve("functions.sh"), functions);
            Trees.setMode(bin.resolve("functions.sh"), Trees.FILE_MODE);
            return new Tools(cache.publish(draft, key, DefaultBuilder.NAME, KIND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script of Dray's own. */
    static byte[] resource(String name) throws IOException {
        try (InputStream content = Tools.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException(name + " is missing from the module");
            }
            return content.readAllBytes();
        }
    }

    /** Copies into a layer those that the image below does not have already, byte for byte. */
    void addMissing(FilesStep layer, Optional<LayeredTree> image) throws IOException {
        for (String name : NAMES) {
            Path own = step.tree().resolve("dgr").resolve("bin").resolve(name);
            Optional<Entry> present =
                    image.flatMap(tree -> tree.lookup(DIRECTORY + name)).filter(Entry::isFile);
            if (present.isEmpty() || !sameContent(own, present.get().physical())) {
                layer.copyFile(own, DIRECTORY + name, SourceTree.mode(own));
            }
        }
    }

    private static boolean sameContent(Path left, Path right) throws IOException {
        return Files.size(left) == Files.size(right)
                && Arrays.equals(Files.readAllBytes(left), Files.readAllBytes(right));
    }
}
