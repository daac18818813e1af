package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.timer.Timer;
import org.junit.jupiter.api.Test;

/// The rules of critical sections, one by one, under many seeds.
class CriticalSectionTest extends SeededScenarios {

    /// The count belongs to the thread: it is carried away at a switch, and the next thread runs with its own.
    @Test
    void shouldCarryCountAwayWhenThreadSwitches() {
        forEachSeed(machine -> {
            machine.call(0, "first", () -> {
                Lwkt.create(
                        "second", () -> log.add("second in " + Lwkt.current().criticalCount() + " sections"));
                Lwkt.critEnter();
                Lwkt.critEnter();
                Lwkt.giveWay();
                log.add("first in " + Lwkt.current().criticalCount() + " sections");
                Lwkt.critExit();
                Lwkt.critExit();
                return null;
            });
            assertThat(log).containsExactly("second in 0 sections", "first in 2 sections");
        });
    }

    /// A critical section does not forbid to block: what wakes the thread arrives while others run.
    @Test
    void shouldBlockInCriticalSectionAndBeWoken() {
        forEachSeed(machine -> {
            machine.call(0, "blocker", () -> {
                Lwkt self = Lwkt.current();
                Lwkt.critEnter();
                boolean[] woken = {false};
                Lwkt.create(1, "waker", Priority.DAEMON, () -> {
                    woken[0] = true;
                    self.schedule();
                });
                while (!woken[0]) {
                    Lwkt.block("waker");
                }
                assertThat(Lwkt.current().criticalCount()).isOne();
                Lwkt.critExit();
                return null;
            });
        });
    }

    /// Inside, what other CPUs send, timers, fast interrupts and interrupt threads wait; the outermost exit
    /// serves them in this order.
    @Test
    void shouldServeDeferredWorkInItsOrderAtOutermostExit() {
        forEachSeed(machine -> {
            machine.call(0, "thread", () -> {
                Cpu here = Cpu.current();
                InterruptLine thread = here.interrupts()
                        .addThread("thread", Priority.INTERRUPT_LOW, () -> log.add("interrupt thread"));
                InterruptLine fast = here.interrupts().addFast("fast", () -> log.add("fast interrupt"));
                Timer timer = new Timer((fired, nowNs) -> log.add("timer"), 0);
                boolean[] sent = {false};
                Lwkt.critEnter();
                Lwkt.critEnter();
                thread.raise();
                fast.raise();
                here.timers().schedule(timer, here.nowNs());
                Cpu other = machine.machine().cpu(1);
                here.send(other, CpuSyncTest.entry(() -> {
                    Cpu.current().send(here, CpuSyncTest.entry(() -> log.add("from CPU 1")));
                    Cpu.current().outbound().ringBells();
                    sent[0] = true;
                }));
                here.outbound().ringBells();
                while (!sent[0]) {
                    Driver.Processor.suspendCurrent(); // passes no poll point
                }
                Lwkt.checkpoint();
                Lwkt.critExit();
                log.add("inner exit");
                here.expectGap();
                Lwkt.critExit();
                log.add("outer exit");
                return null;
            });
            assertThat(log)
                    .containsExactly(
                            "inner exit", "from CPU 1", "timer", "fast interrupt", "interrupt thread", "outer exit");
        });
    }

    /// An exit never switches to another ordinary thread, whatever its priority; the next yield does.
    @Test
    void shouldNotSwitchToOrdinaryThreadAtExit() {
        forEachSeed(machine -> {
            machine.call(0, "low", () -> {
                Lwkt.critEnter();
                Lwkt.create(0, "high", Priority.SOFT_FAST, () -> log.add("high"));
                Lwkt.critExit();
                log.add("low goes on");
                Lwkt.yield();
                log.add("low after its yield");
                return null;
            });
            assertThat(log).containsExactly("low goes on", "high", "low after its yield");
        });
    }

    /// What is called directly serves what waits also inside of a critical section, but lets nobody preempt
    /// there.
    @Test
    void shouldTakeInWhatArrivedWhenYieldingInCriticalSection() {
        forEachSeed(machine -> {
            machine.call(0, "thread", () -> {
                InterruptLine thread = Cpu.current()
                        .interrupts()
                        .addThread("thread", Priority.INTERRUPT_LOW, () -> log.add("interrupt thread"));
                InterruptLine fast = Cpu.current().interrupts().addFast("fast", () -> log.add("fast interrupt"));
                Lwkt.critEnter();
                fast.raise();
                Lwkt.yieldQuick();
                log.add("yielded");
                thread.raise();
                Lwkt.checkpoint(); // does nothing here
                log.add("still in it");
                Lwkt.critExit();
                return null;
            });
            assertThat(log).containsExactly("fast interrupt", "yielded", "still in it", "interrupt thread");
        });
    }

    /// A hard section forbids to switch and to block as well, but not to send.
    @Test
    void shouldRefuseSwitchButNotSendInHardSection() {
        forEachSeed(machine -> {
            machine.call(0, "thread", () -> {
                Lwkt.critEnterHard();
                assertThatThrownBy(Lwkt::switchAway).isInstanceOf(AssertionError.class);
                Cpu.current().send(machine.machine().cpu(1), CpuSyncTest.entry(() -> log.add("sent")));
                Lwkt.critExitHard();
                Lwkt.giveWay();
                return null;
            });
            assertThat(log).containsExactly("sent");
        });
    }

    /// An entry must leave the sections of the thread on whose stack it runs as it found them.
    @Test
    void shouldReportEntryThatLeavesCriticalSectionOpenAndCloseIt() {
        forEachSeed(machine -> {
            machine.spawn(
                    0,
                    "sender",
                    () -> Cpu.current().send(machine.machine().cpu(1), CpuSyncTest.entry(Lwkt::critEnter)));
            runToFailure(machine, "left 3 critical sections where it found 2");
            machine.call(1, "next", () -> {
                assertThat(Cpu.current().isTakingInForbidden()).isFalse();
                return null;
            });
        });
    }

    /// So must a receipt handler, which the arrival of its message calls.
    @Test
    void shouldReportReceiptHandlerThatLeavesCriticalSectionOpenAndCloseIt() {
        forEachSeed(machine -> {
            Port target = machine.call(
                    1,
                    "start",
                    () -> Lwkt.create("target", () -> Lwkt.current().port().waitMessage())
                            .port());
            machine.spawn(0, "sender", () -> target.sendMessage(new Message() {}.receipt(queued -> Lwkt.critEnter())));
            runToFailure(machine, "left 3 critical sections where it found 2");
            machine.call(1, "next", () -> {
                assertThat(Cpu.current().isTakingInForbidden()).isFalse();
                return null;
            });
        });
    }

    @Test
    void shouldRefuseExitWithoutEntry() {
        forEachSeed(machine -> machine.call(0, "confused", () -> {
            assertThatThrownBy(Lwkt::critExit).hasMessageContaining("is in no critical section");
            assertThatThrownBy(Lwkt::critExitNoPoll).hasMessageContaining("is in no critical section");
            return null;
        }));
    }
}
