package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OCI and Docker images, made and read by the tools that are common for them. */
class OciTest {
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
    private static final String SAID = """
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

    @TempDir
    static Path directory;

    @BeforeAll
    static void makeImage() throws IOException {
        shell(directory, IMAGE);
    }

    /** What a script says that has to succeed. */
    private static String shell(Path where, String script, String... arguments) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "script", ".sh"), "cd " + where + "\n" + script);
        String[] command = Stream.concat(Stream.of("sh", file.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        Dray.Result result = Dray.program(command);
        assertThat(result.code()).as(result.err() + result.out()).isZero();
        return result.out();
    }

    private static void dray(String... arguments) {
        Dray.Result result = Dray.run(arguments);
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** Fetches and gives the image's ID. */
    private static String fetch(String address) {
        Dray.Result result = Dray.run("--insecure-options=image", "fetch", "--full", address);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out().strip();
    }

    private static String listing(Path tree) throws IOException {
        return shell(directory, LISTING, tree.toString());
    }

    private Path fresh(String name) throws IOException {
        return Files.createTempDirectory(directory, "out").resolve(name);
    }

    @Test
    void unpacksWhatUmociUnpacks() throws IOException {
        Path bundle = fresh("bundle");
        shell(directory, "umoci unpack --image layout:app " + bundle);
        Path tree = fresh("tree");
        dray("image", "render", "--rootfs-only", fetch("oci:" + directory.resolve("layout") + ":app"), tree.toString());

        assertThat(listing(tree)).isEqualTo(listing(bundle.resolve("rootfs")));
        assertThat(tree.resolve("opq/old")).doesNotExist();
        assertThat(tree.resolve("del/x")).doesNotExist();
    }

    @Test
    void runsAnImageAsItsConfigurationSays() {
        String image = fetch("oci:" + directory.resolve("layout") + ":app");

        Dray.Result result = Dray.run("run", "--net=none", image);

        assertThat(result.out()).as(result.err()).isEqualTo(SAID);
    }

    @Test
    void runsAnImageOfFiveHundredLayers() throws IOException {
        shell(directory, """
            set -e
            mkdir -p many/f many/bin && cd many
            cp /bin/busybox bin/sh
            for i in $(seq 100 599); do
                echo "$i" >f/"$i"; [ "$i" -lt 599 ] || : >f/.wh.100
                tar -cf "$i.tar" f $([ "$i" -gt 100 ] || echo bin); rm f/"$i"
            done
            ids=$(sha256sum *.tar | sed 's/^\\(.\\{64\\}\\).*/"sha256:\\1"/' | paste -sd,)
            echo '{"architecture":"amd64","os":"linux","config":{"Cmd":["/bin/sh","-c","set -- /f/*; echo $# $1"]},
                "rootfs":{"type":"layers","diff_ids":['"$ids"']}}' >config.json
            layers=$(ls [0-9]*.tar | sed 's/.*/"&"/' | paste -sd,)
            echo '[{"Config":"config.json","RepoTags":["example.com/oci/many:1"],"Layers":['"$layers"']}]' >manifest.json
            tar -cf ../many.tar manifest.json config.json [0-9]*.tar
            """);
        String image = fetch(directory.resolve("many.tar").toString());

        Dray.Result result = Dray.run("run", "--net=none", image);

        assertThat(result.out()).as(result.err()).isEqualTo("499 /f/101\n");
        assertThat(Dray.run("run", "--net=none", image, "--", "/bin/sh", "-c", "echo replaced")
                        .out())
                .isEqualTo("replaced\n");
    }

    @Test
    void readsArchivesOfSkopeoAndPodman() throws IOException {
        shell(directory, """
            set -e
            skopeo copy -q oci:layout:app oci-archive:skopeo.oci.tar:t1
            skopeo copy -q oci:layout:app docker-archive:skopeo.docker.tar:example.com/oci/docker:2
            gzip -k skopeo.oci.tar
            podman --root=$PWD/podman --runroot=$PWD/podman-run load -q -i skopeo.docker.tar
            podman --root=$PWD/podman --runroot=$PWD/podman-run save -q --format=docker-archive \\
                -o podman.docker.tar example.com/oci/docker:2
            podman --root=$PWD/podman --runroot=$PWD/podman-run save -q --format=oci-archive \\
                -o podman.oci.tar example.com/oci/docker:2
            podman --root=$PWD/podman --runroot=$PWD/podman-run rmi -a -f >/dev/null
            """);
        Path reference = fresh("reference");
        dray(
                "image",
                "render",
                "--rootfs-only",
                fetch("oci:" + directory.resolve("layout") + ":app"),
                reference.toString());
        for (String file : List.of(
                "skopeo.oci.tar", "skopeo.oci.tar.gz", "skopeo.docker.tar", "podman.docker.tar", "podman.oci.tar")) {
            Path tree = fresh("tree");
            dray(
                    "image",
                    "render",
                    "--rootfs-only",
                    fetch(directory.resolve(file).toString()),
                    tree.toString());
            assertThat(listing(tree)).as(file).isEqualTo(listing(reference));
        }
    }

    @Test
    void otherToolsReadWhatIsExportedAndItIsTheSameImage() throws IOException {
        String image = fetch("oci:" + directory.resolve("layout") + ":app");
        Path layout = fresh("exported");
        Path archive = fresh("exported.tar");
        Path docker = fresh("exported.docker.tar");
        dray("image", "export", "--format=oci", image, layout.toString());
        dray("image", "export", "--format=oci-archive", image, archive.toString());
        dray("image", "export", "--format=docker-archive", image, docker.toString());

        String config = shell(directory, "skopeo inspect --config --raw oci:layout:app");
        for (String address : List.of("oci:" + layout, "oci-archive:" + archive, "docker-archive:" + docker)) {
            assertThat(shell(directory, "skopeo inspect --config --raw " + address))
                    .isEqualTo(config);
            shell(directory, "skopeo copy -q " + address + " dir:" + fresh("copied"));
        }
        Path bundle = fresh("bundle");
        shell(directory, "umoci unpack --image " + layout + ":layout:app " + bundle);
        Path original = fresh("original");
        shell(directory, "umoci unpack --image layout:app " + original);
        assertThat(listing(bundle.resolve("rootfs"))).isEqualTo(listing(original.resolve("rootfs")));
    }

    @Test
    void podmanRunsAnAppcImageThatIsExported() throws IOException {
        String name = TinyImage.named("example.com/acceptance/exported", directory.resolve("tiny"))
                .running("echo running as $(id -u); cat /f")
                .withFile("f", "content\n")
                .fetch();
        Path archive = fresh("tiny.tar");
        dray("image", "export", "--format=oci-archive", name, archive.toString());

        // podman's runtime refuses the cgroup2 mount of a hybrid hierarchy, so it gets a mount namespace without one
        String out = shell(directory, """
            P="podman --root=$PWD/podman2 --runroot=$PWD/podman2-run --cgroup-manager=cgroupfs"
            unshare -m --propagation slave sh -c "umount /sys/fs/cgroup/unified 2>/dev/null
                $P load -q -i $1 >&2 && $P run --rm --network=none --ulimit=nofile=1024:1024 \\
                    --ulimit=nproc=4096:4096 example.com/acceptance/exported:1; $P rmi -a -f >/dev/null"
            """, archive.toString());

        assertThat(out).isEqualTo("running as 0\ncontent\n");
    }

    /** Runs what the other tools made of an export, as they run their own images. */
    @Test
    void otherToolsRunEveryFormatThatIsExported() throws IOException {
        String image = fetch("oci:" + directory.resolve("layout") + ":app");
        Path layout = fresh("run");
        Path archive = fresh("run.tar");
        Path docker = fresh("run.docker.tar");
        dray("image", "export", "--format=oci", image, layout.toString());
        dray("image", "export", "--format=oci-archive", image, archive.toString());
        dray("image", "export", "--format=docker-archive", image, docker.toString());

        for (String address : List.of("oci:" + layout, "oci-archive:" + archive, "docker-archive:" + docker)) {
            String out = shell(directory, """
                P="podman --root=$PWD/podman3 --runroot=$PWD/podman3-run --cgroup-manager=cgroupfs"
                unshare -m --propagation slave sh -c "umount /sys/fs/cgroup/unified 2>/dev/null
                    $P run --rm --network=none --ulimit=nofile=1024:1024 --ulimit=nproc=4096:4096 \\
                        \\$($P pull -q $1); $P rmi -a -f >/dev/null"
                """, address);
            assertThat(out).as("podman, " + address).isEqualTo(SAID);
        }
        Path bundle = fresh("bundle");
        String out = shell(directory, """
            umoci unpack --image "$1:layout:app" "$2" && cd "$2"
            jq '.process.terminal=false | del(.process.rlimits) | del(.linux.resources)' config.json >c && mv c config.json
            unshare -m --propagation slave sh -c 'umount /sys/fs/cgroup/unified 2>/dev/null
                crun run "dray-umoci-$$"'
            """, layout.toString(), bundle.toString());
        assertThat(out).isEqualTo(SAID);
    }

    @Test
    void anAppcImageComesBackFromOciWithItsManifestAndFiles() throws IOException {
        String name = TinyImage.named("example.com/acceptance/round", directory.resolve("round"))
                .withFile("tmp/kept", "also in tmp\n")
                .fetch();
        Path first = fresh("first.aci");
        Path oci = fresh("round.tar");
        Path second = fresh("second.aci");
        dray("image", "export", name, first.toString());
        dray("image", "export", "--format=oci-archive", name, oci.toString());
        String back = fetch(oci.toString());
        dray("image", "export", back, second.toString());

        shell(directory, """
            set -e
            for i in 1 2; do mkdir -p aci$i; done
            tar -C aci1 -xf "$1"; tar -C aci2 -xf "$2"; cmp aci1/manifest aci2/manifest
            actool validate "$1" "$2"
            """, first.toString(), second.toString());
        assertThat(listing(directory.resolve("aci2/rootfs"))).isEqualTo(listing(directory.resolve("aci1/rootfs")));
    }

    @Test
    void dependenciesAndWhitelistsBecomeLayers() throws IOException {
        shell(directory, """
                set -e
                mkdir -p lower/rootfs/etc lower/rootfs/hidden upper/rootfs/etc
                echo b >lower/rootfs/etc/b; echo b >lower/rootfs/etc/gone; echo b >lower/rootfs/hidden/b
                echo a >upper/rootfs/etc/a
                labels='"labels":[{"name":"version","value":"5:1+x"}]'
                head='"acKind":"ImageManifest","acVersion":"0.8.11"'
                echo "{$head,\\"name\\":\\"example.com/acceptance/lower\\",$labels}" >lower/manifest
                echo "{$head,\\"name\\":\\"example.com/acceptance/upper\\",$labels,\\"unknown\\":1,
                    \\"dependencies\\":[{\\"imageName\\":\\"example.com/acceptance/lower\\"}],
                    \\"pathWhitelist\\":[\\"/etc/a\\",\\"/etc/b\\"]}" >upper/manifest
                for image in lower upper; do tar -C $image -cf $image.aci manifest rootfs; done
                """);
        fetch(directory.resolve("lower.aci").toString());
        String image = fetch(directory.resolve("upper.aci").toString());
        Path layout = fresh("dependent");
        dray("image", "export", "--format=oci", image, layout.toString());

        Path bundle = fresh("bundle");
        shell(directory, "umoci unpack --image " + layout + ":example.com/acceptance/upper:5_1_x " + bundle);
        assertThat(shell(bundle.resolve("rootfs"), "find . | sort")).isEqualTo(".\n./etc\n./etc/a\n./etc/b\n");
        String back = fetch("oci:" + layout);
        assertThat(Dray.run("image", "cat-manifest", "--pretty-print=false", back)
                        .out())
                .isEqualTo(Files.readString(directory.resolve("upper/manifest")));
        Path tree = fresh("tree");
        dray("image", "render", "--rootfs-only", back, tree.toString());
        assertThat(listing(tree)).isEqualTo(listing(bundle.resolve("rootfs")));
    }

    @Test
    void anExportedAciIsTheArchiveThatCame() throws IOException {
        String name = TinyImage.named("example.com/acceptance/same", directory.resolve("same"))
                .fetch();
        Path archive = fresh("same.aci");
        dray("image", "export", name, archive.toString());

        assertThat(archive).hasSameBinaryContentAs(directory.resolve("same.aci"));
        assertThat(Dray.run("image", "export", name, archive.toString()).err())
                .contains("output ACI file exists (try --overwrite)");
        dray("image", "export", "--overwrite", name, archive.toString());
    }

    @Test
    void theSameImageGivesTheSameBytes() throws IOException {
        String image = fetch("oci:" + directory.resolve("layout") + ":app");
        for (String format : List.of("aci", "oci-archive", "docker-archive")) {
            Path one = fresh("one.aci");
            Path two = fresh("two.aci");
            dray("image", "export", "--format=" + format, image, one.toString());
            dray("image", "export", "--format=" + format, image, two.toString());
            assertThat(one).as(format).hasSameBinaryContentAs(two);
        }
    }

    @Test
    void refusesDamagedImagesOnOneLine() throws IOException {
        shell(directory, """
            set -e
            cp -r layout damaged
            skopeo copy -q oci:layout:app docker-archive:plain.tar:example.com/d:1
            for f in damaged/blobs/sha256/*; do
                [ "$(stat -c %s "$f")" -lt 100000 ] || { printf X | dd of="$f" bs=1 seek=5000 conv=notrunc; }
            done 2>/dev/null
            head -c 100000 plain.tar >short.tar
            mkdir -p empty/blobs/sha256; cp layout/index.json layout/oci-layout empty/
            """);
        for (String address : List.of(
                "oci:" + directory.resolve("damaged") + ":app",
                "docker-archive:" + directory.resolve("short.tar"),
                "oci:" + directory.resolve("empty") + ":app",
                "oci:" + directory.resolve("layout") + ":absent",
                "oci-archive:" + directory.resolve("plain.tar"),
                "oci:" + directory.resolve("nowhere"))) {
            Dray.Result result =
                    Dray.run("--dir=" + directory.resolve("data"), "--insecure-options=image", "fetch", address);

            assertThat(result.code()).as(address).isEqualTo(254);
            assertThat(result.err()
                            .lines()
                            .filter(line -> !line.startsWith("dray: hint:")
                                    && !line.startsWith("dray: warning:")
                                    && !line.startsWith("importing")))
                    .as(address)
                    .hasSize(1);
            assertThat(result.out()).isEmpty();
        }
        assertThat(directory.resolve("data/images"))
                .satisfiesAnyOf(
                        place -> assertThat(place).doesNotExist(),
                        place -> assertThat(place).isEmptyDirectory());
    }
}
