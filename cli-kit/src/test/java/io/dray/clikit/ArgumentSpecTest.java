package io.dray.clikit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentSpecTest {
    @Test
    void usageTellsWhatMayBeLeftOut() {
        assertThat(ArgumentSpec.two("IMAGE FILE").usage()).isEqualTo(" IMAGE FILE");
        assertThat(new ArgumentSpec("POD APP", 1, 2, false).usage()).isEqualTo(" POD [APP]");
        assertThat(ArgumentSpec.optional("DIR").usage()).isEqualTo(" [DIR]");
        assertThat(ArgumentSpec.oneOrMore("DIR ARCHIVE").usage()).isEqualTo(" DIR ARCHIVE...");
    }

    @Test
    void eachArgumentHasAName() {
        ArgumentSpec two = ArgumentSpec.two("IMAGE FILE");

        assertThat(two.placeholder(0)).isEqualTo("IMAGE");
        assertThat(two.placeholder(1)).isEqualTo("FILE");
        assertThat(ArgumentSpec.oneOrMore("IMAGE").placeholder(5)).isEqualTo("IMAGE");
    }
}
