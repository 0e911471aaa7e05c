/**
 * The functions templates call, one enum for each theme. {@link io.dray.template.function.Function} is what a new one
 * implements; {@code io.dray.template.Functions} puts them together.
 */
@NullMarked
package io.dray.template.function;

import org.jspecify.annotations.NullMarked;
