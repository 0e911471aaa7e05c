package io.dray.pod.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AttachModeTest {
    private static final AppStreams STREAMS = new AppStreams(StreamMode.STREAM, StreamMode.STREAM, StreamMode.LOG);
    private static final AppStreams TERMINAL = new AppStreams(StreamMode.TTY, StreamMode.TTY, StreamMode.TTY);

    private static AttachMode parse(String text, AppStreams streams) {
        return AttachMode.parse(text, streams, "web");
    }

    @Test
    void autoIsAllThereIs() {
        assertThat(AttachMode.endpoints(STREAMS)).containsExactly("stdin", "stdout");
        assertThat(AttachMode.endpoints(TERMINAL)).containsExactly("tty");
        assertThat(AttachMode.endpoints(AppStreams.DEFAULT)).isEmpty();
        assertThat(parse("auto", STREAMS)).isEqualTo(new AttachMode(true, true, false));
        assertThat(parse("", TERMINAL)).isEqualTo(new AttachMode(true, true, false));
    }

    @Test
    void someOfThemCanBeNamed() {
        assertThat(parse("stdout", STREAMS)).isEqualTo(new AttachMode(false, true, false));
        assertThat(parse("stdin,stdout", STREAMS)).isEqualTo(new AttachMode(true, true, false));
        assertThat(parse("tty", TERMINAL)).isEqualTo(new AttachMode(true, true, false));
        assertThat(parse("tty-in", TERMINAL)).isEqualTo(new AttachMode(true, false, false));
        assertThat(parse("tty-out", TERMINAL)).isEqualTo(new AttachMode(false, true, false));
        assertThat(parse("tty-in,tty-out", TERMINAL)).isEqualTo(new AttachMode(true, true, false));
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> parse("stdio", STREAMS)).hasMessage("invalid attach mode: unknown endpoint \"stdio\"");
        assertThatThrownBy(() -> parse("stdin,", STREAMS)).hasMessage("invalid attach mode: unknown endpoint \"\"");
        assertThatThrownBy(() -> parse("stdin,auto", STREAMS)).hasMessageContaining("unknown endpoint \"auto\"");
        assertThatThrownBy(() -> parse("tty,stdin", TERMINAL))
                .hasMessage("invalid attach mode: incompatible endpoints \"tty,stdin\","
                        + " cannot simultaneously attach TTY and streams");
        assertThatThrownBy(() -> parse("stderr", STREAMS))
                .hasMessage("cannot attach to stderr of app web: one can attach to its stdin, stdout only");
        assertThatThrownBy(() -> parse("tty", STREAMS)).hasMessageContaining("cannot attach to tty of app web");
    }
}
