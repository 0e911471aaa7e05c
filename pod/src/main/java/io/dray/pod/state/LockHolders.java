package io.dray.pod.state;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes that have a pod's lock open: all that supervise it, and none of its apps. */
public final class LockHolders {
    private LockHolders() {}

    /** Kills them all. */
    public static void kill(Path lock) {
        for (long pid : find(lock)) {
            if (pid != ProcessHandle.current().pid()) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    static List<Long> find(Path lock) {
        List<Long> holders = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process.resolve("fd"), lock)) {
                    holders.add(Long.parseLong(String.valueOf(process.getFileName())));
                }
            }
        } catch (IOException _) {
            return List.of();
        }
        return holders;
    }

    private static boolean holds(Path descriptors, Path lock) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (Files.readSymbolicLink(link).equals(lock)) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            // the process ended while it was looked at
            return false;
        }
        return false;
    }
}
