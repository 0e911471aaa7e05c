package io.dray.pod.plan;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.pod.PodDirectory;
import io.dray.pod.isolator.GivenUp;
import io.dray.pod.network.ForwardedPort;
import io.dray.pod.network.NameOptions;
import io.dray.pod.network.NetworkChoice;
import io.dray.pod.network.PortForward;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was asked for of a pod as a whole and its manifest does not say: kept for the apps that join a mutable pod, and for whoever
 * runs a prepared pod otherwise than it was prepared.
 *
 * @param network which networks
 * @param learns whether those may say how names are resolved
 * @param names how apps find the addresses of names
 * @param ports ports of the host that lead to its apps
 * @param metadata the address under which apps ask the metadata service
 * @param policy how the pod goes on when its apps end
 * @param givenUp which protection its apps do without
 * @param privateUsers whether its users are others than the host's
 */
public record PodChoices(
        NetworkChoice network,
        boolean learns,
        NameOptions names,
        List<PortForward> ports,
        Optional<String> metadata,
        PodPolicy policy,
        GivenUp givenUp,
        boolean privateUsers) {
    public PodChoices {
        ports = List.copyOf(ports);
    }

    /** Those that a plan follows. */
    public static PodChoices of(RunRequest request, PlannedPod pod) {
        return new PodChoices(
                request.network(),
                pod.network().mayBringNameServers(),
                pod.names(),
                whole(pod.ports()),
                pod.metadata(),
                pod.policy(),
                pod.givenUp(),
                pod.privateUsers());
    }

    private static List<PortForward> whole(List<ForwardedPort> ports) {
        List<PortForward> whole = new ArrayList<>();
        for (ForwardedPort port : ports) {
            whole.add(new PortForward(
                    port.name(),
                    port.hostAddress(),
                    port.hostPort(),
                    OptionalInt.of(port.podPort()),
                    Optional.of(port.protocol())));
        }
        return whole;
    }

    private List<String> portTexts() {
        List<String> texts = new ArrayList<>();
        for (PortForward port : ports) {
            texts.add(port.toText());
        }
        return texts;
    }

    /** As the file says it. */
    public String toText() {
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("networks", NetworkChoice.words(network))
                .put("learnsNameServers", learns)
                .put("nameServers", names.servers())
                .put("searches", names.searches())
                .put("options", names.options())
                .put(
                        "domain",
                        names.domain().isPresent() ? List.of(names.domain().get()) : List.of())
                .put("hosts", names.hosts())
                .put("ports", portTexts())
                .put("capabilities", givenUp.capabilities())
                .put("paths", givenUp.paths())
                .put("systemCalls", givenUp.systemCalls())
                .put("privateUsers", privateUsers)
                .put("onAppExit", policy.onAppExit().name())
                .put("restart", policy.restart().name())
                .put("detached", policy.detached())
                .put("labelled", policy.labelled())
                .put("sharesIpc", policy.sharesIpc())
                .put("sharesProcesses", policy.sharesProcesses());
        if (metadata.isPresent()) {
            json.put("metadata", metadata.get());
        }
        return Json.write(json.build()) + "\n";
    }

    /** Those of a pod. */
    public static PodChoices read(PodDirectory pod) throws IOException {
        Path file = pod.choices();
        return parse(file.toString(), Files.readAllBytes(file));
    }

    static PodChoices parse(String source, byte[] content) {
        Reader reader = new Reader(source, Json.parse(source, content).asObject(source));
        List<String> domain = reader.words("domain");
        Optional<JsonValue> metadata = reader.json.field("metadata");
        return new PodChoices(
                NetworkChoice.parse(reader.words("networks")),
                reader.flag("learnsNameServers"),
                new NameOptions(
                        reader.words("nameServers"),
                        reader.words("searches"),
                        reader.words("options"),
                        domain.isEmpty() ? Optional.empty() : Optional.of(domain.getFirst()),
                        reader.words("hosts")),
                reader.ports(),
                metadata.isPresent() ? Optional.of(metadata.get().asString(source + ": metadata")) : Optional.empty(),
                reader.policy(),
                new GivenUp(reader.flag("capabilities"), reader.flag("paths"), reader.flag("systemCalls")),
                reader.flag("privateUsers"));
    }

    private record Reader(String source, JsonObject json) {
        private JsonValue value(String field) {
            return json.field(field)
                    .orElseThrow(() -> new InvalidInputException(source + ": " + field + " is missing"));
        }

        private boolean flag(String field) {
            return value(field).asBoolean(source + ": " + field);
        }

        private List<String> words(String field) {
            List<String> words = new ArrayList<>();
            for (JsonValue item : value(field).asList(source + ": " + field)) {
                words.add(item.asString(source + ": " + field));
            }
            return words;
        }

        private List<PortForward> ports() {
            List<PortForward> ports = new ArrayList<>();
            for (String text : words("ports")) {
                ports.add(PortForward.parseWhole(text));
            }
            return ports;
        }

        private PodPolicy policy() {
            try {
                return new PodPolicy(
                        PodPolicy.OnAppExit.valueOf(value("onAppExit").asString(source + ": onAppExit")),
                        PodPolicy.Restart.valueOf(value("restart").asString(source + ": restart")),
                        flag("detached"),
                        flag("labelled"),
                        flag("sharesIpc"),
                        flag("sharesProcesses"));
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(source + ": an unknown policy", null, e);
            }
        }
    }
}
