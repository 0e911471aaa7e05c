package io.dray.attributes;

import io.dray.template.Dialect;
import io.dray.template.RenderOptions;
import io.dray.template.RenderOptions.MissingKeys;
import io.dray.template.Rendering;
import io.dray.template.Template;
import io.dray.template.TemplateSet;
import io.dray.template.function.FunctionContext;
import io.dray.template.value.ByteText;
import java.util.Optional;

/**
 * How template files are rendered.
 *
 * @param dialect whose templates they are
 * @param missing what an attribute that nobody defined does; empty for what is usual in the dialect
 * @param context what functions may ask
 */
public record RenderSettings(Dialect dialect, Optional<MissingKeys> missing, FunctionContext context) {
    /** Dray's own rules. */
    public static final RenderSettings DRAY = of(Dialect.DRAY, FunctionContext.withoutEnvironment());

    /** The usual rules of a dialect. */
    public static RenderSettings of(Dialect dialect, FunctionContext context) {
        return new RenderSettings(dialect, Optional.empty(), context);
    }

    /**
     * Renders one template file.
     *
     * @param name the file as shown to people
     * @throws io.dray.core.InvalidInputException with {@code name:line:column} for whatever is wrong with it
     */
    public Rendering render(String name, byte[] content, TemplateSet partials, AttributeTree attributes) {
        Template template = dialect.parse(name, ByteText.decode(content), partials);
        Rendering rendering = template.render(attributes.data(), options(attributes));
        boolean asked = missing.isPresent() && missing.get() != MissingKeys.REFUSED;
        return dialect == Dialect.DGR && asked
                ? new Rendering(rendering.text() + "\n", rendering.uses())
                : dialect.finished(name, rendering);
    }

    private RenderOptions options(AttributeTree attributes) {
        RenderOptions usual = dialect.options(key -> attributes.origin(key).map(Origin::toString), context);
        return missing.isEmpty() ? usual : new RenderOptions(missing.get(), usual.definitions(), context);
    }
}
