/**
 * Templates rendered by Dray and by Go itself, which must agree. {@link io.dray.acceptance.template.GoDifferentialTest} makes
 * them up, {@link io.dray.acceptance.template.GoPeer} renders them with Go.
 */
@NullMarked
package io.dray.acceptance.template;

import org.jspecify.annotations.NullMarked;
