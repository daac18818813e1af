package anax.bench.tasks;

import anax.bench.measure.AllocationMeter;
import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.clock.Clock;
import anax.runtime.task.Future;
import anax.runtime.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Tasks that work side by side, on a machine of their own: one for each piece of work.
///
/// Owner: as of [Contestant]. Allocates at the start and a thread a slice. Between slices its CPUs are parked.
final class TaskContestant implements Contestant {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// So many windows of one burst come before the first slice, that the method around the bursts is compiled:
    /// each return to an interpreted frame makes a new stack chunk at the next switch.
    private static final int SHORT_WINDOWS = 500;

    private final String design;
    private final Role role;
    private final Setting setting;
    private final int cpus;
    private final Function<Machine, List<Place>> job;
    private List<Place> places = List.of();
    private Machine machine;
    private AllocationMeter meter;

    /// A piece of work and where it is done. Owner: nobody; immutable.
    record Place(int cpu, Work work) {}

    /// Makes a contestant.
    ///
    /// @param cpus how many CPUs its machine has
    /// @param job  makes what is done side by side, when it starts
    TaskContestant(String design, Role role, Setting setting, int cpus, Function<Machine, List<Place>> job) {
        this.design = design;
        this.role = role;
        this.setting = setting;
        this.cpus = cpus;
        this.job = job;
    }

    @Override
    public String design() {
        return design;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public void start() {
        machine = Machine.boot(
                MachineConfig.ofCpus(cpus).withName("anax-tasks"),
                setting.clock(),
                setting.topology(),
                setting.pinning(),
                (thread, failure) -> {
                    throw new IllegalStateException(thread + " failed beside what is measured", failure);
                });
        Thread[] carriers = new Thread[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            carriers[cpu] = carrierOf(cpu);
        }
        meter = AllocationMeter.of(carriers);
        places = job.apply(machine);
        try {
            runAll(0, SHORT_WINDOWS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        long allocatedBefore = meter.bytes();
        for (Window window : runAll(sliceNs, 1)) {
            slice.addWindow(window.operations, window.nanoseconds);
        }
        slice.addAllocated(meter.bytes() - allocatedBefore);
    }

    @Override
    public void stop() {
        if (machine != null) {
            machine.close();
        }
    }

    @Override
    public List<String> notes() {
        return machine.warnings();
    }

    private Thread carrierOf(int cpu) {
        try {
            return machine.call(cpu, "set-up", Thread::currentThread);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("CPU " + cpu + " could not be set up", e);
        }
    }

    private List<Window> runAll(long sliceNs, int times) throws InterruptedException {
        List<Future<Window>> windows = new ArrayList<>();
        for (Place place : places) {
            Future<Window> window = new Future<>(machine.cpu(place.cpu));
            windows.add(window);
            Worker worker = new Worker(place.work, setting.clock(), window);
            Task.create(machine, place.cpu, "worker", () -> worker.run(sliceNs, times));
        }
        List<Window> done = new ArrayList<>();
        for (Future<Window> window : windows) {
            try {
                done.add(window.get(PATIENCE));
            } catch (TimeoutException late) {
                throw new IllegalStateException(design + " did not come home from a slice", late);
            }
        }
        return done;
    }

    /// Works and measures. Owner: its thread.
    private record Worker(Work work, Clock clock, Future<Window> window) {
        private void run(long sliceNs, int times) {
            try {
                Window last = null;
                for (int i = 0; i < times; i++) {
                    work.begin();
                    last = measure(sliceNs);
                    work.finish();
                }
                window.complete(last);
            } catch (RuntimeException | Error failure) { // the harness reports it
                window.fail(failure);
            }
        }

        private Window measure(long sliceNs) {
            long count = 0;
            long start = clock.nowNs();
            long now;
            do {
                count += work.burst();
                now = clock.nowNs();
            } while (now - start < sliceNs);
            return new Window(count, now - start);
        }
    }

    private record Window(long operations, long nanoseconds) {}
}
