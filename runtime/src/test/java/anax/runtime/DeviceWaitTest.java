package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.clock.SystemClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A device's wait in place of parking: the CPU sleeps there, and messages, timers and the device wake it.
@Tag("collector")
class DeviceWaitTest {
    private final Machine machine = Machine.boot(MachineConfig.ofCpus(2).withIdleSpinNs(0));
    private final Device device = new Device();

    @BeforeEach
    void installDevice() throws Exception {
        machine.call(1, "driver", () -> {
            device.line = Cpu.current().interrupts().addThread("device", Priority.INTERRUPT_LOW, () -> {
                device.served.addAndGet(device.arrived.getAndSet(0));
                device.servedOnce.countDown();
            });
            Cpu.current().waitWith(device);
            return null;
        });
    }

    @AfterEach
    void stopMachine() {
        machine.close();
    }

    @Test
    void shouldWaitForDeviceInPlaceOfParking() throws Exception {
        device.awaitCallOf(machine.cpu(1));
        assertThat(machine.cpu(1).doorbell().isParked()).isTrue();
    }

    @Test
    void shouldServeDeviceThatEndsTheWait() throws Exception {
        device.awaitCallOf(machine.cpu(1));
        device.arrived.incrementAndGet();
        device.permits.release();
        assertThat(device.servedOnce.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(device.served.get()).isOne();
    }

    @Test
    void shouldBeWokenOnceByMessage() throws Exception {
        device.awaitCallOf(machine.cpu(1));
        int wakes = device.wakes.get();
        CountDownLatch ran = new CountDownLatch(1);
        machine.call(0, "sender", () -> Lwkt.create(1, "woken", Priority.DAEMON, ran::countDown));
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(device.wakes.get() - wakes).isOne();
    }

    @Test
    void shouldLoseNoWakeUpWhenMessagesComeAsCpuGoesToSleep() throws Exception {
        Lwkt echo = machine.call(
                1,
                "boot",
                () -> Lwkt.create("echo", () -> {
                    while (true) {
                        Lwkt.current().port().waitMessage().replyMessage(0);
                    }
                }));
        machine.call(0, "client", () -> {
            Message message = new Message() {};
            for (int i = 0; i < 10_000; i++) {
                echo.port().doMessage(message);
            }
            return null;
        });
        assertThat(device.awaits.get()).as("it really waited").isGreaterThan(100);
    }

    @Test
    void shouldWakeInTimeForTimers() throws Exception {
        long lateNs = machine.call(1, "sleeper", () -> {
            long untilNs = Cpu.current().nowNs() + 2_000_000;
            while (Cpu.current().nowNs() < untilNs) {
                Lwkt.blockUntil("alarm", untilNs);
            }
            return Cpu.current().nowNs() - untilNs;
        });
        assertThat(lateNs).isBetween(0L, 1_000_000_000L);
    }

    @Test
    void shouldParkAgainWhenDeviceIsTakenAway() throws Exception {
        machine.call(1, "driver", () -> {
            Cpu.current().waitWith(null);
            return null;
        });
        int awaits = device.awaits.get();
        assertThat(machine.call(1, "later", () -> 7)).isEqualTo(7);
        assertThat(device.awaits.get()).isEqualTo(awaits);
    }

    @Test
    void shouldLetThreadThatWaitsInPlaceGoOnWithoutPollPointWhenDeviceHasSomething() throws Exception {
        Device told = new Device(); // has no line: who waits in place finds out by going on
        MachineConfig config = MachineConfig.ofCpus(1).withIdleSpinNs(0).withDebug(false);
        try (Machine alone = Machine.boot(config)) {
            CompletableFuture<Void> frame =
                    CompletableFuture.runAsync(() -> told.haveSomethingAfterRestOf(alone.cpu(0)));
            alone.call(0, "waiter", () -> {
                CpuCounters counters = Cpu.current().counters();
                Cpu.current().waitWith(told);
                long polls;
                long idleNs;
                do {
                    polls = counters.polls();
                    idleNs = counters.idleNs();
                    assertThat(Cpu.current().takeInPlace("device")).isTrue();
                } while (told.arrived.get() == 0);
                assertThat(counters.polls() - polls).as("poll points").isZero();
                assertThat(counters.idleNs() - idleNs)
                        .as("its rest is nobody's time")
                        .isGreaterThan(Device.REST_NS / 2);
                return null;
            });
            frame.join();
        }
    }

    /// The CPU reads the clock after each 32 looks, and then gives up.
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 64})
    void shouldGoOnWhenTheLastLookBeforeItWouldParkFindsSomething(int last) throws Exception {
        LastLook device = new LastLook(last);
        MachineConfig config =
                MachineConfig.ofCpus(1).withIdleSpinNs(LastLook.SPIN_NS).withDebug(false);
        try (Machine alone = Machine.boot(config)) {
            alone.call(0, "waiter", () -> {
                Cpu.current().waitWith(device);
                while (!device.found) {
                    device.looks = 0;
                    assertThat(Cpu.current().takeInPlace("device")).isTrue();
                }
                Cpu.current().waitWith(null);
                return null;
            });
        }
        assertThat(device.sleptOnIt)
                .as("it parked although it had found something")
                .isFalse();
    }

    /// A device of which one look, which takes longer than the CPU looks for work, finds something.
    private static final class LastLook implements DeviceWait {
        private static final long SPIN_NS = 5_000_000;

        private final int last;
        private int looks;
        private boolean found;
        private boolean sleptOnIt;

        private LastLook(int last) {
            this.last = last;
        }

        @Override
        public boolean look() {
            if (found || ++looks != last) {
                return false;
            }
            LockSupport.parkNanos(2 * SPIN_NS);
            found = true;
            return true;
        }

        @Override
        public boolean await(long untilNs) {
            sleptOnIt = found;
            return true;
        }

        @Override
        public void wake() {}
    }

    /// What poll(2) with an eventfd is to a network device.
    private static final class Device implements DeviceWait {
        private static final long REST_NS = 20_000_000;

        private final Semaphore permits = new Semaphore(0);
        private final AtomicInteger awaits = new AtomicInteger();
        private final AtomicInteger wakes = new AtomicInteger();
        private final AtomicInteger arrived = new AtomicInteger();
        private final AtomicInteger served = new AtomicInteger();
        private final CountDownLatch servedOnce = new CountDownLatch(1);
        private InterruptLine line;

        @Override
        public boolean await(long untilNs) {
            awaits.incrementAndGet();
            try {
                if (untilNs == Long.MAX_VALUE) {
                    permits.acquire();
                } else if (permits.tryAcquire(untilNs - SystemClock.INSTANCE.nowNs(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            permits.drainPermits();
            if (arrived.get() == 0) {
                return false;
            }
            if (line != null) {
                line.raise();
            }
            return true;
        }

        @Override
        public void wake() {
            wakes.incrementAndGet();
            permits.release();
        }

        private void haveSomethingAfterRestOf(Cpu cpu) {
            try {
                awaitCallOf(cpu);
                TimeUnit.NANOSECONDS.sleep(REST_NS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            arrived.incrementAndGet();
            permits.release();
        }

        private void awaitCallOf(Cpu cpu) throws InterruptedException {
            for (int i = 0; awaits.get() == 0 || !cpu.doorbell().isParked(); i++) {
                assertThat(i).as("the CPU goes to sleep").isLessThan(10_000);
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }
}
