/**
 * Mutable pods: apps join and leave a pod that runs, and are started and stopped in it one by one.
 * {@link io.dray.pod.change.AppAddition} and {@link io.dray.pod.change.AppRemoval} are the entries. An app is there once its {@code
 * app.json} is, and gone once its directory has another name; whatever is found between belongs to a command that was killed, and
 * the next change of the pod clears it away.
 */
@NullMarked
package io.dray.pod.change;

import org.jspecify.annotations.NullMarked;
