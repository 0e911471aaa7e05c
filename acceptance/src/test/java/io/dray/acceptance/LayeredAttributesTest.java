package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --attributes} of a pod: environment, service and node over what images bring, and how a pod explains them. */
class LayeredAttributesTest {
    private static final String TEMPLATE =
            "{{.base}} {{.image}} {{.pod}} {{.environment}} {{.service}} {{.node}} {{.override}}\n";

    @TempDir
    Path directory;

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc", "--grace-period=0s").code()).isZero();
    }

    private String file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content).toString();
    }

    /** Sets the keys of a level and of all that are stronger. */
    private static String attributes(String level) {
        StringBuilder yaml = new StringBuilder("default:\n");
        boolean stronger = false;
        for (String key : new String[] {"base", "image", "pod", "environment", "service", "node", "override"}) {
            stronger |= key.equals(level);
            yaml.append(stronger ? "  " + key + ": " + level + "\n" : "");
        }
        return yaml.toString();
    }

    private TinyImage image(String name) throws IOException {
        String base = "example.com/acceptance/" + name + "-base";
        TinyImage.named(base, directory.resolve(name + "-base"))
                .withFile("dgr/attributes/zz-base/a.yml", attributes("base"))
                .fetch();
        return TinyImage.named("example.com/acceptance/" + name, directory.resolve(name))
                .dependingOn(base)
                .running("cat /etc/layers")
                .withFile("dgr/attributes/aa-own/a.yml", attributes("image"))
                .withFile("dgr/attributes/pod/a.yml", attributes("pod"))
                .withFile("dgr/templates/etc/layers.tmpl", TEMPLATE);
    }

    /** From the strongest to the weakest, so that the order on the command line does not help. */
    private String[] command(String verb, String image) throws IOException {
        return new String[] {
            verb,
            "--net=none",
            "--set-env=TEMPLATER_OVERRIDE={\"override\": \"override\"}",
            "--attributes=node:" + file("node.yml", attributes("node")),
            "--attributes=" + file("service/a.yml", attributes("service")),
            "--attributes=environment:"
                    + Path.of(file("prod/b.yml", attributes("environment"))).getParent(),
            image
        };
    }

    @Test
    void theNearerLevelWinsWhateverTheOrder() throws IOException {
        String image = image("levels").fetch();
        Dray.Result result = Dray.run(command("run", image));
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("base image pod environment service node override\n");
    }

    @Test
    void aPodKeepsItsAttributesUntilItIsStarted() throws IOException {
        String image = image("kept")
                .withDgrBusybox()
                .withScript(
                        "dgr/runlevels/prestart-early/10.write",
                        "#!/dgr/bin/busybox sh\nprintf 'default:\\n  service: script\\n  image: script\\n'"
                                + " >/dgr/attributes/early.yml\n")
                .fetch();
        String uuid = Dray.run(command("prepare", image)).out().strip();
        Files.delete(directory.resolve("node.yml"));

        assertThat(Dray.run("run-prepared", uuid).out())
                .isEqualTo("base script pod environment service node override\n");
        assertThat(Dray.run("explain", uuid, "image").out())
                .isEqualTo("image = script\n    set in early.yml:3 (prestart-early of " + image
                        + ":1)\n    over image in aa-own/a.yml:2 (" + image
                        + ":1)\n    over base in zz-base/a.yml:3 (" + image + "-base:1)\n");
    }

    @Test
    void aPodExplainsItsKeysAndLines() throws IOException {
        String image = image("explained").fetch();
        String uuid = Dray.run(command("prepare", image)).out().strip();
        String service = directory + "/service/a.yml";
        String environment = directory + "/prod/b.yml";

        assertThat(Dray.run("explain", uuid, "node").out())
                .startsWith("node = node\n    set in " + directory + "/node.yml:2 (node)\n    over service in "
                        + service
                        + ":3\n    over environment in " + environment + ":4 (environment)\n    over pod in pod/a.yml:5"
                        + "\n    over image in aa-own/a.yml:6 (" + image + ":1)\n    over base in");
        assertThat(Dray.run("explain", uuid, "override").out())
                .startsWith("override = override\n    set in TEMPLATER_OVERRIDE:1:15 (override)\n    over node in");
        assertThat(Dray.run("explain", "--format=json", uuid, "service").out())
                .startsWith("{\"pod\":\"" + uuid
                        + "\",\"apps\":[{\"app\":\"explained\",\"explanation\":{\"key\":\"service\","
                        + "\"value\":\"service\",\"file\":\"" + service + "\",\"line\":2,\"column\":12,");
        assertThat(Dray.run("explain", uuid).out())
                .contains(
                        "    <- service = service  " + service + ":2, over " + environment + ":3 of environment, over");
    }

    @Test
    void wrongAttributesStopAPodBeforeItExists() throws IOException {
        String image = image("refused").fetch();
        HostState before = HostState.now();
        assertRefused(
                image,
                "nodes:" + directory + "/x.yml",
                "there is no such file",
                "dependencies, image, pod, environment");
        assertRefused(image, "-", "cannot read the attributes of a pod from the standard input", "name a file");
        assertRefused(image, file("tab.yml", "a:\n\tb: 1\n"), "tab.yml:2: not valid YAML", "with blanks");
        assertRefused(image, "node:", "'' is not the name of a file", "");
        assertThat(HostState.now()).isEqualTo(before);
    }

    private static void assertRefused(String image, String attributes, String reason, String hint) {
        Dray.Result result = Dray.run("run", "--net=none", "--attributes=" + attributes, image);
        assertThat(result.code()).as(attributes).isEqualTo(254);
        assertThat(result.errorLine()).startsWith("dray: ").contains(reason);
        assertThat(result.err()).contains(hint);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aPodSaysWhichKeysItLacks() throws IOException {
        String image = image("lacking").fetch();
        String uuid = Dray.run(command("prepare", image)).out().strip();
        Dray.Result mistyped = Dray.run("explain", uuid, "servce");
        assertThat(mistyped.code()).isEqualTo(254);
        assertThat(mistyped.err())
                .isEqualTo("dray: in pod " + uuid + ", servce is not set\ndray: hint: did you mean service?\n");
        assertThat(Dray.run("explain", "--app=nope", uuid, "service").errorLine())
                .isEqualTo("dray: pod " + uuid + " has no app nope");
        assertThat(Dray.run("explain", "--override={}", uuid, "service").errorLine())
                .contains("--override has no place here");
    }

    @Test
    void templatesLevelsAreThoseOfPods() throws IOException {
        String template = file("t", "{{.a}} {{.b}} {{.c}}\n");
        Dray.Result result = Dray.run(
                "template",
                "--attributes=node:" + file("n.yml", "a: node\n"),
                "--attributes=dependencies:" + file("d.yml", "a: d\nb: d\nc: d\n"),
                "--attributes=image:" + file("i.yml", "a: i\nb: i\n"),
                template);
        assertThat(result.out()).as(result.err()).isEqualTo("node i d\n");
    }
}
