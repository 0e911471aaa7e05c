package io.dray.bench;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.ConfigurationRenderer;
import io.dray.attributes.RenderedFile;
import io.dray.attributes.SourceFile;
import io.dray.template.Dialect;
import io.dray.template.RenderOptions;
import io.dray.template.Template;
import io.dray.template.TemplateSet;
import io.dray.template.function.FunctionContext;
import io.dray.template.value.ByteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 200 templates against 2,000 attributes in a warm process, in milliseconds for all of them, step by step. JMH makes subclasses
 * and sets the fields up by the constructor, so that this class is neither final nor hidden.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class RenderingBenchmark {
    private final List<AttributeLayer> layers = TemplateCorpus.layers();
    private final List<SourceFile> files = TemplateCorpus.templates();
    private final AttributeTree attributes = AttributeTree.merge(layers, Optional.empty());
    private final List<Template> templates = compiled(files);
    private final RenderOptions options =
            Dialect.DRAY.options(key -> Optional.empty(), FunctionContext.withoutEnvironment());

    private static List<Template> compiled(List<SourceFile> files) {
        List<Template> templates = new ArrayList<>();
        for (SourceFile file : files) {
            templates.add(Dialect.DRAY.parse(file.path(), ByteText.decode(file.content()), TemplateSet.empty()));
        }
        return templates;
    }

    /** Reads 20 attribute files and merges them. */
    @Benchmark
    public AttributeTree merge() {
        return AttributeTree.merge(layers, Optional.empty());
    }

    /** Compiles 200 templates. */
    @Benchmark
    public List<Template> compile() {
        return compiled(files);
    }

    /** Renders 200 templates that were compiled once. */
    @Benchmark
    public long render() {
        long size = 0;
        for (Template template : templates) {
            size += template.render(attributes.data(), options).text().length();
        }
        return size;
    }

    /** Everything that a start does: reads, merges, compiles, renders, and notes the origin of every line. */
    @Benchmark
    public long mergeAndRender() {
        long size = 0;
        AttributeTree merged = AttributeTree.merge(layers, Optional.empty());
        for (RenderedFile file :
                new ConfigurationRenderer(merged, files).render().files()) {
            size += file.content().length;
        }
        return size;
    }
}
