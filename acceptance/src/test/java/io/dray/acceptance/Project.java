package io.dray.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** An image source written by a test. */
record Project(Path directory) {
    static Project at(Path directory, String manifest) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("aci-manifest.yml"), manifest);
        return new Project(directory);
    }

    Project file(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    Project script(String path, String... lines) throws IOException {
        file(path, "#!/dgr/bin/busybox sh\nset -e\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(directory.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    Dray.Result build() {
        return Dray.run("build", directory.toString());
    }

    Path archive() {
        return directory.resolve("target/image.aci");
    }
}
