package io.dray.acceptance.template;

/**
 * What became of a template.
 *
 * @param text the rendered text, or the error
 * @param failed whether it is an error
 */
record Rendered(String text, boolean failed) {}
