package io.dray.pod.plan;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.tree.LayeredTree;
import io.dray.linux.IoFailures;
import io.dray.pod.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/** Finds an app's program in its image before anything is started, so that what is missing can be named. */
final class ProgramLookup {
    private static final int ANY_EXECUTE = 0111;

    /** As the kernel reads it (BINPRM_BUF_SIZE). */
    private static final int LONGEST_FIRST_LINE = 256;

    private ProgramLookup() {}

    /**
     * Checks that the program is there, as the shell would find it (appc spec, aci.md, "exec"): with a slash as given, relative
     * to the working directory; else in the directories of {@code path}.
     *
     * @throws MissingException if it is not there; says where it was looked for
     */
    static void check(LayeredTree tree, String program, String path, String workingDirectory) {
        if (program.isEmpty()) {
            throw new InvalidInputException("the name of the program is empty");
        }
        if (program.indexOf('/') >= 0) {
            String absolute = program.startsWith("/") ? program : workingDirectory + "/" + program;
            checkFile(tree, absolute);
            return;
        }
        for (String directory : Text.split(path, ':')) {
            String base = directory.isEmpty() ? workingDirectory : directory;
            Optional<LayeredTree.Entry> file = tree.lookup(base + "/" + program);
            if (file.isPresent() && isProgram(file.get())) {
                checkInterpreter(tree, base + "/" + program, file.get());
                return;
            }
        }
        throw new MissingException(
                "there is no program " + program + " in the image; looked for in " + path,
                "give its path with --exec, or install it in the image");
    }

    private static void checkFile(LayeredTree tree, String path) {
        LayeredTree.Entry file = tree.lookup(path)
                .orElseThrow(() -> new MissingException(
                        "there is no " + path + " in the image", "give another program with --exec"));
        if (!isProgram(file)) {
            throw new InvalidInputException(
                    path + " in the image is not executable",
                    file.isDirectory() ? "it is a directory" : "set its x permission when the image is built");
        }
        checkInterpreter(tree, path, file);
    }

    /** The kernel would only say that there is no such file, and mean the interpreter of the first line ({@code #!}). */
    private static void checkInterpreter(LayeredTree tree, String path, LayeredTree.Entry file) {
        String line = firstLine(file);
        if (!line.startsWith("#!")) {
            return;
        }
        String interpreter = Text.split(line.substring(2).strip(), ' ').getFirst();
        if (interpreter.startsWith("/") && tree.lookup(interpreter).isEmpty()) {
            throw new MissingException(
                    path + " in the image needs " + interpreter + ", which is not there",
                    "mend its first line, or install the interpreter in the image");
        }
    }

    private static String firstLine(LayeredTree.Entry file) {
        try (InputStream content = Files.newInputStream(file.physical())) {
            String start = new String(content.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
            int end = start.indexOf('\n');
            return end < 0 ? start : start.substring(0, end);
        } catch (IOException e) {
            throw IoFailures.with("cannot read", file.physical(), e);
        }
    }

    private static boolean isProgram(LayeredTree.Entry file) {
        return file.isFile() && (file.mode() & ANY_EXECUTE) != 0;
    }
}
