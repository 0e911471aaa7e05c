package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A directory with an OCI image that umoci has made, and the tools that are common for such images. */
final class OciWorkshop {
    /** A layer on top of another: files that go, one that is replaced, a directory that hides what was in it. */
    private static final String IMAGE = """
        set -e
        umoci init --layout layout
        umoci new --image layout:base
        umoci unpack --image layout:base bundle
        mkdir -p bundle/rootfs/bin bundle/rootfs/etc bundle/rootfs/del bundle/rootfs/opq/sub bundle/rootfs/own
        cp /bin/busybox bundle/rootfs/bin/
        ln bundle/rootfs/bin/busybox bundle/rootfs/bin/ls
        for applet in sh id env cat pwd; do ln -s busybox bundle/rootfs/bin/$applet; done
        printf 'root:x:0:0::/:/bin/sh\\napp:x:1000:1001::/home:/bin/sh\\n' >bundle/rootfs/etc/passwd
        printf 'app:x:1001:\\nextra:x:77:app\\n' >bundle/rootfs/etc/group
        echo old >bundle/rootfs/opq/old; echo old >bundle/rootfs/opq/sub/f
        echo x >bundle/rootfs/del/x; echo y >bundle/rootfs/del/y
        echo owned >bundle/rootfs/own/file; chown 12:34 bundle/rootfs/own/file; chmod 6751 bundle/rootfs/own/file
        chmod 1777 bundle/rootfs/own; mkfifo bundle/rootfs/own/fifo; mknod bundle/rootfs/own/null c 1 3
        cp /bin/busybox bundle/rootfs/own/cap; setcap cap_net_raw+ep bundle/rootfs/own/cap
        touch -d 2001-02-03T04:05:06 bundle/rootfs/own/file bundle/rootfs/opq
        umoci repack --image layout:base bundle
        mkdir -p top/opq top/del
        : >top/opq/.wh..wh..opq; : >top/del/.wh.x; echo new >top/opq/new; echo z >top/del/z
        tar -C top --owner=0 --group=0 -cf top.tar opq del
        umoci raw add-layer --image layout:base --tag app top.tar
        umoci config --image layout:app --config.entrypoint /bin/sh --config.cmd -c \\
            --config.cmd 'id -u; id -g; id -G; pwd; echo "$A"; cat /opq/new; ls /opq /del' --config.user app \\
            --config.env 'A=b  c' --config.workingdir /del --config.stopsignal SIGQUIT
        """;

    /** What its app says. */
    static final String SAID = """
            1000
            1001
            1001 77
            /del
            b  c
            new
            /del:
            y
            z

            /opq:
            new
            """;

    /** Everything that a file is, its times to the second. */
    private static final String LISTING = """
        cd "$1"
        find . ! -type d -printf '%p %y %m %U %G %s %Ts %l %n\\n' | sort
        find . -type d -printf '%p %y %m %U %G\\n' | sort
        find . -type f -print0 | sort -z | xargs -0 sha256sum
        /sbin/getcap -r . | sort
        """;

    private final Path directory;

    private OciWorkshop(Path directory) {
        this.directory = directory;
    }

    /** Makes the image, {@code app} of the layout {@code layout}. */
    static OciWorkshop in(Path directory) throws IOException {
        OciWorkshop workshop = new OciWorkshop(directory);
        workshop.shell(IMAGE);
        return workshop;
    }

    /** What a script says that is run in the directory and has to succeed. */
    String shell(String script, String... arguments) throws IOException {
        Path file =
                Files.writeString(Files.createTempFile(directory, "script", ".sh"), "cd " + directory + "\n" + script);
        String[] command = Stream.concat(Stream.of("sh", file.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        Dray.Result result = Dray.program(command);
        assertThat(result.code()).as(result.err() + result.out()).isZero();
        return result.out();
    }

    String listing(Path tree) throws IOException {
        return shell(LISTING, tree.toString());
    }

    /** A path at which nothing is yet. */
    Path fresh(String name) throws IOException {
        return Files.createTempDirectory(directory, "out").resolve(name);
    }

    /** Fetches the image and gives its ID. */
    String fetchImage() {
        return fetch("oci:" + directory.resolve("layout") + ":app");
    }

    /** Fetches and gives the image's ID. */
    static String fetch(String address) {
        Dray.Result result = Dray.run("--insecure-options=image", "fetch", "--full", address);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().strip();
    }

    static void dray(String... arguments) {
        Dray.Result result = Dray.run(arguments);
        assertThat(result.code()).as(result.err()).isZero();
    }
}
