package io.dray.build;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.SourceFile;
import io.dray.template.Functions;
import io.dray.template.RenderOptions;
import io.dray.template.Template;
import io.dray.template.TemplateSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two renderings of {@code aci-manifest.yml}, which is a template. */
final class ManifestTemplate {
    /** What an attribute without value renders to, as in Go. */
    static final String NO_VALUE = "<no value>";

    private ManifestTemplate() {}

    /** Before the build there are no attributes: each is rendered as {@link #NO_VALUE}, a version that has one is dropped. */
    static String before(String file, String text) {
        return parse(file, text).render(Map.of(), RenderOptions.likeGo()).text();
    }

    /**
     * After the build there are those attributes that scripts wrote, and one that is missing is an error.
     *
     * @param attributes attribute files, each with {@code default:} or {@code override:} as in an image
     */
    static String after(String file, String text, List<SourceFile> attributes) {
        AttributeTree tree =
                AttributeTree.merge(List.of(new AttributeLayer("the build", attributes)), Optional.empty());
        RenderOptions options =
                RenderOptions.strict(key -> tree.origin(key).map(origin -> origin.file() + ":" + origin.line()));
        return parse(file, text).render(tree.values(), options).text();
    }

    private static Template parse(String file, String text) {
        return Template.parse(file, text, Functions.dray(), TemplateSet.empty());
    }
}
