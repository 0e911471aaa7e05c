package io.dray.image.oci;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import java.util.Optional;

/**
 * What an image runs on, in OCI's words, which are Go's (image-spec, image-index.md, "Platform Variants").
 *
 * @param os {@code linux}
 * @param architecture {@code amd64}, {@code arm64}
 * @param variant of the processor, {@code v7}; empty if nothing is said
 */
public record Platform(String os, String architecture, String variant) {
    private static final int UNFIT = Integer.MAX_VALUE;

    /** The platform of this machine. */
    public static Platform host() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** From the words of the Java platform. */
    static Platform of(String osName, String osArch) {
        String os = osName.startsWith("Linux") ? "linux" : osName;
        return switch (osArch) {
            case "x86", "i386", "i486", "i586", "i686" -> new Platform(os, "386", "");
            case "aarch64" -> new Platform(os, "arm64", "v8");
            case "arm" -> new Platform(os, "arm", "v7");
            default -> new Platform(os, osArch, "");
        };
    }

    static Platform from(OciFields fields) {
        return new Platform(
                fields.textOrEmpty("os"), fields.textOrEmpty("architecture"), fields.textOrEmpty("variant"));
    }

    /**
     * How well an image of another platform runs here: 0 is exactly right, less well is more, empty is not at all. An arm
     * processor runs what was made for its predecessors; on amd64 only what any processor runs is chosen, because the level
     * of the processor is not known.
     */
    Optional<Integer> distanceTo(Platform image) {
        int distance = os.equals(image.os) && architecture.equals(image.architecture) ? variants(image) : UNFIT;
        return distance == UNFIT ? Optional.empty() : Optional.of(distance);
    }

    private int variants(Platform image) {
        String wanted = normalised();
        String offered = image.normalised();
        if (wanted.equals(offered)) {
            return 0;
        }
        if (!architecture.startsWith("arm") || level(offered) == 0 || level(offered) > level(wanted)) {
            return UNFIT;
        }
        return level(wanted) - level(offered);
    }

    /** The variant that is meant where none is named. */
    private String normalised() {
        if (!variant.isEmpty()) {
            return variant;
        }
        return switch (architecture) {
            case "arm64" -> "v8";
            case "arm" -> "v7";
            case "amd64" -> "v1";
            default -> "";
        };
    }

    private static int level(String variant) {
        boolean known = variant.length() == 2 && variant.charAt(0) == 'v' && Character.isDigit(variant.charAt(1));
        return known ? variant.charAt(1) - '0' : 0;
    }

    /** The appc label {@code arch} (appc spec, aci.md, "labels"); empty for what appc has no word for. */
    Optional<String> appcArchitecture() {
        return switch (architecture) {
            case "386" -> Optional.of("i386");
            case "arm64" -> Optional.of("aarch64");
            case "arm" ->
                switch (normalised()) {
                    case "v6" -> Optional.of("armv6l");
                    case "v7", "v8" -> Optional.of("armv7l");
                    default -> Optional.empty();
                };
            case "amd64", "ppc64", "ppc64le", "s390x", "riscv64" -> Optional.of(architecture);
            default -> Optional.empty();
        };
    }

    /** The platform that appc labels mean; what they leave open is this machine's. */
    static Platform ofLabels(Optional<String> os, Optional<String> arch) {
        Platform host = host();
        String system = os.orElse(host.os);
        return switch (arch.orElse("")) {
            case "" -> new Platform(system, host.architecture, host.variant.equals("v8") ? "" : host.variant);
            case "i386" -> new Platform(system, "386", "");
            case "x86_64" -> new Platform(system, "amd64", "");
            case "aarch64" -> new Platform(system, "arm64", "");
            case "armv6l" -> new Platform(system, "arm", "v6");
            case "armv7l", "arm" -> new Platform(system, "arm", "v7");
            default -> new Platform(system, arch.orElseThrow(), "");
        };
    }

    JsonObject toJson() {
        JsonValue.ObjectBuilder json =
                JsonValue.object().put("architecture", architecture).put("os", os);
        return variant.isEmpty() ? json.build() : json.put("variant", variant).build();
    }

    /** {@code linux/arm/v7}. */
    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
