package io.dray.cli;

/** What was built; Maven fills it in. */
final class Version {
    /** The version of Dray. */
    static final String DRAY = "${project.version}";

    private Version() {}
}
