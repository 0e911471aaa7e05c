package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods that a manifest describes: what it says wins over the image, and over the command line nothing is said. */
class RktPodManifestTest {
    private static final String IMAGE = "example.com/rkt/described";

    @TempDir
    static Path directory;

    private static Rkt rkt;

    private Path source = Path.of("/");

    @BeforeAll
    static void makeImage() throws IOException {
        rkt = Rkt.in(directory);
        rkt.fetch(TinyImage.named(IMAGE, directory.resolve("image"))
                .running("echo of the image >/dir1/file; cat /dir1/file")
                .withFile("dir1/file", "dir1")
                .withFile("etc/passwd", "user1:x:1000:100::/:/bin/sh\n")
                .withFile("etc/group", "group1:x:100:\n")
                .withApp("\"environment\":[{\"name\":\"V\",\"value\":\"image\"}],"
                        + "\"mountPoints\":[{\"name\":\"dir1\",\"path\":\"/dir1\"}],\"isolators\":[{\"name\":"
                        + "\"os/linux/capabilities-retain-set\",\"value\":{\"set\":[\"CAP_NET_BIND_SERVICE\"]}}]"));
    }

    @BeforeEach
    void makeSource() throws IOException {
        source = Files.createTempDirectory(directory.toRealPath(), "source");
        Files.writeString(source.resolve("plain"), "host");
        Files.createSymbolicLink(source.resolve("self"), source);
    }

    @AfterEach
    void collect() {
        rkt.collect();
    }

    private static String json(String app, String ofApp, String volumes) {
        String image = "\"image\":{\"name\":\"" + IMAGE + "\",\"id\":\"" + imageId() + "\"}";
        String apps = "{\"name\":\"one\"," + image + (app.isEmpty() ? "" : ",\"app\":" + app)
                + (ofApp.isEmpty() ? "" : "," + ofApp) + "}";
        return "{\"acKind\":\"PodManifest\",\"acVersion\":\"0.8.11\",\"apps\":[" + apps + "],\"volumes\":[" + volumes
                + "]}";
    }

