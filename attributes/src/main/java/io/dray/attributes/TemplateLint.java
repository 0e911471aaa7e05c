package io.dray.attributes;

import io.dray.attributes.LintFinding.Kind;
import io.dray.core.InvalidInputException;
import io.dray.template.Dialect;
import io.dray.template.Reference;
import io.dray.template.TemplateSet;
import io.dray.template.value.ByteText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads templates, partials and settings, and keeps what is wrong with them and what they name. Used once. */
final class TemplateLint {
    private final Dialect dialect;
    private final Set<String> own = new HashSet<>();
    private final List<LintFinding> findings = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    TemplateLint(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Reads them all.
     *
     * @param files those that are looked at
     * @param others those around them; one of the same path is covered
     */
    void read(List<SourceFile> files, List<SourceFile> others) {
        Map<String, SourceFile> all = new HashMap<>();
        for (SourceFile other : others) {
            all.put(other.path(), other);
        }
        for (SourceFile file : files) {
            all.put(file.path(), file);
            own.add(TemplateFiles.shown(file));
        }
        try {
            read(TemplateFiles.of(List.copyOf(all.values())));
        } catch (InvalidInputException e) {
            findings.add(LintFinding.of(Kind.TEMPLATE, "templates", String.valueOf(e.getMessage())));
            for (SourceFile file : all.values()) {
                unreadable.add(ByteText.decode(file.content()));
            }
        }
    }

    private void read(TemplateFiles sorted) {
        TemplateSet partials = TemplateSet.empty();
        for (SourceFile partial : sorted.partials()) {
            String name = TemplateFiles.shown(partial);
            try {
                partials = dialect.withPartial(partials, name, ByteText.decode(partial.content()));
            } catch (InvalidInputException e) {
                failed(partial, e);
            }
        }
        for (SourceFile template : sorted.templates().values()) {
            String name = TemplateFiles.shown(template);
            try {
                references.addAll(dialect.parse(name, ByteText.decode(template.content()), partials)
                        .references());
            } catch (InvalidInputException e) {
                failed(template, e);
            }
        }
        for (SourceFile settings : sorted.settings().values()) {
            try {
                TemplateSettings.read(TemplateFiles.shown(settings), settings.content());
            } catch (InvalidInputException e) {
                failed(settings, e);
            }
        }
    }

    private void failed(SourceFile file, InvalidInputException e) {
        unreadable.add(ByteText.decode(file.content()));
        if (isOwn(TemplateFiles.shown(file))) {
            findings.add(LintFinding.of(Kind.TEMPLATE, TemplateFiles.shown(file), String.valueOf(e.getMessage())));
        }
    }

    /** Whether the file is one of those that are looked at. */
    boolean isOwn(String file) {
        return own.contains(file);
    }

    List<LintFinding> findings() {
        return findings;
    }

    /** What all templates name. */
    List<Reference> references() {
        return references;
    }

    /** The texts of files that cannot be read: what they mention may be used. */
    List<String> unreadable() {
        return unreadable;
    }
}
