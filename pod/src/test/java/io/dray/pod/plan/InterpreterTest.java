package io.dray.pod.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpreterTest {
    private static final String LINKER = "/lib64/ld-linux-x86-64.so.2";
    private static final int NAME_AT = 300;

    @TempDir
    Path directory;

    @Test
    void aScriptNamesItInItsFirstLine() throws IOException {
        assertThat(Interpreter.of(file("#! /bin/sh -e\necho".getBytes(StandardCharsets.US_ASCII))))
                .contains("/bin/sh");
        assertThat(Interpreter.of(file("#!/bin/sh".getBytes(StandardCharsets.US_ASCII))))
                .contains("/bin/sh");
    }

    @Test
    void anElfFileNamesItsLinkerIfItNeedsOne() throws IOException {
        assertThat(Interpreter.of(file(elf(3, NAME_AT, LINKER.length() + 1)))).contains(LINKER);
        assertThat(Interpreter.of(file(elf(1, NAME_AT, LINKER.length() + 1)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 4000, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE})
    void whatLeadsOutOfTheFileIsIgnored(long odd) throws IOException {
        assertThat(Interpreter.of(file(elf(3, odd, LINKER.length() + 1)))).isEmpty();
        assertThat(Interpreter.of(file(elf(3, NAME_AT, odd)))).isEmpty();
    }

    @Test
    void whatIsNoneOfTheseNeedsNone() throws IOException {
        assertThat(Interpreter.of(file(new byte[0]))).isEmpty();
        assertThat(Interpreter.of(file(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}))).isEmpty();
        assertThat(Interpreter.of(file("text".getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("program"), content);
    }

    /** With one program header, right after the header of the file. */
    private static byte[] elf(int type, long nameOffset, long nameSize) {
        ByteBuffer file = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
        file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
        file.putInt(64, type).putLong(64 + 8, nameOffset).putLong(64 + 32, nameSize);
        file.put(NAME_AT, LINKER.getBytes(StandardCharsets.US_ASCII));
        return file.array();
    }
}
