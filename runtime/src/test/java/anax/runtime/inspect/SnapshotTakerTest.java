package anax.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.Cpu;
import anax.runtime.CpuCounters;
import anax.runtime.Lwkt;
import anax.runtime.Message;
import anax.runtime.Priority;
import anax.runtime.ThreadSnapshot;
import anax.runtime.ThreadSnapshot.State;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a snapshot says of threads whose state is known, on CPUs that run for real.
@Timeout(60)
class SnapshotTakerTest {
    private static final class Parcel extends Message {}

    @Test
    void shouldTellReasonDepthAndStackOfWaitingThread() throws Exception {
        try (var system = new PinnedSystem(2)) {
            Lwkt waiter = system.machine.spawn(1, "waiter", 17, SnapshotTakerTest::waitForSupper);
            system.machine.call(0, "sender", () -> {
                waiter.port().sendMessage(new Parcel());
                waiter.port().sendMessage(new Parcel());
                return null;
            });
            ThreadSnapshot seen = awaitState(system, 1, "waiter", State.WAITING);
            while (seen.portDepth() < 2) {
                seen = awaitState(system, 1, "waiter", State.WAITING);
            }
            assertThat(seen)
                    .usingRecursiveComparison()
                    .ignoringFields("stack", "ranNs")
                    .isEqualTo(new ThreadSnapshot(1, "waiter", State.WAITING, 17, "supper", 0, "", 2, 0, List.of()));
            assertThat(methods(seen)).containsSubsequence("block", "waitForSupper");
            assertThat(methods(seen)).doesNotContain("runToEnd", "loop", "run");
        }
    }

    @Test
    void shouldTellRunningFromReadyThread() throws Exception {
        try (var system = new PinnedSystem(1)) {
            system.machine.spawn(0, "running", Priority.SOFT_NORMAL, () -> {
                Lwkt.critEnter();
                Lwkt.critEnter();
                pollUntilReleased(system);
            });
            system.awaitRunning(0, "running");
            system.machine.spawn(0, "ready", () -> {});
            ThreadSnapshot ready = awaitState(system, 0, "ready", State.READY);
            ThreadSnapshot running = awaitState(system, 0, "running", State.RUNNING);
            assertThat(running.criticalCount()).isEqualTo(2);
            assertThat(running.waitMessage()).isEmpty();
            assertThat(methods(running)).startsWith("poll", "yieldQuick", "pollUntilReleased");
            assertThat(methods(running)).doesNotContain("loop", "runIpi");
            assertThat(ready.stack()).as("it has not begun").isEmpty();
            assertThat(ready.criticalCount()).isZero();
        }
    }

    @Test
    void shouldTellWhereCriticalSectionsWereEnteredInDebugMode() throws Exception {
        try (var system = new PinnedSystem(1, true)) {
            system.machine.spawn(0, "running", Priority.SOFT_NORMAL, () -> {
                Lwkt.critEnter();
                pollUntilReleased(system);
            });
            system.awaitRunning(0, "running");
            system.machine.spawn(0, "in none", () -> {});
            assertThat(awaitState(system, 0, "running", State.RUNNING).sections())
                    .startsWith("1 at " + SnapshotTakerTest.class.getName() + ".");
            assertThat(awaitState(system, 0, "in none", State.READY).sections()).isEmpty();
        }
    }

    @Test
    void shouldTellPreemptedThreadFromTheInterruptThreadOnTopOfIt() throws Exception {
        try (var system = new PinnedSystem(1)) {
            system.machine.spawn(0, "worker", () -> {
                Cpu.current()
                        .interrupts()
                        .addThread("device", Priority.INTERRUPT_LOW, () -> pollUntilReleased(system))
                        .raise();
                workUntilReleased(system);
            });
            ThreadSnapshot worker = awaitState(system, 0, "worker", State.PREEMPTED);
            ThreadSnapshot interrupt = awaitState(system, 0, "irq-device", State.RUNNING);
            assertThat(worker.criticalCount()).isZero();
            assertThat(methods(worker)).contains("workUntilReleased").doesNotContain("pollUntilReleased", "loop");
            assertThat(interrupt.criticalCount())
                    .as("it serves in a critical section")
                    .isEqualTo(1);
            assertThat(interrupt.priority()).isEqualTo(Priority.INTERRUPT_LOW);
            assertThat(methods(interrupt)).contains("pollUntilReleased").doesNotContain("workUntilReleased");
        }
    }

    @Test
    void shouldReportCpuThatIsHeldWithTheStackOfItsHolder() throws Exception {
        try (var system = new PinnedSystem(2)) {
            system.machine.spawn(1, "holder", system::hold);
            system.awaitRunning(1, "holder");
            var taker = new SnapshotTaker(system.machine);
            MachineSnapshot seen = taker.take(true, Duration.ofMillis(100));
            assertThat(seen.name()).isEqualTo("looked-at");
            assertThat(seen.pid()).isEqualTo(ProcessHandle.current().pid());
            CpuSnapshot held = seen.cpus().get(1);
            assertThat(held.answered()).isFalse();
            assertThat(held.runs()).isEqualTo("holder");
            assertThat(held.held()).extracting(StackTraceElement::getMethodName).contains("hold");
            assertThat(held.held()).extracting(StackTraceElement::getMethodName).doesNotContain("loop");
            assertThat(held.threads()).isEmpty();
            system.release();
            CpuSnapshot after = taker.take(true, PinnedSystem.LONG).cpus().get(1);
            assertThat(after.answered()).isTrue();
            assertThat(after.held()).isEmpty();
        }
    }

