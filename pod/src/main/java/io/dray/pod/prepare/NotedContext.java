package io.dray.pod.prepare;

import io.dray.template.function.FunctionContext;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Answers as another does, and notes whether anything was asked that has another answer the next time. */
final class NotedContext implements FunctionContext {
    private final FunctionContext answers;
    private volatile boolean passing;

    NotedContext(FunctionContext answers) {
        this.answers = answers;
    }

    /** Whether a template asked for time or chance, so that what it made is good for once only. */
    boolean hasPassingAnswers() {
        return passing;
    }

    @Override
    public Optional<String> environment(String name) {
        return answers.environment(name);
    }

    @Override
    public InstantSource clock() {
        passing = true;
        return answers.clock();
    }

    @Override
    public ZoneId zone() {
        passing = true;
        return answers.zone();
    }

    @Override
    public RandomGenerator random() {
        passing = true;
        return answers.random();
    }
}
