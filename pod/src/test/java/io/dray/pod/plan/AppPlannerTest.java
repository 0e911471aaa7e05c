package io.dray.pod.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.manifest.ImageReference;
import io.dray.linux.Capabilities;
import io.dray.pod.container.ContainerUser;
import io.dray.pod.isolator.GivenUp;
import io.dray.pod.volume.VolumePlanner;
import io.dray.template.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppPlannerTest {
    private static final String PASSWD =
            "root:x:0:0:root:/root:/bin/bash\nbob:x:7:8::/home/bob:/bin/sh\n9:x:70:70::/:\n";

    private static final AppEnvironment NOTHING = new AppEnvironment(Map.of(), Map.of());

    @TempDir
    Path root;

    private TestingImages images;
    private AppPlanner planner;

    @BeforeEach
    void prepare() throws IOException {
        images = new TestingImages(root);
        planner = new AppPlanner(
                images.store, images.skeleton(), new Capabilities(-1L), new VolumePlanner(List.of()), GivenUp.NOTHING);
    }

    @Test
    void takesFromTheManifestWhatNobodyOverrides() throws IOException {
        AppPlan plan =
                plan("\"exec\":[\"server\",\"-v\"],\"user\":\"bob\",\"group\":\"staff\",\"supplementaryGIDs\":[3]");

        assertThat(plan.name()).isEqualTo("app");
        assertThat(plan.arguments()).containsExactly("server", "-v");
        assertThat(plan.user()).isEqualTo(new ContainerUser(7, 50, List.of(3L)));
        assertThat(plan.workingDirectory()).isEqualTo("/");
        assertThat(plan.environment())
                .containsEntry("PATH", AppEnvironment.DEFAULT_PATH)
                .containsEntry("USER", "bob")
                .containsEntry("HOME", "/home/bob")
                .containsEntry("AC_APP_NAME", "app");
    }

    @Test
    void strongerEnvironmentsWin() throws IOException {
        ImageReference image = add(
                "\"exec\":[\"/bin/server\"],\"user\":\"0\",\"group\":\"0\","
                        + "\"environment\":[{\"name\":\"A\",\"value\":\"image\"},{\"name\":\"B\",\"value\":\"image\"},{\"name\":\"C\",\"value\":\"image\"}]");
        AppRequest request = AppRequest.of(image).with(AppChanges.NONE.withEnvironment(Map.of("C", "app")));
        AppEnvironment pod = new AppEnvironment(Map.of("A", "caller", "D", "caller"), Map.of("B", "pod", "C", "pod"));

        assertThat(planner.plan(request, pod).environment())
                .containsEntry("D", "caller")
                .containsEntry("A", "image")
                .containsEntry("B", "pod")
                .containsEntry("C", "app");
    }

    @Test
    void refusesANameThatFilesCannotHave() throws IOException {
        ImageReference image = add("\"exec\":[\"/bin/server\"],\"user\":\"0\",\"group\":\"0\"");
        AppRequest longest = named(image, "a".repeat(200));
        AppRequest longer = named(image, "a".repeat(201));

        assertThat(planner.plan(longest, NOTHING).name()).hasSize(200);
        assertThatThrownBy(() -> planner.plan(longer, NOTHING))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has 201 characters, more than the 200");
    }

    private static AppRequest named(ImageReference image, String name) {
        return new AppRequest(
                image, Optional.of(name), Optional.empty(), AppChanges.NONE, List.of(), false, Map.of(), false);
    }

    @Test
    void aNameOfDigitsIsANameFirst() throws IOException {
        assertThat(plan("\"exec\":[\"/bin/server\"],\"user\":\"9\",\"group\":\"9\"")
                        .user())
                .isEqualTo(new ContainerUser(70, 9, List.of()));
    }

    @Test
    void aPathStandsForItsOwner() throws IOException {
        assertThat(plan("\"exec\":[\"/bin/server\"],\"user\":\"/etc/passwd\",\"group\":\"/etc/passwd\"")
                        .user())
                .isEqualTo(ContainerUser.ROOT);
    }

    @Test
    void namesTheUserThatIsMissing() throws IOException {
        ImageReference image = add("\"exec\":[\"/bin/server\"],\"user\":\"eve\",\"group\":\"0\"");

        assertFails(image, MissingException.class, "\"eve\" user not found");
    }

    @Test
    void asInRktAnImageSaysForWhichMachineItIs() throws IOException {
        ImageReference image = add("\"exec\":[\"/bin/server\"],\"user\":\"0\",\"group\":\"0\"");
        AppRequest request = AppRequest.of(image).asRkt();

        assertThatThrownBy(() -> planner.plan(request, NOTHING))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith(": missing os label in the image manifest");
    }

    @Test
    void plansWhatCannotStartWhereUsersAreLookedForLater() throws IOException {
        planner.lookForAccountsAtTheStart();

        AppPlan plan = plan("\"exec\":[\"/bin/server\"],\"user\":\"eve\",\"group\":\"0\"");

        assertThat(plan.obstacle().orElseThrow()).startsWith("\"eve\" user not found");
        assertThat(plan.user().uid()).isEqualTo(Accounts.NOBODY.uid());
        assertThat(plan("\"exec\":[\"/bin/server\"],\"user\":\"bob\",\"group\":\"staff\"")
                        .obstacle())
                .isEmpty();
    }

    @Test
    void namesTheProgramThatIsMissingAndWhereItWasLookedFor() throws IOException {
        ImageReference image = add("\"exec\":[\"sevrer\"],\"user\":\"0\",\"group\":\"0\"");

        assertFails(image, MissingException.class, "there is no program sevrer in the image; looked for in /usr/local");
    }

    @Test
    void doesNotTakeAPlainFileForAProgram() throws IOException {
        ImageReference image = add("\"exec\":[\"/etc/passwd\"],\"user\":\"0\",\"group\":\"0\"");

        assertFails(image, InvalidInputException.class, "/etc/passwd in the image is not executable");
    }

    @Test
    void namesTheInterpreterThatIsMissing() throws IOException {
        ImageReference image = images.add(
                "example.com/app",
                "\"app\":{\"exec\":[\"/bin/script\"],\"user\":\"0\",\"group\":\"0\"}",
                Map.of("bin/script", "#! /bin/nosuch -e\n"));

        assertFails(image, MissingException.class, "/bin/script needs /bin/nosuch, which is not in the image");
    }

    @Test
    void findsAProgramRelativeToTheWorkingDirectory() throws IOException {
        assertThat(plan("\"exec\":[\"./server\"],\"user\":\"0\",\"group\":\"0\",\"workingDirectory\":\"/bin\"")
                        .workingDirectory())
                .isEqualTo("/bin");
    }

    @Test
    void refusesAWorkingDirectoryThatIsMissing() throws IOException {
        ImageReference image =
                add("\"exec\":[\"/bin/server\"],\"user\":\"0\",\"group\":\"0\",\"workingDirectory\":\"/srv\"");

        assertFails(image, MissingException.class, "no directory /srv in the image");
    }

    @Test
    void refusesAnImageThatSaysNotWhatToRun() throws IOException {
        ImageReference image = images.add("example.com/files", "", Map.of("etc/a", "a"));

        assertFails(image, InvalidInputException.class, "does not say what to run");
    }

    @Test
    void runsANamedProgramOfAnImageWithoutAnApp() throws IOException {
        ImageReference image = images.add("example.com/files", "", Map.of("bin/sh", "#!"));

        AppPlan plan = planner.plan(
                AppRequest.of(image).with(AppChanges.NONE.running(Optional.of("sh"), List.of("-c", "x"))), NOTHING);

        assertThat(plan.arguments()).containsExactly("sh", "-c", "x");
    }

    @Test
    void plansTheScriptsOfRunlevelsInTheOrderOfTheirNames() throws IOException {
        ImageReference image = images.add(
                "example.com/app",
                "\"app\":{\"exec\":[\"/bin/server\"],\"user\":\"0\",\"group\":\"0\","
                        + "\"eventHandlers\":[{\"name\":\"pre-start\",\"exec\":[\"/dgr/bin/prestart\"]}]}",
                Map.of(
                        "bin/server", "#!",
                        "dgr/runlevels/prestart-late/20.b.sh", "#!",
                        "dgr/runlevels/prestart-late/10.a.sh", "#!",
                        "dgr/runlevels/prestart-early/1.sh", "#!"));

        AppPlan plan = planner.plan(AppRequest.of(image), NOTHING);

        assertThat(plan.rendersAtStart()).isTrue();
        assertThat(plan.steps())
                .extracting(step -> step.arguments().getFirst())
                .containsExactly(
                        "/dgr/runlevels/prestart-early/1.sh",
                        "/dgr/runlevels/prestart-late/10.a.sh",
                        "/dgr/runlevels/prestart-late/20.b.sh");
    }

    @Test
    void rendersWhatDgrBuiltOrAnImageAsksForByDgrsRules() throws IOException {
        assertThat(dialect("other", "1")).isEqualTo(Dialect.DRAY);
        assertThat(dialect("dgr-version", "95")).isEqualTo(Dialect.DGR);
        assertThat(dialect("dray-compat", "dgr")).isEqualTo(Dialect.DGR);
        assertThatThrownBy(() -> dialect("dray-compat", "helm"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("it wants the templates of 'helm'");
    }

    private Dialect dialect(String annotation, String value) throws IOException {
        ImageReference image = images.add(
                "example.com/" + annotation + value,
                "\"app\":{\"exec\":[\"/bin/server\"],\"user\":\"0\",\"group\":\"0\"},\"annotations\":[{\"name\":\""
                        + annotation + "\",\"value\":\"" + value + "\"}]",
                Map.of("etc/passwd", PASSWD, "bin/server", "#!"));
        return planner.plan(AppRequest.of(image), NOTHING).rules().dialect();
    }

    @Test
    void argumentsReplaceTheCommandOfADockerImageAndFollowTheProgramOfAnyOther() throws IOException {
        AppChanges arguments = AppChanges.NONE.running(Optional.empty(), List.of("-x"));
        String app = "\"app\":{\"exec\":[\"/bin/server\",\"-v\"],\"user\":\"0\",\"group\":\"0\"}";
        Map<String, String> files = Map.of("bin/server", "#!");
        ImageReference plain = images.add("example.com/plain", app, files);
        ImageReference docker = images.add(
                "example.com/docker",
                app + ",\"annotations\":[{\"name\":\"appc.io/docker/entrypoint\",\"value\":\"[\\\"/bin/server\\\"]\"},"
                        + "{\"name\":\"appc.io/docker/cmd\",\"value\":\"[\\\"-v\\\"]\"}]",
                files);

        assertThat(planner.plan(AppRequest.of(plain).with(arguments), NOTHING).arguments())
                .containsExactly("/bin/server", "-v", "-x");
        assertThat(planner.plan(AppRequest.of(docker).with(arguments), NOTHING).arguments())
                .containsExactly("/bin/server", "-x");
        assertThat(planner.plan(AppRequest.of(docker), NOTHING).arguments()).containsExactly("/bin/server", "-v");
    }

    @Test
    void refusesAnImageForAnotherMachine() throws IOException {
        ImageReference image = images.add(
                "example.com/app",
                "\"app\":{\"exec\":[\"/bin/server\"],\"user\":\"0\",\"group\":\"0\"},"
                        + "\"labels\":[{\"name\":\"os\",\"value\":\"linux\"},{\"name\":\"arch\",\"value\":\"s390x\"}]",
                Map.of("bin/server", "#!"));

        assertFails(image, InvalidInputException.class, "it is for linux/s390x, this machine is linux/");
    }

    @Test
    void putsTheSkeletonBelowTheImage() throws IOException {
        AppPlan plan = plan("\"exec\":[\"/bin/server\"],\"user\":\"0\",\"group\":\"0\"");

        assertThat(plan.lowerDirectories()).startsWith("l/").contains(":skeleton/");
        assertThat(plan.tree().lookup("/dgr/bin/busybox")).isPresent();
    }

    private AppPlan plan(String app) throws IOException {
        return planner.plan(AppRequest.of(add(app)), NOTHING);
    }

    private ImageReference add(String app) throws IOException {
        return images.add(
                "example.com/app",
                "\"app\":{" + app + "}",
                Map.of("bin/server", "#!", "etc/passwd", PASSWD, "etc/group", "staff:x:50:\n"));
    }

    private void assertFails(ImageReference image, Class<? extends DrayException> type, String message) {
        assertThatThrownBy(() -> planner.plan(AppRequest.of(image), NOTHING))
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }
}
