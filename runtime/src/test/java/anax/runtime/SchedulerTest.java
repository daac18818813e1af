package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.sim.SimulatedMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The scheduler's rules, each on the simulated machine under many seeds: whatever the other CPUs do meanwhile.
class SchedulerTest extends SeededScenarios {
    @Test
    void shouldRunHighestPriorityFirstAndEqualsInOrderOfComing() {
        forEachSeed(machine -> {
            machine.call(0, "parent", () -> {
                create(0, "low", 5);
                create(0, "a", 12);
                create(0, "high", 20);
                create(0, "b", 12);
                return null;
            });
            assertThat(log).containsExactly("high", "a", "b", "low");
        });
    }

    @Test
    void shouldKeepRunningThreadOnRunQueue() {
        forEachSeed(machine -> machine.call(0, "runner", () -> {
            assertThat(Lwkt.current().isQueued()).isTrue();
            assertThat(Cpu.current().runQueue().head()).isSameAs(Lwkt.current());
            Lwkt.switchAway(); // still scheduled and at the head: it goes on
            return null;
        }));
    }

    @Test
    void shouldNotYieldToEqualsBeforeTick() {
        forEachSeed(machine -> {
            machine.call(0, "first", () -> {
                create(0, "equal", Priority.DAEMON);
                for (int i = 0; i < 50; i++) {
                    Lwkt.yield();
                }
                log.add("first");
                return null;
            });
            assertThat(log).containsExactly("first", "equal");
        });
    }

    @Test
    void shouldYieldToEqualsOnceTickHasPassed() {
        MachineConfig ticking = CONFIG.withTickNs(10_000);
        for (int seed = 1; seed <= SEEDS; seed++) {
            log.clear();
            try (SimulatedMachine machine = new SimulatedMachine(ticking, seed)) {
                machine.call(0, "first", () -> {
                    create(0, "equal", Priority.DAEMON);
                    // The clock moves with the simulator's steps, so this takes as long as it takes.
                    while (log.isEmpty()) {
                        Lwkt.yield();
                    }
                    log.add("first");
                    return null;
                });
            }
            assertThat(log).as("seed " + seed).containsExactly("equal", "first");
        }
    }

    @Test
    void shouldYieldToHigherPriorityAtOnce() {
        forEachSeed(machine -> {
            machine.call(0, "low", () -> {
                create(0, "high", Priority.SOFT_FAST);
                log.add("creating takes no processor away");
                Lwkt.yield();
                log.add("low");
                return null;
            });
            assertThat(log).containsExactly("creating takes no processor away", "high", "low");
        });
    }

    @Test
    void shouldYieldQuickToHigherPriorityButNotToEquals() {
        forEachSeed(machine -> {
            machine.call(0, "first", () -> {
                create(0, "equal", Priority.DAEMON);
                create(0, "high", Priority.SOFT_FAST);
                Lwkt.yieldQuick();
                Cpu.current().wantReschedule(); // as a tick does
                Lwkt.yieldQuick();
                log.add("first");
                return null;
            });
            assertThat(log).containsExactly("high", "first", "equal");
        });
    }

    @Test
    void shouldLetEqualsRunWhenGivingWay() {
        forEachSeed(machine -> {
            machine.call(0, "first", () -> {
                create(0, "equal", Priority.DAEMON);
                create(0, "lower", Priority.USER_NORMAL);
                Lwkt.giveWay();
                log.add("first");
                return null;
            });
            assertThat(log).containsExactly("equal", "first", "lower");
        });
    }

    @Test
    void shouldRunOnceWhenScheduledManyTimesFromEverywhere() {
        forEachSeed(machine -> {
            int[] runs = {0};
            Lwkt sleeper = machine.call(
                    0,
                    "boot",
                    () -> Lwkt.create("sleeper", () -> {
                        while (runs[0] < 2) {
                            runs[0]++;
                            Lwkt.block("schedule");
                        }
                    }));
            assertThat(runs[0]).isEqualTo(1);
            machine.call(1, "waker", () -> {
                sleeper.schedule();
                sleeper.schedule();
                return null;
            });
            assertThat(runs[0]).isEqualTo(2);
        });
    }

    @Test
    void shouldTakeThreadOffRunQueueFromOtherCpu() {
        forEachSeed(machine -> {
            Lwkt[] victim = new Lwkt[1];
            machine.call(0, "boot", () -> {
                victim[0] = new Lwkt(Cpu.current(), "victim", Priority.DAEMON, () -> log.add("ran"));
                victim[0].schedule();
                Lwkt.create(1, "other", Priority.DAEMON, () -> {
                    victim[0].deschedule();
                    Cpu.current().outbound().ringBells();
                    log.add("descheduled");
                });
                // Without a poll point nothing else runs here, so the entry is taken before the victim's turn.
                while (victim[0].isQueued()) {
                    Lwkt.checkpoint();
                }
                return null;
            });
            assertThat(log).containsExactly("descheduled");
            machine.call(2, "waker", () -> {
                victim[0].schedule();
                return null;
            });
            assertThat(log).containsExactly("descheduled", "ran");
        });
    }

