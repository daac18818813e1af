package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.clock.SystemClock;
import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("collector")
class MachineTest {

    @Test
    void shouldRunEachCpuOnItsOwnProcessor() throws Exception {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1))) {
            String allowed = machine.call(0, "look", () -> Files.readString(Path.of("/proc/thread-self/status")));

            assertThat(allowed).containsPattern("Cpus_allowed_list:\\s+\\d+\\n");
            assertThat(machine.warnings()).isEmpty();
        }
    }

    @Test
    void shouldWarnAndGoOnWhenPinningIsRefused() throws Exception {
        Pinning refusing = processor -> new PinOutcome(processor, false, "no permission");
        try (Machine machine = boot(MachineConfig.ofCpus(1), Topology.ofThisProcess(), refusing)) {
            assertThat(machine.warnings())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("runs unpinned")
                    .contains("no permission");
            assertThat(machine.call(0, "works", () -> 42)).isEqualTo(42);
        }
    }

    @Test
    void shouldSayThatCpusShareProcessors() {
        Topology one = new Topology(Topology.ofThisProcess().allowed().subList(0, 1));
        try (Machine machine = boot(MachineConfig.ofCpus(2), one, Pinning.openHft())) {
            assertThat(machine.warnings())
                    .containsExactly(
                            "2 CPUs share 1 processors: everything works, but no figure says anything about speed");
        }
    }

    @Test
    void shouldNotWarnOfPinningThatNobodyAskedFor() {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1).withPin(false))) {
            assertThat(machine.warnings()).isEmpty();
        }
    }

    @Test
    void shouldGiveResultOrCauseToOrdinaryThread() throws Exception {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1))) {
            assertThat(machine.call(0, "answer", () -> 6 * 7)).isEqualTo(42);
            assertThatThrownBy(() -> machine.call(0, "faulty", () -> {
                        throw new IOException("by design");
                    }))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("by design");
        }
    }

    @Test
    void shouldFinishWhatCanRunWhenStopped() {
        int[] count = {0};
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
            machine.spawn(0, "traveller", () -> {
                for (int i = 0; i < 10_000; i++) {
                    Lwkt.moveTo(i & 1);
                    count[0]++;
                }
            });
        }
        assertThat(count[0]).isEqualTo(10_000);
    }

    @Test
    void shouldNameThreadThatKeepsProcessorWhenStopped() {
        Machine machine = Machine.boot(MachineConfig.ofCpus(2));
        boolean[] release = {false};
        CountDownLatch running = new CountDownLatch(1);
        machine.spawn(1, "hog", () -> {
            running.countDown();
            while (!volatileRead(release)) {
                Thread.onSpinWait();
            }
        });
        awaitQuietly(running);

        assertThatThrownBy(() -> machine.stop(Duration.ofMillis(100)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "anax did not come to rest within 100 ms; CPU 1 of anax runs lightweight thread hog at ");
        release[0] = true;
    }

    @Test
    void shouldRefuseWorkWhenStopped() {
        Machine machine = Machine.boot(MachineConfig.ofCpus(1));
        machine.stop(Machine.CLOSE_TIMEOUT);
        machine.stop(Machine.CLOSE_TIMEOUT);

        assertThatThrownBy(() -> machine.spawn(0, "late", () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("which is stopped");
    }

    /// A raise that was refused is not under way, so the next one must not count on it.
    @Test
    void shouldRefuseEveryRaiseWhenStopped() throws Exception {
        Machine machine = Machine.boot(MachineConfig.ofCpus(1));
        InterruptLine line =
                machine.call(0, "boot", () -> Cpu.current().interrupts().addFast("late", () -> {}));
        machine.close();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(line::raise).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldReleaseOrdinaryThreadsWhoseBodyNeverEnds() throws Exception {
        Machine machine = Machine.boot(MachineConfig.ofCpus(1));
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                machine.call(0, "for ever", () -> {
                    running.countDown();
                    Lwkt.block("nothing");
                    return null;
                });
            } catch (ExecutionException | InterruptedException | CancellationException e) {
                outcome.complete(e);
            }
        });
        awaitQuietly(running);
        machine.stop(Machine.CLOSE_TIMEOUT);

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }

    @Test
    void shouldRefuseToBlockCpu() {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1))) {
            assertThatThrownBy(() -> machine.call(0, "selfish", () -> machine.call(0, "x", () -> 1)))
                    .hasRootCauseMessage("Machine.call was called by selfish (CPU 0) and would block its CPU;"
                            + " call it from an ordinary Java thread");
            assertThatThrownBy(() -> machine.call(0, "suicidal", () -> {
                        machine.stop(Machine.CLOSE_TIMEOUT);
                        return null;
                    }))
                    .hasRootCauseMessage("Machine.stop was called by suicidal (CPU 0) and would block its CPU;"
                            + " call it from an ordinary Java thread");
        }
    }

    @Test
    void shouldTellCallerWhenInboxStaysFull() {
        MachineConfig config = MachineConfig.ofCpus(1).withInboxBound(4);
        try (Machine machine = Machine.boot(config)) {
            boolean[] release = {false};
            CountDownLatch running = new CountDownLatch(1);
            machine.spawn(0, "hog", () -> {
                running.countDown();
                while (!volatileRead(release)) {
                    Thread.onSpinWait();
                }
            });
            awaitQuietly(running);
            for (int i = 0; i < 4; i++) {
                machine.spawn(0, "waits", () -> {});
            }

            assertThatThrownBy(() -> machine.spawn(0, "one too many", () -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("its bound of 4 entries")
                    .hasMessageContaining("its thread hog keeps the processor");
            release[0] = true;
        }
    }

    @Test
    void shouldUseNoProcessorTimeWhenIdle() throws Exception {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
            List<Long> carriers = List.of(idOfCarrier(machine, 0), idOfCarrier(machine, 1));
            TimeUnit.MILLISECONDS.sleep(50);
            long before = cpuTimeNs(carriers);
            TimeUnit.MILLISECONDS.sleep(500);

            assertThat(cpuTimeNs(carriers) - before)
                    .as("processor time of two idle CPUs in half a second, ns")
                    .isLessThan(5_000_000);
        }
    }

    private static Machine boot(MachineConfig config, Topology topology, Pinning pinning) {
        return Machine.boot(config, SystemClock.INSTANCE, topology, pinning, (thread, failure) -> {});
    }

    private static long idOfCarrier(Machine machine, int cpu) throws Exception {
        return machine.call(cpu, "id", () -> Thread.currentThread().threadId());
    }

    private static long cpuTimeNs(List<Long> threads) {
        return threads.stream()
                .mapToLong(id -> ManagementFactory.getThreadMXBean().getThreadCpuTime(id))
                .sum();
    }

    private static boolean volatileRead(boolean[] flag) {
        VarHandle.acquireFence();
        return flag[0];
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
