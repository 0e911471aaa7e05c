package io.dray.image.config;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.config.HostCredentials.Aws;
import io.dray.image.config.HostCredentials.Basic;
import io.dray.image.config.HostCredentials.Bearer;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the files {@code auth.d/*.json}, {@code paths.d/*.json} and {@code stage1.d/*.json} of each place, as rkt does: a later
 * place wins key by key, a key that is twice in one place is an error, and so is anything that is not understood.
 */
final class ConfigurationReader {
    private static final String VERSION = "v1";
    private static final int MAX_FILE = 1024 * 1024;
    private static final Map<String, List<String>> KINDS = Map.of(
            "auth.d", List.of("auth", "dockerAuth"),
            "paths.d", List.of("paths"),
            "stage1.d", List.of("stage1"));

    private final Map<String, HostCredentials> hosts = new HashMap<>();
    private final Map<String, Basic> registries = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, String> stage1 = new HashMap<>();

    Configuration read(ConfigurationPlaces places) {
        for (Path place : places.all()) {
            Map<String, Path> seen = new HashMap<>();
            new TreeMap<>(KINDS).forEach((directory, kinds) -> {
                for (Path file : files(place.resolve(directory))) {
                    readFile(file, kinds, seen);
                }
            });
        }
        return new Configuration(hosts, registries, paths, stage1);
    }

    private static List<Path> files(Path directory) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : stream) {
                if (Files.isRegularFile(file)) {
                    files.add(file);
                }
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot list", directory, e);
        }
        files.sort(null);
        return files;
    }

    private void readFile(Path file, List<String> kinds, Map<String, Path> seen) {
        JsonObject content = parse(file);
        String kind = text(content, file, "rktKind");
        String version = text(content, file, "rktVersion");
        if (!kinds.contains(kind)) {
            throw new InvalidInputException(file + ": rktKind is '" + kind
                    + "', but files in this directory are of kind " + String.join(" or ", kinds));
        }
        if (!version.equals(VERSION)) {
            throw new InvalidInputException(file + ": rktVersion is '" + version + "', but only v1 is known");
        }
        switch (kind) {
            case "auth" -> readAuth(content, file, seen);
            case "dockerAuth" -> readRegistries(content, file, seen);
            case "paths" -> readSettings(content, file, Configuration.PATHS, new Target(kind, paths, seen));
            default -> {
                Stage1Rules.check(content, file);
                readSettings(content, file, Configuration.STAGE1, new Target(kind, stage1, seen));
            }
        }
    }

    private static JsonObject parse(Path file) {
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new InvalidInputException(file + ": it is longer than " + MAX_FILE + " bytes");
            }
            return Json.parse(file.toString(), Files.readAllBytes(file)).asObject(file.toString());
        } catch (IOException e) {
            throw IoFailures.with("cannot read", file, e);
        }
    }

    private void readAuth(JsonObject content, Path file, Map<String, Path> seen) {
        HostCredentials credentials = credentials(content, file);
        for (String domain : texts(content, file, "domains")) {
            claim("auth for " + domain, file, seen);
            hosts.put(domain, credentials);
        }
    }

    private static HostCredentials credentials(JsonObject content, Path file) {
        String type = text(content, file, "type");
        JsonObject given = object(content, file, "credentials");
        return switch (type) {
            case "basic" -> new Basic(text(given, file, "user"), text(given, file, "password"));
            case "oauth" -> new Bearer(text(given, file, "token"));
            case "aws" ->
                new Aws(
                        text(given, file, "accessKeyID"),
                        text(given, file, "secretAccessKey"),
                        given.fieldIgnoringCase("awsRegion")
                                .map(value -> value.asString(file + ": awsRegion"))
                                .orElse(""));
            default ->
                throw new InvalidInputException(
                        file + ": type is '" + type + "', but only basic, oauth and aws are known");
        };
    }

    private void readRegistries(JsonObject content, Path file, Map<String, Path> seen) {
        JsonObject given = object(content, file, "credentials");
        Basic credentials = new Basic(text(given, file, "user"), text(given, file, "password"));
        for (String registry : texts(content, file, "registries")) {
            claim("credentials for registry " + registry, file, seen);
            registries.put(registry, credentials);
        }
    }

    private record Target(String kind, Map<String, String> values, Map<String, Path> seen) {}

    private static void readSettings(JsonObject content, Path file, List<String> names, Target target) {
        for (String name : names) {
            content.fieldIgnoringCase(name).ifPresent(value -> {
                String text = value.asString(file + ": " + name);
                if (!text.isEmpty()) {
                    claim(target.kind + "." + name, file, target.seen);
                    target.values.put(name, checked(target.kind, name, text, file));
                }
            });
        }
    }

    private static String checked(String kind, String name, String text, Path file) {
        if (kind.equals("paths") && !text.startsWith("/")) {
            throw new InvalidInputException(file + ": " + name + " is '" + text + "', which is not an absolute path");
        }
        return text;
    }

    private static void claim(String key, Path file, Map<String, Path> seen) {
        Path other = seen.putIfAbsent(key, file);
        if (other != null) {
            throw new InvalidInputException(
                    file + ": " + key + " is already in " + other,
                    "keep one of them; a file in another layer may override");
        }
    }

    private static JsonObject object(JsonObject content, Path file, String name) {
        return content.fieldIgnoringCase(name)
                .orElseThrow(() -> missing(file, name))
                .asObject(file + ": " + name);
    }

    private static String text(JsonObject content, Path file, String name) {
        String text = content.fieldIgnoringCase(name)
                .orElseThrow(() -> missing(file, name))
                .asString(file + ": " + name);
        if (text.isEmpty()) {
            throw missing(file, name);
        }
        return text;
    }

    private static List<String> texts(JsonObject content, Path file, String name) {
        List<String> texts = new ArrayList<>();
        JsonValue list = content.fieldIgnoringCase(name).orElseThrow(() -> missing(file, name));
        for (JsonValue item : list.asList(file + ": " + name)) {
            texts.add(item.asString(file + ": " + name));
        }
        if (texts.isEmpty() || texts.contains("")) {
            throw missing(file, name);
        }
        return texts;
    }

    private static InvalidInputException missing(Path file, String name) {
        return new InvalidInputException(file + ": " + name + " is missing");
    }
}
