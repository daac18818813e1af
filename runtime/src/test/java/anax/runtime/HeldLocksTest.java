package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Debug mode: a switch under a monitor or a lock is refused, with what is held and where it was taken.
class HeldLocksTest {
    private final Machine machine = Machine.boot(MachineConfig.ofCpus(2).withDebug(true));

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void shouldReportSwitchInsideSynchronized() {
        Object monitor = new Object();
        assertThatThrownBy(() -> machine.call(0, "culprit", () -> {
                    synchronized (monitor) {
                        Lwkt.switchAway();
                    }
                    return null;
                }))
                .hasStackTraceContaining("culprit (CPU 0) was about to switch while it holds monitor java.lang.Object")
                .hasStackTraceContaining("HeldLocksTest");
    }

    @Test
    void shouldReportSwitchUnderInflatedMonitor() {
        Object monitor = new Object();
        assertThatThrownBy(() -> machine.call(0, "culprit", () -> {
                    synchronized (monitor) {
                        TimeUnit.MILLISECONDS.timedWait(monitor, 1); // inflates it
                        Lwkt.block("nothing");
                    }
                    return null;
                }))
                .hasStackTraceContaining("was about to switch while it holds monitor java.lang.Object");
    }

    /// Each look for locks takes as long as the heap is large: with a hundred megabytes in use 17 ms, in which no
    /// Java thread runs. Here one takes ten milliseconds, and finds the lock.
    @Test
    void shouldLookForLocksInTwentiethOfTheTimeOnly() {
        long[] nowNs = {0};
        long lookNs = 10_000_000;
        HeldLocks looks = new HeldLocks(() -> nowNs[0] += lookNs);
        looks.onCarrier(Thread.currentThread().threadId());
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            int found = findings(looks, 400);
            long allowedNs = HeldLocks.CREDIT_NS + nowNs[0] / HeldLocks.SHARE;
            assertThat(found * lookNs).isBetween(HeldLocks.CREDIT_NS + lookNs, allowedNs + lookNs);
            assertThat(found).isLessThan(50);
        } finally {
            lock.unlock();
        }
        synchronized (lock) {
            assertThat(findings(looks, 20))
                    .as("monitors are looked for each time")
                    .isEqualTo(20);
        }
    }

    private static int findings(HeldLocks looks, int switches) {
        int findings = 0;
        for (int i = 0; i < switches; i++) {
            try {
                looks.check(null, 0);
            } catch (IllegalStateException held) {
                findings++;
            }
        }
        return findings;
    }

    @Test
    void shouldReportSwitchInsideReentrantLock() {
        ReentrantLock lock = new ReentrantLock();
        assertThatThrownBy(() -> machine.call(0, "culprit", () -> {
                    lock.lock();
                    try {
                        Lwkt.switchAway();
                    } finally {
                        lock.unlock();
                    }
                    return null;
                }))
                .hasStackTraceContaining("was about to switch while it holds lock java.util.concurrent.locks");
    }

    @Test
    void shouldGoOnAfterReport() throws Exception {
        Object monitor = new Object();
        String outcome = machine.call(0, "culprit", () -> {
            try {
                synchronized (monitor) {
                    Lwkt.block("nothing");
                }
                return "switched";
            } catch (IllegalStateException refused) {
                Lwkt.switchAway(); // it is scheduled, so this comes back
                return "refused";
            }
        });
        assertThat(outcome).isEqualTo("refused");
    }

    @Test
    void shouldAllowLocksThatAreLeftBeforeTheSwitch() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        machine.call(0, "innocent", () -> {
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
            synchronized (lock) {
                assertThat(lock.isLocked()).isFalse();
            }
            Lwkt.switchAway();
            return null;
        });
    }

    /// What the switch had begun must be undone, or the thread would be woken, or moved, by what it no longer
    /// waits for.
    @Test
    void shouldLeaveWaitQueueWhenSwitchIsRefused() throws Exception {
        Object monitor = new Object();
        machine.call(0, "culprit", () -> {
            WaitQueue queue = new WaitQueue();
            assertThatThrownBy(() -> {
                        synchronized (monitor) {
                            queue.block("nothing", queue.generation());
                        }
                    })
                    .hasMessageContaining("was about to switch while it holds monitor");
            assertThat(queue.size()).isZero();
            queue.signal(-1);
            return null;
        });
    }

    @Test
    void shouldStayOnItsCpuWhenMoveIsRefused() throws Exception {
        Object monitor = new Object();
        machine.call(0, "culprit", () -> {
            assertThatThrownBy(() -> {
                        synchronized (monitor) {
                            Lwkt.moveTo(1);
                        }
                    })
                    .hasMessageContaining("was about to switch while it holds monitor");
            Lwkt.giveWay();
            Lwkt.switchAway();
            assertThat(Cpu.current().id()).isZero();
            return null;
        });
    }
}
