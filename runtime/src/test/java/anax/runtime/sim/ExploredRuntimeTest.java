package anax.runtime.sim;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.Cpu;
import anax.runtime.InterruptLine;
import anax.runtime.Ipi;
import anax.runtime.Lwkt;
import anax.runtime.MachineConfig;
import anax.runtime.Message;
import anax.runtime.Priority;
import anax.runtime.Sleepers;
import anax.runtime.ThreadPort;
import anax.runtime.WaitQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What two CPUs do to each other, in every interleaving with so many stops: nothing is lost, the order is kept, and
/// all has come to its end when the machine rests.
///
/// `-Danax.explore.stops=3` allows each scenario at least so many.
@Tag("computes")
class ExploredRuntimeTest {
    private static final int STOPS = Integer.getInteger("anax.explore.stops", 0);
    private static final MachineConfig CONFIG = MachineConfig.ofCpus(2)
            .withRingBound(4)
            .withInboxBound(4)
            .withIdleSpinNs(0)
            .withTickNs(1_000_000_000)
            .withDebug(false);

    @Test
    void shouldReplyToEachMessageInOrder() {
        explore(3, machine -> {
            ThreadPort echo = bootEcho(machine, 1);
            List<Integer> replies = new ArrayList<>();
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 3; i++) {
                    echo.sendMessage(new Ping(i));
                }
                for (int i = 0; i < 3; i++) {
                    replies.add(((Ping) Lwkt.current().port().waitMessage()).number);
                }
            });
            return () -> assertThat(replies).containsExactly(0, 1, 2);
        });
    }

    @Test
    void shouldReplyToSynchronousMessagesBothWays() {
        explore(3, machine -> {
            ThreadPort[] echoes = {bootEcho(machine, 0), bootEcho(machine, 1)};
            int[] replies = new int[2];
            for (int cpu = 0; cpu < 2; cpu++) {
                int here = cpu;
                machine.spawn(cpu, "client", () -> replies[here] = echoes[1 - here].doMessage(new Ping(here)));
            }
            return () -> assertThat(replies).containsExactly(1, 2);
        });
    }

    @Test
    void shouldWakeSleeperThatTestedItsConditionAfterInterlock() {
        explore(4, machine -> {
            boolean[] condition = {false};
            boolean[] woke = {false};
            machine.spawn(0, "sleeper", () -> {
                sleepUntil(machine, condition);
                woke[0] = true;
            });
            machine.spawn(1, "waker", () -> {
                machine.beforeSharedAccess();
                condition[0] = true;
                Sleepers.wakeup(condition);
            });
            return () -> assertThat(woke[0]).as("the sleeper woke").isTrue();
        });
    }

    @Test
    void shouldWakeWaiterWhoseGenerationWasReadBeforeTheTest() {
        explore(4, machine -> {
            WaitQueue queue = machine.call(0, "boot", WaitQueue::new);
            boolean[] condition = {false};
            boolean[] woke = {false};
            machine.spawn(0, "waiter", () -> {
                long seen = queue.generation();
                machine.beforeSharedAccess();
                while (!condition[0]) {
                    Lwkt.checkpoint(); // a signal may come in here, between test and block
                    seen = queue.block("signal", seen);
                    machine.beforeSharedAccess();
                }
                woke[0] = true;
            });
            machine.spawn(1, "signaller", () -> {
                machine.beforeSharedAccess();
                condition[0] = true;
                queue.signal(1);
            });
            return () -> assertThat(woke[0]).as("the waiter woke").isTrue();
        });
    }

    /// Schedules and deschedules from one CPU arrive in their order: the last one holds.
    @Test
    void shouldObeyLastScheduleOrDescheduleOfOtherCpu() {
        explore(4, machine -> {
            int[] turns = {0};
            Lwkt thread = machine.call(
                    0,
                    "boot",
                    () -> Lwkt.create("obedient", () -> {
                        while (true) {
                            turns[0]++;
                            Lwkt.block("schedule");
                        }
                    }));
            int before = turns[0];
            machine.spawn(1, "master", () -> {
                thread.schedule();
                thread.deschedule();
                thread.schedule();
            });
            return () -> {
                assertThat(turns[0] - before).as("turns").isBetween(1, 2);
                machine.spawn(1, "master", () -> {
                    thread.schedule();
                    thread.deschedule();
                });
                machine.runToRest();
                assertThat(turns[0] - before).as("turns").isBetween(1, 3);
            };
        });
    }

    @Test
    void shouldHandOverThreadToOtherCpuThatAcquiresIt() {
        explore(3, machine -> {
            List<String> log = new ArrayList<>();
            Lwkt[] orphan = new Lwkt[1];
            orphan[0] = machine.spawn(0, "orphan", () -> {
                log.add("begins on " + Cpu.current().id());
                Lwkt.block("offer");
                log.add("goes on on " + Cpu.current().id());
            });
            machine.spawn(0, "giver", () -> {
                orphan[0].giveAway();
                Lwkt.create(1, "taker", Priority.DAEMON, () -> {
                    orphan[0].acquire();
                    log.add("is taken by " + orphan[0].cpu().id());
                });
                orphan[0].schedule(); // it comes before the thread is taken, or follows it
            });
            return () -> assertThat(log).containsExactly("begins on 0", "is taken by 1", "goes on on 1");
        });
    }

    @Test
    void shouldDeliverMessagesToThreadThatMoves() {
        explore(3, machine -> {
            List<Integer> got = new ArrayList<>();
            List<Integer> replies = new ArrayList<>();
            Lwkt[] mover = new Lwkt[1];
            mover[0] = machine.spawn(1, "mover", () -> {
                for (int i = 0; i < 3; i++) {
                    if (i > 0) {
                        Lwkt.moveTo(1 - Cpu.current().id());
                    }
                    Ping ping = (Ping) Lwkt.current().port().waitMessage();
                    got.add(ping.number);
                    ping.replyMessage(0);
                }
            });
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 3; i++) {
                    mover[0].port().sendMessage(new Ping(i));
                }
                for (int i = 0; i < 3; i++) {
                    replies.add(((Ping) Lwkt.current().port().waitMessage()).number);
                }
            });
            return () -> {
                // A message may be overtaken by a later one that is sent when the thread is nearer.
                assertThat(got).containsExactlyInAnyOrder(0, 1, 2);
                assertThat(replies).containsExactlyInAnyOrder(0, 1, 2);
                assertThat(mover[0].cpu().id()).isEqualTo(1);
            };
        });
    }

    /// A wake-up finds its thread wherever that is by then.
    @Test
    void shouldWakeThreadThatMovesMeanwhile() {
        explore(4, machine -> {
            boolean[] condition = {false};
            int[] wokeOn = {-1};
            Lwkt[] mover = new Lwkt[1];
            mover[0] = machine.spawn(0, "mover", () -> {
                Lwkt.moveTo(1);
                Lwkt.moveTo(0);
                while (!condition[0]) {
                    Lwkt.block("condition");
                }
                wokeOn[0] = Cpu.current().id();
            });
            machine.spawn(1, "waker", () -> {
                machine.beforeSharedAccess();
                condition[0] = true;
                mover[0].schedule();
            });
            return () -> assertThat(wokeOn[0]).as("where the mover woke").isZero();
        });
    }

    /// Both rings full, and what is taken in meanwhile sends as well, so that drains nest: all arrives, each
    /// once, and what threads sent arrives in their order.
    @Test
    void shouldRelieveEachOtherWhenBothRingsAreFull() {
        long[] full = {0};
        explore(2, machine -> {
            List<List<Integer>> arrived = List.of(new ArrayList<>(), new ArrayList<>());
            int[] answers = new int[2];
            for (int cpu = 0; cpu < 2; cpu++) {
                int here = cpu;
                machine.spawn(cpu, "flood", () -> {
                    for (int i = 0; i < 6; i++) {
                        Cpu.current().send(machine.machine().cpu(1 - here), new Question(i, arrived, answers));
                    }
                });
            }
            return () -> {
                assertThat(arrived).containsExactly(List.of(0, 1, 2, 3, 4, 5), List.of(0, 1, 2, 3, 4, 5));
                assertThat(answers).containsExactly(6, 6);
                for (int cpu = 0; cpu < 2; cpu++) {
                    full[0] += machine.machine().cpu(cpu).counters().nested();
                }
            };
        });
        assertThat(full[0]).as("something was taken in at a full ring").isPositive();
    }

    @Test
    void shouldServeLastRaiseOfInterruptFromOtherCpu() {
        for (boolean threaded : new boolean[] {false, true}) {
            explore(4, machine -> {
                int[] raised = {0};
                int[] served = {0};
                Runnable handler = () -> {
                    machine.beforeSharedAccess();
                    served[0] = raised[0];
                };
                InterruptLine line = machine.call(
                        0,
                        "boot",
                        () -> threaded
                                ? Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, handler)
                                : Cpu.current().interrupts().addFast("device", handler));
                machine.spawn(1, "device", () -> {
                    for (int i = 0; i < 2; i++) {
                        machine.beforeSharedAccess();
                        raised[0]++;
                        line.raise();
                    }
                });
                return () -> assertThat(served[0]).as("raises that were served").isEqualTo(2);
            });
        }
    }

    /// Made from afar, it runs once, ends, and leaves nothing, though others go on scheduling it.
    @Test
    void shouldEndThreadThatOtherCpuMadeThoughItIsScheduledStill() {
        explore(3, machine -> {
            int[] ran = {0};
            machine.spawn(1, "maker", () -> {
                Lwkt child = Lwkt.create(0, "child", Priority.DAEMON, () -> ran[0]++);
                child.schedule();
                child.schedule();
            });
            return () -> assertThat(ran[0]).isEqualTo(1);
        });
    }

    private static void explore(int stops, Scenario scenario) {
        Explorer explorer = new Explorer(CONFIG, ExplorationBounds.ofStops(Math.max(stops, STOPS)));
        Exploration all = explorer.explore(machine -> {
                    Runnable check = scenario.begin(machine);
                    for (int cpu = 0; cpu < 2; cpu++) {
                        machine.spawn(cpu, "stirrer", () -> {}); // so that no CPU is parked when it begins
                    }
                    return check;
                })
                .requireAllInterleavings();
        String caller = StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getMethodName());
        System.out.println(caller + ": " + all);
    }

    private static void sleepUntil(SimulatedMachine machine, boolean[] condition) {
        machine.beforeSharedAccess();
        while (!condition[0]) {
            Sleepers.interlock(condition);
            machine.beforeSharedAccess();
            if (condition[0]) {
                Sleepers.cancel();
            } else {
                Sleepers.sleep("condition");
            }
        }
    }

    private static ThreadPort bootEcho(SimulatedMachine machine, int cpu) {
        return machine.call(
                cpu,
                "boot",
                () -> Lwkt.create("echo", ExploredRuntimeTest::echo).port());
    }

    private static void echo() {
        ThreadPort own = Lwkt.current().port();
        while (true) {
            Ping ping = (Ping) own.waitMessage();
            ping.replyMessage(ping.number + 1);
        }
    }

    private static final class Ping extends Message {
        private final int number;

        private Ping(int number) {
            this.number = number;
        }
    }

    /// Notes itself where it arrives and sends an answer from there. Owner: its way.
    private static final class Question extends Ipi {
        private final int number;
        private final List<List<Integer>> arrived;
        private final int[] answers;

        private Question(int number, List<List<Integer>> arrived, int[] answers) {
            this.number = number;
            this.arrived = arrived;
            this.answers = answers;
        }

        @Override
        protected void run(Cpu cpu) {
            arrived.get(cpu.id()).add(number);
            cpu.send(cpu.machine().cpu(1 - cpu.id()), new Answer(answers));
        }
    }

    /// Counts itself where it arrives. Owner: its way.
    private static final class Answer extends Ipi {
        private final int[] answers;

        private Answer(int[] answers) {
            this.answers = answers;
        }

        @Override
        protected void run(Cpu cpu) {
            answers[cpu.id()]++;
        }
    }
}