    @Test
    void shouldNotFillTheInboxOfHeldCpuHoweverOftenItAsks() throws Exception {
        try (var system = new PinnedSystem(1)) {
            system.machine.spawn(0, "holder", system::hold);
            system.awaitRunning(0, "holder");
            var taker = new SnapshotTaker(system.machine);
            for (int i = 0; i < 3 * system.machine.config().inboxBound(); i++) {
                assertThat(taker.take(false, Duration.ofMillis(1))
                                .cpus()
                                .getFirst()
                                .answered())
                        .isFalse();
            }
            system.machine.spawn(0, "there is room", () -> {});
        }
    }

    @Test
    void shouldTellParkedCpuAndItsCounters() throws Exception {
        try (var system = new PinnedSystem(2)) {
            var taker = new SnapshotTaker(system.machine);
            while (!system.machine.cpu(0).isParked() || !system.machine.cpu(1).isParked()) {
                Thread.onSpinWait();
            }
            CpuSnapshot idle = taker.take(false, PinnedSystem.LONG).cpus().getFirst();
            assertThat(idle.parked()).isTrue();
            assertThat(idle.runs()).isEqualTo("idle");
            assertThat(idle.processor()).as("it is not pinned").isEqualTo(-1);
            assertThat(idle.counters().get("parks")).isPositive();
            assertThat(idle.counters().get("polls")).isPositive();
        }
    }

    @Test
    void shouldKeepNoStacksUnlessAskedTo() throws Exception {
        try (var system = new PinnedSystem(1)) {
            system.machine.spawn(0, "waiter", SnapshotTakerTest::waitForSupper);
            var taker = new SnapshotTaker(system.machine);
            awaitState(system, 0, "waiter", State.WAITING);
            assertThat(taker.take(false, PinnedSystem.LONG).cpus().getFirst().threads())
                    .singleElement()
                    .matches(thread -> thread.stack().isEmpty());
        }
    }

    @Test
    void shouldCountThreadsBeyondTheBoundOnly() throws Exception {
        try (var system = new PinnedSystem(1)) {
            system.machine.call(0, "maker", () -> {
                for (int i = 0; i < CpuLook.MOST_THREADS + 5; i++) {
                    Lwkt.create("many", SnapshotTakerTest::waitForSupper);
                }
                return null;
            });
            var taker = new SnapshotTaker(system.machine);
            CpuSnapshot cpu;
            do {
                cpu = taker.take(true, PinnedSystem.LONG).cpus().getFirst();
            } while (cpu.threads().stream().anyMatch(thread -> thread.state() != State.WAITING)); // not begun yet
            assertThat(cpu.threads()).hasSize(CpuLook.MOST_THREADS);
            assertThat(cpu.omitted()).isEqualTo(5);
            assertThat(cpu.threads().stream().filter(thread -> !thread.stack().isEmpty()))
                    .hasSize(CpuLook.MOST_STACKS);
        }
    }

    @Test
    void shouldReportEveryCpuAsSilentOnceTheMachineIsStopped() throws Exception {
        try (var system = new PinnedSystem(2)) {
            system.machine.close();
            assertThat(new SnapshotTaker(system.machine)
                            .take(true, PinnedSystem.LONG)
                            .cpus())
                    .hasSize(2)
                    .noneMatch(CpuSnapshot::answered);
        }
    }

    @Test
    void shouldNameEveryCounterThatThereIs() throws Exception {
        try (var system = new PinnedSystem(1)) {
            CpuCounters counters = system.machine.cpu(0).counters();
            List<String> fields = Arrays.stream(CpuCounters.class.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()) && field.getType() == long.class)
                    .map(Field::getName)
                    .toList();
            assertThat(counters.byName().keySet()).containsExactlyElementsOf(fields);
        }
    }

    private static void waitForSupper() {
        while (true) {
            Lwkt.block("supper");
        }
    }

    private static void pollUntilReleased(PinnedSystem system) {
        while (!system.isReleased()) {
            Lwkt.yieldQuick();
        }
    }

    private static void workUntilReleased(PinnedSystem system) {
        while (!system.isReleased()) {
            Lwkt.checkpoint();
        }
    }

    private static ThreadSnapshot awaitState(PinnedSystem system, int cpu, String name, State state)
            throws InterruptedException {
        var taker = new SnapshotTaker(system.machine);
        AtomicReference<ThreadSnapshot> found = new AtomicReference<>();
        while (found.get() == null) {
            taker.take(true, PinnedSystem.LONG).cpus().get(cpu).threads().stream()
                    .filter(thread -> thread.name().equals(name) && thread.state() == state)
                    .forEach(found::set);
        }
        return found.get();
    }

    private static List<String> methods(ThreadSnapshot thread) {
        return thread.stack().stream().map(StackTraceElement::getMethodName).toList();
    }
}
