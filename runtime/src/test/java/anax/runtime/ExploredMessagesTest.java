package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.sim.Exploration;
import anax.runtime.sim.ExplorationBounds;
import anax.runtime.sim.Explorer;
import anax.runtime.sim.Scenario;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages and entries between two and three CPUs over the shortest lanes, in every interleaving with so many stops:
/// no deadlock, nothing lost, and the order kept for each pair of CPUs.
///
/// `-Danax.explore.stops=3` allows each scenario at least so many.
@Tag("computes")
class ExploredMessagesTest {
    private static final int STOPS = Integer.getInteger("anax.explore.stops", 0);

    /// Each CPU floods the next one; each entry that comes sends one on, and that one another.
    @ParameterizedTest
    @CsvSource({"2, 2, 2, 3", "2, 4, 2, 5", "3, 2, 0, 3", "3, 4, 0, 4"})
    void shouldLoseNothingAndKeepOrderWhenAllLanesAreFullAndEntriesSendEntries(
            int cpus, int ringBound, int stops, int floods) {
        long[] nested = {0};
        long[] spilled = {0};
        explore(cpus, ringBound, stops, machine -> {
            Traffic traffic = new Traffic(cpus);
            for (int cpu = 0; cpu < cpus; cpu++) {
                machine.spawn(cpu, "flood", () -> {
                    for (int i = 0; i < floods; i++) {
                        int here = Cpu.current().id();
                        traffic.send(here, (here + 1) % cpus, 2);
                    }
                });
            }
            return () -> {
                traffic.check(cpus * floods * 3);
                for (int cpu = 0; cpu < cpus; cpu++) {
                    nested[0] += machine.machine().cpu(cpu).counters().nested();
                    spilled[0] += machine.machine().cpu(cpu).counters().spilled();
                }
            };
        });
        assertThat(nested[0])
                .as("something was taken in by a CPU that waited for room")
                .isPositive();
        assertThat(spilled[0]).as("an entry found no room").isPositive();
    }

    /// The target answers each message at once, or gives it up when it is asked to: whichever it meets.
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void shouldEndEachMessageOnceWhenItIsAskedBack(int ringBound) {
        int[] results = new int[2];
        explore(2, ringBound, 3, machine -> {
            Lwkt target = machine.call(1, "boot", () -> Lwkt.create("target", () -> answerOrGiveUp(true)));
            Work work = new Work();
            int[] ends = {0};
            machine.spawn(0, "client", () -> {
                for (int i = 0; i < 2; i++) {
                    target.port().sendMessage(work.abortable(AbortMessage.GUARANTEED));
                    Lwkt.checkpoint();
                    work.abortMessage();
                    results[Lwkt.current().port().waitReply(work) == Message.ABORTED ? 1 : 0]++;
                    assertThat(work.abort()).isNull();
                    ends[0]++;
                }
            });
            return () -> {
                assertThat(ends[0]).isEqualTo(2);
                assertThat(target.port().depth()).isZero();
            };
        });
        assertThat(results[0]).as("messages that were replied before").isPositive();
        assertThat(results[1]).as("messages that were given up").isPositive();
    }

