package io.dray.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns this process into another program, which keeps its number, its standard streams and its environment (execve(2)). */
public final class ProgramReplacement {
    private static final Path ENVIRONMENT = Path.of("/proc/self/environ");
    private static final long SET_MASK = 2;
    private static final long DUPLICATE = 0;

    private ProgramReplacement() {}

    /**
     * Does not return: from here on there is no Java.
     *
     * @param words the path of the program and its arguments
     * @param first the descriptor that the first of the sockets gets, the others those that follow
     * @throws IOException if the program cannot be started; then this process is good for nothing any more
     */
    public static void become(List<ByteString> words, int first, List<ListeningSocket> sockets) throws IOException {
        List<ByteString> variables = split(Files.readAllBytes(ENVIRONMENT));
        try (NativeScope scope = new NativeScope()) {
            long path = scope.string(words.getFirst());
            long arguments = array(scope, words);
            long environment = array(scope, variables);
            List<Long> aside = new ArrayList<>();
            for (ListeningSocket socket : sockets) {
                aside.add(scope.call(SystemCall.FCNTL, socket.descriptor(), DUPLICATE, first + sockets.size()));
            }
            // the JVM keeps some signals from its threads, and programs inherit that
            MemorySegment nothing = scope.memory(Long.BYTES);
            scope.call(SystemCall.RT_SIGPROCMASK, SET_MASK, nothing.address(), 0, Long.BYTES);
            // these may be files of the JVM, which has no more use for them
            for (int i = 0; i < aside.size(); i++) {
                scope.call(SystemCall.DUP3, aside.get(i), first + i, 0);
            }
            for (long descriptor : aside) {
                scope.call(SystemCall.CLOSE, descriptor);
            }
            scope.call(SystemCall.EXECVE, path, arguments, environment);
        } catch (ErrnoException e) {
            throw e.on(words.getFirst().toText());
        }
    }

    /** Texts that each end with a NUL. */
    public static List<ByteString> split(byte[] bytes) {
        List<ByteString> texts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                texts.add(ByteString.copyOf(bytes, start, i));
                start = i + 1;
            }
        }
        return texts;
    }

    private static long array(NativeScope scope, List<ByteString> texts) {
        MemorySegment array = scope.memory((texts.size() + 1L) * Long.BYTES);
        for (int i = 0; i < texts.size(); i++) {
            array.setAtIndex(ValueLayout.JAVA_LONG, i, scope.string(texts.get(i)));
        }
        return array.address();
    }
}
