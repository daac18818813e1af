package anax.bench.measure;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/// What one contestant did in one slice: operations, the time that they took, what was allocated, and whatever else
/// its group's units are made of. Slices add up to what it did in all of them.
///
/// Owner: the harness's thread, on which the contestant fills it in. Used again for each slice; allocates when made.
public final class Slice {
    /// The longest latency that is told apart from longer ones.
    public static final long MAX_LATENCY_NS = 60_000_000_000L;

    private static final int LATENCY_DIGITS = 3;
    private static final double MOST_LOAD = 0.95;

    private final Histogram latencies = newHistogram();
    private long operations;
    private long nanoseconds;
    private int windows;
    private int cpus = 1;
    private long allocatedBytes;
    private long processorNs;
    private long wakeUps;
    private long bells;
    private long longestPassNs;
    private long longestPassProcessorNs;
    private final long[] counts = new long[Count.values().length];

    /// Makes an empty slice.
    public Slice() {}

    /// Forgets everything.
    public void clear() {
        operations = 0;
        nanoseconds = 0;
        windows = 0;
        cpus = 1;
        allocatedBytes = 0;
        processorNs = 0;
        wakeUps = 0;
        bells = 0;
        longestPassNs = 0;
        longestPassProcessorNs = 0;
        Arrays.fill(counts, 0);
        latencies.reset();
    }

    /// An empty histogram that [#addLatencies] takes.
    public static Histogram newHistogram() {
        return new Histogram(1, MAX_LATENCY_NS, LATENCY_DIGITS);
    }

    /// Adds what another slice holds.
    public void add(Slice other) {
        operations += other.operations;
        nanoseconds += other.nanoseconds;
        windows += other.windows;
        cpus = other.cpus;
        allocatedBytes += other.allocatedBytes;
        processorNs += other.processorNs;
        wakeUps += other.wakeUps;
        bells += other.bells;
        addPass(other.longestPassNs, other.longestPassProcessorNs);
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        latencies.add(other.latencies);
    }

    /// Adds what one initiator did. Several that ran side by side each add their own window.
    ///
    /// @param operations  completed within the window
    /// @param nanoseconds the window's length: from the first operation's start to the last one's end
    public void addWindow(long operations, long nanoseconds) {
        this.operations += operations;
        this.nanoseconds += nanoseconds;
        windows++;
    }

    /// Says that the window is one of so many CPUs that worked together.
    public void ofCpus(int count) {
        cpus = count;
    }

    /// Adds what a thread that took part allocated in the slice.
    public void addAllocated(long bytes) {
        allocatedBytes += bytes;
    }

    /// Adds processor time that was used in the windows.
    public void addProcessorTime(long nanoseconds) {
        processorNs += nanoseconds;
    }

    /// Adds calls that wake a parked thread.
    public void addWakeUps(long calls) {
        wakeUps += calls;
    }

    /// Adds looks at whether a target is parked.
    public void addBells(long looks) {
        bells += looks;
    }

    /// Adds a pass over what was due; the longest counts, by either clock.
    ///
    /// @param nanoseconds how long it took
    /// @param onProcessorNs how much processor time its thread used
    public void addPass(long nanoseconds, long onProcessorNs) {
        longestPassNs = Math.max(longestPassNs, nanoseconds);
        longestPassProcessorNs = Math.max(longestPassProcessorNs, onProcessorNs);
    }

    /// Adds to a count.
    public void add(Count count, long more) {
        counts[count.place()] += more;
    }

    /// Adds the latencies of some operations, in nanoseconds.
    public void addLatencies(Histogram more) {
        latencies.add(more);
    }

    /// Operations of all windows.
    public long operations() {
        return operations;
    }

    /// The windows' lengths, added up.
    public long nanoseconds() {
        return nanoseconds;
    }

    /// What an operation took, as its initiator saw it: side by side initiators are averaged, not divided.
    public double nanosecondsPerOperation() {
        return (double) nanoseconds / operations;
    }

    /// Operations per second of all initiators together.
    public double operationsPerSecond() {
        return operations * 1e9 * windows / nanoseconds;
    }

    /// Operations per second of CPUs that had no load to make: what the load took of the window is taken off.
    public double netOperationsPerSecond() {
        return operations * 1e9 * windows / (nanoseconds - loadNsOfOneCpu());
    }

    /// Processor time per operation, without what the load took.
    public double processorNsPerOperation() {
        return (double) (processorNs - of(Count.LOAD_NS)) / operations;
    }

    /// A count per operation.
    public double perOperation(Count count) {
        return (double) of(count) / operations;
    }

    /// One count as a share of another one, 0 if there is nothing to share.
    public double share(Count part, Count whole) {
        return of(whole) == 0 ? 0 : (double) of(part) / of(whole);
    }

    /// A count of nanoseconds as a share of the windows.
    public double windowShare(Count count) {
        return (double) of(count) / nanoseconds;
    }

    /// Processor time per operation that samples saw at one place, the load's among them.
    public double processorNsPerOperation(Count place) {
        return share(place, Count.SAMPLES) * processorNs / operations;
    }

    /// The load is made on all CPUs at once. Where the figure for it alone is too large to be true, a twentieth is
    /// left.
    private double loadNsOfOneCpu() {
        return Math.min((double) of(Count.LOAD_NS) / cpus, nanoseconds * MOST_LOAD);
    }

    /// A count.
    public long of(Count count) {
        return counts[count.place()];
    }

    /// Memory allocated per operation.
    public double bytesPerOperation() {
        return (double) allocatedBytes / operations;
    }

    /// Calls per operation that wake a parked thread.
    public double wakeUpsPerOperation() {
        return (double) wakeUps / operations;
    }

    /// Looks per operation at whether a target is parked.
    public double bellsPerOperation() {
        return (double) bells / operations;
    }

    /// Processor time as a share of one core, 1 for all of it.
    public double coreShare() {
        return (double) processorNs / nanoseconds;
    }

    /// The longest pass.
    public long longestPassNs() {
        return longestPassNs;
    }

    /// The most processor time that a pass used.
    public long longestPassProcessorNs() {
        return longestPassProcessorNs;
    }

    /// The latency that `percentile` percent of the operations keep within; 0 if none was added.
    public long latencyNs(double percentile) {
        return latencies.getTotalCount() == 0 ? 0 : latencies.getValueAtPercentile(percentile);
    }
}
