package anax.bench.messages.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Topology;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/// What a contestant does with pairs that behave, and with pairs that do not.
class PairedContestantTest {
    private static final long SLICE_NS = 2_000_000;
    private static final Setting SETTING = new Setting(
            4,
            new Topology(List.of(0, 1, 2, 3)),
            processor -> new PinOutcome(processor, processor != 1, processor == 1 ? "taken" : ""),
            SystemClock.INSTANCE);

    private final Slice slice = new Slice();

    @Test
    void shouldMeasureOnePairForEveryTwoCpus() throws InterruptedException {
        Contestant contestant = contestant(true, Integer.MAX_VALUE);
        contestant.start();
        try {
            for (int i = 0; i < 3; i++) {
                slice.clear();
                contestant.run(SLICE_NS, slice);
                assertThat(slice.operations()).isPositive();
                assertThat(slice.nanoseconds()).isGreaterThanOrEqualTo(2 * SLICE_NS);
            }
        } finally {
            contestant.stop();
        }
    }

    @Test
    void shouldFailWhenTheTargetDoesNotWriteTheMessage() {
        assertThatThrownBy(() -> runOnce(contestant(false, Integer.MAX_VALUE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its target did not write it");
    }

    /// The initiator waits for a letter that never comes: the failure of the other party has to free it.
    @Test
    void shouldFailAtOnceWhenTheTargetDies() {
        long start = SystemClock.INSTANCE.nowNs();
        assertThatThrownBy(() -> runOnce(contestant(true, 5))).hasMessageContaining("the target died");
        assertThat(SystemClock.INSTANCE.nowNs() - start).isLessThan(Crew.WATCHDOG_NS / 2);
    }

    @Test
    void shouldNoteThatPinningWasRefused() throws InterruptedException {
        Contestant contestant = contestant(true, Integer.MAX_VALUE);
        runOnce(contestant);
        assertThat(contestant.notes()).containsExactly("not pinned to processor 1: taken");
    }

    @Test
    void shouldUseNoProcessorTimeBetweenSlices() throws InterruptedException {
        Contestant contestant =
                PairedContestant.acrossCpus("idle", Role.RIVAL, SETTING, _ -> new QueuePair(true, 1 << 30));
        contestant.start();
        try {
            contestant.run(SLICE_NS, slice);
            long before = processorTimeOf("idle-");
            Thread.sleep(200);
            assertThat(processorTimeOf("idle-") - before).isLessThan(20_000_000);
        } finally {
            contestant.stop();
        }
    }

    @Test
    void shouldEndItsThreads() throws InterruptedException {
        runOnce(PairedContestant.acrossCpus("ending", Role.RIVAL, SETTING, _ -> new QueuePair(true, 1 << 30)));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("ending-"));
    }

    private void runOnce(Contestant contestant) throws InterruptedException {
        contestant.start();
        try {
            contestant.run(SLICE_NS, slice);
        } finally {
            contestant.stop();
        }
    }

    private static Contestant contestant(boolean honest, int lettersUntilDeath) {
        return PairedContestant.acrossCpus(
                "queues", Role.RIVAL, SETTING, _ -> new QueuePair(honest, lettersUntilDeath));
    }

    private static long processorTimeOf(String name) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(name)) {
                sum += threads.getThreadCpuTime(thread.threadId());
            }
        }
        return sum;
    }

    /// One letter at a time over queues; the target may forget to write, or die. Owner: as of [Pair].
    private static final class QueuePair implements Pair {
        private final BlockingQueue<Letter> out = new ArrayBlockingQueue<>(2);
        private final BlockingQueue<Letter> back = new ArrayBlockingQueue<>(2);
        private final Letter end = new Letter();
        private final Letter letter = new Letter();
        private final boolean honest;
        private int lettersUntilDeath;
        private long next;

        QueuePair(boolean honest, int lettersUntilDeath) {
            this.honest = honest;
            this.lettersUntilDeath = lettersUntilDeath;
        }

        @Override
        public void begin() {}

        @Override
        public int initiate() throws InterruptedException {
            letter.ask(next);
            out.put(letter);
            back.take().check(next++);
            return 1;
        }

        @Override
        public void finish() throws InterruptedException {
            out.put(end);
        }

        @Override
        public boolean answer() throws InterruptedException {
            Letter came = out.take();
            if (came == end) {
                return false;
            }
            if (--lettersUntilDeath == 0) {
                throw new IllegalStateException("the target died");
            }
            if (honest) {
                came.answer();
            }
            back.put(came);
            return true;
        }
    }
}
