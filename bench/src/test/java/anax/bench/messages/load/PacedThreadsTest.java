package anax.bench.messages.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Letter;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacedThreadsTest {
    private static final long SLICE_NS = 50_000_000;
    private static final Setting SETTING =
            new Setting(2, new Topology(List.of(0, 1)), Pinning.none("not in this test"), SystemClock.INSTANCE);

    private final Slice slice = new Slice();

    @Test
    void shouldSendAsManyAsAreDue() throws InterruptedException {
        runSecondSlice(new QueueChannel(0, false));
        assertThat(slice.operations()).isGreaterThanOrEqualTo(500);
        assertThat(slice.operationsPerSecond()).isLessThan(11_000);
    }

    /// A sender that stands still for 25 ms of 50 is late with half of the messages: they are counted from when
    /// they were due, not from when they were sent, so a quarter of all is more than 12 ms late.
    @Test
    void shouldCountLatencyFromWhenAMessageWasDue() throws InterruptedException {
        runSecondSlice(new QueueChannel(25, false));
        assertThat(slice.latencyNs(76)).isGreaterThan(10_000_000);
        assertThat(slice.latencyNs(100)).isGreaterThan(24_000_000);
    }

    @Test
    void shouldFailWhenALetterIsLost() {
        assertThatThrownBy(() -> runSecondSlice(new QueueChannel(0, true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was due: one was lost");
    }

    /// The first one after the warm-up, which is many windows.
    private void runSecondSlice(QueueChannel channel) throws InterruptedException {
        Contestant contestant = new PacedThreads("queue", Role.RIVAL, SETTING, new Pacing(10_000), true, _ -> channel);
        contestant.start();
        try {
            contestant.prepare();
            channel.armed = true;
            contestant.run(SLICE_NS, slice);
        } finally {
            contestant.stop();
        }
    }

    /// A queue whose sender may stand still once, or that may lose a letter. Owner: as of [Channel].
    private static final class QueueChannel implements Channel {
        private final BlockingQueue<Letter> queue = new ArrayBlockingQueue<>(256);
        private final long pauseMs;
        private final boolean loses;
        private volatile boolean armed;

        QueueChannel(long pauseMs, boolean loses) {
            this.pauseMs = pauseMs;
            this.loses = loses;
        }

        @Override
        public void send(Letter[] batch, int count) throws InterruptedException {
            boolean first = armed;
            armed = false;
            if (first && pauseMs > 0) {
                TimeUnit.MILLISECONDS.sleep(pauseMs);
            }
            for (int i = first && loses ? 1 : 0; i < count; i++) {
                queue.put(batch[i]);
            }
        }

        @Override
        public Letter receive() throws InterruptedException {
            return queue.take();
        }
    }
}
