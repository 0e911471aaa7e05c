/**
 * What every module of Dray needs and nothing more: the error family, digests, appc names, sizes, and the JSON and YAML
 * facades that keep source positions. Start at {@link io.dray.core.DrayException}.
 */
@NullMarked
package io.dray.core;

import org.jspecify.annotations.NullMarked;
