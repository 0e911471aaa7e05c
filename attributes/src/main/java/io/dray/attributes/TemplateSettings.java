package io.dray.attributes;

import io.dray.core.InvalidInputException;
import io.dray.core.Yaml;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.Entry;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import io.dray.template.value.ByteText;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a template's {@code .cfg} file says about the rendered file.
 *
 * @param uid owner
 * @param gid group
 * @param mode permission bits; absent: those of the template
 * @param checkCommand shell command that must succeed once the file is in place
 */
record TemplateSettings(OptionalInt uid, OptionalInt gid, OptionalInt mode, Optional<String> checkCommand) {
    static final TemplateSettings NONE =
            new TemplateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    private static final int MAX_MODE = 07777;
    /** -1, and 2^31 and more as Java's int shows them, mean other things to chown. */
    private static final int MAX_ID = Integer.MAX_VALUE - 1;

    /**
     * Reads a settings file.
     *
     * @param name the file as shown to people
     */
    static TemplateSettings read(String name, byte[] content) {
        Optional<YamlNode> document = Yaml.parse(name, ByteText.decode(content));
        if (document.isEmpty()) {
            return NONE;
        }
        if (!(document.get() instanceof YamlMap map)) {
            throw new InvalidInputException(
                    document.get().mark() + ": template settings must be a map, not "
                            + document.get().kind(),
                    "write lines such as mode: 0644");
        }
        TemplateSettings settings = NONE;
        for (Entry entry : map.entries()) {
            settings = settings.with(entry);
        }
        return settings;
    }

    private TemplateSettings with(Entry entry) {
        return switch (entry.key()) {
            case "uid" -> new TemplateSettings(OptionalInt.of(id(entry)), gid, mode, checkCommand);
            case "gid" -> new TemplateSettings(uid, OptionalInt.of(id(entry)), mode, checkCommand);
            case "mode" -> new TemplateSettings(uid, gid, OptionalInt.of(mode(entry)), checkCommand);
            case "checkCmd" -> new TemplateSettings(uid, gid, mode, Optional.of(text(entry)));
            default ->
                throw new InvalidInputException(
                        entry.keyMark() + ": unknown key '" + entry.key() + "'",
                        "known keys are uid, gid, mode and checkCmd");
        };
    }

    private static int id(Entry entry) {
        if (entry.value() instanceof YamlScalar scalar
                && scalar.value() instanceof Long number
                && number >= 0
                && number <= MAX_ID) {
            return number.intValue();
        }
        throw new InvalidInputException(
                entry.value().mark() + ": " + entry.key() + " must be a number from 0 to " + MAX_ID,
                "write " + entry.key() + ": 0");
    }

    /** Octal as YAML 1.1 writes it, {@code 0644}; a decimal 644 is a mistake that would set quite other bits. */
    private static int mode(Entry entry) {
        String text = entry.value() instanceof YamlScalar scalar ? scalar.text() : "";
        String digits = text.startsWith("0o") ? text.substring(2) : text.startsWith("0") ? text.substring(1) : "";
        int mode = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && mode >= 0 && mode <= MAX_MODE; i++) {
            int digit = Character.digit(digits.charAt(i), 8);
            mode = digit < 0 ? -1 : mode * 8 + digit;
        }
        if (mode < 0 || mode > MAX_MODE) {
            throw new InvalidInputException(
                    entry.value().mark() + ": mode must be octal with a leading zero, from 00 to 07777",
                    "write mode: 0644");
        }
        return mode;
    }

    private static String text(Entry entry) {
        if (entry.value() instanceof YamlScalar scalar && scalar.value() instanceof String text) {
            return text;
        }
        throw new InvalidInputException(
                entry.value().mark() + ": " + entry.key() + " must be a string, not "
                        + entry.value().kind(),
                "write a shell command in quotes: " + entry.key() + ": 'nginx -t'");
    }
}
