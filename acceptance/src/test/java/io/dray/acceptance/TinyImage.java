package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A small image made by hand: a static busybox as /bin/sh, and what a test adds. */
final class TinyImage {
    private final String name;
    private final Path layout;
    private final List<String> dependencies = new ArrayList<>();
    private String exec = "[\"/bin/sh\"]";
    private String app = "";
    private String annotations = "";

    private TinyImage(String name, Path layout) {
        this.name = name;
        this.layout = layout;
    }

    static TinyImage named(String name, Path directory) throws IOException {
        TinyImage image = new TinyImage(name, Files.createDirectories(directory));
        Path bin = Files.createDirectories(directory.resolve("rootfs/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        for (String applet : new String[] {
            "sh",
            "cat",
            "echo",
            "sleep",
            "ip",
            "env",
            "id",
            "hostname",
            "ls",
            "touch",
            "mv",
            "head",
            "wc",
            "stat",
            "mkdir",
            "grep",
            "tail",
            "chown",
            "cmp"
        }) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        return image;
    }

    /** The app runs this shell script. */
    TinyImage running(String script) {
        exec = "[\"/bin/sh\",\"-c\",\""
                + script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"]";
        return this;
    }

    /** The app serves the page {@code hello} at port 80, which is named {@code http}. */
    TinyImage servingHello() throws IOException {
        return running("exec /bin/busybox httpd -f -p 80 -h /www")
                .withFile("www/index.html", "hello\n")
                .withApp("\"ports\":[{\"name\":\"http\",\"protocol\":\"tcp\",\"port\":80}]");
    }

    /** Further fields of the manifest's app, as JSON. */
    TinyImage withApp(String fields) {
        app = "," + fields;
        return this;
    }

    /** The mark of an image that was converted from docker's format. */
    TinyImage convertedFromDocker() {
        return annotated("appc.io/docker/repository", "library/tiny");
    }

    TinyImage annotated(String annotation, String value) {
        annotations = ",\"annotations\":[{\"name\":\"" + annotation + "\",\"value\":\"" + value + "\"}]";
        return this;
    }

    TinyImage withFile(String path, String content) throws IOException {
        Path file = layout.resolve("rootfs").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    TinyImage withScript(String path, String content) throws IOException {
        withFile(path, content);
        Files.setPosixFilePermissions(
                layout.resolve("rootfs").resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    /** Puts the interpreter of dgr's scripts where they look for it. */
    TinyImage withDgrBusybox() throws IOException {
        Path bin = Files.createDirectories(layout.resolve("rootfs/dgr/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        return this;
    }

    /** The image stands on another one, and on those named before. */
    TinyImage dependingOn(String other) {
        dependencies.add("{\"imageName\":\"" + other + "\"}");
        return this;
    }

    /** Writes the archive and imports it, unsigned. */
    String fetch() throws IOException {
        Dray.Result fetched =
                Dray.run("--insecure-options=image", "fetch", archive().toString());
        assertThat(fetched.code()).as(fetched.err()).isZero();
        return name;
    }

    /** Writes the archive. */
    Path archive() throws IOException {
        Files.writeString(layout.resolve("manifest"), """
                {"acKind":"ImageManifest","acVersion":"0.8.11","name":"%s","labels":[{"name":"version","value":"1"},
                {"name":"os","value":"linux"},{"name":"arch","value":"amd64"}],
                "dependencies":%s,"app":{"exec":%s,"user":"0","group":"0"%s}%s}
                """.formatted(name, dependencies, exec, app, annotations));
        Path archive = layout.resolveSibling(layout.getFileName() + ".aci");
        assertThat(Dray.program("tar", "-C", layout.toString(), "-cf", archive.toString(), "manifest", "rootfs")
                        .code())
                .isZero();
        return archive;
    }
}
