package io.dray.attributes;

import io.dray.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a {@code templates/} directory by their role, as dgr names them. Files without a role are
 * left alone.
 *
 * @param templates by target, sorted
 * @param partials in the order of their names
 * @param settings by the path of the template they belong to
 */
record TemplateFiles(Map<String, SourceFile> templates, List<SourceFile> partials, Map<String, SourceFile> settings) {
    /** What the names of all files begin with. */
    static final String SHOWN = "templates/";

    private static final String TEMPLATE = ".tmpl";
    private static final String SETTINGS = ".cfg";
    private static final String PARTIAL = ".partial";

    /** How people see a file of the directory. */
    static String shown(SourceFile file) {
        return SHOWN + file.path();
    }

    /** @throws InvalidInputException for two templates with one target, and for settings without a template */
    static TemplateFiles of(List<SourceFile> files) {
        Map<String, SourceFile> templates = new TreeMap<>();
        Map<String, SourceFile> partials = new TreeMap<>();
        Map<String, SourceFile> settings = new TreeMap<>();
        List<SourceFile> sorted = new ArrayList<>(files);
        sorted.sort((left, right) -> left.path().compareTo(right.path()));
        for (SourceFile file : sorted) {
            Optional<String> target = target(file);
            if (target.isPresent()) {
                SourceFile other = templates.put(target.get(), file);
                if (other != null) {
                    throw new InvalidInputException(
                            "cannot render " + target.get() + ": both " + shown(other) + " and " + shown(file)
                                    + " make it",
                            "rename or remove one of the two");
                }
            } else if (file.path().endsWith(PARTIAL) && file.path().indexOf('/') < 0) {
                partials.put(file.path(), file);
            } else if (isSettings(file.path())) {
                settings.put(file.path().substring(0, file.path().length() - SETTINGS.length()), file);
            }
        }
        refuseOrphans(settings, templates);
        return new TemplateFiles(templates, List.copyOf(partials.values()), settings);
    }

    private static boolean isSettings(String path) {
        String name = fileName(path);
        return name.endsWith(SETTINGS) && name.contains(TEMPLATE + ".");
    }

    private static void refuseOrphans(Map<String, SourceFile> settings, Map<String, SourceFile> templates) {
        for (Map.Entry<String, SourceFile> entry : settings.entrySet()) {
            boolean known = false;
            for (SourceFile template : templates.values()) {
                known |= template.path().equals(entry.getKey());
            }
            if (!known) {
                throw new InvalidInputException(
                        shown(entry.getValue()) + ": there is no template templates/" + entry.getKey()
                                + " that these settings could be for",
                        "name it like its template, with .cfg behind");
            }
        }
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The absolute path of the file that a template makes: {@code x.tmpl} and {@code x.tmpl.EXT} make x and x.EXT. */
    private static Optional<String> target(SourceFile file) {
        String directory = file.path().substring(0, file.path().lastIndexOf('/') + 1);
        String name = fileName(file.path());
        int inner = name.indexOf(TEMPLATE + ".");
        String made;
        if (name.endsWith(TEMPLATE)) {
            made = name.substring(0, name.length() - TEMPLATE.length());
        } else if (inner >= 0 && !name.endsWith(SETTINGS)) {
            made = name.substring(0, inner) + name.substring(inner + TEMPLATE.length());
        } else {
            return Optional.empty();
        }
        String target = "/" + directory + made;
        if (made.isEmpty() || !isCanonical(target)) {
            throw new InvalidInputException(
                    shown(file) + ": a template cannot make the file '" + target + "'",
                    "name it <file>.tmpl in a directory below templates/");
        }
        return Optional.of(target);
    }

    private static boolean isCanonical(String path) {
        for (String part : List.of("//", "/./", "/../")) {
            if ((path + "/").contains(part)) {
                return false;
            }
        }
        return path.indexOf('\0') < 0;
    }
}
