package io.dray.pod.isolator;

import java.util.List;

/**
 * What is needed between the setting of a filter and the app, and by the init beside it: the "minimum start-up set" of the
 * specification (ace.md, "os/linux/seccomp-retain-set"). crun gives up its rights after it has set the filter.
 */
final class StartCalls {
    static final List<String> NAMES = List.of(
            // crun
            "capset",
            "chdir",
            "close",
            "close_range",
            "execve",
            "fcntl",
            "fstat",
            "newfstatat",
            "openat",
            "prctl",
            "read",
            "setgroups",
            "setresgid",
            "setresuid",
            "setsid",
            "write",
            // any program's first steps
            "arch_prctl",
            "brk",
            "getrandom",
            "mmap",
            "mprotect",
            "munmap",
            "prlimit64",
            "readlink",
            "rseq",
            "set_robust_list",
            "set_tid_address",
            // init
            "clone",
            "exit",
            "exit_group",
            "getpgrp",
            "getpid",
            "ioctl",
            "kill",
            "rt_sigaction",
            "rt_sigprocmask",
            "rt_sigreturn",
            "rt_sigtimedwait",
            "setpgid",
            "signalfd4",
            "wait4");

    private StartCalls() {}
}
