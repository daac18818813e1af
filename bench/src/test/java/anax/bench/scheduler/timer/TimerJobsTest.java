package anax.bench.scheduler.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The jobs notice when a design does not do them.
class TimerJobsTest {

    /// Ten seconds of the job's clock, in which a timer that is not moved fires after two.
    @Test
    void shouldKeepEveryTimerFromFiringByMovingItInTime() {
        WheelDeadlines deadlines = new WheelDeadlines(1000);
        IdleTimeouts job = new IdleTimeouts(deadlines, 1000);
        int operations = 0;
        while (operations < 40_000_000) {
            operations += job.burst();
        }
        assertThat(deadlines.scheduled()).isEqualTo(1000);
    }

    @Test
    void shouldMoveAllTimersInTurn() {
        Recording deadlines = new Recording();
        new IdleTimeouts(deadlines, 1000).burst();
        assertThat(deadlines.moved).hasSize(1000);
    }

    @Test
    void shouldFailWhenATimerFiresThatWasToBeCancelled() {
        Deadlines losing = new Recording() {
            @Override
            public long scheduled() {
                return 2000 + RequestTimeouts.IN_FLIGHT - 1;
            }
        };
        assertThatThrownBy(() -> new RequestTimeouts(losing, 2000).burst())
                .hasMessage("3023 timers are scheduled instead of 3024: some fired before their time");
        assertThatThrownBy(() -> new IdleTimeouts(losing, 2000).burst())
                .hasMessage("3023 timers are scheduled instead of 2000: some fired before their time");
    }

    @Test
    void shouldFailWhenTimersOfABurstDoNotFire() throws InterruptedException {
        BurstContestant contestant = new BurstContestant("lossy", Role.RIVAL, setting(), 1000, Lossy::new);
        contestant.start();
        contestant.prepare();
        assertThatThrownBy(() -> contestant.run(1000, new Slice()))
                .hasMessage("lossy: 999 of 1000 timers fired after their deadline");
        contestant.stop();
    }

    @Test
    void shouldFireEveryTimerOfABurstAgainAndAgain() {
        for (Burst burst : List.of(new BareBurst(1000), new WheelBurst(1000), new AgronaBurst(1000))) {
            for (int round = 0; round < 3; round++) {
                burst.schedule();
                int fired = 0;
                int longest = 0;
                for (int pass = 0; pass < 100; pass++) {
                    int now = burst.pass();
                    fired += now;
                    longest = Math.max(longest, now);
                }
                assertThat(fired).as(burst.getClass().getSimpleName()).isEqualTo(1000);
                assertThat(longest).isBetween(1, Burst.LIMIT);
            }
        }
    }

    private static Setting setting() {
        return new Setting(1, new Topology(List.of(0)), Pinning.none("not in this test"), SystemClock.INSTANCE);
    }

    /// Loses a timer of the large burst, but none of the small ones before it.
    private static final class Lossy implements Burst {
        private final BareBurst burst;

        Lossy(int count) {
            burst = new BareBurst(count == 1000 ? 999 : count);
        }

        @Override
        public void schedule() {
            burst.schedule();
        }

        @Override
        public int pass() {
            return burst.pass();
        }
    }

    private static class Recording implements Deadlines {
        private final Set<Integer> moved = new HashSet<>();

        @Override
        public void schedule(int timer, long deadlineNs) {}

        @Override
        public void cancel(int timer) {}

        @Override
        public void moveLater(int timer, long deadlineNs) {
            moved.add(timer);
        }

        @Override
        public void pass(long nowNs) {}

        @Override
        public long scheduled() {
            return 1000;
        }
    }
}
