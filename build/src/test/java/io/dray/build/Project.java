package io.dray.build;

import io.dray.core.DrayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image source in a temporary directory. */
record Project(Path directory) {
    Project with(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Project withManifest(String text) {
        return with("aci-manifest.yml", text);
    }

    ImageSource read() {
        return ImageSource.read(directory);
    }

    String error() {
        try {
            read();
        } catch (DrayException e) {
            String message = String.valueOf(e.getMessage()).replace(directory + "/", "");
            return e.hint().map(hint -> message + " | " + hint).orElse(message);
        }
        return "no error";
    }
}
