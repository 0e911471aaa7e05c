package io.dray.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.manifest.App;
import io.dray.image.tree.LayeredTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumePlannerTest {
    private static final Map<String, String> CONVERTED = Map.of("appc.io/docker/repository", "library/redis");

    @TempDir
    Path directory;

    private RootPaths root = new RootPaths(new LayeredTree(List.of(Path.of("/"))), List.of());
    private Path source = Path.of("/");

    @BeforeEach
    void makeRoot() throws IOException {
        Path real = directory.toRealPath();
        Path tree = Files.createDirectories(real.resolve("tree"));
        Files.createDirectories(tree.resolve("data/below"));
        Files.createDirectories(tree.resolve("etc"));
        Files.writeString(tree.resolve("etc/conf"), "");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("/data"));
        Files.createSymbolicLink(tree.resolve("out"), Path.of("../../../etc"));
        Files.createSymbolicLink(tree.resolve("dangling"), Path.of("/nowhere"));
        Files.createSymbolicLink(tree.resolve("round"), Path.of("round"));
        root = new RootPaths(new LayeredTree(List.of(tree)), List.of(tree));
        source = Files.createDirectories(real.resolve("source"));
    }

    @Test
    void linksAndDotsLeadToPlacesInTheRootThatDoNotExistYet() {
        assertThat(root.canonical("/dangling/new")).isEqualTo("/nowhere/new");
        assertThat(root.canonical("/data/../../../new")).isEqualTo("/new");
        assertThat(root.canonical("/link/../new/./x")).isEqualTo("/new/x");
        assertThat(root.canonical("/new/..")).isEqualTo("/");
    }

    @Test
    void asInRktMountsMayLieInEachOtherAndBeginAtTheRoot() {
        Volume volume = Volume.Empty.named("db");
        MountRequest deep = MountRequest.of("db", "srv/a/b").asRkt();

        assertThat(plan(List.of(volume), List.of(new App.MountPoint("db", "/srv", false)), List.of(deep, deep)))
                .extracting(VolumeMount::target)
                .containsExactly("/srv", "/srv/a/b");
    }

    @Test
    void givesEachMountPointTheVolumeOfItsName() {
        Volume volume = Volume.Empty.named("db");

        assertThat(plan(List.of(volume), List.of(new App.MountPoint("db", "/srv/db", true)), List.of()))
                .containsExactly(new VolumeMount(volume, "/srv/db", true, VolumeMount.Source.DIRECTORY, false, false));
    }

    @Test
    void aMountForAMountPointTakesThePlaceOfTheVolumeOfItsName() {
        List<VolumeMount> mounts = plan(
                List.of(Volume.Empty.named("db"), Volume.Empty.named("other")),
                List.of(new App.MountPoint("db", "/srv/db", false)),
                List.of(MountRequest.of("other", "db")));

        assertThat(mounts).hasSize(1);
        assertThat(mounts.getFirst().volume().name()).isEqualTo("other");
        assertThat(mounts.getFirst().target()).isEqualTo("/srv/db");
    }

    @Test
    void aMountPointWithoutVolumeGetsAnEmptyOneAndANote() {
        VolumePlanner planner = new VolumePlanner(List.of());

        List<VolumeMount> mounts =
                planner.plan("app", List.of(new App.MountPoint("db", "/srv", false)), List.of(), root, Map.of());

        assertThat(mounts.getFirst().volume()).isEqualTo(Volume.Empty.named("app-db"));
        assertThat(mounts.getFirst().filled()).isFalse();
        assertThat(planner.notes())
                .singleElement()
                .asString()
                .contains("no volume specified for mount point \"db\", implicitly creating an \"empty\" volume");
    }

    @Test
    void anImageFromDockerFillsItsVolume() {
        List<App.MountPoint> points =
                List.of(new App.MountPoint("db", "/data", false), new App.MountPoint("new", "/new", false));

        assertThat(new VolumePlanner(List.of()).plan("app", points, List.of(), root, CONVERTED))
                .extracting(VolumeMount::filled)
                .containsExactly(true, false);
    }

    @Test
    void followsLinksInsideTheRootOnly() {
        assertThat(root.canonical("/link/x/y")).isEqualTo("/data/x/y");
        assertThat(root.canonical("/out/conf")).isEqualTo("/etc/conf");
        assertThat(root.canonical("/../../data/./below/")).isEqualTo("/data/below");
    }

    @Test
    void refusesTargetsThatOverlap() {
        assertRefused(
                List.of(MountRequest.of("db", "/data"), MountRequest.of("db", "/link/below")),
                InvalidInputException.class,
                "it overlaps with volume \"db\" at /data");
    }

    @Test
    void refusesTargetsThatAreNoPlaces() {
        assertRefused(List.of(MountRequest.of("db", "/")), InvalidInputException.class, "hide the whole image");
        assertRefused(List.of(MountRequest.of("db", "srv")), InvalidInputException.class, "not absolute");
        assertRefused(List.of(MountRequest.of("db", "/round/below")), InvalidInputException.class, "leads to nothing");
        assertRefused(
                List.of(MountRequest.of("db", "/new/../..")), InvalidInputException.class, "hide the whole image");
        assertRefused(List.of(MountRequest.of("db", "/etc/conf")), InvalidInputException.class, "has a file there");
        assertRefused(List.of(MountRequest.of("no", "/srv")), MissingException.class, "the pod has no such volume");
    }

    @Test
    void refusesSourcesThatAreMissingOrBehindALink() throws IOException {
        Path link = Files.createSymbolicLink(source.resolve("link"), source);

        assertSourceRefused(source.resolve("no"), MissingException.class, "does not exist");
        assertSourceRefused(link, InvalidInputException.class, "leads through a symbolic link");
    }

    @Test
    void asInRktASourceMayLieBehindALink() throws IOException {
        Path link = Files.createSymbolicLink(source.resolve("link"), source);
        Volume volume = new Volume.Host("db", link.toString(), Volume.Access.UNSAID, true);

        assertThat(volume.asRkt()).isEqualTo(new Volume.Host("db", source.toString(), Volume.Access.UNSAID, true));
        assertThat(new MountRequest("db", "/srv", Optional.of(volume), false)
                        .asRkt()
                        .own())
                .contains(volume.asRkt());
    }

    @ParameterizedTest
    @CsvSource({
        "UNSAID, false, false",
        "UNSAID, true, true",
        "READ_ONLY, false, true",
        "READ_ONLY, true, true",
        "READ_WRITE, false, false",
        "READ_WRITE, true, false"
    })
    void whatIsSaidOfAVolumeWinsOverItsMountPoint(Volume.Access access, boolean point, boolean readOnly) {
        Volume volume = new Volume.Empty("db", access, 0755, 0, 0);

        assertThat(plan(List.of(volume), List.of(new App.MountPoint("db", "/srv", point)), List.of()))
                .extracting(VolumeMount::readOnly)
                .containsExactly(readOnly);
    }

    @Test
    void knowsFilesFromDirectories() throws IOException {
        Path file = Files.writeString(source.resolve("file"), "");
        Volume volume = new Volume.Host("db", file.toString(), Volume.Access.READ_ONLY, true);

        assertThat(plan(List.of(volume), List.of(), List.of(MountRequest.of("db", "/etc/conf"))))
                .containsExactly(new VolumeMount(volume, "/etc/conf", true, VolumeMount.Source.FILE, false, false));
    }

    @Test
    void refusesTwoVolumesOfOneName() {
        List<Volume> twice = List.of(Volume.Empty.named("db"), Volume.Empty.named("db"));

        assertThatThrownBy(() -> new VolumePlanner(twice)).hasMessage("duplicate volume name \"db\"");
    }

    private List<VolumeMount> plan(List<Volume> volumes, List<App.MountPoint> points, List<MountRequest> mounts) {
        return new VolumePlanner(volumes).plan("app", points, mounts, root, Map.of());
    }

    private void assertRefused(List<MountRequest> mounts, Class<? extends DrayException> type, String message) {
        assertThatThrownBy(() -> plan(List.of(Volume.Empty.named("db")), List.of(), mounts))
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }

    private void assertSourceRefused(Path path, Class<? extends DrayException> type, String message) {
        Volume volume = new Volume.Host("db", path.toString(), Volume.Access.UNSAID, true);
        assertThatThrownBy(() -> plan(List.of(volume), List.of(), List.of(MountRequest.of("db", "/srv"))))
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }
}
