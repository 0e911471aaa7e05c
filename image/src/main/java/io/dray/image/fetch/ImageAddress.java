package io.dray.image.fetch;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.manifest.ImageReference;
import io.dray.image.oci.OciFile;
import io.dray.image.oci.OciReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a person writes for an image, in all the forms that rkt knows and those of OCI. */
public sealed interface ImageAddress {
    /**
     * An archive on this machine.
     *
     * @param path as it was written
     */
    record FileAddress(Path path) implements ImageAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * An ACI on a web server.
     *
     * @param uri http or https
     */
    record UrlAddress(URI uri) implements ImageAddress {
        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /**
     * An image by name, in the store or found by discovery.
     *
     * @param reference the name and labels
     */
    record NameAddress(ImageReference.ByName reference) implements ImageAddress {
        @Override
        public String toString() {
            return reference.toString();
        }
    }

    /**
     * An image in the store.
     *
     * @param reference the beginning of its ID
     */
    record IdAddress(ImageReference.ById reference) implements ImageAddress {
        @Override
        public String toString() {
            return reference.toString();
        }
    }

    /**
     * An image in a registry.
     *
     * @param text as it was written, with {@code docker://} or {@code oci://}, which mean the same
     * @param reference where it is
     */
    record RegistryAddress(String text, OciReference reference) implements ImageAddress {
        /** The same for all spellings of one place. */
        String canonical() {
            return "docker://" + reference;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * An image in OCI's or Docker's form on this machine.
     *
     * @param file where it is, and which of several
     */
    record LocalOciAddress(OciFile file) implements ImageAddress {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * Reads what a person wrote. What exists as a file is a file; what could be both a name and a path is a path only if it says
     * so, as in {@code ./redis}.
     *
     * @throws InvalidInputException if it is none of them
     */
    static ImageAddress parse(String text) {
        int scheme = text.indexOf("://");
        if (scheme > 0 && isScheme(text.substring(0, scheme))) {
            return withScheme(text.substring(0, scheme).toLowerCase(Locale.ROOT), text, scheme + 3);
        }
        Optional<OciFile> local = OciFile.parse(text);
        if (local.isPresent()) {
            return new LocalOciAddress(local.get());
        }
        if (text.startsWith("sha512-") || text.startsWith("sha256-")) {
            return new IdAddress((ImageReference.ById) ImageReference.parse(text));
        }
        if (isPath(text)) {
            return new FileAddress(path(text));
        }
        return named(text);
    }

    private static ImageAddress named(String text) {
        try {
            return ImageReference.parse(text) instanceof ImageReference.ByName name
                    ? new NameAddress(name)
                    : new FileAddress(path(text));
        } catch (InvalidInputException e) {
            throw new MissingException(
                    "cannot fetch " + (text.isEmpty() ? "''" : text) + ": there is no such file",
                    "give a file, a URL, docker://name, or the name of an image such as example.com/redis:7",
                    e);
        }
    }

    private static boolean isScheme(String text) {
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0);
    }

    private static ImageAddress withScheme(String scheme, String text, int start) {
        return switch (scheme) {
            case "file" -> new FileAddress(path(text.substring(start)));
            case "http", "https" -> new UrlAddress(uri(text));
            case "docker", "oci" -> new RegistryAddress(text, OciReference.parse(text.substring(start)));
            default ->
                throw new InvalidInputException(
                        "cannot fetch " + text + ": " + scheme + ":// is not known",
                        "the ways to an image are file://, http://, https://, docker:// and oci://");
        };
    }

    private static boolean isPath(String text) {
        return text.startsWith("/")
                || text.startsWith("./")
                || text.startsWith("../")
                || text.endsWith(".aci")
                || (!text.isEmpty() && isExistingFile(text));
    }

    private static boolean isExistingFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidInputException("'" + text + "' cannot be a path: " + e.getReason(), null, e);
        }
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new InvalidInputException("'" + text + "' is not a URL: " + e.getReason(), null, e);
        }
        throw new InvalidInputException(
                "'" + text + "' is not the URL of an image",
                "write it as https://host/path; a password belongs into auth.d");
    }
}
