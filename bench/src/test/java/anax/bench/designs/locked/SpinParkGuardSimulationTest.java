package anax.bench.designs.locked;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The lock of the locked designs in every order of its accesses that some hundred seeds meet: two CPUs enter, two
/// read without entering, and each may be stopped before it touches the word or what the lock guards. Beside it stand
/// twins that lack one thing each, and each of them must break.
///
/// What processors and compilers reorder does not show here: that needs fences, and real threads.
class SpinParkGuardSimulationTest {
    private static final int SEEDS = 300;
    private static final int WRITERS = 2;
    private static final int READERS = 2;
    private static final int ENTRIES = 12;
    private static final int READINGS = 30;
    private static final MachineConfig CONFIG = MachineConfig.ofCpus(WRITERS + READERS)
            .withRingBound(8)
            .withIdleSpinNs(0)
            .withTickNs(1_000_000_000)
            .withDebug(false);

    @Test
    void shouldLetOneInAndShowReadersAllOrNothingUnderEverySeed() {
        Outcome all = run(Stepped::new);
        assertThat(all.lost).as("entries that another one overwrote").isZero();
        assertThat(all.torn).as("readings of half a change that were trusted").isZero();
        assertThat(all.refusedEntries).as("entries that had to wait").isPositive();
        assertThat(all.refusedReadings).as("readings that were not trusted").isPositive();
        assertThat(all.trustedReadings).as("readings that were").isPositive();
    }

    @Test
    void shouldReplayUnderTheSameSeed() {
        assertThat(trace(7)).isEqualTo(trace(7)).isNotEqualTo(trace(8));
    }

    /// Looks whether the word is even, then writes it: two may have looked.
    @Test
    void shouldLoseEntriesWhenTheWordIsNotSwappedInOneStep() {
        assertThat(run(machine -> new Stepped(machine) {
                            @Override
                            boolean compareAndSetWord(long expected, long next) {
                                if (wordOpaque() != expected) {
                                    return false;
                                }
                                wordRelease(next);
                                return true;
                            }

                            // Where two were in, the second one leaves an even word as well, or nobody could enter.
                            @Override
                            public void leave() {
                                wordRelease((wordPlain() | 1) + 1);
                            }
                        })
                        .lost)
                .isPositive();
    }

    /// Leaves the word as it was before: a reader does not see that somebody was in and has left.
    @Test
    void shouldShowHalfAChangeWhenTheWordDoesNotTellThatSomebodyWasIn() {
        assertThat(run(machine -> new Stepped(machine) {
                            @Override
                            public void leave() {
                                wordRelease(wordPlain() - 1);
                            }
                        })
                        .torn)
                .isPositive();
    }

    /// Begins to read while somebody is in, and ends before he has left.
    @Test
    void shouldShowHalfAChangeWhenAReaderDoesNotWaitForWhoIsIn() {
        assertThat(run(machine -> new Stepped(machine) {
                            @Override
                            public long beginRead() {
                                return wordAcquire();
                            }
                        })
                        .torn)
                .isPositive();
    }

    private static Outcome run(Function<SimulatedMachine, Stepped> guard) {
        Outcome all = new Outcome();
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed)) {
                new Play(machine, guard.apply(machine), all).perform();
            }
        }
        return all;
    }

    private static long trace(long seed) {
        try (SimulatedMachine machine = new SimulatedMachine(CONFIG, seed)) {
            new Play(machine, new Stepped(machine), new Outcome()).perform();
            return machine.trace();
        }
    }

    /// What came of some plays.
    private static final class Outcome {
        private long lost;
        private long torn;
        private long refusedEntries;
        private long refusedReadings;
        private long trustedReadings;
    }

    /// The real guard, stopped before each access to its word.
    private static class Stepped extends SpinParkGuard {
        private final SimulatedMachine machine;
        private long refused;

        Stepped(SimulatedMachine machine) {
            this.machine = machine;
        }

        @Override
        long wordAcquire() {
            machine.beforeSharedAccess();
            return super.wordAcquire();
        }

        @Override
        long wordOpaque() {
            machine.beforeSharedAccess();
            return super.wordOpaque();
        }

        @Override
        boolean compareAndSetWord(long expected, long next) {
            machine.beforeSharedAccess();
            final boolean swapped = super.compareAndSetWord(expected, next);
            refused += swapped ? 0 : 1;
            return swapped;
        }

        @Override
        void wordRelease(long next) {
            machine.beforeSharedAccess();
            super.wordRelease(next);
        }
    }

    /// Two words that are always alike for whoever sees them rightly.
    private static final class Play {
        private final SimulatedMachine machine;
        private final Stepped guard;
        private final Outcome outcome;
        private long first;
        private long second;

        Play(SimulatedMachine machine, Stepped guard, Outcome outcome) {
            this.machine = machine;
            this.guard = guard;
            this.outcome = outcome;
        }

        void perform() {
            for (int i = 0; i < WRITERS; i++) {
                machine.spawn(i, "writer", this::write);
            }
            for (int i = 0; i < READERS; i++) {
                machine.spawn(WRITERS + i, "reader", this::read);
            }
            machine.runToRest();
            outcome.lost += WRITERS * ENTRIES - first;
            outcome.refusedEntries += guard.refused;
        }

        private void write() {
            for (int i = 0; i < ENTRIES; i++) {
                guard.enter();
                final long before = first;
                machine.beforeSharedAccess();
                first = before + 1;
                machine.beforeSharedAccess();
                second = before + 1;
                guard.leave();
            }
        }

        private void read() {
            for (int i = 0; i < READINGS; i++) {
                final long begun = guard.beginRead();
                final long one = first;
                machine.beforeSharedAccess();
                final long other = second;
                if (!guard.endRead(begun)) {
                    outcome.refusedReadings++;
                } else if (one == other) {
                    outcome.trustedReadings++;
                } else {
                    outcome.torn++;
                }
            }
        }
    }
}
