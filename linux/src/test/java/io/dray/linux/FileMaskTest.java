package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileMaskTest {
    @Test
    void isReadFromTheStatusOfTheProcess() {
        assertThat(FileMask.parse("Name:\tjava\nUmask:\t0027\nState:\tS (sleeping)\n"))
                .isEqualTo(027);
    }

    @Test
    void isTakenForEverythingWhereTheKernelDoesNotTell() {
        assertThat(FileMask.parse("Name:\tjava\nState:\tS (sleeping)\n")).isEqualTo(0777);
    }
}
