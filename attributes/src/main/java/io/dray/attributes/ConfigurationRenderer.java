package io.dray.attributes;

import io.dray.core.InvalidInputException;
import io.dray.template.Functions;
import io.dray.template.RenderOptions;
import io.dray.template.Rendering;
import io.dray.template.Template;
import io.dray.template.TemplateSet;
import io.dray.template.value.ByteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final Functions functions = Functions.dray();

    /** @param templates the files of {@code templates/}, their paths relative to it */
    public ConfigurationRenderer(AttributeTree attributes, List<SourceFile> templates) {
        this.attributes = attributes;
        this.files = List.copyOf(templates);
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
            partials = partials.with(TemplateFiles.shown(partial), ByteText.decode(partial.content()), functions);
        }
        List<RenderedFile> rendered = new ArrayList<>();
        for (Map.Entry<String, SourceFile> entry : sorted.templates().entrySet()) {
            SourceFile settings = sorted.settings().get(entry.getValue().path());
            TemplateSettings read = settings == null
                    ? TemplateSettings.NONE
                    : TemplateSettings.read(TemplateFiles.shown(settings), settings.content());
            rendered.add(render(entry.getKey(), entry.getValue(), read, partials));
        }
        return new RenderedConfiguration(rendered);
    }

    private RenderedFile render(String target, SourceFile file, TemplateSettings settings, TemplateSet partials) {
        Template template =
                Template.parse(TemplateFiles.shown(file), ByteText.decode(file.content()), functions, partials);
        Rendering rendering = template.render(attributes.values(), RenderOptions.strict(this::whereDefined));
        return new RenderedFile(
                target,
                rendering.bytes(),
                settings.mode().orElse(file.mode() & PERMISSIONS),
                settings.uid(),
                settings.gid(),
                settings.checkCommand(),
                new Provenance(attributes).lines(rendering.uses()));
    }

    private Optional<String> whereDefined(String key) {
        return attributes.origin(key).map(Origin::toString);
    }
}
