package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Docker and its kin call an image: {@code [registry/]repository[:tag][@digest]}.
 *
 * @param registry host, with a port where one is given; empty for an image that no registry's name was ever given
 * @param repository path on the registry, {@code library/busybox}
 * @param tag absent if the image has none
 * @param digest of the manifest, if exactly that is meant
 */
public record OciReference(String registry, String repository, Optional<String> tag, Optional<Digest> digest) {
    /** Whose images need no registry in front of their names. */
    public static final String DEFAULT_REGISTRY = "registry-1.docker.io";

    /** The tag of who names none. */
    public static final String LATEST = "latest";

    private static final String EXAMPLE = "an image is named as in busybox:1.36 or registry.example.com/team/app:2";
    private static final int MAX_TAG = 128;
    private static final int MAX_LENGTH = 1024;

    public OciReference {
        if (repository.isEmpty() || imageName(registry, repository).isEmpty()) {
            throw new InvalidInputException("'" + repository + "' cannot be the name of an image", EXAMPLE);
        }
    }

    /**
     * Reads a reference as Docker does: without a registry Docker's own is meant, without a tag and digest {@code latest}.
     *
     * @param text without {@code docker://}
     * @throws InvalidInputException for anything else; one line that says what is wrong
     */
    public static OciReference parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw invalid(text.substring(0, MAX_LENGTH), "it is longer than " + MAX_LENGTH + " characters");
        }
        int at = text.indexOf('@');
        Optional<Digest> digest = at < 0 ? Optional.empty() : Optional.of(OciDigests.parse(text.substring(at + 1)));
        String name = at < 0 ? text : text.substring(0, at);
        int colon = name.lastIndexOf(':');
        boolean tagged = colon > name.lastIndexOf('/');
        Optional<String> tag = tagged ? Optional.of(name.substring(colon + 1)) : Optional.empty();
        if (tag.isPresent() && !isTag(tag.get())) {
            throw invalid(text, "'" + tag.get() + "' is not a tag");
        }
        if (tag.isEmpty() && digest.isEmpty()) {
            tag = Optional.of(LATEST);
        }
        return ofName(tagged ? name.substring(0, colon) : name, text, tag, digest);
    }

    private static OciReference ofName(String name, String text, Optional<String> tag, Optional<Digest> digest) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hasRegistry = first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
        String registry = hasRegistry ? first : DEFAULT_REGISTRY;
        String repository = hasRegistry ? name.substring(slash + 1) : name;
        if (registry.equals("docker.io") || registry.equals("index.docker.io")) {
            registry = DEFAULT_REGISTRY;
        }
        if (registry.equals(DEFAULT_REGISTRY) && repository.indexOf('/') < 0) {
            repository = "library/" + repository;
        }
        if (!isHost(registry)) {
            throw invalid(text, "'" + registry + "' is not a registry");
        }
        if (!isRepository(repository)) {
            throw invalid(
                    text, "'" + repository + "' is not a repository: it has lower-case letters, digits, - _ . and /");
        }
        return new OciReference(registry, repository, tag, digest);
    }

    /** An image that no registry has given a name: a file's. */
    static OciReference local(String name, Optional<String> tag) {
        return new OciReference("", name, tag, Optional.empty());
    }

    private static boolean isHost(String host) {
        int colon = host.lastIndexOf(':');
        boolean bracketed = host.startsWith("[") && host.indexOf(']') > 0;
        String name = colon < 0 || (bracketed && colon < host.indexOf(']')) ? host : host.substring(0, colon);
        String port = name.length() == host.length() ? "0" : host.substring(name.length() + 1);
        boolean numeric = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        return !name.isEmpty() && numeric && name.chars().allMatch(c -> isLetterOrDigit(c) || "-._[]:".indexOf(c) >= 0);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Components of lower-case letters and digits, with separators inside (distribution-spec, "Pulling manifests"). */
    private static boolean isRepository(String repository) {
        for (String component : repository.split("/", -1)) {
            boolean characters = component
                    .chars()
                    .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-._".indexOf(c) >= 0);
            boolean edges = !component.isEmpty()
                    && isLetterOrDigit(component.charAt(0))
                    && isLetterOrDigit(component.charAt(component.length() - 1));
            if (!characters || !edges || component.contains("..")) {
                return false;
            }
        }
        return true;
    }

    static boolean isTag(String tag) {
        return !tag.isEmpty()
                && tag.length() <= MAX_TAG
                && ".-".indexOf(tag.charAt(0)) < 0
                && tag.chars().allMatch(c -> isLetterOrDigit(c) || "-._".indexOf(c) >= 0);
    }

    /** The appc name of the image: registry and repository, made an identifier as rkt's converter did. */
    public String imageName() {
        return imageName(registry, repository);
    }

    private static String imageName(String registry, String repository) {
        String whole = (registry.isEmpty() ? repository : registry + "/" + repository).toLowerCase(Locale.ROOT);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-._~/".indexOf(c) >= 0;
            name.append(allowed ? c : '_');
        }
        int start = 0;
        int end = name.length();
        while (start < end && !isLetterOrDigit(name.charAt(start))) {
            start++;
        }
        while (end > start && !isLetterOrDigit(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(start, end);
    }

    /** The appc labels that say which image of the name is meant: {@code version} is the tag. */
    public Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        tag.ifPresent(present -> labels.put("version", present));
        return Collections.unmodifiableMap(labels);
    }

    private static InvalidInputException invalid(String text, String why) {
        return new InvalidInputException("'" + text + "' does not name an image: " + why, EXAMPLE);
    }

    /** As Docker writes it, with the registry. */
    @Override
    public String toString() {
        return (registry.isEmpty() ? "" : registry + "/")
                + repository
                + tag.map(present -> ":" + present).orElse("")
                + digest.map(present -> "@" + present.toOci()).orElse("");
    }
}
