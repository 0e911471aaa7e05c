package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported, read and run by the tools that are common for it. */
class OciExportTest {
    @TempDir
    private static Path directory;

    private static OciWorkshop workshop;

    @BeforeAll
    static void makeImage() throws IOException {
        workshop = OciWorkshop.in(directory);
    }

    /** One image in every format. */
    private record Exports(Path layout, Path archive, Path docker) {
        List<String> addresses() {
            return List.of("oci:" + layout, "oci-archive:" + archive, "docker-archive:" + docker);
        }
    }

    private static Exports export(String image, String name) throws IOException {
        Exports exports =
                new Exports(workshop.fresh(name), workshop.fresh(name + ".tar"), workshop.fresh(name + ".docker.tar"));
        OciWorkshop.dray("image", "export", "--format=oci", image, exports.layout.toString());
        OciWorkshop.dray("image", "export", "--format=oci-archive", image, exports.archive.toString());
        OciWorkshop.dray("image", "export", "--format=docker-archive", image, exports.docker.toString());
        return exports;
    }

    @Test
    void otherToolsReadWhatIsExportedAndItIsTheSameImage() throws IOException {
        String image = workshop.fetchImage();
        Exports exports = export(image, "exported");

        String config = workshop.shell("skopeo inspect --config --raw oci:layout:app");
        for (String address : exports.addresses()) {
            assertThat(workshop.shell("skopeo inspect --config --raw " + address))
                    .isEqualTo(config);
            workshop.shell("skopeo copy -q " + address + " dir:" + workshop.fresh("copied"));
        }
        Path bundle = workshop.fresh("bundle");
        workshop.shell("umoci unpack --image " + exports.layout + ":layout:app " + bundle);
        Path original = workshop.fresh("original");
        workshop.shell("umoci unpack --image layout:app " + original);
        assertThat(workshop.listing(bundle.resolve("rootfs"))).isEqualTo(workshop.listing(original.resolve("rootfs")));
    }

    @Test
    void podmanRunsAnAppcImageThatIsExported() throws IOException {
        String name = TinyImage.named("example.com/acceptance/exported", directory.resolve("tiny"))
                .running("echo running as $(id -u); cat /f")
                .withFile("f", "content\n")
                .fetch();
        Path archive = workshop.fresh("tiny.tar");
        OciWorkshop.dray("image", "export", "--format=oci-archive", name, archive.toString());

        // podman's runtime refuses the cgroup2 mount of a hybrid hierarchy, so it gets a mount namespace without one
        String out = workshop.shell("""
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
        String image = workshop.fetchImage();
        Exports exports = export(image, "run");

        for (String address : exports.addresses()) {
            String out = workshop.shell("""
                P="podman --root=$PWD/podman3 --runroot=$PWD/podman3-run --cgroup-manager=cgroupfs"
                unshare -m --propagation slave sh -c "umount /sys/fs/cgroup/unified 2>/dev/null
                    $P run --rm --network=none --ulimit=nofile=1024:1024 --ulimit=nproc=4096:4096 \\
                        \\$($P pull -q $1); $P rmi -a -f >/dev/null"
                """, address);
            assertThat(out).as("podman, " + address).isEqualTo(OciWorkshop.SAID);
        }
        Path bundle = workshop.fresh("bundle");
        String out = workshop.shell("""
            umoci unpack --image "$1:layout:app" "$2" && cd "$2"
            jq '.process.terminal=false | del(.process.rlimits) | del(.linux.resources)' config.json >c && mv c config.json
            unshare -m --propagation slave sh -c 'umount /sys/fs/cgroup/unified 2>/dev/null
                crun run "dray-umoci-$$"'
            """, exports.layout.toString(), bundle.toString());
        assertThat(out).isEqualTo(OciWorkshop.SAID);
    }

    @Test
    void anAppcImageComesBackFromOciWithItsManifestAndFiles() throws IOException {
        String name = TinyImage.named("example.com/acceptance/round", directory.resolve("round"))
                .withFile("tmp/kept", "also in tmp\n")
                .fetch();
        Path first = workshop.fresh("first.aci");
        Path oci = workshop.fresh("round.tar");
        Path second = workshop.fresh("second.aci");
        OciWorkshop.dray("image", "export", name, first.toString());
        OciWorkshop.dray("image", "export", "--format=oci-archive", name, oci.toString());
        String back = OciWorkshop.fetch(oci.toString());
        OciWorkshop.dray("image", "export", back, second.toString());

        workshop.shell("""
            set -e
            for i in 1 2; do mkdir -p aci$i; done
            tar -C aci1 -xf "$1"; tar -C aci2 -xf "$2"; cmp aci1/manifest aci2/manifest
            actool validate "$1" "$2"
            """, first.toString(), second.toString());
        assertThat(workshop.listing(directory.resolve("aci2/rootfs")))
                .isEqualTo(workshop.listing(directory.resolve("aci1/rootfs")));
    }

    @Test
    void dependenciesAndWhitelistsBecomeLayers() throws IOException {
        workshop.shell("""
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
        OciWorkshop.fetch(directory.resolve("lower.aci").toString());
        String image = OciWorkshop.fetch(directory.resolve("upper.aci").toString());
        Path layout = workshop.fresh("dependent");
        OciWorkshop.dray("image", "export", "--format=oci", image, layout.toString());

        Path bundle = workshop.fresh("bundle");
        workshop.shell("umoci unpack --image " + layout + ":example.com/acceptance/upper:5_1_x " + bundle);
        assertThat(workshop.shell(
                        "cd $1; find . | sort", bundle.resolve("rootfs").toString()))
                .isEqualTo(".\n./etc\n./etc/a\n./etc/b\n");
        String back = OciWorkshop.fetch("oci:" + layout);
        assertThat(Dray.run("image", "cat-manifest", "--pretty-print=false", back)
                        .out())
                .isEqualTo(Files.readString(directory.resolve("upper/manifest")));
        Path tree = workshop.fresh("tree");
        OciWorkshop.dray("image", "render", "--rootfs-only", back, tree.toString());
        assertThat(workshop.listing(tree)).isEqualTo(workshop.listing(bundle.resolve("rootfs")));
    }

    @Test
    void anExportedAciIsTheArchiveThatCame() throws IOException {
        String name = TinyImage.named("example.com/acceptance/same", directory.resolve("same"))
                .fetch();
        Path archive = workshop.fresh("same.aci");
        OciWorkshop.dray("image", "export", name, archive.toString());

        assertThat(archive).hasSameBinaryContentAs(directory.resolve("same.aci"));
        assertThat(Dray.run("image", "export", name, archive.toString()).err())
                .contains("output ACI file exists (try --overwrite)");
        OciWorkshop.dray("image", "export", "--overwrite", name, archive.toString());
    }

    @Test
    void theSameImageGivesTheSameBytes() throws IOException {
        String image = workshop.fetchImage();
        for (String format : List.of("aci", "oci-archive", "docker-archive")) {
            Path one = workshop.fresh("one.aci");
            Path two = workshop.fresh("two.aci");
            OciWorkshop.dray("image", "export", "--format=" + format, image, one.toString());
            OciWorkshop.dray("image", "export", "--format=" + format, image, two.toString());
            assertThat(one).as(format).hasSameBinaryContentAs(two);
        }
    }
}
