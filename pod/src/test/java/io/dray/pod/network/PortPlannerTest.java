package io.dray.pod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.image.manifest.App;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortPlannerTest {
    private static final PortsInUse NONE = PortsInUse.of(Map.of());

    /** Listens on 0.0.0.0:22 and 127.0.0.1:8080; the connection at 9000 is none that anybody listens on. */
    private static final PortsInUse SOME = PortsInUse.of(Map.of(
            "tcp",
            List.of(
                    "  sl  local_address rem_address   st tx_queue",
                    "   0: 00000000:0016 00000000:0000 0A 00000000:00000000",
                    "   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000",
                    "   2: 0100007F:2328 0100007F:1234 01 00000000:00000000"),
            "tcp6",
            List.of("   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0")));

    @Test
    void findsThePortsByTheirNames() {
        assertThat(plan(NONE, "http:8080", "dns:127.0.0.1:53"))
                .containsExactly(
                        new ForwardedPort("http", "tcp", Optional.empty(), 8080, 80),
                        new ForwardedPort("dns", "udp", Optional.of("127.0.0.1"), 53, 5353));
    }

    @Test
    void aSocketThatIsOpenForTheAppIsNotInItsWay() {
        assertThat(plan(SOME, "given:8080"))
                .containsExactly(new ForwardedPort("given", "tcp", Optional.empty(), 8080, 90, true));
        assertRefused(SOME, "a process of this machine listens there", "given:22");
        assertRefused(SOME, "a process of this machine listens there", "http:127.0.0.1:8080");
    }

    @Test
    void knowsTheSocketsOfTheCallerByNameAndByPort() {
        OpenSockets sockets = OpenSockets.of("4711 8080=web.socket 53=dns");

        assertThat(sockets.count()).isEqualTo(2);
        assertThat(sockets.has("dns", 99)).isTrue();
        assertThat(sockets.has("web", 8080)).isTrue();
        assertThat(sockets.has("web", 80)).isFalse();
        assertThat(OpenSockets.of("4711").count()).isZero();
        assertThat(OpenSockets.of("").count()).isZero();
    }

    @Test
    void forwardsAllPortsOfARange() {
        assertThat(plan(NONE, "range:9000"))
                .extracting(ForwardedPort::hostPort, ForwardedPort::podPort)
                .containsExactly(tuple(9000, 100), tuple(9001, 101));
        assertRefused(NONE, "a range of 2 ports, which does not fit after port 65535", "range:65535");
    }

    @Test
    void oneNameMayHaveSeveralPortsOfTheHost() {
        assertThat(plan(NONE, "http:8080", "http:8081", "http:127.0.0.1:8082", "http:127.0.0.2:8082"))
                .hasSize(4);
    }

    @Test
    void refusesWhatNoAppNamesAndSaysWhatTheyName() {
        assertThatThrownBy(() -> plan(NONE, "htp:8080"))
                .hasMessage("no app of the pod has a port named \"htp\"")
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.hint()).contains("they name: http, dns, range, sctp, given, twice, twice"));
        assertRefused(NONE, "more than one app of the pod has a port named \"twice\"", "twice:80");
        assertRefused(NONE, "its protocol is sctp, not tcp or udp", "sctp:80");
    }

    @Test
    void refusesAPortThatIsTaken() {
        assertRefused(NONE, "it already leads to port \"http\"", "http:9001", "range:9000");
        assertRefused(NONE, "it already leads to port \"http\"", "http:8080", "http:127.0.0.1:8080");
        assertRefused(SOME, "tcp port 22 to port \"http\": a process of this machine listens there", "http:22");
        assertRefused(SOME, "listens there", "http:8080");
        assertRefused(SOME, "listens there", "http:127.0.0.1:8080");
        assertRefused(SOME, "listens there", "http:80");
        assertThat(plan(SOME, "http:10.0.0.1:8080", "http:9000", "dns:22")).hasSize(3);
    }

    private static void assertRefused(PortsInUse inUse, String message, String... requests) {
        assertThatThrownBy(() -> plan(inUse, requests))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    private static List<ForwardedPort> plan(PortsInUse inUse, String... requests) {
        List<PortForward> forwards = new ArrayList<>();
        for (String request : requests) {
            forwards.add(PortForward.parse(request));
        }
        App web = app("""
                {"name":"http","protocol":"tcp","port":80},{"name":"dns","protocol":"udp","port":5353},
                {"name":"range","protocol":"tcp","port":100,"count":2},{"name":"sctp","protocol":"sctp","port":7},
                {"name":"given","protocol":"tcp","port":90,"socketActivated":true},
                {"name":"twice","protocol":"tcp","port":8}""");
        App other = app("{\"name\":\"twice\",\"protocol\":\"tcp\",\"port\":9}");
        return new PortPlanner(List.of(web, other), inUse, OpenSockets.of("1 8080=http.socket")).plan(forwards);
    }

    private static App app(String ports) {
        String text = "{\"exec\":[\"/a\"],\"user\":\"0\",\"group\":\"0\",\"ports\":[" + ports + "]}";
        return App.from(Json.parse("app", text.getBytes(StandardCharsets.UTF_8)), "app", "app");
    }
}
