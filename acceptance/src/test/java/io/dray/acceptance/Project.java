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

    /** A source without dependencies whose builder runlevel puts a shell into the image. */
    static Project withShell(Path directory, String name) throws IOException {
        return at(directory, "name: example.com/acceptance/" + name + ":1\n").shell();
    }

    /** The builder runlevel puts a shell into the image. */
    Project shell() throws IOException {
        return script(
                "runlevels/builder/10.shell.sh",
                "mkdir -p $ROOTFS/bin",
                "cp /bin/busybox $ROOTFS/bin/busybox",
                "for a in sh cat ls rm sleep stat; do ln -s busybox $ROOTFS/bin/$a; done");
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
