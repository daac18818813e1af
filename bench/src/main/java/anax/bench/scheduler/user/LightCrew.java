package anax.bench.scheduler.user;

import anax.bench.measure.Setting;
import anax.runtime.Cpu;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.WaitQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Lightweight threads of a machine of one CPU that work together for a slice, and wait in between.
///
/// Owner: the harness's thread; what its threads touch belongs to their CPU. Allocates when it starts. [#run] blocks
/// for the slice, and [#PATIENCE_S] longer at most.
final class LightCrew implements AutoCloseable {
    private static final long PATIENCE_S = 30;

    private final Machine machine;
    private final List<Work> works = new ArrayList<>();
    private WaitQueue waiting; // CPU 0's, as are the next three
    private long slice;
    private long untilNs;
    private CountDownLatch working;

    /// What a thread does in a slice.
    interface Work {
        void until(long untilNs);
    }

    LightCrew(Setting setting) {
        machine = Machine.boot(
                MachineConfig.ofCpus(1).withName("anax-user").withDebug(false),
                setting.clock(),
                setting.topology(),
                setting.pinning(),
                (thread, failure) -> {
                    throw new IllegalStateException(thread + " failed", failure);
                });
    }

    /// Makes the threads.
    void start(Function<Machine, Making> how, List<Member> members) throws InterruptedException {
        on(() -> {
            waiting = new WaitQueue();
            Making making = how.apply(machine);
            for (Member member : members) {
                works.add(member.work);
                making.make(member.name, member.urgent, member.weight, () -> serve(member.work));
            }
            return null;
        });
    }

    /// One thread to be.
    record Member(String name, boolean urgent, int weight, Work work) {}

    /// Has all of them work.
    void run(long sliceNs) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(works.size());
        on(() -> {
            working = ended;
            untilNs = Cpu.current().nowNs() + sliceNs;
            slice++;
            waiting.signal(-1);
            return null;
        });
        if (!ended.await(sliceNs / 1_000_000_000 + PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException(ended.getCount() + " threads did not come to the end of their slice");
        }
    }

    List<String> warnings() {
        return machine.warnings();
    }

    @Override
    public void close() {
        machine.close();
    }

    private void serve(Work work) {
        long served = 0;
        while (true) {
            final long seen = waiting.generation();
            if (slice == served) {
                waiting.block("slice", seen);
                continue;
            }
            served = slice;
            work.until(untilNs);
            working.countDown();
        }
    }

    private void on(Callable<Void> body) throws InterruptedException {
        try {
            machine.call(0, "slice", body);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("CPU 0 could not begin a slice", failed.getCause());
        }
    }
}
