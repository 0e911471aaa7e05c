package io.dray.linux;

import io.dray.linux.FileStatus.FileTime;
import java.io.IOException;
import java.util.function.Supplier;

/** An open plain file; not thread-safe. */
public final class FileHandle implements AutoCloseable {
    private final int descriptor;
    private final Supplier<String> shown;

    /**
     * @param shown what messages call it; asked for only if there is one
     */
    FileHandle(int descriptor, Supplier<String> shown) {
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
            throw e.on(shown.get());
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
            throw e.on(shown.get());
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

    /** Sets owner and group. Takes setuid, setgid and capabilities away, so mode and attributes must come later. */
    public void changeOwner(long uid, long gid) throws IOException {
        call(scope -> scope.call(SystemCall.FCHOWN, descriptor, uid, gid));
    }

    /** Sets permissions with setuid, setgid and sticky bits. */
    public void changeMode(int mode) throws IOException {
        call(scope -> scope.call(SystemCall.FCHMOD, descriptor, mode & DirectoryHandle.PERMISSIONS));
    }

    /** Sets the times of access and modification; what is written afterwards changes them again. */
    public void changeTime(FileTime time) throws IOException {
        call(scope -> scope.call(SystemCall.UTIMENSAT, descriptor, 0, NativeStructs.times(scope, time), 0));
    }

    /** Sets an extended attribute; see {@link DirectoryHandle#changeAttribute}. */
    public void changeAttribute(String attribute, byte[] value) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            ExtendedAttributes.write(scope, descriptor, attribute, value);
        } catch (ErrnoException e) {
            throw e.on(shown.get() + ": attribute " + attribute);
        }
    }

    private interface Call {
        long run(NativeScope scope) throws ErrnoException;
    }

    private void call(Call call) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            call.run(scope);
        } catch (ErrnoException e) {
            throw e.on(shown.get());
        }
    }

    @Override
    public void close() throws IOException {
        try (NativeScope scope = new NativeScope()) {
            scope.call(SystemCall.CLOSE, descriptor);
        } catch (ErrnoException e) {
            throw e.on(shown.get());
        }
    }
}
