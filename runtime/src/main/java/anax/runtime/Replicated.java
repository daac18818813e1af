package anax.runtime;

import java.util.function.UnaryOperator;

/// Replication as a type: a value that every CPU reads from a copy of its own, and that is changed by a message which
/// visits every CPU.
///
/// Owner: the machine; each copy belongs to its CPU. Reading costs two loads. A change allocates a message and blocks
/// the thread that makes it until every CPU has it; changes are ordered by CPU 0, so that all CPUs see them in one
/// order. Between the first visit and the last, CPUs read different values, each a whole one.
///
/// @param <T> an immutable type: all CPUs see the same object
public final class Replicated<T> {
    private final Machine machine;
    private final PerCpu<Copy<T>> copies;

    /// Makes a value that every CPU sees from the start.
    public Replicated(Machine machine, T value) {
        this.machine = machine;
        copies = new PerCpu<>(machine, cpu -> new Copy<>(value));
    }

    /// The value as this CPU sees it.
    ///
    /// @throws IllegalStateException if the caller is an ordinary Java thread
    public T get() {
        return copies.local().value;
    }

    /// Changes the value and returns when every CPU sees the change. For lightweight threads.
    ///
    /// @param change makes the new value from the one before it, on CPU 0, in order with all other changes
    /// @throws IllegalStateException if the change threw, with what it threw as the cause
    public void update(UnaryOperator<T> change) {
        final Change<T> message = new Change<>(this, change, Lwkt.current());
        final Cpu here = Cpu.current();
        here.send(machine.cpu(0), message);
        while (!message.done) {
            Lwkt.block("replication");
        }
        if (message.failure != null) {
            throw new IllegalStateException("a change of a replicated value failed; no CPU saw it", message.failure);
        }
    }

    /// Sets the value and returns when every CPU sees it. For lightweight threads.
    public void set(T value) {
        update(before -> value);
    }

    /// One CPU's copy. Owner: that CPU.
    private static final class Copy<T> {
        private T value;

        private Copy(T value) {
            this.value = value;
        }
    }

    /// A change on its way from CPU 0 to the last, then home. Owner: the CPU that it visits.
    private static final class Change<T> extends Ipi {
        private final Replicated<T> target;
        private final UnaryOperator<T> change;
        private final Lwkt author;
        private T value;
        private Throwable failure;
        private boolean everywhere;
        private boolean done;

        private Change(Replicated<T> target, UnaryOperator<T> change, Lwkt author) {
            this.target = target;
            this.change = change;
            this.author = author;
        }

        @Override
        protected void run(Cpu cpu) {
            if (everywhere) {
                comeHome(cpu);
                return;
            }
            final Copy<T> copy = target.copies.of(cpu);
            if (cpu.id() == 0) {
                apply(copy);
            }
            if (failure != null) {
                everywhere = true;
                comeHome(cpu);
                return;
            }
            copy.value = value; // lanes keep their order, so no older change comes after this one
            final int next = cpu.id() + 1;
            if (next < target.machine.cpuCount()) {
                cpu.send(target.machine.cpu(next), this);
            } else {
                everywhere = true;
                comeHome(cpu);
            }
        }

        private void apply(Copy<T> copy) {
            try {
                value = change.apply(copy.value);
            } catch (RuntimeException | Error thrown) { // it goes home to whoever made the change
                failure = thrown;
            }
        }

        private void comeHome(Cpu cpu) {
            if (author.cpu() == cpu) {
                done = true;
                author.scheduleOnCpu(cpu);
            } else {
                cpu.send(author.cpu(), this);
            }
        }
    }
}
