package io.dray.template;

import io.dray.template.Expression.Command;
import io.dray.template.Expression.Field;
import io.dray.template.Expression.FunctionName;
import io.dray.template.Expression.Pipeline;
import io.dray.template.Expression.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the attributes that a template names by walking through it with keys in place of values: dot and variables are known
 * where they come from an attribute. What functions make is unknown, and what is below it is not found. Used once.
 */
final class References {
    private static final int MAX_CALLS = 50;
    private static final String ANY = "*";
    /** Functions that are asked with what may be absent. */
    private static final Set<String> ASKING = Set.of(
            "and",
            "or",
            "not",
            "default",
            "orDef",
            "orDefs",
            "ifOrDef",
            "isNil",
            "isMap",
            "isArray",
            "isString",
            "isKind",
            "isType",
            "kindOf",
            "kindIs",
            "typeOf",
            "typeIs",
            "typeIsLike",
            "empty",
            "coalesce",
            "hasKey",
            "get");

    private final Map<String, Body> bodies;
    private final Set<Reference> found = new LinkedHashSet<>();
    private final Set<String> called = new HashSet<>();

    /** Where the walk is: the file, the keys of dot and variables, and the keys that were asked for around it. */
    private record Scope(
            Source source, @Nullable String dot, Map<String, String> variables, Set<String> asked, int calls) {
        Scope with(@Nullable String newDot) {
            return new Scope(source, newDot, new HashMap<>(variables), asked, calls);
        }

        Scope asking(List<String> keys) {
            Set<String> all = new HashSet<>(asked);
            all.addAll(keys);
            return new Scope(source, dot, new HashMap<>(variables), all, calls);
        }
    }

    References(Map<String, Body> bodies) {
        this.bodies = bodies;
    }

    /** All references of a template whose dot is the whole tree. */
    List<Reference> of(Body body) {
        enter(body, KeyPath.ROOT, Set.of(), 0);
        return List.copyOf(found);
    }

    private void enter(Body body, @Nullable String dot, Set<String> asked, int calls) {
        if (calls > MAX_CALLS || !called.add(body.name() + '\0' + dot)) {
            return;
        }
        Map<String, String> variables = new HashMap<>();
        if (dot != null) {
            variables.put("$", dot);
        }
        walk(body.nodes(), new Scope(body.source(), dot, variables, asked, calls));
    }

    private void walk(List<Node> nodes, Scope scope) {
        for (Node node : nodes) {
            if (node instanceof Node.Action action) {
                action(action.pipeline(), scope);
            } else if (node instanceof Node.If choice) {
                branch(choice.pipeline(), choice.then(), choice.otherwise(), scope, false);
            } else if (node instanceof Node.With with) {
                branch(with.pipeline(), with.then(), with.otherwise(), scope, true);
            } else if (node instanceof Node.Range range) {
                loop(range.pipeline(), range.body(), range.otherwise(), scope);
            } else if (node instanceof Node.Call call) {
                String argument = call.argument() == null ? null : pipeline(call.argument(), scope, false);
                Body body = bodies.get(call.template());
                if (body != null) {
                    enter(body, argument, scope.asked(), scope.calls() + 1);
                }
            }
        }
    }

    /** A variable may be of what is absent; only its use is not. */
    private void action(Pipeline pipeline, Scope scope) {
        boolean prints = pipeline.variables().isEmpty();
        boolean plain = !prints && pipeline.commands().size() == 1;
        Scope inner = plain ? scope.asking(own(pipeline.commands().getFirst(), scope)) : scope;
        declare(pipeline, pipeline(pipeline, inner, prints), scope);
    }

    private void branch(Pipeline condition, List<Node> then, List<Node> otherwise, Scope scope, boolean setsDot) {
        List<String> asked = new ArrayList<>();
        collect(condition, scope, asked);
        Scope inner = scope.asking(asked);
        String key = pipeline(condition, inner, false);
        note(key, condition.offset(), inner, false);
        declare(condition, key, inner);
        walk(then, setsDot ? inner.with(key) : inner);
        // what a function says, not for one, may mean that the key is there
        walk(otherwise, scope.asking(ReferenceSyntax.callsFunction(condition) ? asked : List.of()));
    }

    private void loop(Pipeline items, List<Node> body, List<Node> otherwise, Scope scope) {
        List<String> asked = new ArrayList<>();
        collect(items, scope, asked);
        Scope inner = scope.asking(asked);
        String key = pipeline(items, inner, false);
        note(key, items.offset(), inner, false);
        String item = key == null ? null : key + "[" + ANY + "]";
        List<String> names = items.variables();
        if (!names.isEmpty()) {
            set(names.getLast(), item, inner);
        }
        walk(body, inner.with(item));
        walk(otherwise, scope.asking(List.of()));
    }

    private static void declare(Pipeline pipeline, @Nullable String key, Scope scope) {
        for (String name : pipeline.variables()) {
            set(name, key, scope);
        }
    }

    private static void set(String name, @Nullable String key, Scope scope) {
        if (key == null) {
            scope.variables().remove(name);
        } else {
            scope.variables().put(name, key);
        }
    }

