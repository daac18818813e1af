package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.MachineConfig;
import anax.runtime.Serializer;
import anax.runtime.Token;
import anax.runtime.sim.Exploration;
import anax.runtime.sim.ExplorationBounds;
import anax.runtime.sim.Explorer;
import anax.runtime.sim.Scenario;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What threads of two CPUs wait at, in every interleaving with so many stops: nobody is forgotten, and nothing that
/// was handed over is lost when its receiver is cancelled.
///
/// `-Danax.explore.stops=3` allows each scenario at least so many.
@Tag("computes")
class ExploredGatesTest {
    private static final int STOPS = Integer.getInteger("anax.explore.stops", 0);
    private static final MachineConfig CONFIG = MachineConfig.ofCpus(2)
            .withRingBound(4)
            .withInboxBound(4)
            .withIdleSpinNs(0)
            .withTickNs(1_000_000_000)
            .withDebug(false);

    @Test
    void shouldHandMutexOnAcrossCpus() {
        explore(3, machine -> {
            Mutex mutex = new Mutex(machine.machine().cpu(0));
            int[] inside = {0};
            int[] turns = {0};
            for (int cpu = 0; cpu < 2; cpu++) {
                spawn(machine, cpu, () -> {
                    for (int turn = 0; turn < 2; turn++) {
                        mutex.lock();
                        assertThat(inside[0]++).isZero();
                        machine.beforeSharedAccess();
                        inside[0]--;
                        turns[0]++;
                        mutex.unlock();
                    }
                });
            }
            return () -> assertThat(turns[0]).isEqualTo(4);
        });
    }

    /// The thread that waits is cancelled while the lock is handed to it: it has got it, or is told, and then
    /// nobody has it.
    @Test
    void shouldHandPermitToCancelledThreadOrKeepIt() {
        boolean[] seen = new boolean[2];
        explore(3, machine -> {
            Semaphore semaphore = new Semaphore(machine.machine().cpu(0), 0);
            int[] outcome = {-1};
            Task waiter = spawn(machine, 1, () -> {
                try {
                    semaphore.acquire();
                    outcome[0] = 1;
                } catch (CancelledException told) {
                    outcome[0] = 0;
                }
            });
            spawn(machine, 0, semaphore::release);
            spawn(machine, 1, waiter::cancel);
            return () -> {
                int got = Math.max(0, outcome[0]); // one that was cancelled before it began got none either
                if (outcome[0] >= 0) {
                    seen[got] = true;
                }
                int left = machine.call(0, "look", () -> semaphore.tryAcquire(1) ? 1 : 0);
                assertThat(got + left).as("permits").isOne();
            };
        });
        assertThat(seen).as("told, and served").doesNotContain(false);
    }

    /// An early withdrawal: the wish overtakes the request, which waits for room in its lane.
    @Test
    void shouldTellThreadThatIsCancelledBeforeItsRequestArrives() {
        explore(2, machine -> {
            Future<String> never = new Future<>(machine.machine().cpu(0));
            boolean[] told = {false};
            boolean[] began = {false};
            Task waiter = spawn(machine, 1, () -> {
                began[0] = true;
                Channel<Integer> filler = new Channel<>(machine.machine().cpu(0), 4);
                for (int i = 0; i < 4; i++) {
                    filler.send(i);
                }
                try {
                    never.get();
                } catch (CancelledException end) {
                    told[0] = true;
                }
            });
            spawn(machine, 0, waiter::cancel);
            return () -> assertThat(told[0]).as("told, if it began").isEqualTo(began[0]);
        });
    }

    @Test
    void shouldBringItemsAcrossInOrder() {
        explore(2, machine -> {
            Channel<Integer> channel = new Channel<>(machine.machine().cpu(0), 1);
            List<Integer> got = new ArrayList<>();
            spawn(machine, 1, () -> {
                for (int i = 0; i < 3; i++) {
                    channel.send(i);
                }
            });
            spawn(machine, 0, () -> {
                for (int i = 0; i < 3; i++) {
                    got.add(channel.receive());
                }
            });
            return () -> assertThat(got).containsExactly(0, 1, 2);
        });
    }

    @Test
    void shouldTellSenderOfOtherCpuThatChannelIsClosed() {
        explore(3, machine -> {
            Channel<Integer> channel = new Channel<>(machine.machine().cpu(0), 1);
            int[] sent = {0};
            boolean[] refused = {false};
            spawn(machine, 1, () -> {
                while (channel.send(sent[0])) {
                    sent[0]++;
                }
                refused[0] = true;
            });
            spawn(machine, 0, channel::close);
            return () -> {
                assertThat(refused[0]).isTrue();
                assertThat(machine.call(0, "look", channel::size)).isEqualTo(sent[0]);
            };
        });
    }

    @Test
    void shouldEndScopeWhenChildrenEnd() {
        explore(2, machine -> {
            int[] ended = {0};
            boolean[] closed = {false};
            spawn(machine, 0, () -> {
                try (Scope scope = Scope.open()) {
                    scope.fork(0, "near", () -> ended[0]++);
                    scope.fork(1, "far", () -> ended[0]++);
                    scope.join();
                }
                closed[0] = ended[0] == 2;
            });
            return () -> assertThat(closed[0]).isTrue();
        });
    }

    /// Two that hold one token each and want the other's: every switch drops all, so both get both.
    @Test
    void shouldNotDeadlockWhenTokensAreTakenInOppositeOrder() {
        explore(3, machine -> {
            Token[] tokens = {new Token("a"), new Token("b")};
            int[] inside = {0};
            int[] turns = {0};
            for (int cpu = 0; cpu < 2; cpu++) {
                int own = cpu;
                spawn(machine, cpu, () -> {
                    tokens[own].acquire();
                    machine.beforeSharedAccess();
                    tokens[1 - own].acquire();
                    assertThat(inside[0]++).isZero();
                    machine.beforeSharedAccess();
                    inside[0]--;
                    turns[0]++;
                    tokens[1 - own].release();
                    tokens[own].release();
                });
            }
            return () -> assertThat(turns[0]).isEqualTo(2);
        });
    }

    @Test
    void shouldWakeWhoWaitsForSerializer() {
        explore(3, machine -> {
            Serializer serializer = new Serializer("device");
            int[] inside = {0};
            int[] turns = {0};
            for (int cpu = 0; cpu < 2; cpu++) {
                spawn(machine, cpu, () -> {
                    for (int turn = 0; turn < 2; turn++) {
                        serializer.enter();
                        assertThat(inside[0]++).isZero();
                        machine.beforeSharedAccess();
                        inside[0]--;
                        turns[0]++;
                        serializer.exit();
                    }
                });
            }
            return () -> assertThat(turns[0]).isEqualTo(4);
        });
    }

    /// A thread whose failure is the run's.
    private static Task spawn(SimulatedMachine machine, int cpu, Runnable body) {
        return Task.create(machine.machine(), cpu, "thread", () -> {
            try {
                body.run();
            } catch (AssertionError failed) {
                machine.spawn(cpu, "failure", () -> {
                    throw failed;
                });
            }
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
}
