package io.dray.pod.lifecycle;

import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.MissingException;
import io.dray.image.tree.LayeredTree;
import io.dray.pod.Text;
import io.dray.pod.plan.Interpreter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether a program that is to enter an app can be started there, so that what is missing can be named. What changes between
 * the look and the start, crun says in its own words.
 */
final class ProgramCheck {
    private static final int ANY_EXECUTE = 0111;
    private static final String PATH = "PATH=";

    private final String app;
    private final LayeredTree root;

    private ProgramCheck(String app, LayeredTree root) {
        this.app = app;
        this.root = root;
    }

    /**
     * Checks a program as execvp(3) would find it.
     *
     * @param root a directory that leads to the root of the app
     * @param process its program, environment and working directory, as crun reads them
     * @throws MissingException if it is not there, or what it needs to be started
     * @throws InvalidInputException if it cannot be executed
     */
    static void check(String app, Path root, JsonObject process) {
        ProgramCheck check = new ProgramCheck(app, LayeredTree.ofMounted(root));
        String program = strings(process, "args").getFirst();
        String directory =
                process.field("cwd").map(value -> value.asString("cwd")).orElse("/");
        if (program.indexOf('/') >= 0) {
            check.checkFile(
                    program.startsWith("/") ? program : (directory.equals("/") ? "" : directory) + "/" + program);
            return;
        }
        String path = "";
        for (String variable : strings(process, "env")) {
            path = variable.startsWith(PATH) ? variable.substring(PATH.length()) : path;
        }
        check.checkName(program, path, directory);
    }

    private static List<String> strings(JsonObject process, String field) {
        return process.field(field).orElse(JsonValue.ofStrings(List.of())).asList(field).stream()
                .map(value -> value.asString(field))
                .toList();
    }

    private void checkName(String program, String path, String directory) {
        for (String place : Text.split(path, ':')) {
            String file = (place.isEmpty() ? directory : place) + "/" + program;
            Optional<LayeredTree.Entry> found = root.lookup(file);
            if (found.isPresent() && isProgram(found.get())) {
                checkInterpreter(file, found.get());
                return;
            }
        }
        throw new MissingException(
                "cannot enter app " + app + ": it has no program '" + program + "'; looked for in " + path,
                "give the path of a program that it has");
    }

    private void checkFile(String path) {
        LayeredTree.Entry file = root.lookup(path)
                .orElseThrow(() -> new MissingException(
                        "cannot enter app " + app + ": it has no " + path, "give the path of a program that it has"));
        if (!isProgram(file)) {
            throw new InvalidInputException(
                    "cannot enter app " + app + ": " + path + " is not executable",
                    file.isDirectory()
                            ? "it is a directory"
                            : "have its interpreter run it, or set its x permission with chmod");
        }
        checkInterpreter(path, file);
    }

    private void checkInterpreter(String path, LayeredTree.Entry file) {
        Optional<String> interpreter = Interpreter.of(file.physical());
        if (interpreter.isPresent()
                && interpreter.get().startsWith("/")
                && root.lookup(interpreter.get()).isEmpty()) {
            throw new MissingException(
                    "cannot enter app " + app + ": " + path + " needs " + interpreter.get()
                            + ", which it does not have",
                    "give the path of a program that does without");
        }
    }

    private static boolean isProgram(LayeredTree.Entry file) {
        return file.isFile() && (file.mode() & ANY_EXECUTE) != 0;
    }
}
