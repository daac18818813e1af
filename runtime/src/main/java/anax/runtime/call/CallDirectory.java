package anax.runtime.call;

import anax.runtime.Cpu;
import anax.runtime.Machine;
import anax.runtime.Replicated;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/// The table of handlers as each CPU sees it, and as ordinary threads do.
///
/// Owner: the machine; each CPU reads its replica, ordinary threads read what CPU 0, which orders the changes, made
/// last. Reading allocates nothing and never blocks. A change blocks whoever makes it until every CPU has it.
final class CallDirectory {
    private final Machine machine;
    private final Replicated<CallTable> replicas;
    private volatile CallTable outside = CallTable.EMPTY; // CPU 0 writes

    CallDirectory(Machine machine) {
        this.machine = machine;
        replicas = new Replicated<>(machine, CallTable.EMPTY);
    }

    /// The table as the caller sees it.
    CallTable table() {
        final Cpu here = Cpu.currentOrNull();
        return here != null && here.machine() == machine ? replicas.get() : outside;
    }

    /// Gives a number a handler, and returns when everybody sees it.
    ///
    /// @return the handler that the number has already, and keeps; null if it had none
    /// @throws IllegalStateException as [#make] says
    CallEntry add(int number, CallEntry entry) {
        return make(new Change(this, number, entry)).before;
    }

    /// Takes the handler of a number away, and returns when everybody sees it.
    ///
    /// @return the handler that it had; null if none
    /// @throws IllegalStateException as [#make] says
    CallEntry remove(int number) {
        return make(new Change(this, number, null)).before;
    }

    /// Has a lightweight thread make a change: the caller, or if it is an ordinary thread, one that is made for
    /// it.
    ///
    /// @throws IllegalStateException if the machine is stopped, the caller is a thread of another machine, or was
    ///     interrupted, in which case the change may be made all the same
    private Change make(Change change) {
        final Cpu here = Cpu.currentOrNull();
        if (here == null) {
            makeOnMachine(change);
        } else if (here.machine() == machine) {
            replicas.update(change);
        } else {
            throw new IllegalStateException(
                    "the calls of machine " + machine.config().name() + " were changed by a" + " thread of " + here
                            + "; do it on a thread of that machine or on an ordinary one");
        }
        return change;
    }

    private void makeOnMachine(Change change) {
        try {
            machine.call(0, "change of calls", () -> {
                replicas.update(change);
                return null;
            });
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while call " + change.number + " was changed; the change may be made all the same",
                    interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("call " + change.number + " could not be changed", failed.getCause());
        }
    }

    /// A change of one number. Owner: the thread that makes it, then CPU 0, then that thread again.
    private static final class Change implements UnaryOperator<CallTable> {
        private final CallDirectory directory;
        private final int number;
        private final CallEntry entry;
        private CallEntry before;

        private Change(CallDirectory directory, int number, CallEntry entry) {
            this.directory = directory;
            this.number = number;
            this.entry = entry;
        }

        @Override
        public CallTable apply(CallTable table) {
            before = table.find(number);
            if (entry == null ? before == null : before != null) {
                return table;
            }
            CallTable changed = table.with(number, entry);
            directory.outside = changed;
            return changed;
        }
    }
}
