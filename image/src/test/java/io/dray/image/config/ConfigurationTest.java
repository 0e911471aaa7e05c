package io.dray.image.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.image.http.Authorizer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z"));

    @TempDir
    private Path system;

    @TempDir
    private Path local;

    private Configuration read() {
        return Configuration.read(
                ConfigurationPlaces.usual(false).withSystem(system).withLocal(local));
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content.replace('\'', '"'));
    }

    private static String basic(String domain, String user) {
        return "{'rktKind':'auth','rktVersion':'v1','domains':['" + domain + "'],'type':'basic','credentials':{'user':'"
                + user + "','password':'p'}}";
    }

    @Test
    void aLaterLayerWinsDomainByDomain() throws IOException {
        write(system.resolve("auth.d/a.json"), basic("example.com", "weak"));
        write(system.resolve("auth.d/b.json"), basic("example.org", "other"));
        write(system.resolve("auth.d/ignored.txt"), "no JSON");
        write(system.resolve("auth.d/sub/ignored.json"), "no JSON");
        write(local.resolve("auth.d/c.json"), basic("example.com", "strong"));
        write(local.resolve("paths.d/p.json"), "{'rktKind':'paths','rktVersion':'v1','data':'/srv/dray'}");

        Configuration configuration = read();

        assertThat(configuration.dataDirectory()).contains("/srv/dray");
        assertThat(Json.write(configuration.toJson()))
                .isEqualTo("{'stage0':[".replace('\'', '"')
                        + entry("example.com", "strong")
                        + ","
                        + entry("example.org", "other")
                        + (",{'rktVersion':'v1','rktKind':'paths','data':'/srv/dray','stage1-images':''},"
                                        + "{'rktVersion':'v1','rktKind':'stage1','name':'','version':'','location':''}]}")
                                .replace('\'', '"'));
    }

    private static String entry(String domain, String user) {
        return ("{'rktVersion':'v1','rktKind':'auth','domains':['" + domain
                        + "'],'type':'basic','credentials':{'user':'" + user + "','password':'p'}}")
                .replace('\'', '"');
    }

    @Test
    void credentialsAreForTheirHostOnly() throws IOException {
        write(local.resolve("auth.d/a.json"), basic("example.com", "me"));
        write(
                local.resolve("auth.d/b.json"),
                "{'rktKind':'auth','rktVersion':'v1','domains':['localhost:5000'],"
                        + "'type':'oauth','credentials':{'token':'t'}}");
        Authorizer authorizer = read().authorizer(CLOCK);

        assertThat(authorizer.headers("GET", URI.create("https://example.com/x")))
                .isEqualTo(Map.of("Authorization", "Basic bWU6cA=="));
        assertThat(authorizer.headers("GET", URI.create("https://localhost:5000/x")))
                .isEqualTo(Map.of("Authorization", "Bearer t"));
        for (String other :
                new String[] {"https://www.example.com/", "https://example.com:8443/", "https://localhost/"}) {
            assertThat(authorizer.headers("GET", URI.create(other))).as(other).isEmpty();
        }
    }

    @Test
    void signsRequestsToS3() throws IOException {
        write(
                local.resolve("auth.d/s3.json"),
                "{'rktKind':'auth','rktVersion':'v1','domains':['examplebucket.s3.amazonaws.com'],"
                        + "'type':'aws','credentials':{'accessKeyID':'AKIAIOSFODNN7EXAMPLE',"
                        + "'secretAccessKey':'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY','awsRegion':'us-east-1'}}");

        Map<String, String> headers =
                read().authorizer(CLOCK).headers("GET", URI.create("https://examplebucket.s3.amazonaws.com/test.txt"));

        assertThat(headers).containsEntry("x-amz-date", "20150830T123600Z");
        assertThat(headers.get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20150830/us-east-1/s3/aws4_request, "
                        + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'rktVersion':'v1'} | rktKind is missing",
                "{'rktKind':'auth'} | rktVersion is missing",
                "{'rktKind':'paths','rktVersion':'v1'} | rktKind is 'paths', but files in this directory are of kind"
                        + " auth",
                "{'rktKind':'auth','rktVersion':'v2'} | rktVersion is 'v2', but only v1 is known",
                "{'rktKind':'auth','rktVersion':'v1','type':'x','credentials':{},'domains':['a']} | type is 'x', but"
                        + " only",
                "{'rktKind':'auth','rktVersion':'v1','type':'basic','credentials':{'user':'a'},'domains':['a']} |"
                        + " password is missing",
                "{'rktKind':'auth','rktVersion':'v1','type':'oauth','credentials':{'token':'t'},'domains':[]} |"
                        + " domains is missing",
                "{'rktKind':'dockerAuth','rktVersion':'v1','registries':['a'],'credentials':[]} | expected an object",
                "[] | expected an object",
                "{ | not valid JSON",
            })
    void whatIsNotUnderstoodIsRefusedWithItsFile(String content, String reason) throws IOException {
        write(local.resolve("auth.d/bad.json"), content);

        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(local.resolve("auth.d/bad.json").toString())
                .hasMessageContaining(reason.replace("'", reason.contains("expected") ? "\"" : "'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'a'}                   | default stage1 image name specified, but version is missing",
                "{'version':'1'}                | default stage1 image version specified, but name is missing",
                "{'location':'stage1.aci'}      | is either a relative path or a URL without scheme",
                "{'location':'ftp://a/b.aci'}   | invalid scheme 'ftp', allowed schemes are docker, file, http, https",
                "{'location':'http://a b'}      | default stage1 image location is an invalid URL",
                "{'name':1,'version':'1'}       | name",
            })
    void aFirstStageThatRktWouldNotHaveFoundIsRefused(String settings, String reason) throws IOException {
        write(local.resolve("stage1.d/s.json"), settings.replace("{", "{'rktKind':'stage1','rktVersion':'v1',"));

        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(local.resolve("stage1.d/s.json").toString())
                .hasMessageContaining(reason);
    }

    @Test
    void theFirstStageIsNamedAsAWholeAndFoundWhereTheLastLayerSays() throws IOException {
        String stage1 = "{'rktKind':'stage1','rktVersion':'v1',";
        write(system.resolve("stage1.d/s.json"), stage1 + "'name':'a','version':'1','location':'/usr/lib/s.aci'}");
        write(local.resolve("stage1.d/s.json"), stage1 + "'location':'docker://host/s'}");

        assertThat(read().stage1()).isEqualTo(Map.of("name", "a", "version", "1", "location", "docker://host/s"));
    }

    @Test
    void theSameDomainTwiceInOneLayerIsRefused() throws IOException {
        write(local.resolve("auth.d/a.json"), basic("example.com", "one"));
        write(local.resolve("auth.d/b.json"), basic("example.com", "two"));

        assertThatThrownBy(this::read)
                .hasMessageContaining("b.json: auth for example.com is already in")
                .hasMessageContaining("a.json");
    }
}
