package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.attributes.LintFinding.Kind;
import io.dray.attributes.LintFinding.Severity;
import io.dray.core.InvalidInputException;
import io.dray.core.YamlDocument.Warning;
import io.dray.template.Dialect;
import io.dray.template.KeyPath;
import io.dray.template.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Looks for mistakes in attributes and templates without rendering anything: also in branches that no rendering takes. What
 * comes from dependencies is read, but not looked at for mistakes. Used once, by one thread.
 */
public final class Lint {
    private final AttributeSources sources;
    private final Dialect dialect;
    private final TemplateLint templates;
    private final List<LintFinding> findings = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final ValueBudget budget = new ValueBudget();

    private Lint(AttributeSources sources) {
        this.sources = sources;
        this.dialect = sources.dialect();
        this.templates = new TemplateLint(dialect);
    }

    /**
     * Finds templates that cannot be read, attributes that no template uses, keys that nothing sets, values that are set twice
     * in one layer, and words of YAML that are read otherwise than they look.
     *
     * @param templates the files of {@code templates/}, their paths relative to it
     * @param background what else uses and sets attributes
     * @return sorted by file and line
     */
    public static List<LintFinding> run(
            AttributeSources sources, List<SourceFile> templates, LintBackground background) {
        Lint lint = new Lint(sources);
        lint.templates.read(templates, background.templates());
        lint.findings.addAll(lint.templates.findings());
        lint.references.addAll(lint.templates.references());
        lint.unreadable.addAll(lint.templates.unreadable());
        Attribute tree = lint.readAttributes();
        lint.readTemplatedAttributes(tree);
        lint.compare(tree, background);
        List<LintFinding> sorted = new ArrayList<>(lint.findings);
        sorted.sort(Comparator.comparing(LintFinding::file).thenComparingInt(LintFinding::line));
        return List.copyOf(sorted);
    }

    private void compare(Attribute tree, LintBackground background) {
        List<Reference> own = new ArrayList<>();
        for (Reference reference : references) {
            boolean template = reference.template().startsWith(TemplateFiles.SHOWN);
            if (!template || templates.isOwn(reference.template())) {
                own.add(reference);
            }
        }
        findings.addAll(new KeyUse(tree, own, background).unset());
        List<String> shared = new ArrayList<>();
        for (AttributeLayer layer : sources.layers()) {
            if (layer.level().isShared()) {
                shared.add(layer.name());
            }
        }
        findings.addAll(new KeyUse(tree, references, background).unused(unreadable, shared));
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
            if (isLookedAt(layer)) {
                collectShadowed("", own);
            }
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

    private static boolean isLookedAt(AttributeLayer layer) {
        return layer.level() != AttributeLevel.DEPENDENCIES;
    }

    private static Attribute empty() {
        return new Branch(Map.of(), Place.NOWHERE, List.of());
    }

    private List<AttributeFile> readable(AttributeLayer layer) {
        List<AttributeFile> read = new ArrayList<>();
        for (SourceFile file : AttributeMerge.inOrder(layer.files())) {
            try {
                AttributeFile one = AttributeFile.read(file, layer, dialect);
                for (Warning warning : isLookedAt(layer) ? one.warnings() : List.<Warning>of()) {
                    findings.add(new LintFinding(
                            warning.mark().file(),
                            warning.mark().line(),
                            Kind.ATTRIBUTES,
                            Severity.WARNING,
                            warning.text()));
                }
                one.defaults().ifPresent(budget::take);
                one.overrides().ifPresent(budget::take);
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
            findings.add(LintFinding.error(
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
                unreadable.add(text);
                findings.add(LintFinding.of(Kind.ATTRIBUTES, place.file(), String.valueOf(e.getMessage())));
            }
        }
    }
}
