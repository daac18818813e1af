package anax.procmaps.read;

import anax.procmaps.read.ReadOutcome.Empty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// What one look at a process showed: whether it has memory, and who it is.
///
/// Owner: none, immutable.
///
/// @param code the state's letter, field 3 of `stat`
/// @param flags the kernel's flags of the task, field 9
/// @param threads how many threads the process has, field 20
/// @param identity who it is, from fields 22 and 26 to 28 and the `exe` link
record ProcessState(char code, long flags, long threads, ProcessIdentity identity) {
    /// The bits of `flags` that say that a task is ending, or is the kernel's own (PF_EXITING and PF_KTHREAD of
    /// include/linux/sched.h).
    private static final long EXITING = 0x4;

    private static final long KERNEL_THREAD = 0x20_0000;

    /// proc(5) counts the fields of `stat` from 1, and the first behind the name is the third.
    private static final int FIRST_FIELD = 3;

    /// Reads the line of `/proc/PID/stat`. The second field is the program's name in parentheses and may itself
    /// hold blanks, newlines and parentheses: the last closing one ends it.
    static ProcessState parse(long pid, byte[] stat, Optional<Path> executable) throws IOException {
        String line = new String(stat, StandardCharsets.ISO_8859_1);
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
        try {
            var identity = new ProcessIdentity(
                    pid, number(fields, 22), number(fields, 26), number(fields, 27), number(fields, 28), executable);
            return new ProcessState(fields[0].charAt(0), number(fields, 9), number(fields, 20), identity);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("/proc/%d/stat is not as proc(5) describes it: \"%s\"".formatted(pid, line), e);
        }
    }

    /// Why the process has no memory to tell of; empty if it has.
    Optional<Empty.Reason> emptiness() {
        if ((flags & KERNEL_THREAD) != 0) {
            return Optional.of(Empty.Reason.KERNEL_THREAD);
        }
        boolean ended = code == 'Z' || code == 'X' || (flags & EXITING) != 0;
        if (!ended) {
            return Optional.empty();
        }
        return Optional.of(threads > 1 ? Empty.Reason.MAIN_THREAD_ENDED : Empty.Reason.ZOMBIE);
    }

    private static long number(String[] fields, int number) {
        return Long.parseUnsignedLong(fields[number - FIRST_FIELD]);
    }
}
