package io.dray.template;

import io.dray.template.function.Function;
import io.dray.template.function.Function.Origin;
import io.dray.template.function.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The functions a template may call. Immutable. */
public final class Functions {
    /** How names begin in sprig of functions that fail where others hide it; all of Dray's own do. */
    private static final String MUST = "must";

    /** What all sets but Go's share, in the order in which templates mostly ask for it. */
    private static final List<Library> SHARED = List.of(
            Library.VALUE,
            Library.GO,
            Library.TEXT,
            Library.LIST,
            Library.NUMBER,
            Library.MAP,
            Library.TYPE,
            Library.ENCODING,
            Library.PATH,
            Library.ENVIRONMENT,
            Library.WORD,
            Library.TIME,
            Library.DIGEST,
            Library.CHANCE,
            Library.VERSION,
            Library.REGEX,
            Library.GTF);

    private final Dialect dialect;
    /** The first that knows a name wins. */
    private final List<Library> libraries;

    private final Set<Origin> origins;
    /** When set, only names that these know are known. */
    private final @Nullable Functions parsed;

    private Functions(Dialect dialect, List<Library> libraries, Set<Origin> origins, @Nullable Functions parsed) {
        this.dialect = dialect;
        this.libraries = libraries;
        this.origins = origins;
        this.parsed = parsed;
    }

    /** The functions that Go's text/template 1.19 predefines, and no others. */
    public static Functions go() {
        return new Functions(Dialect.GO, List.of(Library.GO), Set.of(Origin.GO), null);
    }

    /** The functions for Dray's own templates: Go's, with numbers compared by value, and many more. */
    public static Functions dray() {
        Set<Origin> all = Set.of(Origin.GO, Origin.DGR, Origin.SPRIG, Origin.GTF, Origin.DRAY);
        return new Functions(Dialect.DRAY, SHARED, all, null);
    }

    /** The functions of dgr's template files: dgr's own before sprig's before gtf's. */
    public static Functions dgr() {
        return dgrWith(null);
    }

    /** The functions of dgr's partials: the names of dgr and gtf, of which those that sprig knows too are sprig's. */
    public static Functions dgrPartials() {
        return dgrWith(dgrAttributes());
    }

    private static Functions dgrWith(@Nullable Functions parsed) {
        Set<Origin> origins = Set.of(Origin.GO, Origin.DGR, Origin.SPRIG, Origin.GTF);
        List<Library> own = List.of(Library.DGR, Library.SPRIG, Library.SPRIG_TIME, Library.GTF_SLICE);
        return new Functions(Dialect.DGR, beforeShared(own), origins, parsed);
    }

    /** The functions of templates in dgr's attributes: dgr's and gtf's, gtf's first; sprig's are not known there. */
    public static Functions dgrAttributes() {
        Set<Origin> origins = Set.of(Origin.GO, Origin.DGR, Origin.GTF);
        return new Functions(Dialect.DGR, beforeShared(List.of(Library.GTF_ATTRIBUTE, Library.DGR)), origins, null);
    }

    private static List<Library> beforeShared(List<Library> own) {
        List<Library> libraries = new ArrayList<>(own);
        libraries.addAll(SHARED);
        return List.copyOf(libraries);
    }

    /** Whose templates call them. */
    Dialect dialect() {
        return dialect;
    }

    /** The function of this name. Under dgr it checks the types of its arguments as dgr's do. */
    Optional<Function> find(String name) {
        if (parsed != null && parsed.find(name).isEmpty()) {
            return Optional.empty();
        }
        for (Library library : libraries) {
            Function function = library.find(name);
            if (function != null && origins.contains(function.origin())) {
                return Optional.of(dialect == Dialect.DGR ? function.checked() : function);
            }
        }
        return dialect == Dialect.DRAY && name.startsWith(MUST) && name.length() > MUST.length()
                ? find(Character.toLowerCase(name.charAt(MUST.length())) + name.substring(MUST.length() + 1))
                : Optional.empty();
    }

    /** All names, sorted. */
    public List<String> names() {
        Set<String> names = new TreeSet<>();
        for (Library library : libraries) {
            for (Function function : library.functions()) {
                if (origins.contains(function.origin())) {
                    names.add(function.templateName());
                }
            }
        }
        if (parsed != null) {
            names.retainAll(parsed.names());
        }
        return List.copyOf(names);
    }
}
