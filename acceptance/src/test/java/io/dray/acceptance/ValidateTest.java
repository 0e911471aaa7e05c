package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.acceptance.ManifestVariants.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares verdicts with those of actool, the reference implementation's own validator. */
class ValidateTest {
    /**
     * What Dray refuses on purpose although actool accepts it: a part of Dray's message, and the rule. The table for people is in
     * docs/images.md.
     */
    private static final Map<String, String> STRICTER = Map.ofEntries(
            Map.entry("it holds a NUL character", "no program could be told such a value"),
            Map.entry("it is required", "fields that the specification requires"),
            Map.entry("is not the number of a group", "groups are not negative"),
            Map.entry("is negative", "quantities are not negative"),
            Map.entry("is not possible", "owners are not negative"),
            Map.entry("is not a sha512 digest", "image IDs are whole"),
            Map.entry("is not a digest", "image IDs are whole"),
            Map.entry("is not a mode such as", "modes are octal numbers"),
            Map.entry("it must be a number from 1 to 65535", "ports are numbers of ports"),
            Map.entry("is not an absolute path", "whitelists are absolute"),
            Map.entry("may not contain ..", "paths do not climb"),
            Map.entry("is not a valid appc identifier", "no component of an identifier is . or .."),
            Map.entry("cannot be the name of a label", "no component of an identifier is . or .."),
            Map.entry("it is more than the limit", "nobody requests more than the limit"),
            Map.entry("it may not be negative", "sizes are not negative"));

    /** What Dray accepts on purpose although actool refuses it. */
    private static final List<String> MORE_LENIENT = List.of("\"riscv64\"", "\"1K\"");

    @TempDir
    private Path directory;

    @Test
    void agreesWithActoolButForTheRulesOfTheTable() throws IOException {
        List<Variant> variants = ManifestVariants.all();
        assertThat(variants).hasSizeGreaterThan(6000);
        assertThat(disagreements(variants)).isEmpty();
    }

    @Test
    void agreesWithActoolAboutPodsToo() throws IOException {
        List<Variant> variants = PodVariants.all();
        assertThat(variants).hasSizeGreaterThan(5000);
        assertThat(disagreements(variants)).isEmpty();
    }

    private List<String> disagreements(List<Variant> variants) throws IOException {
        List<String> files = new ArrayList<>();
        for (Variant variant : variants) {
            Path file = directory.resolve("m" + files.size());
            files.add(Files.writeString(file, variant.text()).toString());
        }
        List<String> command = new ArrayList<>(List.of("image", "validate"));
        command.addAll(files);
        List<String> verdicts =
                Dray.run(command.toArray(new String[0])).out().lines().toList();
        List<Boolean> references = Actool.verdicts(files);
        List<String> disagreements = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            boolean accepted = references.get(i);
            String verdict = verdicts.get(i).substring(files.get(i).length() + 2);
            if (accepted != verdict.startsWith("valid ") && !isOnPurpose(variants.get(i), accepted, verdict)) {
                disagreements.add(variants.get(i).place() + variants.get(i).value() + " actool: " + accepted
                        + ", dray: " + verdict);
            }
        }
        return disagreements;
    }

    private static boolean isOnPurpose(Variant variant, boolean accepted, String verdict) {
        return accepted
                ? STRICTER.keySet().stream().anyMatch(verdict::contains)
                : MORE_LENIENT.contains(variant.value()) || isNameOfIsolator(variant);
    }

    /** Whoever does not know an isolator may ignore it (appc spec, ace.md, "Isolators"). */
    private static boolean isNameOfIsolator(Variant variant) {
        return variant.place().replace("\n", "").endsWith("\"isolators\":[{\"name\":");
    }

    @Test
    void judgesArchivesLayoutsAndGarbageAndGoesOn() throws IOException {
        Path layout = directory.resolve("layout");
        Files.createDirectories(layout.resolve("rootfs"));
        String manifest = ManifestVariants.all().getFirst().text();
        Files.writeString(layout.resolve("manifest"), manifest);
        Path aci = directory.resolve("a.aci");
        assertThat(Dray.program("tar", "-C", layout.toString(), "-czf", aci.toString(), "manifest", "rootfs")
                        .code())
                .isZero();
        Path garbage = Files.writeString(directory.resolve("garbage"), "not json");

        Dray.Result result = Dray.run("image", "validate", layout.toString(), garbage.toString(), aci.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .hasSize(3)
                .contains(layout + ": valid image layout", aci + ": valid app container image");
        assertThat(Dray.run("image", "validate", layout.toString(), aci.toString())
                        .code())
                .isZero();
    }
}
