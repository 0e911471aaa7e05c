package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.Expression.Pipeline;
import io.dray.template.MissingAttribute.World;
import io.dray.template.value.Limits;
import io.dray.template.value.Missing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed template in the language of Go's {@code text/template} 1.19. Immutable and thread-safe.
 *
 * <p>Data is made of String, Long, BigInteger, Double, Boolean, null, List and Map with string keys; nothing is ever called
 * on it by reflection, and no template changes it. All errors are {@link InvalidInputException}s whose message begins with
 * {@code file:line:column}.
 */
public final class Template {
    private final Body body;
    private final Map<String, Body> bodies;

    private Template(Body body, Map<String, Body> bodies) {
        this.body = body;
        this.bodies = Map.copyOf(bodies);
    }

    /**
     * Parses a file.
     *
     * @param name the file as shown to people; also the name by which it can call itself
     * @param functions the functions it may call
     * @param partials the definitions it may use
     */
    public static Template parse(String name, String text, Functions functions, TemplateSet partials) {
        return parse(Source.of(name, text, 1, 1, functions.dialect()), functions, partials);
    }

    /**
     * Parses a template that is part of a file: an attribute's value.
     *
     * @param line where it begins in the file, counted from 1
     * @param column where it begins in that line, counted from 1
     */
    public static Template parseFragment(String file, int line, int column, String text, Functions functions) {
        return parse(Source.of(file, text, line, column, functions.dialect()), functions, TemplateSet.empty());
    }

    static Template parse(Source source, Functions functions, TemplateSet partials) {
        if (source.text().length() > Limits.MAX_TEXT) {
            throw source.parseError(
                    0,
                    "the template is longer than " + Limits.MAX_TEXT + " characters",
                    "split the file: the parts can be included with {{template}}");
        }
        Map<String, Body> parsed = parse(source, functions);
        Body body = parsed.get(source.name());
        if (body == null) {
            throw new IllegalStateException("the parser lost " + source.name());
        }
        return new Template(body, partials.extendedBy(parsed));
    }

    /** All bodies in the text. */
    static Map<String, Body> parse(Source source, Functions functions) {
        try {
            return Parser.parse(source, functions);
        } catch (OutOfMemoryError e) {
            throw source.parseError(0, "parsing it takes more memory than there is", "split the file");
        }
    }

    /** Renders the template with this data as {@code .} and {@code $}. */
    public Rendering render(@Nullable Object data, RenderOptions options) {
        Output output = new Output();
        Traced root = Traced.attribute(data, KeyPath.ROOT);
        Frame frame = frame(root, options, output);
        try {
            Node.renderAll(body.nodes(), frame, root);
            return output.finish();
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw tooLarge(frame);
        }
    }

    /**
     * The value of a template that is one action and nothing else ({@code {{.port}}}), with its type; of any other template
     * the rendered text.
     */
    public @Nullable Object value(@Nullable Object data, RenderOptions options) {
        Pipeline only = onlyPipeline(body.nodes());
        if (only == null) {
            return render(data, options).text();
        }
        Traced root = Traced.attribute(data, KeyPath.ROOT);
        Frame frame = frame(root, options, new Output());
        Object value;
        try {
            value = only.evaluate(frame, root).value();
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw tooLarge(frame);
        }
        if (value instanceof Missing missing) {
            throw missing.failure();
        }
        return value;
    }

    /** The limits are chosen so that this does not happen; but what many large values take together is not counted. */
    private static InvalidInputException tooLarge(Frame frame) {
        return frame.error("rendering takes more memory than there is", "make shorter texts and lists");
    }

    /** The attributes that the template and what it calls name, in whatever branch. */
    public List<Reference> references() {
        return new References(bodies).of(body);
    }

    /** Whether the template is one printing action and nothing else. */
    public boolean isOneAction() {
        return onlyPipeline(body.nodes()) != null;
    }

    private static @Nullable Pipeline onlyPipeline(List<Node> nodes) {
        boolean one = nodes.size() == 1
                && nodes.getFirst() instanceof Node.Action action
                && action.pipeline().variables().isEmpty();
        return one ? ((Node.Action) nodes.getFirst()).pipeline() : null;
    }

    private Frame frame(Traced root, RenderOptions options, Output output) {
        World world = new World(root.value(), options.definitions());
        AttributeReader attributes = new AttributeReader(output, world, options);
        return new Frame(new Session(bodies, attributes, output), body, root);
    }
}