    private static String imageId() {
        return rkt.line("image list --full --no-legend --fields=id").out().strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "echo hello             |                                       |                   | - | 0   | ]: hello",
                "pwd                    | 'workingDirectory':'/dir1'            |                   | - | 0   | ]: /dir1",
                "echo V=$V-             |                                       |                   | - | 0   | V=-",
                "echo V=$V-             | 'environment':[{'name':'V','value':'pod'}] |              | - | 0   | V=pod-",
                "cat /dir1/file         |                                       |                   | - | 0   | ]: dir1",
                "cat /dir1/file         |                                       | 'readOnlyRootFS':true | - | 0 | ]: dir1",
                "echo x >/x             |                                       | 'readOnlyRootFS':true | - | 1 | Read-only file system",
                "echo x >/dir1/x && cat /dir1/x | 'mountPoints':[{'name':'dir1','path':'/dir1'}] | 'readOnlyRootFS':true | EMPTY | 0 | ]: x",
                "stat -c %a:%u:%g /dir1 | 'mountPoints':[{'name':'dir1','path':'/dir1'}] | | ODD | 0   | 123:9991:9992",
                "echo x >/dir1/x && cat /dir1/x | 'mountPoints':[{'name':'dir1','path':'/dir1'}] | | HOST | 0 | ]: x",
                "echo x >/dir2/x && cat /dir2/x | 'mountPoints':[{'name':'dir1','path':'/dir2'}] | | HOST | 0 | ]: x",
                "echo x >/dir1/x        | 'mountPoints':[{'name':'dir1','path':'/dir1','readOnly':true}] | | HOST | 1 | Read-only file system",
                "echo x >/dir1/x        | 'mountPoints':[{'name':'dir1','path':'/dir1'}] | | READONLY | 1 | Read-only file system",
                "echo x >/dir1/x && cat /dir1/x | 'mountPoints':[{'name':'dir1','path':'/dir1','readOnly':true}] | | WRITABLE | 0 | ]: x",
                "cat /dir1/plain        | 'mountPoints':[{'name':'dir1','path':'/dir1'}] | | LINK    | 0   | ]: host",
                "cat /dir1/file         |                                       |                   | RELATIVE | 254 | is not an absolute path",
                "id -u; id -g           | 'user':'1000','group':'100'           |                   | - | 0   | ]: 1000",
                "id -u; id -g           | 'user':'user1','group':'group1'       |                   | - | 0   | ]: 100",
                "id -u                  | 'user':'root','group':'root'          |                   | - | 0   | ]: 0",
                "id -u                  | 'user':'/etc/passwd','group':'/etc/group' |               | - | 0   | ]: 0",
                "id -u                  | 'user':'user2','group':'0'            |                   | - | 254 | \"user2\" user not found",
                "id -u                  | 'user':'0','group':'group2'           |                   | - | 254 | \"group2\" group not found",
                "id -u                  | 'user':'/etc/nofile','group':'0'      |                   | - | 254 | no such file or directory",
                "id -u                  | 'user':'0','group':'/etc/nofile'      |                   | - | 254 | no such file or directory",
                "grep CapBnd /proc/self/status |                                |                   | - | 0   | 00000000a80425fb",
                "grep CapBnd /proc/self/status | 'isolators':[{'name':'os/linux/capabilities-retain-set','value':{'set':['CAP_KILL']}}] | | - | 0 | 0000000000000020",
            })
    void whatTheManifestSaysOfAnAppIsAllThatIsSaid(
            String script, String fields, String ofApp, String volume, int code, String shown) throws IOException {
        String more = fields == null ? "" : fields;
        String user = more.contains("'user'") ? "" : ",'user':'0','group':'0'";
        String app = "{'exec':['/bin/sh','-c','" + script + "']" + user + (more.isEmpty() ? "" : "," + more) + "}";
        Path manifest = Files.writeString(
                directory.resolve("pod.json"),
                json(app.replace('\'', '"'), ofApp == null ? "" : ofApp.replace('\'', '"'), volume(volume)));

        Rkt.assertEnds(rkt.line("run --net=none --pod-manifest=" + manifest), code, shown);
        Dray.Result prepared = rkt.line("prepare --net=none --pod-manifest=" + manifest);
        // a wrong manifest is refused; users are looked for when the pod starts
        assertThat(prepared.code()).isEqualTo("RELATIVE".equals(volume) ? Rkt.FAILURE : 0);
        if (prepared.code() == 0) {
            Rkt.assertEnds(
                    rkt.line("run-prepared --mds-register=false "
                            + prepared.out().strip()),
                    code,
                    shown);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"HOST,0,of the image", "READONLY,1,Read-only file system", "EMPTY,0,of the image"})
    void anAppThatIsNotDescribedIsTheImages(String volume, int code, String shown) throws IOException {
        Path manifest = Files.writeString(directory.resolve("image-app.json"), json("", "", volume(volume)));

        Dray.Result result = rkt.line("run --net=none --pod-manifest=" + manifest);

        assertThat(Rkt.shown(result)).contains(shown);
        if (volume.equals("HOST")) {
            assertThat(source.resolve("file")).hasContent("of the image");
        }
        assertThat(result.code() == 0).isEqualTo(code == 0);
    }

    private String volume(String kind) {
        String host = "{'name':'dir1','kind':'host','source':'" + source + "'";
        return (switch (kind == null ? "" : kind) {
                    case "HOST" -> host + "}";
                    case "READONLY" -> host + ",'readOnly':true}";
                    case "WRITABLE" -> host + ",'readOnly':false}";
                    case "LINK" -> "{'name':'dir1','kind':'host','source':'" + source + "/self'}";
                    case "RELATIVE" -> "{'name':'dir1','kind':'host','source':'source'}";
                    case "EMPTY" -> "{'name':'dir1','kind':'empty'}";
                    case "ODD" -> "{'name':'dir1','kind':'empty','mode':'0123','uid':9991,'gid':9992}";
                    default -> "";
                })
                .replace('\'', '"');
    }
}
