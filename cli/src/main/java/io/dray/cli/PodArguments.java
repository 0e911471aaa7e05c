package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How commands are told which pods they are for: beginnings of UUIDs, or files with a UUID. */
final class PodArguments {
    /** More than a UUID and its line end; a wrong file may have no end. */
    private static final int MAX_UUID_FILE = 64;

    static final OptionSpec UUID_FILE = OptionSpec.value(
                    "uuid-file", "FILE", "Name the pod by a file with its UUID, as --uuid-file-save writes it")
            .repeated();

    private PodArguments() {}

    /** At least one. */
    static List<String> some(String command, ParsedArguments arguments) {
        List<String> names = new ArrayList<>(arguments.arguments());
        for (String file : arguments.values(UUID_FILE)) {
            names.add(uuidIn(file));
        }
        if (names.isEmpty()) {
            throw new InvalidInputException(command + " needs a POD", "'dray list' shows their UUIDs");
        }
        return names;
    }

    /** Exactly one. */
    static String one(String command, ParsedArguments arguments) {
        List<String> names = some(command, arguments);
        if (names.size() > 1) {
            throw new InvalidInputException(command + " takes one POD, found '" + names.get(1) + "' too");
        }
        return names.getFirst();
    }

    private static String uuidIn(String file) {
        if (file.isEmpty()) {
            throw new InvalidInputException("--uuid-file needs the path of a file");
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(MAX_UUID_FILE), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw IoFailures.with("cannot read the UUID in", Path.of(file), e);
        }
    }
}
