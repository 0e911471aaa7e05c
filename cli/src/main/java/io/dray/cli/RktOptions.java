package io.dray.cli;

import io.dray.clikit.OptionSpec;

/** What rkt's scripts say of a pod and Dray has no use for: its stages were images, and its roots could be copies. */
final class RktOptions {
    private static final String STAGE1 = "Accepted from rkt's scripts; Dray's own executor is no image";

    static final OptionSpec[] ALL = {
        OptionSpec.flag("no-overlay", "Accepted from rkt's scripts; an app's root is always an overlay, never a copy"),
        OptionSpec.value("stage1-path", "FILE", STAGE1),
        OptionSpec.value("stage1-url", "URL", STAGE1),
        OptionSpec.value("stage1-name", "NAME", STAGE1),
        OptionSpec.value("stage1-hash", "ID", STAGE1),
        OptionSpec.value("stage1-from-dir", "FILE", STAGE1)
    };

    private RktOptions() {}
}
