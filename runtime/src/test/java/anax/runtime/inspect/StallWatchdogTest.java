package anax.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.Lwkt;
import anax.runtime.MachineConfig;
import anax.runtime.clock.SystemClock;
import anax.runtime.sim.SimulatedMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When the watchdog reports, on a clock that the test moves; and what it reports, on CPUs that run for real.
@Timeout(60)
class StallWatchdogTest {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final SimulatedMachine machine = new SimulatedMachine(MachineConfig.ofCpus(1), 1);
    private final List<Stall> reports = new ArrayList<>();
    private long nowNs;
    private final StallWatchdog watchdog =
            new StallWatchdog(machine.machine(), () -> nowNs, PERIOD, reports::add, null);

    @Test
    void shouldReportOnceAndThenAtGrowingIntervals() {
        machine.spawn(0, "never run", () -> {}); // the CPU is awake and nobody gives it time
        for (int second = 1; second <= 20; second++) {
            lookAfter(PERIOD);
        }
        assertThat(reports)
                .extracting(stall -> TimeUnit.NANOSECONDS.toSeconds(stall.heldNs()))
                .containsExactly(1L, 2L, 4L, 8L, 16L);
        assertThat(watchdog.stalls()).isEqualTo(1);
    }

    @Test
    void shouldReportTheNextStallAnew() {
        machine.spawn(0, "first", () -> {});
        lookAfter(PERIOD);
        machine.runSteps(5);
        lookAfter(PERIOD);
        assertThat(watchdog.stalls()).isEqualTo(1);
        lookAfter(PERIOD);
        assertThat(watchdog.stalls()).isEqualTo(2);
        assertThat(reports).hasSize(2);
    }

    @Test
    void shouldNotReportParkedCpu() {
        machine.runToRest();
        for (int second = 1; second <= 20; second++) {
            lookAfter(PERIOD);
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void shouldNotReportCpuThatWasWokenAMomentAgo() {
        machine.runToRest();
        lookAfter(PERIOD);
        machine.spawn(0, "wakes it", () -> {});
        lookAfter(PERIOD);
        assertThat(reports).isEmpty();
        lookAfter(PERIOD);
        assertThat(reports).as("by now it had its time").hasSize(1);
    }

    @Test
    void shouldNotReportWhenItWasItselfKeptFromLooking() {
        machine.spawn(0, "never run", () -> {});
        lookAfter(PERIOD.multipliedBy(60));
        assertThat(reports).isEmpty();
    }

    @Test
    void shouldGoOnWhenTheSinkFails() {
        var failing = new StallWatchdog(
                machine.machine(),
                () -> nowNs,
                PERIOD,
                stall -> {
                    reports.add(stall);
                    throw new IllegalStateException("the sink is full");
                },
                null);
        machine.spawn(0, "never run", () -> {});
        for (int second = 1; second <= 3; second++) {
            nowNs += PERIOD.toNanos();
            failing.look();
        }
        assertThat(reports).hasSize(2);
    }

    @Test
    void shouldRefusePeriodThatIsNone() {
        assertThatThrownBy(() -> new StallWatchdog(machine.machine(), () -> nowNs, Duration.ZERO, reports::add, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 ns was given; use a millisecond or more");
    }

    @Test
    void shouldShowTheStackOfWhoHoldsTheCpuAndNotReportTheOneThatPolls() throws Exception {
        BlockingQueue<Stall> stalls = new LinkedBlockingQueue<>();
        try (var system = new PinnedSystem(3)) {
            system.machine.spawn(0, "polling", () -> {
                while (!system.isReleased()) {
                    Lwkt.checkpoint();
                }
            });
            system.awaitRunning(0, "polling");
            system.machine.spawn(1, "holder", system::hold); // CPU 2 parks
            system.awaitRunning(1, "holder");
            try (var _ =
                    StallWatchdog.open(system.machine, SystemClock.INSTANCE, Duration.ofMillis(500), stalls::add)) {
                Stall stall = stalls.poll(30, TimeUnit.SECONDS);
                assertThat(stall).isNotNull();
                assertThat(stall.message())
                        .startsWith("CPU 1 of looked-at has passed no poll point for ")
                        .contains("lightweight thread holder holds it", "at anax.runtime.inspect.PinnedSystem.hold(");
                assertThat(stalls.poll(30, TimeUnit.SECONDS))
                        .as("the second report")
                        .isNotNull();
            }
            assertThat(stalls).allMatch(stall -> stall.cpu().startsWith("CPU 1 "));
        }
    }

    @Test
    void shouldTellWhereHolderEnteredItsCriticalSectionInDebugMode() throws Exception {
        BlockingQueue<Stall> stalls = new LinkedBlockingQueue<>();
        try (var system = new PinnedSystem(1, true)) {
            system.machine.spawn(0, "holder", () -> {
                Lwkt.critEnter();
                system.hold();
            });
            system.awaitRunning(0, "holder");
            try (var _ =
                    StallWatchdog.open(system.machine, SystemClock.INSTANCE, Duration.ofMillis(100), stalls::add)) {
                Stall stall = stalls.poll(30, TimeUnit.SECONDS);
                assertThat(stall).isNotNull();
                assertThat(stall.message())
                        .contains(
                                "; critical sections that it entered last: 1 at " + StallWatchdogTest.class.getName());
            }
        }
    }

    private void lookAfter(Duration time) {
        nowNs += time.toNanos();
        watchdog.look();
    }
}
