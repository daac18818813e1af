package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.clock.SystemClock;
import anax.runtime.crossbar.Doorbell;
import anax.runtime.crossbar.Lane;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// CPUs that park between any two messages lose no wake-up, and a loop that does not look again loses one.
class ParkLoopTest {
    private static final long RUN_NS = TimeUnit.SECONDS.toNanos(Long.getLong("anax.parkLoopSeconds"));
    private static final long STUCK_MS = 2_000;
    private static final int FEWEST_ROUNDS = 500;
    private static final int SPINS = 128;

    private static final class Question extends Message {}

    /// [Idling#untilWork] itself, on two pinned CPUs that never spin.
    @Test
    void shouldLoseNoWakeUpWhenCpusParkBetweenMessages() {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2).withIdleSpinNs(0))) {
            Lwkt server = machine.spawn(1, "server", () -> {
                while (true) {
                    Lwkt.current().port().waitMessage().replyMessage(0);
                }
            });
            int rounds = Assertions.assertTimeoutPreemptively(
                    Duration.ofNanos(RUN_NS * 2).plusSeconds(10), () -> machine.call(0, "client", () -> ask(server)));
            System.out.println("holds   Cpu.idle: " + rounds + " messages out and back, CPU 0 parked "
                    + machine.cpu(0).counters().parks + " times and CPU 1 "
                    + machine.cpu(1).counters().parks + " times");
            assertThat(rounds).isGreaterThan(FEWEST_ROUNDS);
            assertThat(machine.cpu(0).counters().parks).isGreaterThan(FEWEST_ROUNDS / 2);
            assertThat(machine.cpu(1).counters().parks).isGreaterThan(FEWEST_ROUNDS / 2);
        }
    }

    private static int ask(Lwkt server) {
        final Question question = new Question();
        final long startNs = SystemClock.INSTANCE.nowNs();
        int rounds = 0;
        while (SystemClock.INSTANCE.nowNs() - startNs < RUN_NS) {
            server.port().doMessage(question);
            rounds++;
            spin(rounds % SPINS); // so that the next send meets the other CPU at every step on its way to park
        }
        return rounds;
    }

    @Test
    void shouldLoseNoWakeUpWhenLoopLooksAgainBeforeItParks() throws InterruptedException {
        int rounds = PingPong.run(true);
        System.out.println("holds   loop that looks again: " + rounds + " rounds");
        assertThat(rounds).isGreaterThan(FEWEST_ROUNDS);
    }

    /// The twin: what shows that the loop above could have hung.
    @Test
    void shouldLoseWakeUpWhenLoopParksWithoutLookingAgain() throws InterruptedException {
        int rounds = PingPong.run(false);
        System.out.println("breaks  loop that does not look again: stuck after " + -rounds + " rounds");
        assertThat(rounds).isLessThanOrEqualTo(0);
    }

    private static void spin(int turns) {
        for (int i = 0; i < turns; i++) {
            Thread.onSpinWait();
        }
    }

    /// Two Java threads that hand one entry to and fro, over lanes and doorbells, and park as [Idling#untilWork]
    /// does.
    private static final class PingPong {
        private final Doorbell[] bells = {new Doorbell(), new Doorbell()};
        private final Thread[] sides = new Thread[2];
        private final boolean looksAgain;
        private volatile boolean stopped;
        private volatile int rounds;

        private PingPong(boolean looksAgain) {
            this.looksAgain = looksAgain;
        }

        /// @return how many rounds went by; negated if it came to a stand
        static int run(boolean looksAgain) throws InterruptedException {
            PingPong game = new PingPong(looksAgain);
            Lane<Object> there = new Lane<>(Lane.MIN_BOUND);
            Lane<Object> back = new Lane<>(Lane.MIN_BOUND);
            game.sides[0] = new Thread(() -> game.play(0, back, there), "ping");
            game.sides[1] = new Thread(() -> game.play(1, there, back), "pong");
            there.sender().offer("ball");
            for (Thread side : game.sides) {
                side.start();
            }
            boolean stuck = game.isStuckWithin(RUN_NS);
            int rounds = game.rounds;
            game.stopped = true;
            for (Thread side : game.sides) {
                LockSupport.unpark(side);
                side.join();
            }
            return stuck ? -rounds : rounds;
        }

        private boolean isStuckWithin(long forNs) throws InterruptedException {
            final long startNs = SystemClock.INSTANCE.nowNs();
            while (SystemClock.INSTANCE.nowNs() - startNs < forNs) {
                int before = rounds;
                Thread.sleep(STUCK_MS);
                if (rounds == before) {
                    return true;
                }
            }
            return false;
        }

        private void play(int me, Lane<Object> in, Lane<Object> out) {
            int turn = 0;
            while (!stopped) {
                if (in.receiver().take() == 0) {
                    idle(bells[me], in);
                    continue;
                }
                out.sender().offer(in.receiver().next());
                if (me == 0) {
                    rounds = turn;
                }
                if (bells[1 - me].ring()) {
                    LockSupport.unpark(sides[1 - me]);
                }
                spin(turn++ % (SPINS - me)); // so that what comes back meets this side at every step on its way to park
            }
        }

        private void idle(Doorbell bell, Lane<Object> in) {
            bell.announcePark();
            while (bell.isParked() && !(looksAgain && !in.receiver().isEmpty()) && !stopped) {
                LockSupport.park(this);
            }
            bell.cancelPark();
        }
    }
}
