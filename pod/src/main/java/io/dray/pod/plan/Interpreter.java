package io.dray.pod.plan;

import io.dray.linux.IoFailures;
import io.dray.pod.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What else the kernel needs to start a program: the interpreter of a script's first line ({@code #!}), or the dynamic linker that
 * an ELF file names. Of a missing one it would only say that there is no such file, and seem to mean the program.
 */
public final class Interpreter {
    /** As the kernel reads the first line (BINPRM_BUF_SIZE). */
    private static final int LONGEST_FIRST_LINE = 256;

    /** Linkers place the name of the dynamic linker right after the program headers. */
    private static final int BEGINNING = 4096;

    /** Where the fields of a 64-bit, little-endian ELF file stand; see elf(5). */
    private static final int CLASS = 4;

    private static final int DATA = 5;
    private static final int HEADERS_OFFSET = 32;
    private static final int HEADER_SIZE = 54;
    private static final int HEADER_COUNT = 56;
    private static final int ELF_HEADER = 64;
    private static final int SEGMENT_OFFSET = 8;
    private static final int SEGMENT_SIZE = 32;
    private static final int INTERPRETER = 3;

    private Interpreter() {}

    /** Its path, if the program needs one. */
    public static Optional<String> of(Path program) {
        byte[] start = beginning(program);
        if (start.length > 2 && start[0] == '#' && start[1] == '!') {
            return Optional.of(ofScript(start));
        }
        return isElf(start) ? ofElf(start) : Optional.empty();
    }

    private static byte[] beginning(Path program) {
        try (InputStream content = Files.newInputStream(program)) {
            return content.readNBytes(BEGINNING);
        } catch (IOException e) {
            throw IoFailures.with("cannot read", program, e);
        }
    }

    private static String ofScript(byte[] start) {
        String text = new String(start, 0, Math.min(start.length, LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return Text.split(line.substring(2).strip(), ' ').getFirst();
    }

    private static boolean isElf(byte[] start) {
        return start.length > ELF_HEADER
                && start[0] == 0x7f
                && start[1] == 'E'
                && start[2] == 'L'
                && start[3] == 'F'
                && start[CLASS] == 2
                && start[DATA] == 1;
    }

    private static Optional<String> ofElf(byte[] start) {
        long headers = number(start, HEADERS_OFFSET, Long.BYTES);
        long size = number(start, HEADER_SIZE, Short.BYTES);
        long count = number(start, HEADER_COUNT, Short.BYTES);
        for (long i = 0; i < count; i++) {
            long header = headers + i * size;
            if (header < 0 || header + ELF_HEADER > start.length) {
                return Optional.empty();
            }
            if (number(start, (int) header, Integer.BYTES) == INTERPRETER) {
                long offset = number(start, (int) header + SEGMENT_OFFSET, Long.BYTES);
                // with the NUL that ends it
                long length = number(start, (int) header + SEGMENT_SIZE, Long.BYTES) - 1;
                boolean inside = offset > 0 && length > 0 && length < start.length && offset < start.length - length;
                return inside
                        ? Optional.of(new String(start, (int) offset, (int) length, StandardCharsets.ISO_8859_1))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static long number(byte[] bytes, int at, int length) {
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << Byte.SIZE | (bytes[at + i] & 0xff);
        }
        return number;
    }
}
