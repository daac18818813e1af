package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How a thread changes its CPU: offered by one, acquired by another, whatever happens meanwhile.
@Tag("collector")
class HandoverTest extends SeededScenarios {

    @Test
    void shouldHandOverThreadThatWasGivenAway() {
        forEachSeed(machine -> {
            Lwkt traveller = machine.call(
                    0,
                    "boot",
                    () -> Lwkt.create("traveller", () -> {
                        log.add("on " + Cpu.current().id());
                        Lwkt.block("offer");
                        log.add("on " + Cpu.current().id());
                    }));
            machine.call(0, "giver", () -> {
                traveller.giveAway();
                return null;
            });
            machine.call(2, "taker", () -> {
                traveller.acquire();
                assertThat(traveller.cpu().id()).isEqualTo(2);
                traveller.schedule();
                return null;
            });
            assertThat(log).containsExactly("on 0", "on 2");
        });
    }

    /// DragonFly's cfaeae2ac9: a thread that was given away may still be on a stack of its CPU; whoever acquires
    /// it meanwhile must not get it before it has switched. Here an interrupt thread gives away the thread that
    /// it preempted.
    @Test
    void shouldHandOverOnlyWhenOffItsProcessor_cfaeae2ac9() {
        forEachSeed(machine -> {
            Lwkt[] traveller = new Lwkt[1];
            machine.call(0, "boot", () -> {
                InterruptLine[] line = new InterruptLine[1];
                traveller[0] = new Lwkt(Cpu.current(), "traveller", Priority.DAEMON, () -> {
                    line[0].raise();
                    // The taker's request comes in somewhere here; the thread is on this stack all the time.
                    for (int i = 0; i < 20; i++) {
                        Lwkt.checkpoint();
                    }
                    log.add("still on " + Cpu.current().id());
                    Lwkt.switchAway();
                    log.add("now on " + Cpu.current().id());
                });
                line[0] = Cpu.current().interrupts().addThread("giver", Priority.INTERRUPT_LOW, () -> {
                    traveller[0].deschedule();
                    traveller[0].giveAway();
                    Lwkt.create(1, "taker", Priority.DAEMON, () -> {
                        traveller[0].acquire();
                        traveller[0].schedule();
                    });
                });
                traveller[0].schedule();
                return null;
            });
            assertThat(log).containsExactly("still on 0", "now on 1");
        });
    }

    @Test
    void shouldRefusePollPointBetweenDeschedulingAndSwitch() {
        forEachSeed(machine -> {
            machine.spawn(0, "forgetful", () -> {
                Lwkt.descheduleSelf();
                try {
                    Lwkt.checkpoint();
                } catch (AssertionError refused) {
                    log.add(refused.getMessage());
                }
            });
            machine.runToRest();
            assertThat(log)
                    .singleElement()
                    .asString()
                    .contains("forgetful (CPU 0) passed a poll point between descheduling itself and the switch");
        });
    }

    @Test
    void shouldRefuseToAcquireWhatWasNotGivenAway() {
        forEachSeed(machine -> {
            Lwkt homebody = machine.call(0, "boot", () -> Lwkt.create("homebody", () -> Lwkt.block("nothing")));
            assertThatThrownBy(() -> machine.call(1, "taker", () -> {
                        homebody.acquire();
                        return null;
                    }))
                    .hasStackTraceContaining("homebody (CPU 0, waits: nothing) was acquired by CPU 1 of anax without"
                            + " being offered; call giveAway on its CPU before");
        });
    }

    @Test
    void shouldRefuseToAcquireWhatHasEnded() {
        forEachSeed(machine -> {
            Lwkt gone = machine.call(0, "boot", () -> Lwkt.create("gone", () -> {}));
            assertThatThrownBy(() -> machine.call(1, "taker", () -> {
                        gone.acquire();
                        return null;
                    }))
                    .hasStackTraceContaining("gone (CPU 0) was acquired by CPU 1 of anax, but it has ended");
        });
    }

    @Test
    void shouldGiveThreadToOneOfTwoThatAcquireItAndRefuseTheOther() {
        forEachSeed(machine -> {
            Lwkt traveller = machine.call(0, "boot", () -> Lwkt.create("traveller", () -> Lwkt.block("offer")));
            machine.call(0, "giver", () -> {
                traveller.giveAway();
                return null;
            });
            for (int cpu = 1; cpu <= 2; cpu++) {
                machine.spawn(cpu, "taker", () -> {
                    try {
                        traveller.acquire();
                        log.add("got it");
                    } catch (IllegalStateException refused) {
                        log.add("refused");
                    }
                });
            }
            machine.runToRest();
            assertThat(log).containsExactlyInAnyOrder("got it", "refused");
        });
    }

