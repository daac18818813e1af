package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Steady state makes no garbage: at most 0.1 B per operation, over both CPUs that take part.
@Tag("collector")
class AllocationTest {
    private static final int WARM_UP = 200_000;
    private static final int OPERATIONS = 1_000_000;

    @Test
    void shouldAllocateNothingWhenThreadsYield() throws Exception {
        assertThat(bytesPerOperation(machine -> {
                    boolean[] done = {false};
                    Lwkt.create("rival", () -> {
                        while (!done[0]) {
                            Lwkt.giveWay();
                        }
                    });
                    return new Work(Lwkt::giveWay, () -> done[0] = true);
                }))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void shouldAllocateNothingWhenMessagesCrossCpusSynchronously() throws Exception {
        assertThat(bytesPerOperation(machine -> {
                    Port echo = echoOn(machine, 1);
                    Empty message = new Empty();
                    return new Work(() -> echo.doMessage(message), () -> {});
                }))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void shouldAllocateNothingWhenMessagesCrossCpusAsynchronously() throws Exception {
        assertThat(bytesPerOperation(machine -> {
                    Port echo = echoOn(machine, 1);
                    for (int i = 0; i < 128; i++) {
                        echo.sendMessage(new Empty());
                    }
                    return new Work(() -> echo.sendMessage(Lwkt.current().port().waitMessage()), () -> {});
                }))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void shouldAllocateNothingWhenThreadsAreCreatedAndFreed() throws Exception {
        Runnable nothing = () -> {};
        assertThat(bytesPerOperation(machine -> new Work(
                        () -> {
                            Lwkt child = Lwkt.create(0, "child", Priority.SOFT_FAST, nothing);
                            Lwkt.yield();
                            child.free();
                        },
                        () -> {})))
                .isLessThanOrEqualTo(0.1);
    }

    private static double bytesPerOperation(Setup setup) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
            long[] carriers = new long[2];
            for (int cpu = 0; cpu < 2; cpu++) {
                carriers[cpu] =
                        machine.call(cpu, "id", () -> Thread.currentThread().threadId());
            }
            return machine.call(0, "work", () -> {
                Work work = setup.on(machine);
                repeat(work, WARM_UP);
                long[] before = threads.getThreadAllocatedBytes(carriers);
                repeat(work, OPERATIONS);
                long[] after = threads.getThreadAllocatedBytes(carriers);
                work.end.run();
                return (after[0] - before[0] + after[1] - before[1]) / (double) OPERATIONS;
            });
        }
    }

    private static void repeat(Work work, int times) {
        for (int i = 0; i < times; i++) {
            work.operation.run();
        }
    }

    /// Starts a thread that replies to everything; called by a lightweight thread.
    private static Port echoOn(Machine machine, int cpu) {
        CompletableFuture<Port> port = new CompletableFuture<>();
        machine.spawn(cpu, "echo", () -> {
            ThreadPort own = Lwkt.current().port();
            port.complete(own);
            while (true) {
                own.waitMessage().replyMessage(0);
            }
        });
        // Rings the bell: this CPU blocks below, which only a test may do.
        Lwkt.giveWay();
        return port.join();
    }

    private interface Setup {
        Work on(Machine machine);
    }

    private record Work(Runnable operation, Runnable end) {}

    private static final class Empty extends Message {}
}
