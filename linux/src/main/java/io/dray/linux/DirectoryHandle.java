package io.dray.linux;

import io.dray.linux.FileStatus.Device;
import io.dray.linux.FileStatus.FileTime;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An open directory and calls on the files in it, by byte names. A name is one component, never a path, and links in its
 * place are not followed, so that no call leaves the directory; {@link #SELF} is the directory itself. Only {@link
 * #openInRoot} takes a path and follows links, inside this directory as if it were the root of the machine. Not thread-safe.
 */
public final class DirectoryHandle implements AutoCloseable {
    /** The name of the directory itself. */
    public static final ByteString SELF = ByteString.of(".");

    private static final ByteString PARENT = ByteString.of("..");
    private static final long NO_FOLLOW = 0x100;
    private static final long REMOVE_DIRECTORY = 0x200;
    static final int PERMISSIONS = 07777;
    private static final int MAX_LINK_TARGET = 4096;

    /** From linux/fs.h: {@code FS_IOC_GETFLAGS}, {@code FS_IOC_SETFLAGS}, {@code FS_TOPDIR_FL}. */
    private static final long READ_FLAGS = 0x8008_6601L;

    private static final long WRITE_FLAGS = 0x4008_6602L;
    private static final int TOP_DIRECTORY = 0x0002_0000;

    private final int descriptor;
    private final Supplier<String> shown;

    private DirectoryHandle(int descriptor, Supplier<String> shown) {
        this.descriptor = descriptor;
        this.shown = shown;
    }

    /** Opens a directory of the machine. */
    public static DirectoryHandle open(Path directory) throws IOException {
        return new DirectoryHandle(Opening.DIRECTORY.open(directory), directory::toString);
    }

    /**
     * Opens a directory anywhere below this one. Links on the way, also absolute ones and {@code ..}, have the meaning they
     * would have if this directory were the root: nothing outside of it is ever reached.
     *
     * @param path components separated by slashes; empty for this directory
     */
    public DirectoryHandle openInRoot(ByteString path) throws IOException {
        ByteString target = path.isEmpty() ? SELF : path;
        Supplier<String> name = () -> this + "/" + path;
        return new DirectoryHandle(Opening.DIRECTORY_IN_ROOT.open(descriptor, target, name), name);
    }

    /** Opens a directory in this one; fails on a link. */
    public DirectoryHandle openDirectory(ByteString name) throws IOException {
        Supplier<String> path = () -> shownAs(name);
        return new DirectoryHandle(Opening.DIRECTORY.open(descriptor, checked(name), path), path);
    }

    /** Makes a plain file that was not there, to be written; its mode is 0600 until {@link #changeMode}. */
    public FileHandle createFile(ByteString name) throws IOException {
        return open(Opening.NEW_FILE, name);
    }

    /**
     * Makes a plain file that was not there, to be written.
     *
     * @param mode its permissions, whatever this process's mask is; an access list of the directory changes them
     */
    public FileHandle createFile(ByteString name, int mode) throws IOException {
        Supplier<String> path = () -> shownAs(name);
        FileHandle file = new FileHandle(Opening.NEW_FILE.open(descriptor, checked(name), mode, path), path);
        if ((mode & FileMask.current()) != 0) {
            file.changeMode(mode);
        }
        return file;
    }

    /** Opens a plain file to be read; fails on a link, and does not wait on a fifo. */
    public FileHandle openFile(ByteString name) throws IOException {
        return open(Opening.EXISTING_FILE, name);
    }

    private FileHandle open(Opening opening, ByteString name) throws IOException {
        Supplier<String> path = () -> shownAs(name);
        return new FileHandle(opening.open(descriptor, checked(name), path), path);
    }

    /** Makes a directory of mode 0700. */
    public void makeDirectory(ByteString name) throws IOException {
        onName(name, (scope, address) -> scope.call(SystemCall.MKDIRAT, descriptor, address, 0700));
    }

    /** Makes a symbolic link to any target, word for word. */
    public void makeLink(ByteString name, ByteString target) throws IOException {
        onName(name, (scope, address) -> scope.call(SystemCall.SYMLINKAT, scope.string(target), descriptor, address));
    }

    /** Gives a file one more name, here; a symbolic link is itself the file. */
    public void makeHardLink(ByteString name, DirectoryHandle directory, ByteString existing) throws IOException {
        onName(
                name,
                (scope, address) -> scope.call(
                        SystemCall.LINKAT, directory.descriptor, scope.string(checked(existing)), descriptor, address));
    }

    /** Makes a device or a fifo. */
    public void makeNode(ByteString name, FileKind kind, Device device) throws IOException {
        onName(
                name,
                (scope, address) -> scope.call(
                        SystemCall.MKNODAT,
                        descriptor,
                        address,
                        kind.bits() | 0600,
                        NativeStructs.deviceNumber(device)));
    }

    /** Sets owner and group. Takes setuid, setgid and capabilities away, so mode and attributes must come later. */
    public void changeOwner(ByteString name, long uid, long gid) throws IOException {
        onName(name, (scope, address) -> scope.call(SystemCall.FCHOWNAT, descriptor, address, uid, gid, NO_FOLLOW));
    }

    /** Sets permissions with setuid, setgid and sticky bits. The name must not be a link: links have none of their own. */
    public void changeMode(ByteString name, int mode) throws IOException {
        onName(name, (scope, address) -> scope.call(SystemCall.FCHMODAT, descriptor, address, mode & PERMISSIONS));
    }

    /** Sets the times of access and modification. */
    public void changeTime(ByteString name, FileTime time) throws IOException {
        onName(
                name,
                (scope, address) -> scope.call(
                        SystemCall.UTIMENSAT, descriptor, address, NativeStructs.times(scope, time), NO_FOLLOW));
    }

    /** Removes a file that is not a directory. */
    public void removeFile(ByteString name) throws IOException {
        onName(name, (scope, address) -> scope.call(SystemCall.UNLINKAT, descriptor, address, 0));
    }

    /** Removes an empty directory. */
    public void removeDirectory(ByteString name) throws IOException {
        onName(name, (scope, address) -> scope.call(SystemCall.UNLINKAT, descriptor, address, REMOVE_DIRECTORY));
    }

    /** Gives a file of this directory another name in another directory of the same file system. */
    public void rename(ByteString name, DirectoryHandle directory, ByteString newName) throws IOException {
        onName(
                name,
                (scope, address) -> scope.call(
                        SystemCall.RENAMEAT2,
                        descriptor,
                        address,
                        directory.descriptor,
                        scope.string(checked(newName)),
                        0));
    }

    /** What the kernel says about a file; empty if there is none of that name. */
    public Optional<FileStatus> status(ByteString name) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            return Optional.of(NativeStructs.status(scope, descriptor, checked(name)));
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e.on(shownAs(name));
        }
    }

    /** Where a symbolic link points, word for word. */
    public ByteString readLink(ByteString name) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            MemorySegment buffer = scope.memory(MAX_LINK_TARGET);
            long length = scope.call(
                    SystemCall.READLINKAT, descriptor, scope.string(checked(name)), buffer.address(), MAX_LINK_TARGET);
            return NativeStructs.bytes(buffer, 0, length);
        } catch (ErrnoException e) {
            throw e.on(shownAs(name));
        }
    }

    /** The names in this directory, without {@code .} and {@code ..}, in the order of their bytes. Not to be changed. */
    public List<ByteString> names() throws IOException {
        NameList.Builder names = new NameList.Builder();
        // a handle of its own, because a directory is read from where the last reading ended
        try (DirectoryHandle fresh = openDirectory(SELF);
                NativeScope scope = new NativeScope()) {
            NativeStructs.readNames(scope, fresh.descriptor, names);
        } catch (ErrnoException e) {
            throw e.on(shown.get());
        }
        return names.sorted();
    }

    /** All extended attributes of a file, a link not followed, that this process may see. */
    public Map<String, byte[]> attributes(ByteString name) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            return ExtendedAttributes.read(scope, viaDescriptor(name));
        } catch (ErrnoException e) {
            throw e.on(shownAs(name));
        }
    }

    /**
     * Sets an extended attribute.
     *
     * @param attribute its name with the name space, {@code security.capability}
     */
    public void changeAttribute(ByteString name, String attribute, byte[] value) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            ExtendedAttributes.write(scope, viaDescriptor(name), attribute, value);
        } catch (ErrnoException e) {
            throw e.on(shownAs(name) + ": attribute " + attribute);
        }
    }

    /**
     * Asks the file system to place the directories that are made in this one apart from each other (chattr(1), attribute T).
     *
     * @return whether it knows of such wishes
     */
    public boolean spreadDirectories() {
        try (NativeScope scope = new NativeScope()) {
            MemorySegment flags = scope.memory(Long.BYTES);
            scope.call(SystemCall.IOCTL, descriptor, READ_FLAGS, flags.address());
            flags.set(ValueLayout.JAVA_INT, 0, flags.get(ValueLayout.JAVA_INT, 0) | TOP_DIRECTORY);
            scope.call(SystemCall.IOCTL, descriptor, WRITE_FLAGS, flags.address());
            return true;
        } catch (ErrnoException _) {
            return false;
        }
    }

    /** Writes everything of this file system to the disk that is not there yet. */
    public void syncFileSystem() throws IOException {
        try (NativeScope scope = new NativeScope()) {
            scope.call(SystemCall.SYNCFS, descriptor);
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

    /** The directory's path, for messages. */
    @Override
    public String toString() {
        return shown.get();
    }

    private interface NamedCall {
        long run(NativeScope scope, long nameAddress) throws ErrnoException;
    }

    private void onName(ByteString name, NamedCall call) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            call.run(scope, scope.string(checked(name)));
        } catch (ErrnoException e) {
            throw e.on(shownAs(name));
        }
    }

    /** Attributes have no call relative to a directory before Linux 6.13; the way through /proc is as safe. */
    private ByteString viaDescriptor(ByteString name) {
        return ByteString.of("/proc/self/fd/" + descriptor).resolve(checked(name));
    }

    private static ByteString checked(ByteString name) {
        if (name.isEmpty() || name.indexOf('/', 0) >= 0 || name.indexOf('\0', 0) >= 0 || name.equals(PARENT)) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a file in a directory");
        }
        return name;
    }

    private String shownAs(ByteString name) {
        return name.equals(SELF) ? toString() : this + "/" + name;
    }
}
