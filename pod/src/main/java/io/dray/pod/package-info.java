/**
 * Pods: where the files of one are, what its manifest says, who holds its lock. What is done with pods lies in the packages
 * below: {@code plan}, {@code start} and {@code prepare} make them, {@code state} reads them, {@code lifecycle} acts on them.
 */
@NullMarked
package io.dray.pod;

import org.jspecify.annotations.NullMarked;
