package anax.bench.throughput.host;

import anax.bench.designs.frame.CpuCounts;
import anax.bench.designs.frame.Running;
import anax.bench.measure.AllocationMeter;
import anax.bench.measure.Count;
import anax.bench.measure.ProcessorTime;
import anax.bench.measure.Setting;
import anax.bench.throughput.load.Load;
import anax.bench.throughput.load.LoadAlone;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/// What is read at both ends of a window: processor time, memory, collections, safepoints, and the design's own
/// counts.
///
/// Owner: the host's main thread. Allocates when read. What takes long is read outside of what is quick to read, so
/// that processor time counts as little as possible of the reading itself.
final class Meters implements Load.Meters {
    private static final long NS_PER_MS = 1_000_000;

    private final Running running;
    private final int processors;
    private final AllocationMeter allocation;
    private final ProcessorTime processor = new ProcessorTime();
    private final SafepointTime safepoints = new SafepointTime();
    private final long[] counts = new long[Count.values().length];
    private long allocated;
    private long processorNs;

    /// Makes meters for a design.
    ///
    /// @param own     the threads that it runs on, for as long as it runs
    /// @param setting where
    Meters(Running running, List<Thread> own, Setting setting) {
        this.running = running;
        processors = Math.min(running.cpus(), setting.topology().processorCount());
        allocation = AllocationMeter.of(own.toArray(Thread[]::new));
    }

    @Override
    public void begin() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 0;
        }
        safepoints(-1);
        design(-1);
        allocated = -allocation.bytes();
        processorNs = -processor.ofProcessNs();
    }

    @Override
    public void end() {
        processorNs += processor.ofProcessNs();
        allocated += allocation.bytes();
        design(1);
        safepoints(1);
    }

    private void safepoints(int sign) {
        add(Count.SAFEPOINT_NS, sign * safepoints.ns());
        long collectionMs = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collectionMs += collector.getCollectionTime();
        }
        add(Count.COLLECTION_NS, sign * collectionMs * NS_PER_MS);
    }

    private void design(int sign) {
        for (int cpu = 0; cpu < running.cpus(); cpu++) {
            final CpuCounts now = running.counts(cpu);
            add(Count.MESSAGES, sign * now.messagesCrossed());
            add(Count.BATCHES, sign * now.batches());
            add(Count.BATCHED, sign * now.taken());
            add(Count.LOCKS, sign * now.lockAcquisitions());
            add(Count.CONTENDED_LOCKS, sign * now.lockContended());
            add(Count.LOCK_WAIT_NS, sign * now.lockWaitNs());
            add(Count.HAND_OVERS, sign * now.lockHandOvers());
        }
    }

    private void add(Count count, long more) {
        counts[count.place()] += more;
    }

    /// All that was read in the last window.
    ///
    /// @param octets     of messages in an operation
    /// @param cost       what the clients take of a CPU for an operation
    /// @param fullestPpm what the fullest CPU gets to answer
    HostAnswer answer(
            Load.Window window,
            int octets,
            LoadAlone.Cost cost,
            long fullestPpm,
            Stages stages,
            String latencies,
            List<String> notes) {
        add(Count.FULLEST_PPM, fullestPpm * window.answers());
        add(Count.LOAD_NS, Math.round(cost.processorNs() * window.answers()));
        add(Count.ALONE_NS, Math.round(cost.windowNs() * window.answers()));
        add(Count.LOST, window.lost());
        add(Count.OCTETS, octets * window.answers());
        stages.takeInto(counts);
        return new HostAnswer(
                "",
                window.answers(),
                window.lengthNs(),
                processors,
                allocated,
                processorNs,
                counts.clone(),
                latencies,
                notes);
    }
}
