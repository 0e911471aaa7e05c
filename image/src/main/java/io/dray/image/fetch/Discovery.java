package io.dray.image.fetch;

import io.dray.core.DrayException;
import io.dray.core.MissingException;
import io.dray.image.fetch.MetaTags.Tag;
import io.dray.image.http.Authorizer;
import io.dray.image.http.HttpCall;
import io.dray.image.http.HttpFailure;
import io.dray.image.http.HttpReply;
import io.dray.image.http.HttpTransport;
import io.dray.image.manifest.ImageReference.ByName;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds where images and keys are, by asking the host that an image's name begins with (appc spec, discovery.md). A page without
 * an answer, or no page, leads to the parent of the path, up to the bare host.
 */
public final class Discovery {
    private static final int MAX_PAGE = 1024 * 1024;
    private static final String IMAGES = "ac-discovery";
    private static final String KEYS = "ac-discovery-pubkeys";

    private final HttpTransport transport;
    private final Authorizer authorizer;
    private final Consumer<String> explanations;

    /**
     * Discovery through this transport.
     *
     * @param explanations is told of each page that does not help
     */
    public Discovery(HttpTransport transport, Authorizer authorizer, Consumer<String> explanations) {
        this.transport = transport;
        this.authorizer = authorizer;
        this.explanations = explanations;
    }

    /**
     * Where an image may be.
     *
     * @param image the archive
     * @param signature its signature
     */
    public record Endpoint(URI image, URI signature) {}

    /** Where this image may be, the best place first. */
    public List<Endpoint> endpoints(ByName image) {
        Map<String, String> labels = new LinkedHashMap<>(image.labels());
        labels.putIfAbsent("version", "latest");
        labels.putIfAbsent("os", "linux");
        labels.putIfAbsent("arch", HostPlatform.arch());
        return walk(image.name(), IMAGES, tag -> {
            DiscoveryTemplate template = new DiscoveryTemplate(tag.template());
            Optional<URI> aci = template.render(image.name(), labels, "aci").flatMap(Discovery::address);
            Optional<URI> asc = template.render(image.name(), labels, "aci.asc").flatMap(Discovery::address);
            return aci.isPresent() && asc.isPresent()
                    ? Optional.of(new Endpoint(aci.get(), asc.get()))
                    : Optional.empty();
        });
    }

    /** Where the keys for images of this name, or with names that begin so, may be. */
    public List<URI> keys(String name) {
        return walk(name, KEYS, tag -> address(tag.template()));
    }

    private static Optional<URI> address(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private <T> List<T> walk(String name, String tagName, Function<Tag, Optional<T>> reader) {
        DrayException last = new MissingException("no page was asked");
        for (String level = name; !level.isEmpty(); level = parent(level)) {
            try {
                List<T> found = new ArrayList<>();
                for (Tag tag : MetaTags.of(page(level), tagName, name)) {
                    reader.apply(tag).ifPresent(found::add);
                }
                if (!found.isEmpty()) {
                    return found;
                }
                last = new MissingException(
                        "cannot find " + name + ": the pages of its host have no usable meta tag '" + tagName + "'",
                        "check the name; a file is meant by ./name, an image of a registry by docker://name");
                explanations.accept("meta tag '" + tagName + "' not found on " + level);
            } catch (IOException e) {
                last = failure(name, e);
                explanations.accept("meta tag '" + tagName + "' not found on " + level + ": " + e.getMessage());
            }
        }
        throw last;
    }

    private static DrayException failure(String name, IOException e) {
        return e instanceof HttpFailure failure
                ? failure.during("cannot find " + name)
                : HttpFailure.passing(String.valueOf(e.getMessage()), e).during("cannot find " + name);
    }

    private static String parent(String level) {
        int slash = level.lastIndexOf('/');
        return slash < 0 ? "" : level.substring(0, slash);
    }

    private String page(String level) throws IOException {
        HttpCall secured = call("https", level);
        if (!transport.settings().allowsPlainHttp()) {
            return page(transport.ask(secured));
        }
        try {
            return page(transport.probe(secured));
        } catch (HttpFailure _) {
            return page(transport.ask(call("http", level)));
        }
    }

    private HttpCall call(String scheme, String level) throws HttpFailure {
        URI uri = address(scheme + "://" + withoutEnd(level) + "?ac-discovery=1")
                .orElseThrow(() -> HttpFailure.lasting("'" + level + "' does not begin with a host", null));
        return HttpCall.get(uri, authorizer);
    }

    private static String page(HttpReply answer) throws IOException {
        try (HttpReply reply = answer.requireOk(answer.uri().getAuthority())) {
            return new String(reply.read(MAX_PAGE), StandardCharsets.UTF_8);
        }
    }

    private static String withoutEnd(String level) {
        return level.endsWith("/") ? level.substring(0, level.length() - 1) : level;
    }
}
