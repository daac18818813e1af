package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What crosses between CPUs when there is no room, nobody awake, or more CPUs than processors.
@Tag("collector")
class CrossbarTest {

    /// Every CPU floods every other one through lanes of four entries and replies to all at the same time:
    /// without the drain of a sender that waits, full lanes would wait for each other.
    @ParameterizedTest
    @CsvSource({"2, 4", "4, 4", "8, 16"})
    void shouldLoseNothingAndKeepOrderWhenAllLanesAreFull(int cpus, int ringBound) throws Exception {
        int perPair = 20_000 / (cpus * (cpus - 1));
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(cpus).withRingBound(ringBound))) {
            ThreadPort[] sinks = new ThreadPort[cpus];
            for (int cpu = 0; cpu < cpus; cpu++) {
                int here = cpu;
                machine.call(
                        cpu,
                        "boot",
                        () -> sinks[here] =
                                Lwkt.create("sink", CrossbarTest::echo).port());
            }
            CountDownLatch done = new CountDownLatch(cpus);
            List<String> wrong = new ArrayList<>();
            for (int cpu = 0; cpu < cpus; cpu++) {
                int here = cpu;
                machine.spawn(cpu, "flood", () -> {
                    flood(sinks, here, perPair, wrong);
                    done.countDown();
                });
            }

            assertThat(done.await(60, TimeUnit.SECONDS))
                    .as("every message came back")
                    .isTrue();
            assertThat(wrong).isEmpty();
            long full = 0;
            for (int cpu = 0; cpu < cpus; cpu++) {
                full += machine.cpu(cpu).counters().fifoFull();
            }
            assertThat(full)
                    .as("a lane was full, or this test has tested nothing")
                    .isPositive();
        }
    }

    @Test
    void shouldWakeParkedCpuExactlyOnceWhenBatchArrives() throws Exception {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
            CountDownLatch arrived = new CountDownLatch(10);
            awaitParked(machine.cpu(1));

            long kicks = machine.call(0, "sender", () -> {
                long before = Cpu.current().counters().kicks();
                for (int i = 0; i < 10; i++) {
                    Lwkt.create(1, "counter", Priority.DAEMON, arrived::countDown);
                }
                Lwkt.giveWay();
                return Cpu.current().counters().kicks() - before;
            });

            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(kicks).isEqualTo(1);
        }
    }

    @Test
    void shouldLoseNoWakeUpWhenReceiverParksBetweenMessages() throws Exception {
        // No spin: the receiver goes to park after every single message.
        MachineConfig config = MachineConfig.ofCpus(2).withIdleSpinNs(0);
        try (Machine machine = Machine.boot(config)) {
            ThreadPort[] sink = new ThreadPort[1];
            machine.call(
                    1,
                    "boot",
                    () -> sink[0] = Lwkt.create("sink", CrossbarTest::echo).port());

            machine.call(0, "client", () -> {
                Stamp stamp = new Stamp(0, 0);
                for (int i = 0; i < 20_000; i++) {
                    sink[0].doMessage(stamp);
                }
                return null;
            });

            assertThat(machine.cpu(1).counters().parks()).as("it really parked").isGreaterThan(1_000);
        }
    }

    private static void awaitParked(Cpu cpu) throws InterruptedException {
        for (int i = 0; !cpu.doorbell().isParked(); i++) {
            assertThat(i).as("an idle CPU parks").isLessThan(10_000);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void echo() {
        ThreadPort own = Lwkt.current().port();
        while (true) {
            own.waitMessage().replyMessage(0);
        }
    }

    /// Sends without ever waiting for replies, then collects them all: each sink's must come back in order.
    private static void flood(ThreadPort[] sinks, int here, int perPair, List<String> wrong) {
        for (int i = 0; i < perPair; i++) {
            for (int to = 0; to < sinks.length; to++) {
                if (to != here) {
                    sinks[to].sendMessage(new Stamp(to, i));
                }
            }
        }
        int[] expected = new int[sinks.length];
        for (int i = 0; i < perPair * (sinks.length - 1); i++) {
            Stamp stamp = (Stamp) Lwkt.current().port().waitMessage();
            if (stamp.serial != expected[stamp.sink]++) {
                synchronized (wrong) {
                    wrong.add("CPU " + here + " had number " + stamp.serial + " from sink " + stamp.sink);
                }
            }
        }
    }

    private static final class Stamp extends Message {
        private final int sink;
        private final int serial;

        private Stamp(int sink, int serial) {
            this.sink = sink;
            this.serial = serial;
        }
    }
}
