package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.template.Expression.FunctionName;
import io.dray.template.function.Arguments;
import io.dray.template.function.Function;
import io.dray.template.function.GoFunction;
import io.dray.template.function.Parameter;
import io.dray.template.value.Boxed;
import io.dray.template.value.Limits;
import io.dray.template.value.Missing;
import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls functions: counts, evaluates and checks their arguments. */
final class Calls {
    private Calls() {}

    static Traced call(Frame frame, FunctionName name, Invocation invocation) {
        return call(frame, name.function(), invocation);
    }

    static Traced call(Frame frame, Function function, Invocation invocation) {
        checkCount(frame, function, invocation);
        List<Expression> words = invocation.arguments();
        List<Traced> arguments = new ArrayList<>(words.size() + 1);
        for (int i = 0; i < words.size(); i++) {
            Traced argument = words.get(i).asArgument(frame, invocation.dot(), function.parameter(i));
            if (function.isDecidedBy(argument.value())) {
                return argument;
            }
            arguments.add(argument);
        }
        if (invocation.last() != null) {
            arguments.add(frame.checked(invocation.last(), function.parameter(words.size())));
        }
        if (function == GoFunction.INDEX) {
            Traced attribute = frame.attributes().index(frame, arguments);
            if (attribute != null) {
                return attribute;
            }
        }
        return Traced.made(compute(frame, function, arguments, invocation.place()));
    }

    private static void checkCount(Frame frame, Function function, Invocation invocation) {
        int count = invocation.count();
        if (count >= function.least() && count <= function.most()) {
            return;
        }
        String wanted = "want " + function.least() + " got " + count;
        if (function.most() == Function.ANY_NUMBER) {
            wanted = "want at least " + function.least() + " got "
                    + invocation.arguments().size();
        } else if (function.least() < function.most()) {
            wanted = "want " + function.least() + " to " + function.most() + " got " + count;
        }
        throw frame.error(
                "wrong number of args for " + function.templateName() + ": " + wanted,
                "it is called as " + function.signature());
    }

    private static @Nullable Object compute(Frame frame, Function function, List<Traced> arguments, Place place) {
        List<@Nullable Object> values = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            values.add(value(frame, arguments.get(i), function.parameter(i)));
        }
        frame.session().checkTime(frame);
        try {
            countWork(frame, values);
            Object result = result(frame, function, values);
            if (result instanceof String text) {
                Limits.checkLength(text.length());
            }
            countWork(frame, Collections.singletonList(result));
            return result;
        } catch (ValueException e) {
            throw failure(frame, function, place, e);
        }
    }

    private static @Nullable Object result(Frame frame, Function function, List<@Nullable Object> values) {
        Arguments arguments = new Arguments(values, frame.attributes().context());
        if (!function.isSlow()) {
            return function.call(arguments);
        }
        long start = System.nanoTime();
        Object result = function.call(arguments);
        frame.session().forgive(System.nanoTime() - start);
        return result;
    }

    private static void countWork(Frame frame, List<@Nullable Object> values) {
        long work = 1;
        for (Object value : values) {
            if (value instanceof String text) {
                work += text.length();
            } else if (value instanceof Collection<?> items) {
                work += items.size();
            }
        }
        if (frame.session().addWork(work) > Limits.MAX_WORK) {
            throw new ValueException(
                    "the functions of the template work on more than " + Limits.MAX_WORK + " characters and items",
                    "make shorter texts and lists, or call fewer functions in loops");
        }
    }

    private static InvalidInputException failure(Frame frame, Function function, Place place, ValueException cause) {
        frame.at(place);
        return frame.error(
                "error calling " + function.templateName() + ": " + cause.reason(),
                cause.hint().orElse("it is called as " + function.signature()));
    }

    /** What the function gets: only Dray's own functions know missing attributes. */
    private static @Nullable Object value(Frame frame, Traced argument, Parameter parameter) {
        Object value = argument.value();
        boolean own = frame.dialect() == Dialect.DRAY;
        if (parameter == Parameter.BOXED && argument.boxed() && (value == null || !own)) {
            return new Boxed(value);
        }
        return value instanceof Missing && !own ? null : value;
    }
}
