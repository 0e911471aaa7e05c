package io.dray.pod.isolator;

import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import io.dray.pod.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The security modules of a kernel, as it shows them in its file systems. Looked at only for apps that ask for one.
 *
 * @param selinux where SELinux shows itself
 * @param apparmor where AppArmor does
 */
public record SecurityModules(Path selinux, Path apparmor) {
    /** Those of this machine. */
    public static final SecurityModules OF_MACHINE =
            new SecurityModules(Path.of("/sys/fs/selinux"), Path.of("/sys/kernel/security/apparmor"));

    /** Whether SELinux is there and knows its rules. */
    boolean hasSelinux() {
        return Files.exists(selinux.resolve("enforce"));
    }

    boolean hasApparmor() {
        return Files.exists(profiles());
    }

    /**
     * Checks that the kernel has an AppArmor profile.
     *
     * @throws InvalidInputException if it has not (appc spec, ace.md, "os/linux/apparmor-profile")
     */
    void checkProfile(String name, String profile) {
        try {
            // each line: NAME (MODE)
            for (String line : Text.split(Files.readString(profiles()), '\n')) {
                if (line.startsWith(profile + " (")) {
                    return;
                }
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot read the profiles of AppArmor", profiles(), e);
        }
        throw new InvalidInputException(
                name + ": AppArmor has no profile " + profile + ": it is not in " + profiles(),
                "load it with apparmor_parser");
    }

    private Path profiles() {
        return apparmor.resolve("profiles");
    }
}
