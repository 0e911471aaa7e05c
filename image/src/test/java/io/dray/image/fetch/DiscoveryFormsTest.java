package io.dray.image.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.image.fetch.MetaTags.Tag;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The meta tags of pages and the templates in them. */
class DiscoveryFormsTest {
    private static final String NAME = "example.com/team/redis";
    private static final Map<String, String> LABELS = Map.of("version", "1.0+a/../b?#{ext}", "os", "linux");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta name=\"ac-discovery\" content=\"example.com https://a/{name}.{ext}\">",
                "<META CONTENT='example.com https://a/{name}.{ext}' NAME='AC-Discovery' />",
                "<html><body><p>x<meta content=\"example.com  https://a/{name}.{ext}\"\n name=ac-discovery></body>",
                "<!-- <meta name=ac-discovery content='example.com https://no/'> -->"
                        + "<meta name=ac-discovery content='example.com https://a/{name}.{ext}'>",
                "<script>'<meta name=\"ac-discovery\" content=\"example.com https://no/{ext}\">'</script>"
                        + "<meta name=ac-discovery content='example.com https://a/{name}.{ext}'>",
                "<metadata name=x><meta charset=utf-8><meta name=ac-discovery content='example.com"
                        + " https://a/{name}.{ext}'",
            })
    void findsTheTag(String page) {
        assertThat(MetaTags.of(page, "ac-discovery", NAME))
                .containsExactly(new Tag("ac-discovery", "example.com", "https://a/{name}.{ext}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<meta",
                "<meta name=ac-discovery content=",
                "<meta name=ac-discovery content='one-word'>",
                "<meta name=ac-discovery content='example.org https://a/{ext}'>",
                "<meta name=ac-discovery-pubkeys content='example.com https://a/key'>",
                "<!-- <meta name=ac-discovery content='example.com https://no/{ext}'>",
                "<script><meta name=ac-discovery content='example.com https://no/{ext}'>",
            })
    void findsNothingWhereNothingIs(String page) {
        assertThat(MetaTags.of(page, "ac-discovery", NAME)).isEmpty();
    }

    @Test
    void thePrefixIsTheBeginningOfTheText() {
        String page = "<meta name=ac-discovery content='example.com/te https://a/{ext}'>";

        assertThat(MetaTags.of(page, "ac-discovery", NAME)).hasSize(1);
    }

    @Test
    void valuesCannotLeaveTheirPlace() {
        assertThat(new DiscoveryTemplate("https://h/{os}/{name}-{version}.{ext}").render(NAME, LABELS, "aci"))
                .contains("https://h/linux/example.com/team/redis-1.0%2Ba%2F..%2Fb%3F%23%7Bext%7D.aci");
        assertThat(new DiscoveryTemplate("https://h/{version}/x.{ext}").render(NAME, Map.of("version", ".."), "aci"))
                .contains("https://h/%2E%2E/x.aci");
        assertThat(new DiscoveryTemplate("https://h/{+version}.{ext}")
                        .render(NAME, Map.of("version", "a/b"), "aci.asc"))
                .contains("https://h/a/b.aci.asc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/{name}", "https://h/{channel}.{ext}", "https://h/{arch}.{ext}"})
    void aTemplateThatCannotBeFilledIsPassedOver(String template) {
        assertThat(new DiscoveryTemplate(template).render(NAME, LABELS, "aci")).isEmpty();
    }
}
