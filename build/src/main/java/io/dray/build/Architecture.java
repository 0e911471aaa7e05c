package io.dray.build;

/** What this machine is called in the labels of images (appc spec, aci.md, "Image Manifest Schema"). */
final class Architecture {
    private Architecture() {}

    /** The value of the label {@code arch}. */
    static String ofHost() {
        return ofJava(System.getProperty("os.arch"));
    }

    static String ofJava(String name) {
        return switch (name) {
            case "x86_64" -> "amd64";
            case "x86", "i486", "i586", "i686" -> "i386";
            case "arm" -> "armv7l";
            // amd64, aarch64, ppc64le, s390x and riscv64 are called the same
            default -> name;
        };
    }
}
