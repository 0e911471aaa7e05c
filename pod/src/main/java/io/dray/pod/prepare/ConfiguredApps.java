package io.dray.pod.prepare;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.RenderedConfiguration;
import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.pod.configuration.PodRenderer;
import io.dray.pod.plan.AppEnvironment;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.AppPlanner;
import io.dray.pod.plan.AppRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Apps about which everything is decided, and their rendered configurations.
 *
 * @param apps in the order in which they were asked for
 * @param configurations the rendered files of each; empty for one that is rendered at its start
 * @param warnings what the user should know of
 * @param repeatable whether the same would come out the next time
 */
public record ConfiguredApps(
        List<AppPlan> apps,
        List<Optional<RenderedConfiguration>> configurations,
        List<String> warnings,
        boolean repeatable) {
    public ConfiguredApps {
        apps = List.copyOf(apps);
        configurations = List.copyOf(configurations);
        warnings = List.copyOf(warnings);
    }

    /**
     * An app that is asked for.
     *
     * @param request what it is to be
     * @param environment what its environment is made of
     */
    public record Wanted(AppRequest request, AppEnvironment environment) {}

    /** Plans and renders. */
    public static ConfiguredApps of(
            DataDirectory data, AppPlanner planner, List<Wanted> wanted, List<AttributeLayer> attributes) {
        List<AppPlan> apps = plan(planner, wanted);
        List<String> warnings = new ArrayList<>(planner.warnings());
        List<Optional<RenderedConfiguration>> configurations = new ArrayList<>();
        boolean repeatable = true;
        for (AppPlan app : apps) {
            app.rules().check(attributes);
            if (app.rendersAtStart()) {
                configurations.add(Optional.empty());
            } else {
                NotedContext context = new NotedContext(app.rules().context());
                configurations.add(Optional.of(PodRenderer.configuration(data.root(), app.layers(), attributes)
                        .render(app.rules(), context, warnings)));
                repeatable &= !context.hasPassingAnswers();
            }
        }
        return new ConfiguredApps(apps, configurations, warnings, repeatable);
    }

    private static List<AppPlan> plan(AppPlanner planner, List<Wanted> wanted) {
        List<AppPlan> apps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Wanted app : wanted) {
            AppPlan plan = planner.plan(app.request(), app.environment());
            if (!names.add(plan.name())) {
                throw new InvalidInputException(
                        "two apps of the pod are called " + plan.name(), "give one another name with --name");
            }
            apps.add(plan);
        }
        return apps;
    }
}
