package anax.bench.messages.lwkt;

import anax.bench.measure.AllocationMeter;
import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Letters;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.Port;
import anax.runtime.ThreadPort;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/// Pairs of lightweight threads that exchange messages through ports, side by side, on a machine of their own.
///
/// Owner: as of [Contestant]. Allocates at the start and a thread a slice. Between slices its CPUs are parked.
public final class LwktContestant implements Contestant {
    private static final long PATIENCE_S = 30;

    /// So many windows of one burst come before the first slice, that the method around the bursts is compiled.
    /// It is called once a slice, so it would be interpreted for long, and at each return to an interpreted frame
    /// the JVM makes a new stack chunk, some 300 B, at the next switch.
    private static final int SHORT_WINDOWS = 500;

    private static final int TRIPS = 256;

    private final String design;
    private final Role role;
    private final Setting setting;
    private final int cpus;
    private final List<Link> links;
    private final Job job;
    private final boolean timed;
    private final List<Initiator> initiators = new ArrayList<>();
    private Machine machine;
    private AllocationMeter meter;

    private LwktContestant(
            String design, Role role, Setting setting, int cpus, List<Link> links, Job job, boolean timed) {
        this.design = design;
        this.role = role;
        this.setting = setting;
        this.cpus = cpus;
        this.links = links;
        this.job = job;
        this.timed = timed;
    }

    /// Two threads on one CPU that give way to each other.
    public static LwktContestant switching(String design, Setting setting) {
        return onOneCpu(design, Role.OURS, setting, new Job(TurnExchange::new, LwktContestant::answer));
    }

    /// One pair that exchanges synchronous messages on one CPU.
    public static LwktContestant tripOnOneCpu(String design, Role role, Setting setting) {
        return onOneCpu(design, role, setting, new Job(() -> new TripExchange(TRIPS), LwktContestant::answer));
    }

    /// One thread that sends synchronous messages to ports that run them in place.
    public static LwktContestant inPlace(String design, Setting setting) {
        return onOneCpu(design, Role.OURS, setting, new Job(InPlaceExchange::new, LwktContestant::answer));
    }

    /// As many pairs as there are two CPUs for, each exchanging synchronous messages across them.
    public static LwktContestant tripAcrossCpus(String design, Setting setting) {
        return acrossCpus(design, setting, new Job(() -> new TripExchange(TRIPS), LwktContestant::answer), false);
    }

    /// The same, with the time of each trip recorded as a latency.
    public static LwktContestant timedTripAcrossCpus(String design, Setting setting) {
        return acrossCpus(design, setting, new Job(() -> new TripExchange(1), LwktContestant::answer), true);
    }

    /// As many pairs as there are two CPUs for, each exchanging asynchronous messages across them.
    public static LwktContestant flowAcrossCpus(String design, Setting setting) {
        return acrossCpus(
                design, setting, new Job(() -> new FlowExchange(Letters.UNDER_WAY), LwktContestant::answer), false);
    }

    /// The same as a mark that another group is measured beside.
    public static LwktContestant flowAcrossCpusAsReference(String design, Setting setting) {
        LwktContestant ours = flowAcrossCpus(design, setting);
        return new LwktContestant(design, Role.REFERENCE, setting, ours.cpus, ours.links, ours.job, false);
    }

    /// The same, with bells rung and arrivals looked for after each single message.
    public static LwktContestant singleFlowAcrossCpus(String design, Setting setting) {
        return acrossCpus(design, setting, new Job(SingleFlowExchange::new, LwktContestant::answerOneByOne), false);
    }

    /// As many pairs as there are two CPUs for, each with a thread that sends entries one way.
    public static LwktContestant oneWayAcrossCpus(String design, Setting setting) {
        return acrossCpus(design, setting, new Job(OneWayExchange::new, LwktContestant::answer), false);
    }

    /// Threads on all CPUs but the first that send asynchronous messages to one thread on that.
    ///
    /// @param senders  how many; they go round the CPUs
    /// @param underWay how many messages each of them has under way
    public static LwktContestant fanIn(String design, Setting setting, int senders, int underWay) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            links.add(new Link(1 + i % (setting.cpus() - 1), 0));
        }
        Job job = new Job(() -> new FlowExchange(underWay), LwktContestant::answer);
        return new LwktContestant(design, Role.OURS, setting, setting.cpus(), links, job, false);
    }

    private static LwktContestant onOneCpu(String design, Role role, Setting setting, Job job) {
        return new LwktContestant(design, role, setting, 1, List.of(new Link(0, 0)), job, false);
    }

    private static LwktContestant acrossCpus(String design, Setting setting, Job job, boolean timed) {
        List<Link> links = new ArrayList<>();
        for (int cpu = 0; cpu + 1 < setting.cpus(); cpu += 2) {
            links.add(new Link(cpu, cpu + 1));
        }
        return new LwktContestant(design, Role.OURS, setting, 2 * links.size(), links, job, timed);
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
        Map<Integer, Port> targets = new HashMap<>();
        for (Link link : links) {
            Port target = targets.computeIfAbsent(link.target, cpu -> called(cpu, this::newTarget));
            Initiator initiator = new Initiator(
                    link.initiator, target, job.exchange.get(), setting.clock(), timed ? Slice.newHistogram() : null);
            initiators.add(initiator);
            called(link.initiator, initiator::workBriefly);
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

    private Port newTarget() {
        return Lwkt.create("target", job.answer).port();
    }

    private static void answerOneByOne() {
        ThreadPort own = Lwkt.current().port();
        while (true) {
            Parcel parcel = (Parcel) own.waitMessage();
            parcel.answer();
            parcel.replyMessage(0);
            Lwkt.checkpoint();
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
        private final Histogram latencies; // null if bursts are not timed
        private CompletableFuture<Window> window;

        Initiator(int cpu, Port target, Exchange exchange, Clock clock, Histogram latencies) {
            this.latencies = latencies;
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
                if (latencies != null) {
                    slice.addLatencies(latencies);
                }
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
            Window done = latencies == null ? workUntimed(sliceNs) : workTimed(sliceNs);
            exchange.finish();
            return done;
        }

        private Window workUntimed(long sliceNs) {
            long count = 0;
            long start = clock.nowNs();
            long now;
            do {
                count += exchange.initiate();
                now = clock.nowNs();
            } while (now - start < sliceNs);
            return new Window(count, now - start);
        }

        private Window workTimed(long sliceNs) {
            latencies.reset();
            long count = 0;
            long start = clock.nowNs();
            long now = start;
            do {
                long before = now;
                count += exchange.initiate();
                now = clock.nowNs();
                latencies.recordValue(Math.min(Slice.MAX_LATENCY_NS, now - before));
            } while (now - start < sliceNs);
            return new Window(count, now - start);
        }
    }

    /// From which CPU to which one messages go. Owner: nobody; immutable.
    private record Link(int initiator, int target) {}

    /// What the threads at both ends do. Owner: nobody; immutable.
    private record Job(Supplier<Exchange> exchange, Runnable answer) {}

    private record Window(long operations, long nanoseconds) {}
}
