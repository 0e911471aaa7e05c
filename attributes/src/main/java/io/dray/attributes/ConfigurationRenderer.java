package io.dray.attributes;

import io.dray.core.InvalidInputException;
import io.dray.template.Rendering;
import io.dray.template.TemplateSet;
import io.dray.template.value.ByteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Renders the {@code templates/} of an app from its attributes. Pure: what it makes is for the caller to write.
 *
 * <p>{@code x.tmpl} makes x, {@code x.tmpl.conf} makes x.conf, {@code x.tmpl.cfg} holds x.tmpl's settings (uid, gid, mode,
 * checkCmd); {@code *.partial} at the top holds definitions for all templates. What one template defines no other sees.
 */
public final class ConfigurationRenderer {
    private static final int PERMISSIONS = 07777;

    private final AttributeTree attributes;
    private final List<SourceFile> files;
    private final RenderSettings settings;

    /**
     * Renders by Dray's own rules.
     *
     * @param templates the files of {@code templates/}, their paths relative to it
     */
    public ConfigurationRenderer(AttributeTree attributes, List<SourceFile> templates) {
        this(attributes, templates, RenderSettings.DRAY);
    }

    /** Renders by the rules of these settings; the attributes must have been merged by the same dialect. */
    public ConfigurationRenderer(AttributeTree attributes, List<SourceFile> templates, RenderSettings settings) {
        this.attributes = attributes;
        this.files = List.copyOf(templates);
        this.settings = settings;
    }

    /**
     * Renders all files.
     *
     * @throws InvalidInputException for the first that fails; the message begins with {@code templates/...:line:column}
     */
    public RenderedConfiguration render() {
        TemplateFiles sorted = TemplateFiles.of(files);
        TemplateSet partials = TemplateSet.empty();
        for (SourceFile partial : sorted.partials()) {
            partials = settings.dialect()
                    .withPartial(partials, TemplateFiles.shown(partial), ByteText.decode(partial.content()));
        }
        List<RenderedFile> rendered = new ArrayList<>();
        for (Map.Entry<String, SourceFile> entry : sorted.templates().entrySet()) {
            SourceFile file = sorted.settings().get(entry.getValue().path());
            TemplateSettings read = file == null
                    ? TemplateSettings.NONE
                    : TemplateSettings.read(TemplateFiles.shown(file), file.content());
            rendered.add(render(entry.getKey(), entry.getValue(), read, partials));
        }
        return new RenderedConfiguration(rendered);
    }

    private RenderedFile render(String target, SourceFile file, TemplateSettings read, TemplateSet partials) {
        Rendering rendering = settings.render(TemplateFiles.shown(file), file.content(), partials, attributes);
        return new RenderedFile(
                target,
                rendering.bytes(),
                read.mode().orElse(file.mode() & PERMISSIONS),
                read.uid(),
                read.gid(),
                read.checkCommand(),
                new Provenance(attributes).lines(rendering.uses()));
    }
}
