/**
 * Attributes merged from layers of files, each value with the place it comes from, and the configuration files rendered
 * from them. {@link io.dray.attributes.AttributeTree} and {@link io.dray.attributes.ConfigurationRenderer} are the entries.
 */
@NullMarked
package io.dray.attributes;

import org.jspecify.annotations.NullMarked;
