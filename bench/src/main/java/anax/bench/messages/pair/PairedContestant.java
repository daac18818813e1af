package anax.bench.messages.pair;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// A contestant of one or more pairs that work side by side.
///
/// Owner: as of [Contestant]. Allocates when it starts. Each party has a thread of its own.
public final class PairedContestant implements Contestant {
    private final String design;
    private final Role role;
    private final ThreadKind kind;
    private final Placement placement;
    private final int pairs;
    private final int cpusOfPair;
    private final Function<Placement, Pair> way;
    private final List<Initiator> initiators = new ArrayList<>();
    private final Crew crew;
    private final boolean timed;

    private PairedContestant(
            String design,
            Role role,
            ThreadKind kind,
            Setting setting,
            int pairs,
            int cpusOfPair,
            boolean timed,
            Function<Placement, Pair> way) {
        this.timed = timed;
        this.design = design;
        this.role = role;
        this.kind = kind;
        this.placement = new Placement(setting, cpusOfPair == 1);
        this.pairs = pairs;
        this.cpusOfPair = cpusOfPair;
        this.way = way;
        this.crew = new Crew(design, kind, placement);
    }

    /// Pairs whose parties run on two CPUs each: as many pairs as CPUs allow.
    ///
    /// @param way makes the pair, when the contestant starts
    public static PairedContestant acrossCpus(
            String design, Role role, Setting setting, Function<Placement, Pair> way) {
        return new PairedContestant(design, role, ThreadKind.PLATFORM, setting, setting.cpus() / 2, 2, false, way);
    }

    /// The same, with the time of each burst recorded as a latency: for pairs whose bursts are one operation.
    public static PairedContestant timedAcrossCpus(
            String design, Role role, Setting setting, Function<Placement, Pair> way) {
        return new PairedContestant(design, role, ThreadKind.PLATFORM, setting, setting.cpus() / 2, 2, true, way);
    }

    /// One pair whose parties, two threads, run on one CPU.
    ///
    /// @param kind virtual threads, both on one carrier, or threads of the kernel's
    /// @param way  makes the pair, when the contestant starts
    public static PairedContestant onOneCpu(
            String design, Role role, ThreadKind kind, Setting setting, Function<Placement, Pair> way) {
        return new PairedContestant(design, role, kind, setting, 1, 1, false, way);
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
        for (int i = 0; i < pairs; i++) {
            Pair pair = way.apply(placement);
            int cpu = i * cpusOfPair;
            Initiator initiator = new Initiator(pair, placement.clock(), timed ? Slice.newHistogram() : null);
            initiators.add(initiator);
            crew.add(cpu, initiator);
            crew.add(cpu + cpusOfPair - 1, new Target(pair));
        }
        crew.start();
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        crew.run(sliceNs, slice);
        for (Initiator initiator : initiators) {
            slice.addWindow(initiator.operations, initiator.windowNs);
            if (timed) {
                slice.addLatencies(initiator.latencies);
            }
        }
    }

    @Override
    public void stop() {
        crew.stop();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(placement.refusals());
        if (!kind.canBePinned()) {
            notes.add("virtual threads had more than one carrier, and none was pinned");
        }
        return notes;
    }

    /// The party that asks and measures. Owner: its thread; the harness reads the window after the slice.
    private static final class Initiator implements Duty {
        private final Pair pair;
        private final Clock clock;
        private final Histogram latencies; // null if bursts are not timed
        private long operations;
        private long windowNs;

        Initiator(Pair pair, Clock clock, Histogram latencies) {
            this.pair = pair;
            this.latencies = latencies;
            this.clock = clock;
        }

        @Override
        public void prepare() throws InterruptedException {
            pair.begin();
        }

        @Override
        public void work(long sliceNs) throws InterruptedException {
            if (latencies == null) {
                workUntimed(sliceNs);
            } else {
                workTimed(sliceNs);
            }
            pair.finish();
        }

        private void workUntimed(long sliceNs) throws InterruptedException {
            long count = 0;
            long start = clock.nowNs();
            long now;
            do {
                count += pair.initiate();
                now = clock.nowNs();
            } while (now - start < sliceNs);
            operations = count;
            windowNs = now - start;
        }

        private void workTimed(long sliceNs) throws InterruptedException {
            latencies.reset();
            long count = 0;
            long start = clock.nowNs();
            long now = start;
            do {
                long before = now;
                count += pair.initiate();
                now = clock.nowNs();
                latencies.recordValue(Math.min(Slice.MAX_LATENCY_NS, now - before));
            } while (now - start < sliceNs);
            operations = count;
            windowNs = now - start;
        }

        @Override
        public void abort() {
            pair.abort();
        }
    }

    /// The party that answers. Owner: its thread.
    private static final class Target implements Duty {
        private final Pair pair;

        Target(Pair pair) {
            this.pair = pair;
        }

        @Override
        public void work(long sliceNs) throws InterruptedException {
            while (pair.answer()) {
                // Everything happens in the burst.
            }
        }

        @Override
        public void abort() {
            pair.abort();
        }
    }
}
