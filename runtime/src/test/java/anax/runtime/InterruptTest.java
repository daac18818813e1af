package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.sim.SimulatedMachine;
import org.junit.jupiter.api.Test;

/// Critical sections, fast interrupts, interrupt threads and what they may preempt, under many seeds.
class InterruptTest extends SeededScenarios {

    @Test
    void shouldServeFastLineOnStackOfRunningThreadAtNextPollPoint() {
        forEachSeed(machine -> {
            machine.call(0, "running", () -> {
                InterruptLine line = Cpu.current()
                        .interrupts()
                        .addFast(
                                "fast",
                                () -> log.add("served in " + Lwkt.current().name()));
                line.raise();
                log.add("raised");
                Lwkt.checkpoint();
                log.add("went on");
                return null;
            });
            assertThat(log).containsExactly("raised", "served in running", "went on");
        });
    }

    @Test
    void shouldServeNothingInCriticalSection() {
        forEachSeed(machine -> {
            machine.call(0, "running", () -> {
                InterruptLine fast = Cpu.current().interrupts().addFast("fast", () -> log.add("fast"));
                InterruptLine thread =
                        Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> log.add("thread"));
                Lwkt.critEnter();
                Lwkt.critEnter();
                thread.raise();
                fast.raise();
                Lwkt.checkpoint();
                Lwkt.critExit();
                log.add("inner exit");
                Lwkt.critExit();
                log.add("outer exit");
                return null;
            });
            assertThat(log).containsExactly("inner exit", "fast", "thread", "outer exit");
        });
    }

    @Test
    void shouldLeaveForLaterWhenExitDoesNotPoll() {
        forEachSeed(machine -> {
            machine.call(0, "running", () -> {
                InterruptLine fast = Cpu.current().interrupts().addFast("fast", () -> log.add("fast"));
                Lwkt.critEnter();
                fast.raise();
                Lwkt.critExitNoPoll();
                log.add("exit");
                Lwkt.checkpoint();
                return null;
            });
            assertThat(log).containsExactly("exit", "fast");
        });
    }

    @Test
    void shouldPreemptLowerPriorityAndReturnToItThoughOtherThreadGoesFirst() {
        forEachSeed(machine -> {
            machine.call(0, "running", () -> {
                InterruptLine line =
                        Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> log.add("served"));
                Lwkt.create(0, "high", Priority.SOFT_FAST, () -> log.add("high"));
                line.raise();
                Lwkt.checkpoint();
                log.add("preempted one goes on");
                Lwkt.yield();
                log.add("end");
                return null;
            });
            assertThat(log).containsExactly("served", "preempted one goes on", "high", "end");
        });
    }

    @Test
    void shouldNotPreemptHigherPriority() {
        forEachSeed(machine -> {
            machine.call(0, "boot", () -> {
                InterruptLine line =
                        Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> log.add("served"));
                Lwkt.create(0, "urgent", Priority.MAX, () -> {
                    line.raise();
                    Lwkt.checkpoint();
                    log.add("urgent goes on");
                });
                return null;
            });
            assertThat(log).containsExactly("urgent goes on", "served");
        });
    }

    @Test
    void shouldNotBePreemptedByOrdinaryThreadOfAnyPriority() {
        forEachSeed(machine -> {
            machine.call(0, "running", () -> {
                Lwkt.create(0, "ordinary", Priority.MAX, () -> log.add("ordinary"));
                Lwkt.checkpoint();
                Lwkt.critEnter();
                Lwkt.critExit();
                log.add("running");
                return null;
            });
            assertThat(log).containsExactly("running", "ordinary");
        });
    }

    @Test
    void shouldReturnToPreemptedThreadWhenHandlerBlocks() {
        forEachSeed(machine -> {
            Lwkt[] handler = new Lwkt[1];
            machine.call(0, "running", () -> {
                InterruptLine line = Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> {
                    handler[0] = Lwkt.current();
                    log.add("blocks");
                    Lwkt.block("data");
                    log.add("goes on");
                });
                line.raise();
                Lwkt.checkpoint();
                log.add("preempted one");
                handler[0].schedule();
                log.add("end");
                return null;
            });
            assertThat(log).containsExactly("blocks", "preempted one", "goes on", "end");
        });
    }

    @Test
    void shouldNotPreemptInCriticalSectionWhenScheduledThere() {
        forEachSeed(machine -> {
            Lwkt[] handler = new Lwkt[1];
            machine.call(0, "running", () -> {
                InterruptLine line = Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> {
                    handler[0] = Lwkt.current();
                    Lwkt.block("data");
                    log.add("goes on");
                });
                line.raise();
                Lwkt.checkpoint();
                Lwkt.critEnter();
                handler[0].schedule();
                log.add("in the section");
                Lwkt.critExit();
                log.add("end");
                return null;
            });
            assertThat(log).containsExactly("in the section", "goes on", "end");
        });
    }

    @Test
    void shouldGoOnServingWhenHandlerFails() {
        int[] served = {0};
        SimulatedMachine machine = new SimulatedMachine(CONFIG, 1);
        InterruptLine line = machine.call(
                0,
                "boot",
                () -> Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> {
                    if (served[0]++ == 0) {
                        throw new UnsupportedOperationException("by design");
                    }
                }));
        line.raise();
        assertThatThrownBy(machine::runToRest).hasMessageContaining("by design");
        line.raise();
        machine.close();
        assertThat(served[0]).isEqualTo(2);
    }

    @Test
    void shouldNestInterruptThreadsOfRisingPriority() {
        forEachSeed(machine -> {
            machine.call(0, "running", () -> {
                Interrupts interrupts = Cpu.current().interrupts();
                InterruptLine high = interrupts.addThread("high", Priority.INTERRUPT_HIGH, () -> log.add("high"));
                InterruptLine low = interrupts.addThread("low", Priority.INTERRUPT_LOW, () -> {
                    log.add("low begins");
                    high.raise();
                    Lwkt.critExit();
                    Lwkt.critEnter();
                    log.add("low ends");
                });
                low.raise();
                Lwkt.checkpoint();
                log.add("running");
                return null;
            });
            assertThat(log).containsExactly("low begins", "high", "low ends", "running");
        });
    }

    @Test
    void shouldServeOnceWhenRaisedManyTimesAndAgainWhenRaisedAfter() {
        forEachSeed(machine -> {
            int[] raised = {0};
            int[] seen = {0};
            InterruptLine line = machine.call(
                    0, "boot", () -> Cpu.current().interrupts().addFast("device", () -> seen[0] = raised[0]));
            machine.call(1, "device", () -> {
                for (int i = 0; i < 100; i++) {
                    raised[0]++;
                    line.raise();
                    if (i % 7 == 0) {
                        Lwkt.yield();
                    }
                }
                return null;
            });
            assertThat(seen[0]).as("the last raise was served").isEqualTo(100);
            raised[0]++;
            line.raise(); // by a foreign thread, as a device does
            machine.runToRest();
            assertThat(seen[0]).isEqualTo(101);
        });
    }

    @Test
    void shouldRefuseToSwitchInFastHandlerAndHardSection() {
        forEachSeed(machine -> {
            machine.call(0, "running", () -> {
                Lwkt.critEnterHard();
                assertThatThrownBy(() -> Lwkt.block("nothing")).isInstanceOf(AssertionError.class);
                Lwkt.current().schedule();
                Lwkt.critExitHard();
                return null;
            });
        });
    }

    @Test
    void shouldRefuseTooManyLinesAndTooLowPriorities() {
        forEachSeed(machine -> machine.call(0, "boot", () -> {
            Interrupts interrupts = Cpu.current().interrupts();
            assertThatThrownBy(() -> interrupts.addThread("x", Priority.DAEMON, () -> {}))
                    .hasMessage("priority 12 was given to interrupt thread x; it may have 20 to 31");
            for (int i = 0; i < Interrupts.MAX_LINES; i++) {
                interrupts.addFast("line", () -> {});
            }
            assertThatThrownBy(() -> interrupts.addFast("one more", () -> {}))
                    .hasMessageContaining("which is the most");
            return null;
        }));
    }

    /// A line that its own handler raises is served again, but the running thread has its turn in between.
    @Test
    void shouldLetThreadGoOnWhenFastHandlerRaisesItsOwnLine() {
        forEachSeed(machine -> {
            machine.call(0, "running", () -> {
                InterruptLine[] line = new InterruptLine[1];
                line[0] = Cpu.current().interrupts().addFast("restless", () -> {
                    if (log.size() < 1_000) {
                        log.add("served");
                        line[0].raise();
                    }
                });
                line[0].raise();
                Lwkt.checkpoint();
                log.add("went on");
                return null;
            });
            assertThat(log.indexOf("went on")).isBetween(1, 20);
            assertThat(log)
                    .as("it was served to its end, also by a CPU without threads")
                    .hasSize(1_001 - 1);
        });
    }

    @Test
    void shouldRefuseToMoveInterruptThread() {
        forEachSeed(machine -> {
            machine.call(0, "boot", () -> {
                Cpu.current()
                        .interrupts()
                        .addThread("device", Priority.INTERRUPT_LOW, () -> {
                            try {
                                Lwkt.moveTo(1);
                            } catch (IllegalStateException refused) {
                                log.add(refused.getMessage());
                            }
                        })
                        .raise();
                return null;
            });
            assertThat(log)
                    .containsExactly("interrupt thread irq-device (CPU 0) was moved; it belongs to the CPU of its line:"
                            + " hand the work to a thread that may move");
        });
    }

    @Test
    void shouldNotCountMissWhenIdleCpuIsInterrupted() {
        forEachSeed(machine -> {
            InterruptLine line = machine.call(
                    0,
                    "boot",
                    () -> Cpu.current()
                            .interrupts()
                            .addThread("device", Priority.INTERRUPT_LOW, () -> log.add("served")));
            machine.call(1, "raiser", () -> {
                line.raise();
                return null;
            });
            assertThat(log).containsExactly("served");
            assertThat(machine.machine().cpu(0).counters().preemptMiss()).isZero();
        });
    }

    /// The thread that is woken first preempts, and wakes the others itself: the list must not be in between
    /// states.
    @Test
    void shouldWakeEachWaiterOnceWhenInterruptThreadIsWokenFirst() {
        forEachSeed(machine -> {
            machine.call(0, "boot", () -> {
                WaitQueue queue = new WaitQueue();
                Cpu.current()
                        .interrupts()
                        .addThread("first", Priority.INTERRUPT_LOW, () -> {
                            queue.block("signal", queue.generation());
                            log.add("first");
                            queue.signal(-1);
                        })
                        .raise();
                Lwkt.checkpoint();
                Lwkt.create("second", () -> {
                    queue.block("signal", queue.generation());
                    log.add("second");
                });
                Lwkt.giveWay();
                queue.signal(-1);
                return null;
            });
            assertThat(log).containsExactly("first", "second");
        });
    }

    @Test
    void shouldWakeSleeperOnceWhenItPreemptsAndSleepsAgain() {
        forEachSeed(machine -> {
            Object thing = new Object();
            machine.call(0, "boot", () -> {
                InterruptLine[] line = new InterruptLine[1];
                line[0] = Cpu.current().interrupts().addThread("again", Priority.INTERRUPT_LOW, () -> {
                    line[0].raise(); // to be served again, which sleeps again
                    Sleepers.interlock(thing);
                    Sleepers.sleep("thing");
                    log.add("again");
                });
                line[0].raise();
                Lwkt.checkpoint();
                Lwkt.create("once", () -> sleep(thing));
                Lwkt.giveWay();
                Sleepers.wakeup(thing);
                return null;
            });
            assertThat(log).containsExactly("again", "once");
        });
    }

    private void sleep(Object thing) {
        Sleepers.interlock(thing);
        Sleepers.sleep("thing");
        log.add("once");
    }
}
