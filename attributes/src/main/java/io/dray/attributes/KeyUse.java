package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.attributes.LintFinding.Kind;
import io.dray.attributes.LintFinding.Severity;
import io.dray.core.Suggestion;
import io.dray.template.KeyPath;
import io.dray.template.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the keys that templates name with those that are set. */
final class KeyUse {
    private static final String ANY = "*";

    private final Attribute tree;
    private final List<Reference> references;
    private final LintBackground background;

    KeyUse(Attribute tree, List<Reference> references, LintBackground background) {
        this.tree = tree;
        this.references = references;
        this.background = background;
    }

    /** The required keys that nothing sets, each once per line of a template. */
    List<LintFinding> unset() {
        Set<LintFinding> found = new LinkedHashSet<>();
        for (Reference reference : references) {
            Optional<String> asked = reference.asked();
            boolean optional = asked.isPresent()
                    && (asked.get().equals(reference.key()) || !isSet(tree, AttributePath.steps(asked.get())));
            List<String> steps = AttributePath.steps(reference.key());
            if (!optional && !isSet(tree, steps) && !background.mayBeSetByScript(steps)) {
                String text = "." + reference.key() + " is never set" + suggestion(reference.key()) + doubt("sets it");
                found.add(finding(reference.template(), reference.line(), Kind.UNSET, text));
            }
        }
        return List.copyOf(found);
    }

    /** What an image that could not be looked at may set or use is no certain mistake. */
    private LintFinding finding(String file, int line, Kind kind, String text) {
        return new LintFinding(
                file, line, kind, background.absent().isEmpty() ? Severity.ERROR : Severity.WARNING, text);
    }

    private String doubt(String what) {
        List<String> absent = background.absent();
        return absent.isEmpty()
                ? ""
                : ", unless " + String.join(" or ", absent) + ", which is not in the image store, " + what;
    }

    /** Whether the key is there, in any item where it says so; what a template or null may hold is not known. */
    private static boolean isSet(Attribute from, List<String> steps) {
        if (steps.isEmpty()) {
            return true;
        }
        String step = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        if (from instanceof Branch branch) {
            if (step.equals(ANY)) {
                return isSetInAny(branch.entries().values(), rest);
            }
            Attribute next = branch.entries().get(step);
            return next != null && isSet(next, rest);
        } else if (from instanceof Items items) {
            return isSetInAny(items.items(), rest);
        }
        Leaf leaf = (Leaf) from;
        return leaf.value() == null || leaf.isTemplate();
    }

    private static boolean isSetInAny(Iterable<Attribute> attributes, List<String> rest) {
        boolean empty = true;
        for (Attribute each : attributes) {
            empty = false;
            if (isSet(each, rest)) {
                return true;
            }
        }
        return empty;
    }

    private String suggestion(String key) {
        Set<String> keys = new LinkedHashSet<>();
        collectKeys(tree, KeyPath.ROOT, keys);
        return Suggestion.nearest(key, keys)
                .map(near -> "; did you mean ." + near + "?")
                .orElse("");
    }

    static void collectKeys(Attribute attribute, String path, Set<String> keys) {
        if (!path.isEmpty()) {
            keys.add(path);
        }
        if (attribute instanceof Branch branch) {
            for (Map.Entry<String, Attribute> entry : branch.entries().entrySet()) {
                collectKeys(entry.getValue(), KeyPath.child(path, entry.getKey()), keys);
            }
        }
    }

    /**
     * The values of files that no reference reaches.
     *
     * @param texts further texts, in which the mention of a key counts as its use
     * @param shared the names of layers whose values may be there for others
     */
    List<LintFinding> unused(List<String> texts, List<String> shared) {
        List<Unused> unused = new ArrayList<>();
        List<UsedKey> used = new ArrayList<>();
        for (Reference reference : references) {
            used.add(new UsedKey(AttributePath.steps(reference.key()), reference.whole()));
        }
        collectUnused(tree, new ArrayList<>(), used, unused);
        List<LintFinding> found = new ArrayList<>();
        for (Unused each : unused) {
            Place place = each.place();
            if (!shared.contains(place.layer()) && !isMentioned(each.key().getLast(), texts)) {
                String text = String.join(".", each.key()) + " is used by no template" + doubt("uses it");
                found.add(finding(place.file(), place.line(), Kind.UNUSED, text));
            }
        }
        return found;
    }

    private static boolean isMentioned(String name, List<String> texts) {
        for (String text : texts) {
            if (text.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private record Unused(List<String> key, Place place) {}

    private record UsedKey(List<String> steps, boolean whole) {
        /** Whether it uses the value of this key. */
        boolean covers(List<String> key) {
            boolean longEnough = whole ? key.size() >= steps.size() : key.size() == steps.size();
            return longEnough && sharesStart(key, steps.size());
        }

        /** Whether it may use something in the list of this key. */
        boolean entersList(List<String> key) {
            return steps.size() > key.size() ? sharesStart(key, key.size()) : covers(key);
        }

        private boolean sharesStart(List<String> key, int length) {
            for (int i = 0; i < length; i++) {
                if (!steps.get(i).equals(key.get(i)) && !steps.get(i).equals(ANY)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void collectUnused(Attribute attribute, List<String> key, List<UsedKey> used, List<Unused> found) {
        if (attribute instanceof Branch branch && !branch.entries().isEmpty()) {
            for (Map.Entry<String, Attribute> entry : branch.entries().entrySet()) {
                List<String> child = new ArrayList<>(key);
                child.add(entry.getKey());
                collectUnused(entry.getValue(), child, used, found);
            }
            return;
        }
        Place place = attribute.place();
        if (!key.isEmpty() && !place.layer().equals(OverrideReader.LAYER) && !isUsed(attribute, key, used)) {
            found.add(new Unused(key, place));
        }
    }

    private static boolean isUsed(Attribute attribute, List<String> key, List<UsedKey> used) {
        for (UsedKey each : used) {
            if (attribute instanceof Items ? each.entersList(key) : each.covers(key)) {
                return true;
            }
        }
        return false;
    }
}
