package io.dray.linux;

import java.io.IOException;

/** An open plain file; not thread-safe. */
public final class FileHandle implements AutoCloseable {
    private final int descriptor;
    private final String shown;

    FileHandle(int descriptor, String shown) {
        this.descriptor = descriptor;
        this.shown = shown;
    }

    /** Writes all of it after what was written before. */
    public void write(byte[] bytes, int start, int length) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            int written = 0;
            while (written < length) {
                written += scope.write(descriptor, bytes, start + written, length - written);
            }
        } catch (ErrnoException e) {
            throw e.on(shown);
        }
    }

    /**
     * Reads what comes next into the array.
     *
     * @return how many bytes, 0 at the end of the file
     */
    public int read(byte[] bytes, int start, int length) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            return scope.read(descriptor, bytes, start, length);
        } catch (ErrnoException e) {
            throw e.on(shown);
        }
    }

    /** Goes on reading or writing at this place, counted from the beginning. */
    public void seek(long position) throws IOException {
        call(scope -> scope.call(SystemCall.LSEEK, descriptor, position, 0));
    }

    /** Makes the file as long as this; what is added is a hole. */
    public void changeLength(long length) throws IOException {
        call(scope -> scope.call(SystemCall.FTRUNCATE, descriptor, length));
    }

    private interface Call {
        long run(NativeScope scope) throws ErrnoException;
    }

    private void call(Call call) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            call.run(scope);
        } catch (ErrnoException e) {
            throw e.on(shown);
        }
    }

    @Override
    public void close() throws IOException {
        try (NativeScope scope = new NativeScope()) {
            scope.call(SystemCall.CLOSE, descriptor);
        } catch (ErrnoException e) {
            throw e.on(shown);
        }
    }
}
