package io.dray.pod;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.LayeredTree;
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
    }

    private static boolean isProgram(LayeredTree.Entry file) {
        return file.isFile() && (file.mode() & ANY_EXECUTE) != 0;
    }
}
