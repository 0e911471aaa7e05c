/**
 * Everything Dray asks of the Linux kernel beyond what the Java platform offers, and the running of other programs. Begin
 * with {@link io.dray.linux.ProgramRunner} for programs and {@link io.dray.linux.DirectoryHandle} for files by byte names.
 */
@NullMarked
package io.dray.linux;

import org.jspecify.annotations.NullMarked;
