/**
 * What pods there are and what each of them is doing, read from their directories, locks and control groups.
 * {@link io.dray.pod.state.PodRegistry} finds pods; every call looks anew; only the names that users gave are written.
 */
@NullMarked
package io.dray.pod.state;

import org.jspecify.annotations.NullMarked;
