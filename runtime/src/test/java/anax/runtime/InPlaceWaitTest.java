package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A thread that waits for a message stays on its stack while nobody else is ready, and only then.
class InPlaceWaitTest {
    private static final int TRIPS = 200;
    private static final long SEED = 7;
    private static final int SEEDS = 50;
    private static final MachineConfig CONFIG = MachineConfig.ofCpus(2).withIdleSpinNs(100_000);

    /// Owner: as of [Message].
    private static final class Question extends Message {
        private int answer;
    }

    @Test
    void shouldStayOnItsStackWhenAnswerComesSoonAndNobodyElseIsReady() {
        try (var machine = new SimulatedMachine(CONFIG.withDebug(false), SEED)) {
            assertThat(switchesOfTrips(machine, startTarget(machine, 0))).isLessThan(TRIPS / 10);
        }
    }

    @Test
    void shouldStayOnItsStackAndParkWhenAnswerIsLongInComing() {
        try (var machine = new SimulatedMachine(CONFIG.withDebug(false), SEED)) {
            Port target = startTarget(machine, 1_000_000);
            long parksBefore = machine.machine().cpu(0).counters().parks();
            assertThat(switchesOfTrips(machine, target)).isLessThan(TRIPS / 10);
            assertThat(machine.machine().cpu(0).counters().parks() - parksBefore)
                    .isGreaterThanOrEqualTo(TRIPS);
        }
    }

    @Test
    void shouldMakeRoomOnItsStackForWhoeverBecomesReadyMeanwhile() {
        try (var machine = new SimulatedMachine(CONFIG.withDebug(false), SEED)) {
            Port target = startTarget(machine, 1_000_000);
            int[] naps = new int[1];
            machine.spawn(0, "napper", () -> {
                while (naps[0] < TRIPS) {
                    Lwkt.blockUntil("nap", Cpu.current().nowNs() + 300_000);
                    naps[0]++;
                }
            });
            machine.call(0, "asker", () -> {
                askOften(target);
                return null;
            });
            assertThat(naps[0])
                    .as("naps of 0.3 ms during questions of 1 ms each")
                    .isEqualTo(TRIPS);
        }
    }

    @Test
    void shouldBeNamedAsWaitingWhileItsCpuRests() {
        try (var machine = new SimulatedMachine(CONFIG.withDebug(false), SEED)) {
            Port target = startTarget(machine, 1_000_000);
            List<String> seen = new ArrayList<>();
            machine.spawn(1, "onlooker", () -> {
                while (seen.isEmpty() || !machine.machine().cpu(0).isParked()) {
                    Lwkt.blockUntil("look", Cpu.current().nowNs() + 10_000);
                    seen.add(machine.machine().cpu(0).runningName());
                }
            });
            machine.call(0, "asker", () -> {
                askOften(target);
                return null;
            });
            assertThat(seen.getLast()).isEqualTo("idle");
        }
    }

    @Test
    void shouldLeaveItsStackForEachWaitInDebugModeWhichChecksSwitches() {
        try (var machine = new SimulatedMachine(CONFIG.withDebug(true), SEED)) {
            assertThat(switchesOfTrips(machine, startTarget(machine, 0))).isGreaterThanOrEqualTo(TRIPS);
        }
    }

    @Test
    void shouldLetAnotherThreadRunWhileItWaits() {
        try (var machine = new SimulatedMachine(CONFIG.withDebug(false), SEED)) {
            Port target = startTarget(machine, 0);
            int[] turns = new int[1];
            boolean[] over = new boolean[1];
            machine.spawn(0, "other", () -> {
                while (!over[0]) {
                    turns[0]++;
                    Lwkt.giveWay();
                }
            });
            machine.call(0, "asker", () -> {
                askOften(target);
                over[0] = true;
                return null;
            });
            assertThat(turns[0]).isGreaterThanOrEqualTo(TRIPS);
        }
    }

    /// Its CPU would park, and nobody wakes it for room in a lane.
    @Test
    void shouldLeaveItsStackWhileSomethingWaitsForRoomInLane() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var config = MachineConfig.ofCpus(2)
                    .withIdleSpinNs(100_000)
                    .withRingBound(4)
                    .withDebug(false);
            try (var machine = new SimulatedMachine(config, seed)) {
                boolean[] release = new boolean[1];
                int[] arrived = new int[1];
                machine.spawn(1, "holder", () -> {
                    while (!release[0]) {
                        Driver.Processor.suspendCurrent();
                    }
                });
                machine.spawn(0, "sender", () -> {
                    Lwkt.critEnter();
                    for (int i = 0; i < 7; i++) {
                        Cpu.current().send(machine.machine().cpu(1), new Ipi() {
                            @Override
                            protected void run(Cpu cpu) {
                                arrived[0]++;
                            }
                        });
                    }
                    Lwkt.critExitNoPoll();
                    Lwkt.current().port().waitMessage();
                });
                machine.runSteps(200);
                release[0] = true;
                machine.runToRest();
                assertThat(arrived[0]).isEqualTo(7);
            }
        }
    }

    /// What arrives in a critical section has to wait; who waits for it there leaves the section with the stack.
    @Test
    void shouldTakeNothingInOnItsStackInsideOfCriticalSection() {
        try (var machine = new SimulatedMachine(CONFIG.withDebug(false), SEED)) {
            Port target = startTarget(machine, 0);
            long switches = machine.call(0, "asker", () -> {
                long before = Cpu.current().counters().switches();
                Lwkt.critEnter();
                askOften(target);
                Lwkt.critExit();
                return Cpu.current().counters().switches() - before;
            });
            assertThat(switches).isGreaterThanOrEqualTo(TRIPS);
        }
    }

    private static long switchesOfTrips(SimulatedMachine machine, Port target) {
        return machine.call(0, "asker", () -> {
            long before = Cpu.current().counters().switches();
            askOften(target);
            return Cpu.current().counters().switches() - before;
        });
    }

    private static Port startTarget(SimulatedMachine machine, long thinkNs) {
        return machine.call(
                1,
                "start",
                () -> Lwkt.create("target", () -> {
                            ThreadPort own = Lwkt.current().port();
                            while (true) {
                                Question question = (Question) own.waitMessage();
                                if (thinkNs > 0) {
                                    Lwkt.blockUntil("thought", Cpu.current().nowNs() + thinkNs);
                                }
                                question.answer++;
                                question.replyMessage(0);
                            }
                        })
                        .port());
    }

    private static void askOften(Port target) {
        Question question = new Question();
        for (int i = 1; i <= TRIPS; i++) {
            assertThat(target.doMessage(question)).isZero();
            assertThat(question.answer).isEqualTo(i);
        }
    }
}
