package io.dray.build;

import io.dray.build.Shape.Anything;
import io.dray.build.Shape.Fields;
import io.dray.build.Shape.Flag;
import io.dray.build.Shape.ListOf;
import io.dray.build.Shape.Refused;
import io.dray.build.Shape.Text;
import io.dray.build.Shape.Whole;

/** The keys of {@code aci-manifest.yml} (dgr's format). */
final class ManifestShape {
    private static final Shape TEXT = new Text();
    private static final Shape TEXTS = new ListOf(TEXT);
    private static final Shape NAMED_VALUES =
            new ListOf(Fields.of().with("name", TEXT).with("value", TEXT));
    private static final Shape HOST_MOUNTS =
            new ListOf(Fields.of().with("from", TEXT).with("to", TEXT));

    private static final Fields APP = Fields.of()
            .with("exec", TEXTS)
            .with("user", TEXT)
            .with("group", TEXT)
            .with("supplementaryGIDs", new ListOf(new Whole()))
            .with("workingDirectory", TEXT)
            .with("environment", NAMED_VALUES)
            .with(
                    "mountPoints",
                    new ListOf(Fields.of().with("name", TEXT).with("path", TEXT).with("readOnly", new Flag())))
            .with(
                    "ports",
                    new ListOf(Fields.of()
                            .with("name", TEXT)
                            .with("protocol", TEXT)
                            .with("port", new Whole())
                            .with("count", new Whole())
                            .with("socketActivated", new Flag())))
            .with("isolators", new ListOf(Fields.of().with("name", TEXT).with("value", new Anything())))
            .with(
                    "eventHandlers",
                    new Refused(
                            "is not allowed in an image source",
                            "put the script into runlevels/prestart-early or runlevels/prestart-late"));

    private static final Fields ACI = Fields.of()
            .with("dependencies", TEXTS)
            .with("annotations", NAMED_VALUES)
            .with("pathWhitelist", TEXTS)
            .with("app", APP);

    private static final Fields BUILDER = Fields.of()
            .with("image", TEXT)
            .with("dependencies", TEXTS)
            .with("environment", NAMED_VALUES)
            .with("mountPoints", HOST_MOUNTS);

    /** The whole file. */
    static final Fields MANIFEST = Fields.of()
            .with("name", TEXT)
            .with("compat", TEXT)
            .with("aci", ACI)
            .with("builder", BUILDER)
            .with("build", Fields.of().with("mountPoints", HOST_MOUNTS))
            .with("tester", Fields.of().with("builder", BUILDER).with("aci", ACI));

    private ManifestShape() {}
}
