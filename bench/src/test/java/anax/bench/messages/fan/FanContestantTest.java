package anax.bench.messages.fan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Crew;
import anax.bench.messages.pair.Letter;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Topology;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// What a fan does with webs that behave, and with webs that do not.
class FanContestantTest {
    private static final long SLICE_NS = 2_000_000;
    private static final int SENDERS = 3;

    private final Set<Integer> processors = ConcurrentHashMap.newKeySet();
    private final Slice slice = new Slice();

    @Test
    void shouldMeasureAWindowForEachSender() throws InterruptedException {
        runOnce(new RingWeb(SENDERS));
        assertThat(slice.operations()).isGreaterThan(SENDERS * FanContestant.UNDER_WAY);
        assertThat(slice.nanoseconds()).isGreaterThanOrEqualTo(SENDERS * SLICE_NS);
    }

    @Test
    void shouldPutTheReceiverOnTheFirstCpuAndSendersOnAllOthers() throws InterruptedException {
        runOnce(new MpscWeb(SENDERS));
        assertThat(processors).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    /// A lost letter is one that comes home when another was due; that sender's failure has to free the others.
    @Test
    void shouldFailAtOnceWhenALetterIsLost() {
        long start = SystemClock.INSTANCE.nowNs();
        assertThatThrownBy(() -> runOnce(new WrongWeb())).hasMessageContaining("was due: one was lost");
        assertThat(SystemClock.INSTANCE.nowNs() - start).isLessThan(Crew.WATCHDOG_NS / 2);
    }

    private void runOnce(Web web) throws InterruptedException {
        Setting setting = new Setting(
                SENDERS + 1,
                new Topology(List.of(0, 1, 2, 3)),
                processor -> {
                    processors.add(processor);
                    return new PinOutcome(processor, true, "");
                },
                SystemClock.INSTANCE);
        Contestant contestant = new FanContestant("web", Role.RIVAL, setting, SENDERS, _ -> web);
        contestant.start();
        try {
            contestant.run(SLICE_NS, slice);
        } finally {
            contestant.stop();
        }
    }

    /// Loses one letter of those that it sends. Owner: as of [Web].
    private static final class WrongWeb implements Web {
        private final Web web = new RingWeb(SENDERS);
        private boolean lost;

        @Override
        public void send(int sender, Letter[] batch, int count) throws InterruptedException {
            if (sender == 1 && !lost) {
                lost = true;
                return;
            }
            web.send(sender, batch, count);
        }

        @Override
        public int collect(int sender, Letter[] batch) throws InterruptedException {
            return web.collect(sender, batch);
        }

        @Override
        public int receive(Letter[] batch) throws InterruptedException {
            return web.receive(batch);
        }

        @Override
        public void answer(Letter letter) throws InterruptedException {
            web.answer(letter);
        }
    }
}
