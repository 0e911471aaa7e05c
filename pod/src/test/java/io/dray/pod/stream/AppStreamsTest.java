package io.dray.pod.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppStreamsTest {
    /** Streams as in {@code stdin=stream}. */
    private static AppStreams streams(String... said) {
        Map<String, String> annotations = new HashMap<>();
        for (String word : said) {
            int equals = word.indexOf('=');
            annotations.put(AppStreams.ANNOTATION + word.substring(0, equals), word.substring(equals + 1));
        }
        return AppStreams.of(annotations, "web");
    }

    @Test
    void whatIsNotSaidIsNothingAndTheLog() {
        assertThat(streams()).isEqualTo(AppStreams.DEFAULT);
        assertThat(streams("stdout=null")).isEqualTo(new AppStreams(StreamMode.NULL, StreamMode.NULL, StreamMode.LOG));
        assertThat(AppStreams.of(Map.of("coreos.com/rkt/stage2/other", "tty"), "web"))
                .isEqualTo(AppStreams.DEFAULT);
    }

    @Test
    void aTerminalIsAllThree() {
        assertThat(streams("stdin=tty")).isEqualTo(new AppStreams(StreamMode.TTY, StreamMode.TTY, StreamMode.TTY));
        assertThat(streams("stdout=interactive").areInteractive()).isTrue();
        assertThatThrownBy(() -> streams("stdin=tty", "stderr=log"))
                .hasMessage("cannot run app web: stdin is tty, stdout is tty and stderr is log,"
                        + " but a terminal is all three of them");
        assertThatThrownBy(() -> streams("stdin=stream", "stdout=tty")).hasMessageContaining("stdin is stream");
    }

    @Test
    void streamsCanBeAttachedToOneByOne() {
        assertThat(streams("stdin=stream").areAttachable()).isTrue();
        assertThat(streams("stderr=stream").areAttachable()).isTrue();
        assertThat(streams("stderr=null").areAttachable()).isFalse();
        assertThat(streams("stdin=tty").areTerminal()).isTrue();
        assertThat(streams("stdin=interactive").areAttachable()).isFalse();
    }

    @Test
    void refusesOtherWords() {
        assertThatThrownBy(() -> streams("stdout=file"))
                .hasMessage("cannot run app web: 'file' is not what its stdout can be");
        assertThatThrownBy(() -> streams("stdin=")).hasMessageContaining("'' is not what its stdin can be");
        assertThatThrownBy(() -> streams("stdin=log")).hasMessage("cannot run app web: its stdin cannot be a log");
    }
}
