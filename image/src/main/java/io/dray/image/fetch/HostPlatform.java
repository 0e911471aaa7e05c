package io.dray.image.fetch;

/** What this machine is in appc's words (appc spec, aci.md, "labels"). */
final class HostPlatform {
    private HostPlatform() {}

    static String arch() {
        String arch = System.getProperty("os.arch", "");
        return switch (arch) {
            case "x86_64" -> "amd64";
            case "x86", "i486", "i586", "i686" -> "i386";
            case "arm64" -> "aarch64";
            case "arm" -> "armv7l";
            default -> arch;
        };
    }
}