    @Test
    void shouldWakeInOrderOfWaitingAsManyAsSignalled() {
        forEachSeed(machine -> {
            WaitQueue[] queue = new WaitQueue[1];
            machine.call(1, "boot", () -> {
                queue[0] = new WaitQueue();
                for (String name : List.of("a", "b", "c", "d")) {
                    Lwkt.create(name, () -> {
                        queue[0].block("signal", queue[0].generation());
                        log.add(name);
                    });
                }
                return null;
            });
            signal(machine, queue[0], 2);
            assertThat(log).containsExactly("a", "b");
            signal(machine, queue[0], -1);
            assertThat(log).containsExactly("a", "b", "c", "d");
        });
    }

    @Test
    void shouldNotWaitWhenSignalCameSinceGenerationWasRead() {
        forEachSeed(machine -> machine.call(0, "waiter", () -> {
            WaitQueue queue = new WaitQueue();
            long seen = queue.generation();
            queue.signal(1);
            assertThat(queue.block("signal", seen)).isEqualTo(seen + 1);
            return null;
        }));
    }

    @Test
    void shouldWaitOnWhenScheduledWithoutSignal() {
        forEachSeed(machine -> {
            WaitQueue[] queue = new WaitQueue[1];
            Lwkt waiter = machine.call(0, "boot", () -> {
                queue[0] = new WaitQueue();
                return Lwkt.create("waiter", () -> {
                    queue[0].block("signal", queue[0].generation());
                    log.add("signalled");
                });
            });
            machine.call(1, "meddler", () -> {
                waiter.schedule();
                return null;
            });
            assertThat(log).isEmpty();
            signal(machine, queue[0], 1);
            assertThat(log).containsExactly("signalled");
        });
    }

    @Test
    void shouldRefuseToWaitOnQueueOfOtherCpu() {
        forEachSeed(machine -> {
            WaitQueue queue = machine.call(0, "boot", WaitQueue::new);
            assertThatThrownBy(() -> machine.call(1, "stranger", () -> queue.block("signal", 0)))
                    .hasStackTraceContaining("tried to wait on a queue of CPU 0")
                    .hasStackTraceContaining("move there, or send a message");
        });
    }

    @Test
    void shouldWakeSleepersOfNamedObjectOnly() {
        forEachSeed(machine -> {
            Object left = new Object();
            Object right = new Object();
            for (int cpu = 0; cpu < 3; cpu++) {
                int here = cpu;
                machine.spawn(cpu, "left", () -> sleepOn(left, "left" + here));
                machine.spawn(cpu, "right", () -> sleepOn(right, "right" + here));
            }
            machine.runToRest();
            machine.call(2, "waker", () -> {
                Sleepers.wakeup(left);
                return null;
            });
            assertThat(log).containsExactlyInAnyOrder("left0", "left1", "left2");
        });
    }

    @Test
    void shouldNotSleepWhenWokenSinceInterlock() {
        forEachSeed(machine -> machine.call(0, "sleeper", () -> {
            Object thing = new Object();
            Sleepers.interlock(thing);
            Sleepers.wakeup(thing);
            Sleepers.sleep("thing");
            return null;
        }));
    }

    @Test
    void shouldKeepCpuAndItsThreadsWhenEntryOfCrossbarFails() {
        for (int cpu = 0; cpu < 2; cpu++) {
            int here = cpu;
            SimulatedMachine machine = new SimulatedMachine(CONFIG, 1);
            Replicated<Integer> value = new Replicated<>(machine.machine(), 1);
            assertThat(machine.call(here, "author", () -> {
                        assertThatThrownBy(() -> value.update(before -> {
                                    throw new ArithmeticException("by design");
                                }))
                                .hasRootCauseInstanceOf(ArithmeticException.class);
                        value.update(before -> before + 1);
                        return value.get();
                    }))
                    .isEqualTo(2);
            machine.machine()
                    .spawn(
                            2,
                            "sender",
                            () -> Cpu.current().send(machine.machine().cpu(here), new Ipi() {
                                @Override
                                protected void run(Cpu there) {
                                    Lwkt.critEnter();
                                    throw new UnsupportedOperationException("by design");
                                }
                            }));
            assertThatThrownBy(machine::runToRest).hasMessageContaining("by design");
            assertThat(machine.call(here, "still alive", () -> Lwkt.current().criticalCount()))
                    .isZero();
            machine.close();
        }
    }

    private void create(int cpu, String name, int priority) {
        Lwkt.create(cpu, name, priority, () -> log.add(name));
    }

    private void sleepOn(Object thing, String name) {
        Sleepers.interlock(thing);
        Sleepers.sleep("thing");
        log.add(name);
    }

    private static void signal(SimulatedMachine machine, WaitQueue queue, int count) {
        machine.call(2, "signaller", () -> {
            queue.signal(count);
            return null;
        });
    }
}
