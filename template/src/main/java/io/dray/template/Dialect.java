package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.RenderOptions.Definitions;
import io.dray.template.function.FunctionContext;
import io.dray.template.value.DgrNumbers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose templates are rendered. A dialect is the functions, the treatment of blanks, of numbers and of missing attributes
 * together; who renders files asks it for all of them and mixes nothing.
 */
public enum Dialect {
    /** Go's text/template 1.19 and nothing else; a missing attribute prints as {@code <no value>}. */
    GO("go"),
    /** Dray's own: exact numbers, many functions, a missing attribute is an error. */
    DRAY("dray"),
    /**
     * What dgr's templater did ({@code compat: dgr}): its functions with their type checks, its treatment of blanks, every
     * attribute number a float, and a text that contains {@code <no value>} is refused after rendering.
     */
    DGR("dgr");

    private static final String NO_VALUE = "<no value>";

    private final String written;

    Dialect(String written) {
        this.written = written;
    }

    /** As options and manifests write it. */
    public String written() {
        return written;
    }

    /** Whether {@code {{else with}}}, and {@code range} over a whole number, are understood (Go 1.22 and 1.23). */
    boolean knowsLaterGo() {
        return this == DRAY;
    }

    /** Whether loops assign to the variables they name; Go 1.19 assigns to the last declared ones instead. */
    boolean assignsLoopVariablesByName() {
        return this == DRAY;
    }

    /** Whether complex constants are refused: no configuration file needs one. */
    boolean refusesComplex() {
        return this == DRAY;
    }

    /** Whether errors read as Go's: columns count bytes from 0, and parse errors have none. */
    boolean reportsLikeGo() {
        return this == GO;
    }

    /** The dialect of this name. */
    public static Optional<Dialect> of(String written) {
        for (Dialect dialect : values()) {
            if (dialect.written.equals(written)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    /** The functions of template files. */
    public Functions functions() {
        return switch (this) {
            case GO -> Functions.go();
            case DRAY -> Functions.dray();
            case DGR -> Functions.dgr();
        };
    }

    /** Parses a template file; see {@link Template#parse}. */
    public Template parse(String name, String text, TemplateSet partials) {
        return Template.parse(source(name, text, 1, 1), functions(), partials);
    }

    /** The partials and one more, in whose text dgr knew fewer functions. */
    public TemplateSet withPartial(TemplateSet partials, String name, String text) {
        Functions known = this == DGR ? Functions.dgrPartials() : functions();
        return partials.with(source(name, text, 1, 1), known);
    }

    /** Parses an attribute's value that is a template; see {@link Template#parseFragment}. */
    public Template parseAttribute(String file, int line, int column, String text) {
        Functions known = this == DGR ? Functions.dgrAttributes() : functions();
        return Template.parse(source(file, text, line, column), known, TemplateSet.empty());
    }

    private Source source(String name, String text, int line, int column) {
        return this == DGR ? DgrText.prepare(name, text, line, column) : Source.of(name, text, line, column, this);
    }

    /** The attributes as templates see them: under dgr a copy in which every number is a float, else the same. */
    public @Nullable Object data(@Nullable Object attributes) {
        return this == DGR ? DgrNumbers.floating(attributes) : attributes;
    }

    /** How templates are rendered. */
    public RenderOptions options(Definitions definitions, FunctionContext context) {
        RenderOptions options = this == DRAY ? RenderOptions.strict(definitions) : RenderOptions.likeGo();
        return options.with(context);
    }

    /**
     * A rendered file as it is to be written: under dgr with the line end that its templater added.
     *
     * @param name the template, for messages
     * @throws InvalidInputException under dgr, for a text in which an attribute is missing
     */
    public Rendering finished(String name, Rendering rendering) {
        if (this != DGR) {
            return rendering;
        }
        int place = rendering.text().indexOf(NO_VALUE);
        if (place >= 0) {
            throw withoutValue(name, rendering, place);
        }
        return new Rendering(rendering.text() + "\n", rendering.uses());
    }

    private static InvalidInputException withoutValue(String name, Rendering rendering, int place) {
        int line = 1;
        for (int i = rendering.text().indexOf('\n');
                i >= 0 && i < place;
                i = rendering.text().indexOf('\n', i + 1)) {
            line++;
        }
        StringBuilder keys = new StringBuilder();
        for (Use use : rendering.uses()) {
            if (use.outputLine() == line) {
                keys.append(keys.isEmpty() ? " It reads ." : ", .").append(use.key());
            }
        }
        return new InvalidInputException(
                name + ": line " + line + " of the result contains " + NO_VALUE,
                "define the attribute that the line prints." + keys,
                null);
    }
}
