package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The appc metadata service: who may ask, what is answered to the letter, and the appc project's own validator of executors. */
class MetadataServiceTest {
    private static final String IMAGE = "example.com/acceptance/metadata";
    private static final String TEXT = "text/plain; charset=us-ascii";

    @TempDir
    static Path directory;

    private static @Nullable Process service;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        TinyImage.named(IMAGE, directory.resolve("image"))
                .annotated("authors", "me")
                .running("echo $AC_METADATA_URL")
                .fetch();
        assertThat(Dray.run("prepare", "--mds-register", IMAGE).errorLine())
                .isEqualTo("dray: cannot register the pod: no metadata service runs");
        startService();
    }

    private static Process service() {
        return Objects.requireNonNull(service);
    }

    private static void startService() throws IOException, InterruptedException {
        Path said = directory.resolve("service");
        Files.deleteIfExists(said);
        Process started = Dray.start(said, "metadata-service", "--listen-port=0");
        service = started;
        while (started.isAlive() && (!Files.exists(said) || Files.size(said) == 0)) {
            started.waitFor(20, TimeUnit.MILLISECONDS);
        }
        assertThat(said).content().startsWith("dray: metadata service running on port ");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        service().destroy();
        assertThat(service().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(service().exitValue()).isZero();
        assertThat(Dray.run("gc").code()).isZero();
    }

    /**
     * A pod that has ended and not been collected, and whose metadata is therefore still there.
     *
     * @param base where it is, as this process reaches the service
     */
    private record Known(String uuid, String base) {}

    private static Known pod(String... options) throws IOException {
        Path file = directory.resolve("uuid" + System.nanoTime());
        List<String> command = new ArrayList<>(List.of("run", "--mds-register", "--uuid-file-save=" + file, IMAGE));
        command.addAll(List.of(options));
        Dray.Result result = Dray.run(command.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).matches("http://172\\.16\\.28\\.1:\\d+/[0-9a-f]{64}\n");
        return new Known(Files.readString(file).strip(), result.out().strip().replace("172.16.28.1", "127.0.0.1"));
    }

    @Test
    void aPodLearnsWhoItIs() throws Exception {
        Known pod = pod("--annotation=authors=you", "--annotation=extra=1");
        String id = "sha512-[0-9a-f]{128}";

        HttpResponse<String> uuid = get(pod, "pod/uuid");
        assertThat(uuid.body()).isEqualTo(pod.uuid());
        assertThat(uuid.headers().allValues("content-type")).containsExactly(TEXT);
        HttpResponse<String> manifest = get(pod, "pod/manifest");
        assertThat(manifest.headers().allValues("content-type")).containsExactly("application/json");
        assertThat(manifest.body()).startsWith("{\"acVersion\":\"0.8.11\",\"acKind\":\"PodManifest\"");
        assertThat(get(pod, "pod/annotations").body()).isEqualTo("[]");
        assertThat(get(pod, "apps/metadata/annotations").body())
                .isEqualTo("[{\"name\":\"authors\",\"value\":\"you\"},{\"name\":\"extra\",\"value\":\"1\"}]");
        assertThat(get(pod, "apps/metadata/image/id").body()).matches(id);
        assertThat(get(pod, "apps/metadata/image/manifest").body())
                .isEqualTo(Files.readString(directory.resolve("image/manifest")));
    }

    @Test
    void aPodSignsAndOnlyItsSignatureIsGood() throws Exception {
        Known one = pod();
        Known other = pod();

        HttpResponse<String> signature = post(one, "pod/hmac/sign", "content=" + encoded("a b&c=ä"));
        assertThat(signature.headers().allValues("content-type")).containsExactly(TEXT);
        assertThat(signature.body()).matches("[A-Za-z0-9+/]{86}==");
        String form = "content=" + encoded("a b&c=ä") + "&signature=" + encoded(signature.body()) + "&uuid=";
        HttpResponse<String> good = post(other, "pod/hmac/verify", form + one.uuid());
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.body()).isEmpty();
        assertThat(good.headers().allValues("content-type")).containsExactly(TEXT);
        assertThat(post(other, "pod/hmac/verify", form + other.uuid()).statusCode())
                .isEqualTo(403);
        assertThat(post(other, "pod/hmac/verify", form + "x").statusCode()).isEqualTo(400);
        assertThat(post(one, "pod/hmac/sign", "nothing").statusCode()).isEqualTo(400);
        assertThat(post(one, "pod/hmac/sign", "content=%zz").statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyLearnsAnythingWithoutTheToken() throws Exception {
        Known pod = pod();
        String root = pod.base().substring(0, pod.base().lastIndexOf('/'));

        for (String token : List.of("", "x", pod.uuid(), "0".repeat(64), "..", "%2e%2e", "../service")) {
            assertThat(get(new Known("", root + "/" + token), "pod/manifest").statusCode())
                    .as(token)
                    .isIn(401, 404);
        }
        assertThat(get(pod, "apps/other/image/id").statusCode()).isEqualTo(404);
        assertThat(get(pod, "apps").statusCode()).isEqualTo(404);
        assertThat(post(pod, "pod/manifest", "").statusCode()).isEqualTo(405);
        assertThat(Dray.run("rm", pod.uuid()).code()).isZero();
        assertThat(get(pod, "pod/manifest").statusCode()).isEqualTo(401);
    }

    @Test
    void itForgetsNothingWhenItIsKilled() throws Exception {
        Known pod = pod();
        String signature = post(pod, "pod/hmac/sign", "content=x").body();

        service().destroyForcibly().waitFor();
        assertThat(Dray.run("prepare", "--mds-register", IMAGE).errorLine())
                .isEqualTo("dray: cannot register the pod: no metadata service runs");
        startService();

        String port = Files.readString(directory.resolve("service")).replaceAll("\\D", "");
        Known again = new Known(pod.uuid(), pod.base().replaceFirst(":\\d+/", ":" + port + "/"));
        assertThat(get(again, "pod/uuid").body()).isEqualTo(pod.uuid());
        String form = "content=x&uuid=" + pod.uuid() + "&signature=" + encoded(signature);
        assertThat(post(again, "pod/hmac/verify", form).statusCode()).isEqualTo(200);
    }

    @Test
    void whatCannotServeSaysWhy() {
        assertThat(Dray.run("metadata-service").errorLine())
                .isEqualTo("dray: a metadata service runs already: process "
                        + service().pid());
        assertThat(Dray.run("metadata-service", "--listen-port=70000").errorLine())
                .isEqualTo("dray: --listen-port takes a number from 0 to 65535, not '70000'");
        assertThat(Dray.run("run", "--net=none", "--mds-register", IMAGE).errorLine())
                .isEqualTo("dray: a pod without a network cannot reach the metadata service");
    }

    @Test
    void theValidatorOfTheAppcProjectIsContent() throws IOException {
        Path program = directory.resolve("ace-validator");
        Dray.Result built = Dray.program(
                Map.of(
                        "GO111MODULE", "off",
                        "GOPATH", "/usr/share/gocode",
                        "CGO_ENABLED", "0",
                        "GOFLAGS", "",
                        "GOCACHE", Dray.HOME.resolve("acceptance/target/go").toString()),
                "go",
                "build",
                "-o",
                program.toString(),
                "github.com/appc/spec/ace");
        assertThat(built.code()).as(built.err()).isZero();
        String main = validator(program, "main", """
            ,"workingDirectory":"/opt/acvalidator","environment":[{"name":"IN_ACE_VALIDATOR","value":"correct"}],
            "eventHandlers":[{"name":"pre-start","exec":["/ace-validator","prestart"]},
            {"name":"post-stop","exec":["/ace-validator","poststop"]}]\
            """);
        String sidekick = validator(program, "sidekick", "");

        // twice, since a root that is used again fails
        for (int i = 0; i < 2; i++) {
            Dray.Result result = validate(main, sidekick);
            assertThat(result.code()).as(result.out() + result.err()).isZero();
            assertThat(result.out().lines().toList())
                    .startsWith("prestart OK")
                    .containsExactlyInAnyOrder("prestart OK", "main OK", "sidekick OK", "poststop OK");
        }
    }

    /** It gives an answer 100 ms, which is little on a machine that is doing something else: then it is asked again. */
    private static Dray.Result validate(String main, String sidekick) {
        Dray.Result result = validateOnce(main, sidekick);
        for (int again = 0; again < 2 && isLate(result); again++) {
            result = validateOnce(main, sidekick);
        }
        return result;
    }

    private static Dray.Result validateOnce(String main, String sidekick) {
        return Dray.run(
                "--insecure-options=image", "run", "--mds-register", "--volume", "database,kind=empty", main, sidekick);
    }

    private static boolean isLate(Dray.Result result) {
        return result.code() != 0 && (result.out() + result.err()).contains("context deadline exceeded");
    }

    private static String validator(Path program, String role, String fields) throws IOException {
        Path layout = directory.resolve("validator-" + role);
        Files.createDirectories(layout.resolve("rootfs/opt/acvalidator"));
        Files.copy(program, layout.resolve("rootfs/ace-validator"));
        Files.writeString(layout.resolve("manifest"), """
            {"acKind":"ImageManifest","acVersion":"0.8.11","name":"coreos.com/ace-validator-%s",
            "labels":[{"name":"version","value":"0.8.11"},{"name":"os","value":"linux"},{"name":"arch","value":"amd64"}],
            "app":{"exec":["/ace-validator","%s"],"user":"0","group":"0",
            "mountPoints":[{"name":"database","path":"/db","readOnly":false}]%s}}
            """.formatted(role, role, fields));
        Path archive = directory.resolve("ace-validator-" + role + ".aci");
        assertThat(Dray.program("actool", "build", layout.toString(), archive.toString())
                        .code())
                .isZero();
        return archive.toString();
    }

    private static HttpResponse<String> get(Known pod, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(pod, path)).GET());
    }

    private static HttpResponse<String> post(Known pod, String path, String form)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(pod, path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static URI uri(Known pod, String path) {
        return URI.create(pod.base() + "/acMetadata/v1/" + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.header("Metadata-Flavor", "AppContainer").build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
