package anax.bench.messages.lwkt;

import anax.bench.measure.AllocationMeter;
import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.Port;
import anax.runtime.ThreadPort;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Pairs of lightweight threads that exchange messages through ports, side by side, on a machine of their own.
///
/// Owner: as of [Contestant]. Allocates at the start and a thread a slice. Between slices its CPUs are parked.
public final class LwktContestant implements Contestant {
    private static final long PATIENCE_S = 30;

    /// So many windows of one burst come before the first slice, that the method around the bursts is compiled.
    /// It is called once a slice, so it would be interpreted for long, and at each return to an interpreted frame
    /// the JVM makes a new stack chunk, some 300 B, at the next switch.
    private static final int SHORT_WINDOWS = 500;

    private final String design;
    private final Setting setting;
    private final int pairs;
    private final int cpusOfPair;
    private final Supplier<Exchange> job;
    private final List<Initiator> initiators = new ArrayList<>();
    private Machine machine;
    private AllocationMeter meter;

    private LwktContestant(String design, Setting setting, int pairs, int cpusOfPair, Supplier<Exchange> job) {
        this.design = design;
        this.setting = setting;
        this.pairs = pairs;
        this.cpusOfPair = cpusOfPair;
        this.job = job;
    }

    /// One pair whose threads are on one CPU.
    public static LwktContestant switching(String design, Setting setting) {
        return new LwktContestant(design, setting, 1, 1, TurnExchange::new);
    }

    /// One pair that exchanges synchronous messages on one CPU.
    public static LwktContestant tripOnOneCpu(String design, Setting setting) {
        return new LwktContestant(design, setting, 1, 1, TripExchange::new);
    }

    /// As many pairs as there are two CPUs for, each exchanging synchronous messages across them.
    public static LwktContestant tripAcrossCpus(String design, Setting setting) {
        return new LwktContestant(design, setting, setting.cpus() / 2, 2, TripExchange::new);
    }

    /// As many pairs as there are two CPUs for, each exchanging asynchronous messages across them.
    public static LwktContestant flowAcrossCpus(String design, Setting setting) {
        return new LwktContestant(design, setting, setting.cpus() / 2, 2, FlowExchange::new);
    }

    @Override
    public String design() {
        return design;
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public void start() {
        int cpus = pairs * cpusOfPair;
        machine = Machine.boot(
                MachineConfig.ofCpus(cpus).withName("anax-bench"),
                setting.clock(),
                setting.topology(),
                setting.pinning(),
                (thread, failure) -> initiators.forEach(initiator -> initiator.fail(failure)));
        Thread[] carriers = new Thread[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            carriers[cpu] = called(cpu, Thread::currentThread);
        }
        meter = AllocationMeter.of(carriers);
        for (int pair = 0; pair < pairs; pair++) {
            int cpu = pair * cpusOfPair;
            Port target = called(
                    cpu + cpusOfPair - 1,
                    () -> Lwkt.create("target", LwktContestant::answer).port());
            Initiator initiator = new Initiator(cpu, target, job.get(), setting.clock());
            initiators.add(initiator);
            called(cpu, initiator::workBriefly);
        }
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        long allocatedBefore = meter.bytes();
        for (Initiator initiator : initiators) {
            initiator.spawn(machine, sliceNs);
        }
        for (Initiator initiator : initiators) {
            initiator.addTo(slice, sliceNs);
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

    private <T> T called(int cpu, Callable<T> body) {
        try {
            return machine.call(cpu, "set-up", body);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("CPU " + cpu + " could not be set up", e);
        }
    }

    private static void answer() {
        ThreadPort own = Lwkt.current().port();
        while (true) {
            Parcel parcel = (Parcel) own.waitMessage();
            parcel.answer();
            parcel.replyMessage(0);
        }
    }

    /// The party that asks and measures. Owner: the thread of the slice; the harness reads the window after it.
    private static final class Initiator {
        private final int cpu;
        private final Port target;
        private final Exchange exchange;
        private final Clock clock;
        private CompletableFuture<Window> window;

        Initiator(int cpu, Port target, Exchange exchange, Clock clock) {
            this.cpu = cpu;
            this.target = target;
            this.exchange = exchange;
            this.clock = clock;
        }

        void spawn(Machine machine, long sliceNs) {
            window = new CompletableFuture<>();
            machine.spawn(cpu, "initiator", () -> {
                try {
                    window.complete(work(sliceNs));
                } catch (RuntimeException | Error failure) { // the harness reports it, with all that ran beside it
                    window.completeExceptionally(failure);
                }
            });
        }

        void addTo(Slice slice, long sliceNs) throws InterruptedException {
            try {
                Window done = window.get(sliceNs + TimeUnit.SECONDS.toNanos(PATIENCE_S), TimeUnit.NANOSECONDS);
                slice.addWindow(done.operations, done.nanoseconds);
            } catch (ExecutionException e) {
                throw new IllegalStateException("anax: " + e.getCause().getMessage(), e.getCause());
            } catch (TimeoutException e) {
                throw new IllegalStateException(
                        "anax: the thread on CPU " + cpu + " did not come home from a slice of " + sliceNs / 1000
                                + " us",
                        e);
            }
        }

        /// Ends the slice, because the thread that answers has ended.
        void fail(Throwable failure) {
            window.completeExceptionally(failure);
        }

        Window workBriefly() {
            Window last = null;
            for (int i = 0; i < SHORT_WINDOWS; i++) {
                last = work(0);
            }
            return last;
        }

        private Window work(long sliceNs) {
            exchange.begin(target);
            long count = 0;
            long start = clock.nowNs();
            long now;
            do {
                count += exchange.initiate();
                now = clock.nowNs();
            } while (now - start < sliceNs);
            exchange.finish();
            return new Window(count, now - start);
        }
    }

    private record Window(long operations, long nanoseconds) {}
}
