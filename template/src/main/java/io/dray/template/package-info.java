/**
 * Go's {@code text/template}, with the source position of every error and the attributes behind every output line.
 * {@link io.dray.template.Template} is the entry.
 */
@NullMarked
package io.dray.template;

import org.jspecify.annotations.NullMarked;
