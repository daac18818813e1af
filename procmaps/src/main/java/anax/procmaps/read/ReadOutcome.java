package anax.procmaps.read;

import java.util.Arrays;
import java.util.Objects;

/// How a read of a process's text ended. Whatever the process or its owner did meanwhile is one of these.
///
/// Owner: whoever asked for the read.
public sealed interface ReadOutcome {
    /// The number that was asked for.
    long pid();

    /// What happened, as one sentence for a person, with what to do if there is something.
    String explain();

    /// Whether the same read may end better if it is tried again at once.
    default boolean retryMayHelp() {
        return false;
    }

    /// The whole text, from one address space of one program of one process.
    ///
    /// Whole does not mean of one instant: lines from different reads of the kernel may be of different moments,
    /// and a region that grew in between can come twice.
    ///
    /// @param text the octets as the kernel gave them; the caller's own array, nothing else holds it
    /// @param process who it was
    @SuppressWarnings("ArrayRecordComponent") // A copy or a wrapper would cost what a parser of 100 MB must not pay.
    record Ok(byte[] text, ProcessIdentity process) implements ReadOutcome {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public String explain() {
            return "process %d: %d bytes in %d lines".formatted(pid(), text.length, lines());
        }

        /// How many lines the text has; a last one without its newline counts.
        public int lines() {
            int lines = 0;
            for (byte octet : text) {
                if (octet == '\n') {
                    lines++;
                }
            }
            return text.length > 0 && text[text.length - 1] != '\n' ? lines + 1 : lines;
        }

        /// Equal if the octets and the process are.
        @Override
        public boolean equals(Object other) {
            return other instanceof Ok ok && Arrays.equals(text, ok.text) && process.equals(ok.process);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(text), process);
        }

        @Override
        public String toString() {
            return "Ok[" + explain() + ", " + process + "]";
        }
    }

    /// The process is there and has no memory to tell of.
    ///
    /// @param pid the number that was asked for
    /// @param reason why it has none
    record Empty(long pid, Reason reason) implements ReadOutcome {
        /// Why a process has no memory of its own.
        public enum Reason {
            /// A thread of the kernel; it never has.
            KERNEL_THREAD,
            /// It has ended, or is just ending, and its parent has not yet collected it.
            ZOMBIE,
            /// Its first thread, whose number is the process's, has ended; other threads run on in memory
            /// that the kernel shows under their own numbers only.
            MAIN_THREAD_ENDED
        }

        @Override
        public String explain() {
            return switch (reason) {
                case KERNEL_THREAD -> "process %d is a kernel thread and has no memory of its own".formatted(pid);
                case ZOMBIE -> "process %d has ended and waits for its parent to collect it".formatted(pid);
                case MAIN_THREAD_ENDED ->
                    "the main thread of process %d has ended; read one of the others, listed in /proc/%d/task"
                            .formatted(pid, pid);
            };
        }
    }

    /// There is no such process, or it ended during the read and was collected. A `/proc` that is mounted with
    /// `hidepid=2` says the same of other users' processes.
    ///
    /// @param pid the number that was asked for
    record Gone(long pid) implements ReadOutcome {
        @Override
        public String explain() {
            return "there is no process %d, or not any more, or /proc hides it from this user".formatted(pid);
        }
    }

    /// This user may not read it: another user's process, one with raised rights, or one that forbids tracing.
    ///
    /// @param pid the number that was asked for
    record Denied(long pid) implements ReadOutcome {
        @Override
        public String explain() {
            return "the memory of process %d is not open to this user; ask as its owner or as root".formatted(pid);
        }
    }

    /// What was read is not one thing: there is no text, because its parts do not belong together.
    ///
    /// @param pid the number that was asked for
    /// @param change what tore it
    record Torn(long pid, Change change) implements ReadOutcome {
        /// What changed under the read.
        public enum Change {
            /// The process executed a program and with it got another address space; the text would have
            /// ended early without a sign.
            EXEC,
            /// The number stood for another process afterwards. Linux itself cannot show this through one
            /// handle; an emulated or copied `/proc` can.
            PID_REUSED,
            /// Each two reads in a row differed, to the last that a stable read was allowed.
            UNSTABLE
        }

        @Override
        public String explain() {
            return switch (change) {
                case EXEC -> "process %d executed a program during the read; read it again".formatted(pid);
                case PID_REUSED -> "the number %d went to another process during the read".formatted(pid);
                case UNSTABLE ->
                    "the memory of process %d changed between any two reads; allow more, or take a single one"
                            .formatted(pid);
            };
        }

        @Override
        public boolean retryMayHelp() {
            return true;
        }
    }

    /// The text is longer than the reader's bound; what was read of it is dropped.
    ///
    /// @param pid the number that was asked for
    /// @param maxBytes the bound
    record TooLarge(long pid, int maxBytes) implements ReadOutcome {
        @Override
        public String explain() {
            return "the text of process %d is longer than the bound of %d bytes; raise the bound"
                    .formatted(pid, maxBytes);
        }
    }
}
