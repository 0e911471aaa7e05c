package io.dray.linux;

import java.util.Locale;

/** The system calls in use and their numbers (x86-64: unistd_64.h, aarch64: asm-generic/unistd.h). */
enum SystemCall {
    BIND(49, 200),
    CLOSE(3, 57),
    CONNECT(42, 203),
    DUP3(292, 24),
    EXECVE(59, 221),
    FCHMOD(91, 52),
    FCHMODAT(268, 53),
    FCHOWN(93, 55),
    FCHOWNAT(260, 54),
    FCNTL(72, 25),
    FLOCK(73, 32),
    FSETXATTR(190, 7),
    FTRUNCATE(77, 46),
    GETDENTS64(217, 61),
    IOCTL(16, 29),
    LGETXATTR(192, 9),
    LINKAT(265, 37),
    LISTEN(50, 201),
    LLISTXATTR(195, 12),
    LSEEK(8, 62),
    LSETXATTR(189, 6),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    OPENAT2(437, 437),
    READ(0, 63),
    READLINKAT(267, 78),
    RENAMEAT2(316, 276),
    RT_SIGPROCMASK(14, 135),
    SETSOCKOPT(54, 208),
    SOCKET(41, 198),
    STATX(332, 291),
    SYMLINKAT(266, 36),
    SYNCFS(306, 267),
    UNLINKAT(263, 35),
    UTIMENSAT(280, 88),
    WRITE(1, 64);

    private final long number;

    SystemCall(int x86, int generic) {
        this.number = System.getProperty("os.arch", "").equals("amd64") ? x86 : generic;
    }

    long number() {
        return number;
    }

    /** The name as in the manual. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
