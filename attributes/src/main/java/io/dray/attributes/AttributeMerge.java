package io.dray.attributes;

import io.dray.core.YamlDocument.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the files of all layers, and brings their parts into the order in which they win. */
final class AttributeMerge {
    private AttributeMerge() {}

    /**
     * What is to be merged, weakest first: the defaults of all files, the overrides of all files, what the run overrides.
     *
     * @param findings receives what looks like a mistake
     */
    static List<Attribute> weakestFirst(AttributeSources sources, List<Warning> findings) {
        List<Attribute> parts = new ArrayList<>();
        List<Attribute> overrides = new ArrayList<>();
        ValueBudget budget = new ValueBudget();
        for (AttributeLayer layer : sources.layers()) {
            for (SourceFile file : inOrder(layer.files())) {
                AttributeFile read = AttributeFile.read(file, layer, sources.dialect());
                if (read.defaults().isPresent()) {
                    budget.take(read.defaults().get());
                    parts.add(read.defaults().get());
                }
                if (read.overrides().isPresent()) {
                    budget.take(read.overrides().get());
                    overrides.add(read.overrides().get());
                }
                findings.addAll(read.warnings());
            }
        }
        parts.addAll(overrides);
        for (AttributeOverride override : sources.overrides()) {
            parts.add(OverrideReader.read(override));
        }
        return parts;
    }

    static List<SourceFile> inOrder(List<SourceFile> files) {
        List<SourceFile> sorted = new ArrayList<>(files);
        sorted.sort(new ByDirectory());
        return sorted;
    }

    /** The order of a walk whose entries are sorted by name: a slash sorts before every other character. */
    private static final class ByDirectory implements Comparator<SourceFile> {
        @Override
        public int compare(SourceFile left, SourceFile right) {
            return left.path().replace('/', '\0').compareTo(right.path().replace('/', '\0'));
        }
    }
}
