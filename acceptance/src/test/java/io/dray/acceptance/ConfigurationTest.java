package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes resolved into templates at start, and scripts around it. */
class ConfigurationTest {
    private static final String TEMPLATE = """
            port {{.redis.port}}
            {{- if .redis.maxmemory}}
            maxmemory {{.redis.maxmemory}}
            {{- end}}
            """;

    @TempDir
    Path directory;

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void templatesAreResolvedBeforeTheAppStarts() throws IOException {
        String image = configured("templated").fetch();

        assertThat(Dray.run("run", "--net=none", image).out()).isEqualTo("port 6379\n");
    }

    @Test
    void theOverrideWins() throws IOException {
        String image = configured("overridden").fetch();
        String override = "TEMPLATER_OVERRIDE={\"redis\":{\"port\":6380,\"maxmemory\":\"64mb\"}}";

        assertThat(Dray.run("run", "--net=none", "--set-env=" + override, image).out())
                .isEqualTo("port 6380\nmaxmemory 64mb\n");
    }

    @Test
    void aMissingAttributeStopsTheStartAndNamesTheLine() throws IOException {
        HostState before = HostState.now();
        String image = configured("broken")
                .withFile("dgr/templates/etc/other.conf.tmpl", "fine\nprot {{.redis.prot}}\n")
                .fetch();
        Dray.Result result = Dray.run("run", "--net=none", image);

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("etc/other.conf.tmpl:2").contains(".redis.prot");
        assertThat(HostState.now()).isEqualTo(before);
    }

    @Test
    void prestartScriptsRunBeforeAndAfterRendering() throws IOException {
        String image = configured("prestart")
                .withScript(
                        "dgr/runlevels/prestart-early/10.port",
                        "#!/dgr/bin/busybox sh\nmkdir -p /dgr/attributes/zz\nprintf 'default:\\n  redis:\\n    port: 7000\\n' >/dgr/attributes/zz/early.yml\n")
                .withScript(
                        "dgr/runlevels/prestart-late/10.check",
                        "#!/dgr/bin/busybox sh\ngrep -q 'port 7000' /etc/redis.conf && echo 'checked' >>/etc/redis.conf\n")
                .fetch();

        assertThat(Dray.run("run", "--net=none", image).out()).isEqualTo("port 7000\nchecked\n");
    }

    @Test
    void aFailingPrestartScriptStopsTheStart() throws IOException {
        HostState before = HostState.now();
        String image = configured("failing")
                .withScript(
                        "dgr/runlevels/prestart-late/10.fails", "#!/dgr/bin/busybox sh\necho not today >&2\nexit 9\n")
                .fetch();
        Dray.Result result = Dray.run("run", image);

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("not today")
                .contains("prestart-late/10.fails")
                .contains("9");
        assertThat(HostState.now()).isEqualTo(before);
        assertThat(HostState.leases()).isEmpty();
    }

    @Test
    void anImageThatDgrBuiltRunsUnchanged() throws IOException {
        String image = TinyImage.named("example.com/acceptance/by-dgr", directory.resolve("by-dgr"))
                .running("cat /etc/yum.conf; stat -c %a /etc/yum.conf")
                .annotated("dgr-version", "95")
                .withApp("\"eventHandlers\":[{\"name\":\"pre-start\",\"exec\":[\"/dgr/bin/prestart\"]}]")
                .withDgrBusybox()
                .withScript("dgr/bin/prestart", "#!/dgr/bin/busybox sh\nexec /dgr/bin/templater -t / /dgr\n")
                .withFile(
                        "dgr/attributes/by-dgr/yum.yml",
                        "default:\n  yum:\n    main: {keepcache: 0, expire: 21600000, gpgcheck: yes}\n  root: ''\n")
                .withFile("dgr/attributes/pod/pod.yml", "default:\n  root: /mnt\n")
                .withFile("dgr/templates/etc/yum.conf.tmpl", """
                        {{- range $section, $values := .yum -}}
                        [{{ $section }}]
                        {{ if eq $section "main" }}
                        installroot={{ $.root }}
                        {{- end -}}
                        {{- range $k, $v := $values -}}
                        {{ $k }}={{ $v }}
                        {{- end -}}
                        {{- end -}}
                        """)
                .withFile("dgr/templates/etc/yum.conf.tmpl.cfg", "mode: 0640\ncheckCmd: grep -q expire /etc/yum.conf\n")
                .fetch();

        Dray.Result result = Dray.run("run", "--net=none", image);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .isEqualTo("[main]\n\ninstallroot=/mnt\nexpire=2.16e+07\ngpgcheck=true\nkeepcache=0\n\n640\n");
    }

    @Test
    void templatesMayAskForTheAppsEnvironmentAlone() throws IOException {
        String image = TinyImage.named("example.com/acceptance/environment", directory.resolve("environment"))
                .running("cat /etc/env")
                .withFile(
                        "dgr/templates/etc/env.tmpl",
                        "{{getenv \"AC_APP_NAME\"}} {{getenv \"A\"}} {{getenv \"SECRET\"}}.\n")
                .fetch();
        Dray.Result result = Dray.run(Map.of("SECRET", "of the caller"), "run", "--net=none", "--set-env=A=b", image);
        assertThat(result.out()).as(result.err()).isEqualTo("environment b .\n");
    }

    @Test
    void anEncodedOverrideNeedsItsMarkAsWithDgr() throws IOException {
        String image = configured("encoded").fetch();
        String encoded = "eyJyZWRpcyI6eyJwb3J0Ijo3fX0=";
        assertThat(Dray.run("run", "--net=none", "--set-env=TEMPLATER_OVERRIDE_BASE64=base64," + encoded, image)
                        .out())
                .isEqualTo("port 7\n");
        Dray.Result bare = Dray.run("run", "--net=none", "--set-env=TEMPLATER_OVERRIDE_BASE64=" + encoded, image);
        assertThat(bare.code()).isEqualTo(254);
        assertThat(bare.err()).contains("it looks like base64").contains("write base64, before it");
    }

    private TinyImage configured(String name) throws IOException {
        return TinyImage.named("example.com/acceptance/" + name, directory.resolve(name))
                .running("cat /etc/redis.conf")
                .withFile(
                        "dgr/attributes/" + name + "/redis.yml", "default:\n  redis:\n    port: 6379\n    maxmemory:\n")
                .withFile("dgr/templates/etc/redis.conf.tmpl", TEMPLATE)
                .withDgrBusybox();
    }
}
