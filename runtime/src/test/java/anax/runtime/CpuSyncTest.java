package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What concerns several CPUs at once: actions on all while none runs, waits for what was sent, sends to a set, sends
/// that wake nobody.
class CpuSyncTest extends SeededScenarios {

    /// While the action runs, every other CPU stands still: no thread takes a step on any.
    @Test
    void shouldRunActionOnEveryCpuWhileNoThreadRuns() {
        forEachSeed(machine -> {
            int[] steps = {0};
            boolean[] stop = {false};
            for (int cpu = 0; cpu < 3; cpu++) {
                machine.spawn(cpu, "worker", () -> {
                    while (!stop[0]) {
                        steps[0]++;
                        Lwkt.giveWay();
                    }
                });
            }
            machine.spawn(1, "master", () -> {
                for (int round = 0; round < 5; round++) {
                    int[] before = {-1};
                    CpuSync.run(cpu -> {
                        if (before[0] < 0) {
                            before[0] = steps[0];
                        }
                        assertThat(steps[0])
                                .as("steps since the first CPU ran the action")
                                .isEqualTo(before[0]);
                        assertThat(Cpu.current()).isSameAs(cpu);
                        log.add("on " + cpu.id());
                    });
                }
                stop[0] = true;
            });
            machine.runToRest();
            assertThat(log).hasSize(15);
            for (int cpu = 0; cpu < 3; cpu++) {
                assertThat(log).filteredOn(("on " + cpu)::equals).hasSize(5);
            }
        });
    }

    @Test
    void shouldLetMastersTakeTurns() {
        forEachSeed(machine -> {
            int[] inside = {0};
            for (int cpu = 0; cpu < 3; cpu++) {
                int here = cpu;
                machine.spawn(cpu, "master", () -> {
                    for (int round = 0; round < 3; round++) {
                        CpuSync.run(each -> {
                            if (each.id() == here) {
                                assertThat(inside[0])
                                        .as("actions of others under way")
                                        .isZero();
                                inside[0] = 0;
                            }
                        });
                        log.add("done");
                        Lwkt.moveTo((here + round) % 3);
                    }
                });
            }
            machine.runToRest();
            assertThat(log).hasSize(9);
        });
    }

    /// DragonFly's cfaeae2ac9 once more: a CPU that waits for a thread of another one must be held where it
    /// waits, for the other one, held itself, will not switch before the action is over.
    @Test
    void shouldHoldCpuThatWaitsToAcquireThread_cfaeae2ac9() {
        forEachSeed(machine -> {
            Lwkt[] traveller = new Lwkt[1];
            machine.call(0, "boot", () -> {
                InterruptLine[] line = new InterruptLine[1];
                traveller[0] = new Lwkt(Cpu.current(), "traveller", Priority.DAEMON, () -> {
                    line[0].raise();
                    for (int i = 0; i < 30; i++) {
                        Lwkt.checkpoint();
                    }
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
                    Lwkt.create(2, "master", Priority.DAEMON, () -> CpuSync.run(cpu -> log.add("synced")));
                });
                traveller[0].schedule();
                return null;
            });
            assertThat(log).containsExactlyInAnyOrder("synced", "synced", "synced", "now on 1");
        });
    }

    @Test
    void shouldHoldCpusThatFloodEachOther() {
        forEachSeed(machine -> {
            int[] ran = {0};
            for (int cpu = 0; cpu < 3; cpu++) {
                int here = cpu;
                machine.spawn(cpu, "flood", () -> {
                    for (int i = 0; i < 300; i++) {
                        Cpu.current().send(machine.machine().cpu((here + 1 + i % 2) % 3), entry(() -> ran[0]++));
                    }
                });
                machine.spawn(cpu, "master", () -> CpuSync.run(each -> log.add("synced")));
            }
            machine.runToRest();
            assertThat(ran[0]).isEqualTo(900);
            assertThat(log).hasSize(9);
        });
    }

    /// What a CPU takes in as it is let go may send, and the CPU may have nothing else to do: then it sleeps, and the
    /// bells of that have to be rung before. One parcel at a time, for any other message would wake the CPU again.
    @Test
    void shouldRingForWhatIsSentAsCpuIsLetGo() {
        forEachSeed(machine -> {
            for (int round = 0; round < 20; round++) {
                Ipi[] parcel = new Ipi[1];
                int[] hops = {60};
                parcel[0] = entry(() -> {
                    Cpu here = Cpu.current();
                    if (--hops[0] > 0) {
                        here.send(machine.machine().cpu((here.id() + 1) % 3), parcel[0]);
                    } else {
                        log.add("went round");
                    }
                });
                machine.spawn(
                        0, "sender", () -> Cpu.current().send(machine.machine().cpu(1), parcel[0]));
                machine.spawn(round % 3, "master", () -> CpuSync.run(cpu -> {}));
                machine.runToRest();
                assertThat(log).as("parcels").hasSize(round + 1);
            }
        });
    }

