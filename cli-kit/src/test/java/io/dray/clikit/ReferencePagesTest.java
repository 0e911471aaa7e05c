package io.dray.clikit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {
    private final Map<String, String> pages = ReferencePages.of(new TestingProgram().program());

    @Test
    void hasAPagePerVisibleCommand() {
        assertThat(pages.keySet())
                .containsExactlyInAnyOrder(
                        "README.md",
                        "ship-build.md",
                        "ship-run.md",
                        "ship-image-list.md",
                        "ship-image-rm.md",
                        "ship-list.md",
                        "ship-completion.md",
                        "ship-help.md");
        assertThat(pages.get("README.md")).contains("| [image list](ship-image-list.md) | List the images |\n");
    }

    @Test
    void saysEverythingThatHelpSays() {
        assertThat(pages.get("ship-run.md")).isEqualTo("""
                        # ship run

                        Run an image in the foreground.

                        ```
                        ship run [options] IMAGE... [-- ARGUMENT...]
                        ```

                        The exit code is that of the app. What follows -- is handed to the app as it stands, options included, and nothing of it is looked at.

                        ## Options

                        | option | |
                        |---|---|
                        | `--net[=host\\|none\\|default]` | Choose the network |
                        | `--set-env=NAME=VALUE` | Set an environment variable of the app, over what the image says; repeatable |

                        ## Examples

                        Run redis on another port:

                        ```
                        ship run example.com/redis:1 -- --port 7000
                        ```

                        See also: [all commands](README.md).
                        """);
    }
}
