package io.dray.clikit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a command may ask about the process it runs in; asked only when it matters, because each answer costs a system call. */
public interface Surroundings {
    /** Whether standard output is a terminal. */
    boolean outputIsTerminal();

    /** Whether standard error is a terminal. */
    boolean errorIsTerminal();

    /** Whether standard input is a terminal, where a person can answer. */
    default boolean inputIsTerminal() {
        return false;
    }

    /** The next line of standard input without its end; empty at the end of the input. */
    default Optional<String> readLine() {
        return Optional.empty();
    }

    /** Whether the process has the rights of root. */
    boolean isRoot();

    /** Whether the bytes of all arguments are UTF-8; in a string, U+FFFD stands for what is not. */
    default boolean argumentsAreText() {
        return true;
    }

    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Surroundings() {
            @Override
            public boolean outputIsTerminal() {
                return isTerminal(1);
            }

            @Override
            public boolean errorIsTerminal() {
                return isTerminal(2);
            }

            @Override
            public boolean inputIsTerminal() {
                return isTerminal(0);
            }

            @Override
            public Optional<String> readLine() {
                return nextLine(System.in);
            }

            @Override
            public boolean isRoot() {
                try {
                    // /proc/self belongs to the effective user of the process
                    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
                } catch (IOException _) {
                    return false;
                }
            }

            @Override
            public boolean argumentsAreText() {
                try {
                    Files.readString(Path.of("/proc/self/cmdline"));
                    return true;
                } catch (CharacterCodingException _) {
                    return false;
                } catch (IOException _) {
                    return true;
                }
            }
        };
    }

    /** Byte by byte: what follows the line is for whoever reads next. */
    private static Optional<String> nextLine(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    return Optional.empty();
                }
                line.write(c);
            }
        } catch (IOException _) {
            return Optional.empty();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    /** By the name of the device, because isatty(3) would need a native call and the console of the JDK loads JLine. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException _) {
            return false;
        }
    }
}
