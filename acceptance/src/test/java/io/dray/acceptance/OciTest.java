package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OCI and Docker images that other tools have made. */
class OciTest {
    @TempDir
    private static Path directory;

    private static OciWorkshop workshop;

    @BeforeAll
    static void makeImage() throws IOException {
        workshop = OciWorkshop.in(directory);
    }

    @Test
    void unpacksWhatUmociUnpacks() throws IOException {
        Path bundle = workshop.fresh("bundle");
        workshop.shell("umoci unpack --image layout:app " + bundle);
        Path tree = workshop.fresh("tree");
        OciWorkshop.dray("image", "render", "--rootfs-only", workshop.fetchImage(), tree.toString());

        assertThat(workshop.listing(tree)).isEqualTo(workshop.listing(bundle.resolve("rootfs")));
        assertThat(tree.resolve("opq/old")).doesNotExist();
        assertThat(tree.resolve("del/x")).doesNotExist();
    }

    @Test
    void runsAnImageAsItsConfigurationSays() {
        String image = workshop.fetchImage();

        Dray.Result result = Dray.run("run", "--net=none", image);

        assertThat(result.out()).as(result.err()).isEqualTo(OciWorkshop.SAID);
    }

    @Test
    void runsAnImageOfFiveHundredLayers() throws IOException {
        workshop.shell("""
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
        String image = OciWorkshop.fetch(directory.resolve("many.tar").toString());

        Dray.Result result = Dray.run("run", "--net=none", image);

        assertThat(result.out()).as(result.err()).isEqualTo("499 /f/101\n");
        assertThat(Dray.run("run", "--net=none", image, "--", "/bin/sh", "-c", "echo replaced")
                        .out())
                .isEqualTo("replaced\n");
    }

    @Test
    void readsArchivesOfSkopeoAndPodman() throws IOException {
        workshop.shell("""
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
        Path reference = workshop.fresh("reference");
        OciWorkshop.dray("image", "render", "--rootfs-only", workshop.fetchImage(), reference.toString());
        for (String file : List.of(
                "skopeo.oci.tar", "skopeo.oci.tar.gz", "skopeo.docker.tar", "podman.docker.tar", "podman.oci.tar")) {
            Path tree = workshop.fresh("tree");
            OciWorkshop.dray(
                    "image",
                    "render",
                    "--rootfs-only",
                    OciWorkshop.fetch(directory.resolve(file).toString()),
                    tree.toString());
            assertThat(workshop.listing(tree)).as(file).isEqualTo(workshop.listing(reference));
        }
    }

    @Test
    void refusesDamagedImagesOnOneLine() throws IOException {
        workshop.shell("""
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
