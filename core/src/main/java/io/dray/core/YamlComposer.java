package io.dray.core;

import io.dray.core.Yaml.DuplicateKeys;
import io.dray.core.YamlDocument.Warning;
import io.dray.core.YamlNode.Entry;
import io.dray.core.YamlNode.Mark;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * Builds nodes from the events of one document. Why not the library's own composer: it resolves words with regular expressions
 * that are compiled at every start, and knows YAML 1.1 alone. Used once.
 */
final class YamlComposer {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NODES = 250_000;
    private static final String MERGE = "<<";

    private final String file;
    private final ParserImpl events;
    private final YamlVersion version;
    private final DuplicateKeys duplicates;
    private final List<Warning> warnings = new ArrayList<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;

    /** A value with a name; the value is null as long as it is being read. */
    private record Anchored(@Nullable YamlNode node, int nodes) {}

    YamlComposer(String file, ParserImpl events, YamlVersion version, DuplicateKeys duplicates) {
        this.file = file;
        this.events = events;
        this.version = version;
        this.duplicates = duplicates;
    }

    /** The first document; one that follows is warned about. */
    YamlDocument document() {
        events.getEvent();
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return new YamlDocument(Optional.empty(), warnings);
        }
        events.getEvent();
        YamlNode root = node(0, false);
        events.getEvent();
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            warnings.add(new Warning(
                    mark(events.peekEvent()), "a second document begins here and is ignored: only the first is read"));
        }
        return new YamlDocument(Optional.of(root), warnings);
    }

    private YamlNode node(int depth, boolean isKey) {
        Event event = events.getEvent();
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        count(event, 1);
        if (depth > MAX_DEPTH) {
            throw new InvalidInputException(
                    mark(event) + ": maps and lists are nested deeper than " + MAX_DEPTH, "make them flatter");
        }
        int before = nodes;
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            anchors.put(anchor, new Anchored(null, 0));
        }
        YamlNode node = event instanceof ScalarEvent scalar
                ? scalar(scalar, isKey)
                : event instanceof SequenceStartEvent ? list(event, depth) : map((MappingStartEvent) event, depth);
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, nodes - before + 1));
        }
        return node;
    }

    private void count(Event event, int more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new InvalidInputException(
                    mark(event) + ": more than " + MAX_NODES + " values, aliases included",
                    "split the file, or use fewer aliases");
        }
    }

    private YamlNode aliased(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw new InvalidInputException(
                    mark(alias) + ": not valid YAML: there is no anchor &" + alias.getAnchor() + " before this alias",
                    "a word that begins with * must stand in quotes");
        }
        if (anchored.node() == null) {
            throw new InvalidInputException(
                    mark(alias) + ": an alias names the value it stands in", "name another value, or write it out");
        }
        count(alias, anchored.nodes());
        return anchored.node();
    }

    private YamlList list(Event start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1, false));
        }
        events.getEvent();
        return new YamlList(items, mark(start));
    }

    private YamlMap map(MappingStartEvent start, int depth) {
        Map<String, Entry> own = new LinkedHashMap<>();
        Map<String, Entry> merged = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            YamlNode keyNode = node(depth + 1, true);
            if (keyNode instanceof YamlScalar scalar
                    && scalar.plain()
                    && scalar.text().equals(MERGE)) {
                addMerged(node(depth + 1, false), merged);
                continue;
            }
            String key = key(keyNode);
            Entry entry = new Entry(key, keyNode.mark(), node(depth + 1, false));
            if (own.put(key, entry) != null && duplicates == DuplicateKeys.REFUSED) {
                throw new InvalidInputException(
                        keyNode.mark() + ": the key '" + key + "' stands twice in one map", "remove one of the two");
            }
        }
        events.getEvent();
        merged.keySet().removeAll(own.keySet());
        merged.putAll(own);
        return new YamlMap(List.copyOf(merged.values()), mark(start));
    }

    /** YAML merge keys: earlier maps of a list win over later ones, the map's own keys over all of them. */
    private static void addMerged(YamlNode source, Map<String, Entry> merged) {
        if (source instanceof YamlMap map) {
            for (Entry entry : map.entries()) {
                merged.putIfAbsent(entry.key(), entry);
            }
        } else if (source instanceof YamlList list) {
            for (YamlNode item : list.items()) {
                addMerged(item, merged);
            }
        } else {
            throw new InvalidInputException(
                    source.mark() + ": '<<' needs a map or a list of maps",
                    "write <<: *name, where &name stands before a map");
        }
    }

    /** Keys are strings; what YAML reads as something else is spelled out as that, like in dgr. */
    private static String key(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            Object value = scalar.value();
            return value == null
                    ? "null"
                    : value instanceof Double number ? YamlSurprise.shortest(number) : value.toString();
        }
        throw new InvalidInputException(
                node.mark() + ": a key must be a plain value, not " + node.kind(),
                "a value that begins with { must stand in quotes, unless it is a map");
    }

    private YamlScalar scalar(ScalarEvent event, boolean isKey) {
        String text = event.getValue();
        Mark mark = mark(event);
        boolean guessed = event.isPlain() && event.getTag() == null;
        if (!guessed) {
            Object value = event.getTag() == null ? text : YamlTag.valueOf(event.getTag(), text, mark);
            return new YamlScalar(value, text, event.isPlain(), mark);
        }
        Object value = YamlScalarType.valueOf(text, version);
        Optional<String> surprise = YamlSurprise.of(text, value, version);
        if (surprise.isPresent()) {
            warnings.add(new Warning(mark, (isKey ? "the key " : "") + surprise.get()));
        }
        return new YamlScalar(value, text, true, mark);
    }

    private Mark mark(Event event) {
        return new Mark(
                file, event.getStartMark().getLine() + 1, event.getStartMark().getColumn() + 1);
    }
}