    /// While the thread is still on its old stack the first request stands, and none takes its place.
    @Test
    void shouldKeepFirstRequestWhenSecondComesBeforeSwitch() {
        forEachSeed(machine -> {
            Lwkt[] traveller = new Lwkt[1];
            machine.call(0, "boot", () -> {
                InterruptLine[] line = new InterruptLine[1];
                traveller[0] = new Lwkt(Cpu.current(), "traveller", Priority.DAEMON, () -> {
                    line[0].raise();
                    while (log.isEmpty()) { // until one of the two was refused
                        Lwkt.checkpoint();
                    }
                    Lwkt.switchAway();
                    log.add("now elsewhere: " + (Cpu.current().id() != 0));
                });
                line[0] = Cpu.current().interrupts().addThread("giver", Priority.INTERRUPT_LOW, () -> {
                    traveller[0].deschedule();
                    traveller[0].giveAway();
                    for (int cpu = 1; cpu <= 2; cpu++) {
                        Lwkt.create(cpu, "taker", Priority.DAEMON, () -> {
                            try {
                                traveller[0].acquire();
                                traveller[0].schedule();
                            } catch (IllegalStateException refused) {
                                log.add("refused");
                            }
                        });
                    }
                });
                traveller[0].schedule();
                return null;
            });
            assertThat(log).containsExactly("refused", "now elsewhere: true");
        });
    }

    /// The offer is void when the thread ends instead of switching; whoever waits for it is told.
    @Test
    void shouldRefuseWhoWaitsForThreadThatEnds() {
        forEachSeed(machine -> {
            Lwkt[] traveller = new Lwkt[1];
            machine.call(0, "boot", () -> {
                InterruptLine[] line = new InterruptLine[1];
                traveller[0] = new Lwkt(Cpu.current(), "traveller", Priority.DAEMON, () -> {
                    line[0].raise();
                    for (int i = 0; i < 20; i++) {
                        Lwkt.checkpoint();
                    }
                });
                line[0] = Cpu.current().interrupts().addThread("giver", Priority.INTERRUPT_LOW, () -> {
                    traveller[0].deschedule();
                    traveller[0].giveAway();
                    Lwkt.create(1, "taker", Priority.DAEMON, () -> {
                        try {
                            traveller[0].acquire();
                        } catch (IllegalStateException refused) {
                            log.add(refused.getMessage());
                        }
                    });
                });
                traveller[0].schedule();
                return null;
            });
            assertThat(log).singleElement().asString().contains("was acquired by CPU 1 of anax, but it has ended");
        });
    }

    @Test
    void shouldRefuseToAcquireInCriticalSection() {
        forEachSeed(machine -> machine.call(0, "taker", () -> {
            Lwkt.critEnter();
            assertThatThrownBy(() -> Lwkt.current().acquire()).hasMessageContaining("where CPU 0 of anax may not wait");
            Lwkt.critExit();
            return null;
        }));
    }

    @Test
    void shouldScheduleThreadThatWasWokenBetweenOwners() {
        forEachSeed(machine -> {
            Lwkt traveller = machine.call(
                    0,
                    "boot",
                    () -> Lwkt.create("traveller", () -> {
                        Lwkt.block("offer");
                        log.add("on " + Cpu.current().id());
                    }));
            machine.call(0, "giver", () -> {
                traveller.giveAway();
                traveller.schedule();
                return null;
            });
            assertThat(log).as("nobody has acquired it").isEmpty();
            machine.call(1, "taker", () -> {
                traveller.acquire();
                return null;
            });
            assertThat(log).containsExactly("on 1");
        });
    }

    @Test
    void shouldScheduleThreadThatWasWokenAndTakenBack() {
        forEachSeed(machine -> {
            Lwkt homebody = machine.call(
                    0,
                    "boot",
                    () -> Lwkt.create("homebody", () -> {
                        Lwkt.block("offer");
                        log.add("woken");
                    }));
            machine.call(0, "giver", () -> {
                homebody.giveAway();
                homebody.schedule();
                homebody.acquire();
                return null;
            });
            assertThat(log).containsExactly("woken");
        });
    }

    @Test
    void shouldRefuseToGiveAwayWhatIsScheduledOrWaits() {
        forEachSeed(machine -> machine.call(0, "giver", () -> {
            assertThatThrownBy(() -> Lwkt.current().giveAway()).hasMessageContaining("deschedule it first");
            return null;
        }));
    }
}