    @Test
    void shouldLetEveryCpuGoOnWhenActionFails() {
        forEachSeed(machine -> {
            machine.spawn(
                    0,
                    "master",
                    () -> CpuSync.run(cpu -> {
                        if (cpu.id() == 1) {
                            throw new ArithmeticException("by design");
                        }
                    }));
            runToFailure(machine, "by design");
            for (int cpu = 0; cpu < 3; cpu++) {
                machine.call(cpu, "next", () -> log.add("goes on"));
            }
            assertThat(log).hasSize(3);
        });
    }

    @Test
    void shouldRefuseToSyncOrWaitInCriticalSection() {
        forEachSeed(machine -> machine.call(0, "master", () -> {
            Lwkt.critEnter();
            assertThatThrownBy(() -> CpuSync.run(cpu -> {})).hasMessageContaining("leave it before");
            assertThatThrownBy(() -> Cpu.current().waitIpi(machine.machine().cpu(1)))
                    .hasMessageContaining("leave it before");
            Lwkt.critExit();
            return null;
        }));
    }

    @Test
    void shouldReturnWhenTargetHasRunAllThatWasSentBefore() {
        forEachSeed(machine -> {
            int[] ran = {0};
            machine.call(0, "sender", () -> {
                for (int i = 0; i < 20; i++) {
                    Cpu.current().send(machine.machine().cpu(2), entry(() -> ran[0]++));
                }
                Cpu.current().waitIpi(machine.machine().cpu(2));
                assertThat(ran[0]).isEqualTo(20);
                Cpu.current().waitIpi(Cpu.current());
                return null;
            });
        });
    }

    @Test
    void shouldSendToEachOfSetFromOwnNumberUpwards() {
        forEachSeed(machine -> {
            BitSet all = new BitSet();
            all.set(0, 3);
            machine.call(1, "sender", () -> {
                Cpu.current()
                        .sendToAll(
                                all, entry(() -> log.add("on " + Cpu.current().id())));
                assertThat(log).as("the own CPU comes last, and at once").contains("on 1");
                return null;
            });
            assertThat(log).containsExactlyInAnyOrder("on 0", "on 1", "on 2");
            BitSet tooMany = BitSet.valueOf(new long[] {0b1001});
            assertThatThrownBy(() -> machine.call(1, "sender", () -> {
                        Cpu.current().sendToAll(tooMany, entry(() -> log.add("wrong")));
                        return null;
                    }))
                    .hasStackTraceContaining("CPU 3 was named; anax has 0 to 2");
            assertThat(log).doesNotContain("wrong");
        });
    }

    /// It wakes nobody while its sender is awake; a target that is awake takes it in, and one that is parked when
    /// its sender parks as well.
    @Test
    void shouldWakeNobodyWhenSentPassivelyUntilSenderParks() {
        forEachSeed(CONFIG.withRingBound(64), machine -> {
            machine.runToRest(); // all are parked
            machine.call(0, "sender", () -> {
                long kicks = Cpu.current().counters().kicks();
                for (int i = 0; i < 5; i++) {
                    int serial = i;
                    Cpu.current().sendPassive(machine.machine().cpu(1), entry(() -> log.add("ran " + serial)));
                    Lwkt.checkpoint();
                }
                assertThat(Cpu.current().counters().kicks()).isEqualTo(kicks);
                assertThat(log).isEmpty();
                return null;
            });
            assertThat(log)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 5).mapToObj(i -> "ran " + i).toList());
        });
    }

    /// What is sent passively keeps its place in the order, and fills no ring that nobody looks at.
    @Test
    void shouldActAsOrdinarySendWhenQuarterOfLaneIsInUse() {
        forEachSeed(CONFIG.withRingBound(16), machine -> {
            machine.call(0, "sender", () -> {
                for (int i = 0; i < 200; i++) {
                    int serial = i;
                    Ipi entry = entry(() -> log.add("ran " + serial));
                    if (i % 3 == 0) {
                        Cpu.current().send(machine.machine().cpu(1), entry);
                    } else {
                        Cpu.current().sendPassive(machine.machine().cpu(1), entry);
                    }
                }
                return null;
            });
            assertThat(log)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 200).mapToObj(i -> "ran " + i).toList());
        });
    }

    static Ipi entry(Runnable what) {
        return new Ipi() {
            @Override
            protected void run(Cpu cpu) {
                what.run();
            }
        };
    }
}
