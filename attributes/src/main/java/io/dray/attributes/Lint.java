package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.attributes.LintFinding.Kind;
import io.dray.core.InvalidInputException;
import io.dray.core.YamlDocument.Warning;
import io.dray.template.Dialect;
import io.dray.template.KeyPath;
import io.dray.template.Reference;
import io.dray.template.TemplateSet;
import io.dray.template.value.ByteText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Looks for mistakes in attributes and templates without rendering anything: also in branches that no rendering takes. Used
 * once, by one thread.
 */
public final class Lint {
    private final AttributeSources sources;
    private final Dialect dialect;
    private final List<LintFinding> findings = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    /** The texts of templates that cannot be read: what they mention may be used. */
    private final List<String> unreadable = new ArrayList<>();

    private Lint(AttributeSources sources) {
        this.sources = sources;
        this.dialect = sources.dialect();
    }

    /**
     * Finds templates that cannot be read, attributes that no template uses, keys that nothing sets, values that are set twice
     * in one layer, and words of YAML that are read otherwise than they look.
     *
     * @param templates the files of {@code templates/}, their paths relative to it
     * @return sorted by file and line
     */
    public static List<LintFinding> run(AttributeSources sources, List<SourceFile> templates) {
        Lint lint = new Lint(sources);
        lint.readTemplates(templates);
        Attribute tree = lint.readAttributes();
        lint.readTemplatedAttributes(tree);
        KeyUse use = new KeyUse(tree, lint.references);
        lint.findings.addAll(use.unset());
        lint.findings.addAll(use.unused(lint.unreadable));
        List<LintFinding> sorted = new ArrayList<>(lint.findings);
        sorted.sort(Comparator.comparing(LintFinding::file).thenComparingInt(LintFinding::line));
        return List.copyOf(sorted);
    }

    private void readTemplates(List<SourceFile> files) {
        TemplateFiles sorted;
        try {
            sorted = TemplateFiles.of(files);
        } catch (InvalidInputException e) {
            failed(Kind.TEMPLATE, "templates", e, "");
            for (SourceFile file : files) {
                unreadable.add(ByteText.decode(file.content()));
            }
            return;
        }
        TemplateSet partials = TemplateSet.empty();
        for (SourceFile partial : sorted.partials()) {
            String name = TemplateFiles.shown(partial);
            try {
                partials = dialect.withPartial(partials, name, ByteText.decode(partial.content()));
            } catch (InvalidInputException e) {
                failed(Kind.TEMPLATE, name, e, ByteText.decode(partial.content()));
            }
        }
        for (SourceFile template : sorted.templates().values()) {
            String name = TemplateFiles.shown(template);
            try {
                references.addAll(dialect.parse(name, ByteText.decode(template.content()), partials)
                        .references());
            } catch (InvalidInputException e) {
                failed(Kind.TEMPLATE, name, e, ByteText.decode(template.content()));
            }
        }
        for (SourceFile settings : sorted.settings().values()) {
            try {
                TemplateSettings.read(TemplateFiles.shown(settings), settings.content());
            } catch (InvalidInputException e) {
                findings.add(
                        LintFinding.of(Kind.TEMPLATE, TemplateFiles.shown(settings), String.valueOf(e.getMessage())));
            }
        }
    }

    private void failed(Kind kind, String file, InvalidInputException e, String text) {
        unreadable.add(text);
        findings.add(LintFinding.of(kind, file, String.valueOf(e.getMessage())));
    }

    /** The merged tree of all files that can be read. */
    private Attribute readAttributes() {
        List<Attribute> defaults = new ArrayList<>();
        List<Attribute> overrides = new ArrayList<>();
        for (AttributeLayer layer : sources.layers()) {
            Attribute own = empty();
            List<Attribute> ownOverrides = new ArrayList<>();
            for (AttributeFile file : readable(layer)) {
                own = file.defaults().isPresent()
                        ? Attribute.merge(own, file.defaults().get())
                        : own;
                file.overrides().ifPresent(ownOverrides::add);
            }
            defaults.add(own);
            for (Attribute override : ownOverrides) {
                own = Attribute.merge(own, override);
                overrides.add(override);
            }
            collectShadowed("", own);
        }
        defaults.addAll(overrides);
        for (AttributeOverride override : sources.overrides()) {
            defaults.add(OverrideReader.read(override));
        }
        Attribute merged = empty();
        for (Attribute each : defaults) {
            merged = Attribute.merge(merged, each);
        }
        return merged;
    }

    private static Attribute empty() {
        return new Branch(Map.of(), Place.NOWHERE, List.of());
    }

    private List<AttributeFile> readable(AttributeLayer layer) {
        List<AttributeFile> read = new ArrayList<>();
        for (SourceFile file : AttributeMerge.inOrder(layer.files())) {
            try {
                AttributeFile one = AttributeFile.read(file, layer, dialect);
                for (Warning warning : one.warnings()) {
                    findings.add(new LintFinding(
                            warning.mark().file(), warning.mark().line(), Kind.ATTRIBUTES, warning.text()));
                }
                read.add(one);
            } catch (InvalidInputException e) {
                findings.add(LintFinding.of(Kind.ATTRIBUTES, file.path(), String.valueOf(e.getMessage())));
            }
        }
        return read;
    }

    /** Of one layer: what lost there can never be seen. */
    private void collectShadowed(String path, Attribute attribute) {
        for (Attribute lost : attribute.lost()) {
            findings.add(new LintFinding(
                    lost.place().file(),
                    lost.place().line(),
                    Kind.SHADOWED,
                    path + " is set again in " + attribute.place() + " of the same layer, this value never counts"));
        }
        if (attribute instanceof Branch branch) {
            for (Map.Entry<String, Attribute> entry : branch.entries().entrySet()) {
                collectShadowed(KeyPath.child(path, entry.getKey()), entry.getValue());
            }
        }
    }

    private void readTemplatedAttributes(Attribute attribute) {
        if (attribute instanceof Branch branch) {
            branch.entries().values().forEach(this::readTemplatedAttributes);
        } else if (attribute instanceof Items items) {
            items.items().forEach(this::readTemplatedAttributes);
        } else if (attribute instanceof Leaf leaf
                && leaf.isTemplate()
                && leaf.value() instanceof String text
                && dialect != Dialect.GO) {
            Place place = leaf.place();
            try {
                references.addAll(dialect.parseAttribute(place.file(), place.line(), place.column(), text)
                        .references());
            } catch (InvalidInputException e) {
                failed(Kind.ATTRIBUTES, place.file(), e, text);
            }
        }
    }
}
