package io.dray.pod.plan;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.tree.LayeredTree;
import io.dray.pod.Text;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds an app's program in its image before anything is started, so that what is missing can be named. */
final class ProgramLookup {
    private static final int ANY_EXECUTE = 0111;

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
                checkInterpreter(tree, base + "/" + program, file.get().physical());
                return;
            }
        }
        throw new MissingException(
                "there is no program " + program + " in the image; looked for in " + path,
                "give its path with --exec, or install it in the image",
                new NoSuchFileException(program));
    }

    private static void checkFile(LayeredTree tree, String path) {
        LayeredTree.Entry file =
                tree.lookup(path).orElseThrow(() -> missing(path, "there is no " + path + " in the image"));
        if (!isProgram(file)) {
            throw new InvalidInputException(
                    path + " in the image is not executable",
                    file.isDirectory() ? "it is a directory" : "set its x permission when the image is built");
        }
        checkInterpreter(tree, path, file.physical());
    }

    /**
     * Checks a program that the app sees from the host.
     *
     * @param file where it is on the host
     * @param path where the app sees it
     * @throws MissingException if it is not there
     */
    static void checkMounted(LayeredTree tree, Path file, String path) {
        if (!Files.exists(file)) {
            throw missing(path, "there is no " + path + ", which would be " + file + " on this machine");
        }
        if (Files.isRegularFile(file)) {
            checkInterpreter(tree, path, file);
        }
    }

    private static void checkInterpreter(LayeredTree tree, String path, Path file) {
        Optional<String> interpreter = Interpreter.of(file);
        if (interpreter.isPresent()
                && interpreter.get().startsWith("/")
                && tree.lookup(interpreter.get()).isEmpty()) {
            throw new MissingException(
                    path + " needs " + interpreter.get() + ", which is not in the image",
                    "install it in the image, or run a program that does without",
                    new NoSuchFileException(interpreter.get()));
        }
    }

    /** The cause names the file alone. */
    private static MissingException missing(String path, String message) {
        return new MissingException(message, "give another program with --exec", new NoSuchFileException(path));
    }

    private static boolean isProgram(LayeredTree.Entry file) {
        return file.isFile() && (file.mode() & ANY_EXECUTE) != 0;
    }
}
