package io.dray.template;

import java.util.Optional;

/**
 * An attribute that a template names, whether or not a rendering comes by.
 *
 * @param template the file that names it, as named to the parser
 * @param line the line there, counted from 1
 * @param key the attribute, see {@link KeyPath}; any item of a list or map that is looped over is {@code [*]}
 * @param whole whether everything below the key is used with it
 * @param asked the key, this one or one around it, that the template first asks to be there
 */
public record Reference(String template, int line, String key, boolean whole, Optional<String> asked) {}
