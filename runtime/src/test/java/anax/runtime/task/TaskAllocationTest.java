package anax.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.Token;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Steady state makes no garbage: at most 0.1 B per operation, over both CPUs that take part, also where threads
/// wait.
@Tag("collector")
class TaskAllocationTest {
    private static final int WARM_UP = 100_000;
    private static final int OPERATIONS = 500_000;

    @Test
    void shouldAllocateNothingWhenMutexIsFree() throws Exception {
        assertThat(bytesPerOperation(0, () -> {
                    Mutex mutex = new Mutex();
                    return () -> {
                        mutex.lock();
                        mutex.unlock();
                    };
                }))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void shouldAllocateNothingWhenMutexOfOtherCpuIsTaken() throws Exception {
        assertThat(bytesPerOperation(1, () -> {
                    Mutex mutex = new Mutex(Cpu.current().machine().cpu(0));
                    return () -> {
                        mutex.lock();
                        mutex.unlock();
                    };
                }))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void shouldAllocateNothingWhenMutexIsHandedOn() throws Exception {
        assertThat(bytesPerOperation(0, () -> {
                    Mutex mutex = new Mutex();
                    mutex.lock();
                    Task.create("rival", () -> {
                        mutex.lock();
                        while (true) { // each of the two takes a turn, and each turn is a hand-over and a switch
                            mutex.unlock();
                            mutex.lock();
                        }
                    });
                    Lwkt.giveWay(); // until the rival waits
                    return () -> {
                        mutex.unlock();
                        mutex.lock();
                    };
                }))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void shouldAllocateNothingWhenItemsCrossCpus() throws Exception {
        assertThat(bytesPerOperation(1, () -> {
                    Machine machine = Cpu.current().machine();
                    Channel<String> channel = new Channel<>(machine.cpu(0), 128);
                    Task.create(0, "receiver", () -> {
                        while (true) {
                            channel.receive();
                        }
                    });
                    return () -> channel.send("item");
                }))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void shouldAllocateNothingWhenTokenIsTaken() throws Exception {
        assertThat(bytesPerOperation(0, () -> {
                    Token token = new Token("state");
                    return () -> {
                        token.acquire();
                        token.release();
                    };
                }))
                .isLessThanOrEqualTo(0.1);
    }

    private static double bytesPerOperation(int cpu, Setup setup) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2).withDebug(false))) {
            long[] carriers = new long[2];
            for (int each = 0; each < 2; each++) {
                carriers[each] =
                        machine.call(each, "id", () -> Thread.currentThread().threadId());
            }
            return machine.call(cpu, "work", () -> {
                Runnable operation = setup.begin();
                repeat(operation, WARM_UP);
                long[] before = threads.getThreadAllocatedBytes(carriers);
                repeat(operation, OPERATIONS);
                long[] after = threads.getThreadAllocatedBytes(carriers);
                return (after[0] - before[0] + after[1] - before[1]) / (double) OPERATIONS;
            });
        }
    }

    private static void repeat(Runnable operation, int times) {
        for (int i = 0; i < times; i++) {
            operation.run();
        }
    }

    private interface Setup {
        Runnable begin();
    }
}