    /** The key of a pipeline's value, if it is an attribute; notes what is read on the way, and the value itself if printed. */
    private @Nullable String pipeline(Pipeline pipeline, Scope scope, boolean printed) {
        String key = null;
        int offset = pipeline.offset();
        for (int i = 0; i < pipeline.commands().size(); i++) {
            Command command = pipeline.commands().get(i);
            boolean asks = i + 1 < pipeline.commands().size()
                    && asks(pipeline.commands().get(i + 1));
            key = command(command, i == 0 ? null : key, asks ? scope.asking(own(command, scope)) : scope);
            offset = command.offset();
        }
        note(key, offset, scope, printed);
        return key;
    }

    private List<String> own(Command command, Scope scope) {
        String key = word(command.words().getFirst(), scope, false);
        return key == null ? List.of() : List.of(key);
    }

    private static boolean asks(Command command) {
        return command.words().getFirst() instanceof FunctionName name
                && ASKING.contains(name.function().templateName());
    }

    private @Nullable String command(Command command, @Nullable String last, Scope scope) {
        Expression first = command.words().getFirst();
        List<Expression> arguments = command.words().subList(1, command.words().size());
        if (!(first instanceof FunctionName name)) {
            return word(first, scope, true);
        }
        if (name.function().templateName().equals("index") && last == null && !arguments.isEmpty()) {
            return index(arguments, scope);
        }
        Scope inner = scope;
        if (asks(command)) {
            List<String> asked = new ArrayList<>(last == null ? List.of() : List.of(last));
            for (Expression argument : arguments) {
                String key = word(argument, scope, false);
                asked.addAll(key == null ? List.of() : List.of(key));
            }
            inner = scope.asking(asked);
        }
        for (Expression argument : arguments) {
            note(word(argument, inner, true), argument.offset(), inner, true);
        }
        note(last, first.offset(), inner, true);
        return null;
    }

    private @Nullable String index(List<Expression> arguments, Scope scope) {
        String key = word(arguments.getFirst(), scope, true);
        for (Expression argument : arguments.subList(1, arguments.size())) {
            Object step = ReferenceSyntax.constant(argument);
            if (step == null) {
                note(word(argument, scope, true), argument.offset(), scope, true);
            }
            if (key != null) {
                key = step instanceof String name
                        ? KeyPath.child(key, name)
                        : key + "[" + (step instanceof Long number ? number.toString() : ANY) + "]";
            }
        }
        return key;
    }

    private @Nullable String word(Expression word, Scope scope, boolean notes) {
        Pipeline inner = ReferenceSyntax.pipeline(word);
        if (inner != null) {
            return notes || inner.commands().size() == 1 ? nested(inner, scope, notes) : null;
        } else if (word instanceof Field field) {
            return below(scope.dot(), field.names());
        } else if (word instanceof Variable variable) {
            return below(scope.variables().get(variable.name()), variable.fields());
        } else if (word instanceof Expression.Dot) {
            return scope.dot();
        } else if (word instanceof Expression.Chain chain) {
            return below(word(chain.base(), scope, notes), chain.names());
        }
        return word instanceof FunctionName && notes
                ? command(new Command(word.offset(), List.of(word)), null, scope)
                : null;
    }

    private @Nullable String nested(Pipeline pipeline, Scope scope, boolean notes) {
        return notes
                ? pipeline(pipeline, scope, false)
                : word(pipeline.commands().getFirst().words().getFirst(), scope, false);
    }

    private static @Nullable String below(@Nullable String key, List<String> names) {
        String path = key;
        for (String name : names) {
            path = path == null ? null : KeyPath.child(path, name);
        }
        return path;
    }

    /** The keys that a condition asks for: all that stand in it, also as arguments of functions such as {@code and}. */
    private void collect(Pipeline condition, Scope scope, List<String> asked) {
        for (Command command : condition.commands()) {
            boolean asks = asks(command) || !(command.words().getFirst() instanceof FunctionName);
            for (Expression word : command.words()) {
                Pipeline inner = ReferenceSyntax.pipeline(word);
                if (inner != null && (asks || ReferenceSyntax.callsFunction(inner))) {
                    collect(inner, scope, asked);
                }
                String key = asks ? word(word, scope, false) : null;
                asked.addAll(key == null ? List.of() : List.of(key));
            }
            String member = ReferenceSyntax.namesMember(command) ? member(command.words(), scope) : null;
            asked.addAll(member == null ? List.of() : List.of(member));
        }
    }

    /** The key that {@code hasKey}, {@code get} or {@code index} looks for, if it is a constant. */
    private @Nullable String member(List<Expression> words, Scope scope) {
        Object name = ReferenceSyntax.constant(words.get(2));
        String map = word(words.get(1), scope, false);
        return map != null && name instanceof String text ? KeyPath.child(map, text) : null;
    }

    private void note(@Nullable String key, int offset, Scope scope, boolean whole) {
        if (key != null && !(key.isEmpty() && !whole)) {
            Source source = scope.source();
            Optional<String> asked = askedAround(key, scope.asked());
            found.add(new Reference(source.name(), source.line(offset), key, whole, asked));
        }
    }

    /** The innermost key at or around this one that was asked for. */
    private static Optional<String> askedAround(String key, Set<String> asked) {
        String innermost = "";
        for (String other : asked) {
            boolean around = key.startsWith(other)
                    && (key.length() == other.length() || ".[".indexOf(key.charAt(other.length())) >= 0);
            if (around && other.length() > innermost.length()) {
                innermost = other;
            }
        }
        return innermost.isEmpty() ? Optional.empty() : Optional.of(innermost);
    }
}
