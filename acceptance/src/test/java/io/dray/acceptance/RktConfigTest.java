package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code rkt config} makes of the files of the system, of the machine and of the user. */
class RktConfigTest {
    @TempDir
    private Path directory;

    private Rkt rkt;

    @BeforeEach
    void start() throws IOException {
        rkt = Rkt.in(directory);
    }

    private void write(String file, String kind, String fields) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, json("{'rktVersion':'v1','rktKind':'" + kind + "'," + fields + "}"));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private String config() {
        Dray.Result result = rkt.line("--debug --insecure-options=image --pretty-print=false config");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    private static String entry(String kind, String fields) {
        return json("{'rktVersion':'v1','rktKind':'" + kind + "'," + fields + "}");
    }

    private static String basic(String user, String password) {
        return "'credentials':{'user':'" + user + "','password':'" + password + "'}";
    }

    @Test
    void thereIsAnEntryForEachDomainAndRegistry() throws IOException {
        write(
                "user/auth.d/a.json",
                "auth",
                "'domains':['one.example','two.example'],'type':'basic'," + basic("u", "p"));
        write("user/auth.d/d.json", "dockerAuth", "'registries':['quay.io','gcr.io']," + basic("d", "e"));

        assertThat(config())
                .startsWith("{\"stage0\":[{")
                .contains(entry("auth", "'domains':['one.example'],'type':'basic'," + basic("u", "p")))
                .contains(entry("auth", "'domains':['two.example'],'type':'basic'," + basic("u", "p")))
                .contains(entry("dockerAuth", "'registries':['quay.io']," + basic("d", "e")))
                .contains(entry("dockerAuth", "'registries':['gcr.io']," + basic("d", "e")))
                .contains(entry("paths", "'data':'','stage1-images':''"))
                .contains(entry("stage1", "'name':'','version':'','location':''"));
    }

    @Test
    void theUsersFilesWinOverTheMachinesAndTheseOverTheSystems() throws IOException {
        write(
                "system/auth.d/a.json",
                "auth",
                "'domains':['a.example','b.example','c.example'],'type':'basic'," + basic("s", "s"));
        write("local/auth.d/z.json", "auth", "'domains':['b.example','c.example'],'type':'basic'," + basic("l", "l"));
        write(
                "user/auth.d/m.json",
                "auth",
                "'domains':['c.example'],'type':'oauth','credentials':{'token':'someToken'}");
        write("system/auth.d/d.json", "dockerAuth", "'registries':['quay.io','gcr.io']," + basic("d", "e"));
        write("user/auth.d/d.json", "dockerAuth", "'registries':['gcr.io']," + basic("over", "written"));
        write("system/paths.d/p.json", "paths", "'data':'/usr/lib/data','stage1-images':'/usr/lib/images'");
        write("user/paths.d/p.json", "paths", "'data':'/home/me/data'");
        write(
                "local/stage1.d/s.json",
                "stage1",
                "'name':'example.com/stage1','version':'1.2.3','location':'http://example.com/s.aci'");
        write("user/stage1.d/s.json", "stage1", "'location':'http://localhost:8080/s.aci'");

        assertThat(config())
                .contains(entry("auth", "'domains':['a.example'],'type':'basic'," + basic("s", "s")))
                .contains(entry("auth", "'domains':['b.example'],'type':'basic'," + basic("l", "l")))
                .contains(entry("auth", "'domains':['c.example'],'type':'oauth','credentials':{'token':'someToken'}"))
                .contains(entry("dockerAuth", "'registries':['quay.io']," + basic("d", "e")))
                .contains(entry("dockerAuth", "'registries':['gcr.io']," + basic("over", "written")))
                .contains(entry("paths", "'data':'/home/me/data','stage1-images':'/usr/lib/images'"))
                .contains(entry(
                        "stage1",
                        "'name':'example.com/stage1','version':'1.2.3','location':'http://localhost:8080/s.aci'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stage1.d | stage1 | 'location':'stage1.aci' | default stage1 image location is either a relative path or a URL without scheme",
                "stage1.d | stage1 | 'name':'a' | default stage1 image name specified, but version is missing",
                "paths.d | paths | 'data':'relative' | data is 'relative', which is not an absolute path",
                "paths.d | auth | 'domains':[] | rktKind is 'auth', but files in this directory are of kind paths",
                "auth.d | auth | 'domains':['a'],'type':'kerberos','credentials':{} | type is 'kerberos'",
                "auth.d | dockerAuth | 'registries':['a'],'credentials':{'user':'u'} | password is missing",
            })
    void aFileThatIsWrongIsNamedByEveryCommandThatReadsIt(String place, String kind, String fields, String words)
            throws IOException {
        write("local/" + place + "/wrong.json", kind, fields);

        for (String command : new String[] {"config", "fetch example.com/none"}) {
            Dray.Result refused = rkt.line(command);
            Rkt.assertEnds(refused, Rkt.FAILURE, words);
            assertThat(refused.err()).contains("local/" + place + "/wrong.json: ");
        }
    }

    @Test
    void otherFilesAreNotRead() throws IOException {
        for (String file : new String[] {"README", "a.notjson", "sub/a.json"}) {
            Path path = directory.resolve("local/auth.d").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "this is no configuration");
        }

        assertThat(config()).doesNotContain("\"auth\"");
    }
}