    /// Three CPUs: the originator's, the forwarder's and the target's.
    @Test
    void shouldFollowForwardedMessage() {
        long[] followed = {0};
        explore(3, 2, 2, machine -> {
            Lwkt target = machine.call(2, "boot", () -> Lwkt.create("target", () -> answerOrGiveUp(false)));
            Lwkt forwarder = machine.call(
                    1,
                    "boot",
                    () -> Lwkt.create("forwarder", () -> {
                        while (true) {
                            target.port().forwardMessage(Lwkt.current().port().waitMessage());
                        }
                    }));
            int[] ends = {0};
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                for (int i = 0; i < 2; i++) {
                    forwarder.port().sendMessage(work.abortable(AbortMessage.GUARANTEED));
                    assertThat(work.abortMessage()).isTrue();
                    assertThat(Lwkt.current().port().waitReply(work)).isEqualTo(Message.ABORTED);
                    ends[0]++;
                }
            });
            return () -> {
                assertThat(ends[0]).isEqualTo(2);
                followed[0] += forwarder.port().aborts().followedRequests();
            };
        });
        assertThat(followed[0]).as("requests that followed").isPositive();
    }

    /// The target moves to and fro under message and request, which chase it on ways of their own.
    @Test
    void shouldMeetMessageOfTargetThatMoves() {
        explore(2, 2, 3, machine -> {
            int[] ends = {0};
            Lwkt target = machine.spawn(1, "target", () -> {
                Lwkt.moveTo(0);
                Lwkt.moveTo(1);
                answerOrGiveUp(false);
            });
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                target.port().sendMessage(work.abortable(AbortMessage.GUARANTEED));
                work.abortMessage();
                assertThat(Lwkt.current().port().waitReply(work)).isEqualTo(Message.ABORTED);
                ends[0]++;
            });
            return () -> assertThat(ends[0]).isEqualTo(1);
        });
    }

    /// The target ends before, while and after message and request come.
    @Test
    void shouldAnswerMessageAndRequestWhenTargetEnds() {
        explore(2, 2, 3, machine -> {
            int[] ends = {0};
            Lwkt target = machine.spawn(1, "target", Lwkt::giveWay);
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                target.port().sendMessage(work.abortable(AbortMessage.GUARANTEED));
                work.abortMessage();
                assertThat(Lwkt.current().port().waitReply(work)).isEqualTo(Message.TARGET_ENDED);
                assertThat(work.abort()).isNull();
                ends[0]++;
            });
            return () -> assertThat(ends[0]).isEqualTo(1);
        });
    }

    /// DragonFly's fb0f29c4a9: a replier on another CPU that marks the message done by itself is seen, or missed,
    /// by a waiter between his test and his sleep. Done is what the waiter's own CPU says, when the reply is
    /// home: so the message can be sent again at once, and no wake-up is lost.
    @Test
    void shouldCompleteSynchronousReplyOnWaitersCpuOnly_fb0f29c4a9() {
        explore(2, 2, 3, machine -> {
            Lwkt echo = machine.call(1, "boot", () -> Lwkt.create("echo", () -> answerOrGiveUp(true)));
            int[] ends = {0};
            machine.spawn(0, "client", () -> {
                Work work = new Work();
                for (int i = 0; i < 3; i++) {
                    assertThat(echo.port().doMessage(work)).isEqualTo(1);
                    ends[0]++;
                }
            });
            return () -> assertThat(ends[0]).isEqualTo(3);
        });
    }

    /// DragonFly's ddb06db22c: sender and target both changed the flags of a message in the same moment, and one
    /// change was lost. Here a message has one owner at a time, and whoever sends has changed what he wants to
    /// change before he hands it over.
    @Test
    void shouldKeepFlagsWhenTargetIsFasterThanSender_ddb06db22c() {
        explore(2, 2, 3, machine -> {
            Lwkt echo = machine.call(1, "boot", () -> Lwkt.create("echo", () -> answerOrGiveUp(true)));
            int[] ends = {0};
            machine.spawn(0, "client", () -> {
                ThreadPort own = Lwkt.current().port();
                Work work = new Work();
                for (int i = 0; i < 3; i++) {
                    echo.port().sendMessage(work);
                    Lwkt.checkpoint(); // the reply may be home before this thread does anything more
                    assertThat(own.waitMessage()).isSameAs(work);
                    assertThat(work.isDone() && work.isReply()).isTrue();
                    ends[0]++;
                }
            });
            return () -> assertThat(ends[0]).isEqualTo(3);
        });
    }

    /// DragonFly's da0b0e8b56: entries that were published without waking anybody filled a ring whose target
    /// slept, and the sender waited for room for ever. Whoever waits rings before.
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void shouldRingBeforeItWaitsForRoom_da0b0e8b56(int ringBound) {
        explore(2, ringBound, 2, machine -> {
            Traffic traffic = new Traffic(2);
            int count = 3 * ringBound + 1;
            machine.spawn(0, "sender", () -> {
                Lwkt.critEnter(); // so that all goes out, or is spilled, before anybody may wait
                for (int i = 0; i < count; i++) {
                    traffic.send(0, 1, 0);
                }
                Lwkt.critExit();
            });
            return () -> traffic.check(count);
        });
    }

    /// Replies at once, or gives up what it is asked to give up.
    ///
    /// @param atOnce whether it replies before anybody asks
    private static void answerOrGiveUp(boolean atOnce) {
        ThreadPort own = Lwkt.current().port();
        while (true) {
            Message message = own.waitMessage();
            if (message instanceof AbortMessage request) {
                request.original().replyMessage(Message.ABORTED);
                request.replyMessage(0);
            } else if (atOnce) {
                if (message.is(Message.ABORTABLE)) {
                    Lwkt.checkpoint();
                }
                if (own.depth() == 0) {
                    message.replyMessage(1);
                }
            }
        }
    }

    private static void explore(int cpus, int ringBound, int stops, Scenario scenario) {
        MachineConfig config = MachineConfig.ofCpus(cpus)
                .withRingBound(ringBound)
                .withInboxBound(4)
                .withIdleSpinNs(0)
                .withTickNs(1_000_000_000)
                .withDebug(false);
        Explorer explorer = new Explorer(config, ExplorationBounds.ofStops(Math.max(stops, STOPS)));
        Exploration all = explorer.explore(machine -> {
                    Runnable check = scenario.begin(machine);
                    stir(machine, cpus);
                    return check;
                })
                .requireAllInterleavings();
        String caller = StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getMethodName());
        System.out.println(caller + ", " + cpus + " CPUs, lanes of " + ringBound + ": " + all);
    }

    /// So that no CPU is parked when the scenario begins.
    private static void stir(SimulatedMachine machine, int cpus) {
        for (int cpu = 0; cpu < cpus; cpu++) {
            machine.spawn(cpu, "stirrer", () -> {});
        }
    }

    /// Entries that send entries, numbered for each pair of CPUs; what threads send and what entries send apart,
    /// for an entry goes before a thread that waits for room.
    private static final class Traffic {
        private final List<List<Integer>> sent = new ArrayList<>();
        private final List<List<Integer>> arrived = new ArrayList<>();
        private final int cpus;

        private Traffic(int cpus) {
            this.cpus = cpus;
            for (int i = 0; i < 2 * cpus * cpus; i++) {
                sent.add(new ArrayList<>());
                arrived.add(new ArrayList<>());
            }
        }

        private void send(int from, int to, int hops) {
            Cpu here = Cpu.current();
            int way = ((here.isInIpi() ? 1 : 0) * cpus + from) * cpus + to;
            int number = sent.get(way).size();
            sent.get(way).add(number);
            here.send(here.machine().cpu(to), new Ipi() {
                @Override
                protected void run(Cpu cpu) {
                    assertThat(cpu.id()).isEqualTo(to);
                    arrived.get(way).add(number);
                    if (hops > 0) {
                        send(to, (to + (hops & 1) * (cpus - 2) + 1) % cpus, hops - 1);
                    }
                }
            });
        }

        private void check(int count) {
            assertThat(arrived).isEqualTo(sent);
            assertThat(arrived.stream().mapToInt(List::size).sum()).isEqualTo(count);
        }
    }

    /// Owner: as the message's.
    private static final class Work extends Message {}
}
