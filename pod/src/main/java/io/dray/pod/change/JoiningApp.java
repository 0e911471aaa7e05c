package io.dray.pod.change;

import io.dray.pod.isolator.GivenUp;
import io.dray.pod.plan.AppRequest;
import io.dray.pod.plan.Launcher;
import io.dray.pod.plan.PodPolicy;

/**
 * An app that is to join a pod.
 *
 * @param request what is asked for
 * @param restart whether it is started again when it ends
 * @param givenUp which protection it does without
 * @param launcher who asks
 */
public record JoiningApp(AppRequest request, PodPolicy.Restart restart, GivenUp givenUp, Launcher launcher) {}
