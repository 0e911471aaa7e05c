package io.dray.build;

/** Where scripts of a build find things; the places are dgr's. */
final class BuildPaths {
    /** The project, read-only. */
    static final String PROJECT = "/dgr/aci-home";

    /** Attributes that scripts write for the second rendering of the manifest; in both roots. */
    static final String ATTRIBUTES = "/dgr/builder/attributes";

    /** Executable copies of the scripts that run in the image's root. */
    static final String RUNLEVELS = "/dgr/builder/runlevels";

    /** What runs the scripts, and the note which of them runs. */
    static final String RUNNER = "/dgr/builder/run";

    /** Debian packages kept between builds; whoever uses one verifies it, as debootstrap and apt do. */
    static final String PACKAGES = "/dgr/builder/debs";

    /** What every image and every builder has. */
    static final String BUSYBOX = "/dgr/bin/busybox";

    private BuildPaths() {}

    /** The image's root as the builder sees it. */
    static String rootOf(ImageName name) {
        return "/opt/stage2/" + name.shortName() + "/rootfs";
    }
}
