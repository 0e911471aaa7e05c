/**
 * Whom the operator trusts: OpenPGP keys by image name, in rkt's layout, and the check of detached signatures against them. The
 * only package that knows the OpenPGP library. Start at {@link io.dray.image.trust.TrustStore}.
 */
@NullMarked
package io.dray.image.trust;

import org.jspecify.annotations.NullMarked;
