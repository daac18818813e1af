package anax.bench.measure;

/// What a figure counts, which way is better, and how a slice gives it.
///
/// Owner: nobody; constants. Allocates nothing.
public enum Unit {
    /// Time per operation.
    NS_PER_OPERATION("ns/op", false, "time"),
    /// Messages that went out and came back, per second, summed over all pairs.
    MESSAGES_PER_SECOND("msg/s", true, "rate"),
    /// Memory allocated per operation by the threads that take part.
    BYTES_PER_OPERATION("B/op", false, "memory"),
    /// The median of the slice's latencies.
    LATENCY("ns", false, "latency"),
    /// The latency that one operation in ten exceeds, over all slices of a fork.
    LATENCY_P90("ns p90", false, "latency", true),
    /// The latency that one operation in a hundred exceeds, over all slices of a fork.
    LATENCY_P99("ns p99", false, "latency", true),
    /// The latency that one operation in a thousand exceeds, over all slices of a fork.
    LATENCY_P999("ns p99.9", false, "latency", true),
    /// The longest pass of the slice.
    LONGEST_PASS("ns", false, "pause"),
    /// The longest pass of all slices of a fork.
    WORST_PASS("ns worst", false, "pause", true),
    /// The most processor time that a pass used, over all slices of a fork: a pass that the system interrupts
    /// takes longer, but no more of this.
    WORST_PASS_ON_PROCESSOR("cpu ns worst", false, "pause", true),
    /// Processor time as a share of one core.
    CORE_SHARE("% of a core", false, "share"),
    /// The same over all slices of a fork, so that what happens in few of them counts as well.
    MEAN_CORE_SHARE("% mean", false, "share", true),
    /// Calls per operation that wake a parked thread, over all slices of a fork.
    WAKE_UPS_PER_OPERATION("wakes/op", false, "wake-ups", true),
    /// Calls per message that wake a parked thread, slice by slice: told over the rate of messages.
    KICKS_PER_MESSAGE("kicks/msg", false, "kicks"),
    /// Looks per message at whether the target is parked: one fence each.
    BELLS_PER_MESSAGE("bells/msg", false, "bells"),
    /// Operations per second, with what the load took of the CPUs taken off.
    OPERATIONS_PER_SECOND("op/s", true, "throughput"),
    /// Operations per second as they were counted.
    GROSS_OPERATIONS_PER_SECOND("op/s gross", true, "throughput"),
    /// Processor time of the whole process per operation, without what the load took.
    PROCESSOR_NS_PER_OPERATION("cpu ns/op", false, "processor time"),
    /// What the load took of a CPU per operation, measured alone in the same slice.
    LOAD_NS_PER_OPERATION("load ns/op", false, "time of the load"),
    /// What the load took by the clock when it was alone, per operation: work that changes only with the machine.
    ALONE_NS_PER_OPERATION("alone ns/op", false, "time of the load alone"),
    /// The latency that one operation in ten thousand exceeds, over all slices of a fork.
    LATENCY_P9999("ns p99.99", false, "latency", true),
    /// The longest latency of all slices of a fork.
    LATENCY_MAX("ns max", false, "latency", true),
    /// Operations that were due and never done, as a share of all, over all slices of a fork.
    LOST_SHARE("% lost", false, "losses", true),
    /// Collections as a share of the time, over all slices of a fork.
    COLLECTION_SHARE("% GC", false, "collection time", true),
    /// Time in which the JVM held all threads as a share of all, over all slices of a fork.
    SAFEPOINT_SHARE("% safepoint", false, "safepoint time", true),
    /// Messages that crossed from one CPU to another, per operation.
    MESSAGES_PER_OPERATION("messages/op", false, "messages", true),
    /// Packets in a batch, on average.
    PACKETS_PER_BATCH("packets/batch", true, "batch", true),
    /// Locks taken per operation.
    LOCKS_PER_OPERATION("locks/op", false, "locks", true),
    /// Locks taken that somebody else had, as a share of all.
    CONTENDED_SHARE("% contended", false, "contention", true),
    /// Time in which a lock was waited for, of all CPUs, per operation.
    LOCK_WAIT_NS_PER_OPERATION("lock wait ns/op", false, "waiting for locks", true),
    /// Locks taken that another thread had had last, per operation.
    HAND_OVERS_PER_OPERATION("hand-overs/op", false, "hand-overs of locks", true),
    /// Octets of messages per second in millions, with what the load took of the CPUs taken off.
    MEGABYTES_PER_SECOND("MB/s", true, "throughput"),
    /// Processor time of the whole process per thousand octets of messages, without what the load took.
    PROCESSOR_NS_PER_KILOBYTE("cpu ns/kB", false, "processor time", true),
    /// The fullest of some places against the mean of all.
    SKEW("max ÷ mean", false, "skew", true),
    /// How much the share that is most off its due is off it.
    SHARE_ERROR("% off", false, "error"),
    /// Processor time per operation in the load, as samples saw it.
    NS_IN_LOAD("ns load", false, "processor time", true),
    /// The same on the way in.
    NS_IN_RECEIVE("ns receive", false, "processor time", true),
    /// The same in IP.
    NS_IN_IP("ns ip", false, "processor time", true),
    /// The same in UDP.
    NS_IN_UDP("ns udp", false, "processor time", true),
    /// The same in TCP.
    NS_IN_TCP("ns tcp", false, "processor time", true),
    /// The same in sockets.
    NS_IN_SOCKET("ns socket", false, "processor time", true),
    /// The same in messages and thread switches.
    NS_IN_RUNTIME("ns runtime", false, "processor time", true),
    /// The same in locks.
    NS_IN_LOCKS("ns locks", false, "processor time", true),
    /// The same in the service.
    NS_IN_SERVICE("ns service", false, "processor time", true),
    /// The same everywhere else.
    NS_ELSEWHERE("ns other", false, "processor time", true);

    private static final double PERCENT = 100;
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;

    private final String symbol;
    private final boolean higherIsBetter;
    private final String quantity;
    private final boolean pooled;

    Unit(String symbol, boolean higherIsBetter, String quantity) {
        this(symbol, higherIsBetter, quantity, false);
    }

    Unit(String symbol, boolean higherIsBetter, String quantity, boolean pooled) {
        this.symbol = symbol;
        this.higherIsBetter = higherIsBetter;
        this.quantity = quantity;
        this.pooled = pooled;
    }

    /// The unit that JSON writes so.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Unit ofSymbol(String symbol) {
        for (Unit unit : values()) {
            if (unit.symbol.equals(symbol)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("there is no unit \"" + symbol + "\"; the file is of another version");
    }

    /// As it is written in JSON.
    public String symbol() {
        return symbol;
    }

    /// True for rates, false for costs.
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /// In a word or two, what is counted: time, rate, memory.
    public String quantity() {
        return quantity;
    }

    /// True if there is one figure for all slices of a fork instead of one for each: a rare event has no median.
    public boolean isPooled() {
        return pooled;
    }

    /// True if its designs are one design at several rates of messages each, so that it is plotted over that
    /// rate.
    public boolean isToldOverRate() {
        return this == KICKS_PER_MESSAGE;
    }

    /// True if it is a part of the processor time, so that all such parts of a row add up to it.
    public boolean isStage() {
        return switch (this) {
            case NS_IN_LOAD,
                    NS_IN_RECEIVE,
                    NS_IN_IP,
                    NS_IN_UDP,
                    NS_IN_TCP,
                    NS_IN_SOCKET,
                    NS_IN_RUNTIME,
                    NS_IN_LOCKS,
                    NS_IN_SERVICE,
                    NS_ELSEWHERE -> true;
            default -> false;
        };
    }

    /// True if a terminal's table leaves it to the page and the JSON, for want of room.
    public boolean isDetail() {
        return switch (this) {
            case GROSS_OPERATIONS_PER_SECOND,
                    LOAD_NS_PER_OPERATION,
                    ALONE_NS_PER_OPERATION,
                    COLLECTION_SHARE,
                    SAFEPOINT_SHARE,
                    LATENCY_P9999,
                    SKEW -> true;
            default -> isStage();
        };
    }

    /// The figure in this unit of one slice, or of the sum of all slices.
    public double of(Slice slice) {
        return switch (this) {
            case NS_PER_OPERATION -> slice.nanosecondsPerOperation();
            case MESSAGES_PER_SECOND -> slice.operationsPerSecond();
            case BYTES_PER_OPERATION -> slice.bytesPerOperation();
            case LATENCY -> slice.latencyNs(50);
            case LATENCY_P90 -> slice.latencyNs(90);
            case LATENCY_P99 -> slice.latencyNs(99);
            case LATENCY_P999 -> slice.latencyNs(99.9);
            case LONGEST_PASS, WORST_PASS -> slice.longestPassNs();
            case WORST_PASS_ON_PROCESSOR -> slice.longestPassProcessorNs();
            case CORE_SHARE, MEAN_CORE_SHARE -> slice.coreShare() * PERCENT;
            case WAKE_UPS_PER_OPERATION, KICKS_PER_MESSAGE -> slice.wakeUpsPerOperation();
            case BELLS_PER_MESSAGE -> slice.bellsPerOperation();
            case OPERATIONS_PER_SECOND -> slice.netOperationsPerSecond();
            case GROSS_OPERATIONS_PER_SECOND -> slice.operationsPerSecond();
            case PROCESSOR_NS_PER_OPERATION -> slice.processorNsPerOperation();
            case LOAD_NS_PER_OPERATION -> slice.perOperation(Count.LOAD_NS);
            case ALONE_NS_PER_OPERATION -> slice.perOperation(Count.ALONE_NS);
            case LATENCY_P9999 -> slice.latencyNs(99.99);
            case LATENCY_MAX -> slice.latencyNs(100);
            case SHARE_ERROR -> slice.perOperation(Count.OFF_SHARE_PPM) * PERCENT / MILLION;
            case LOST_SHARE -> slice.perOperation(Count.LOST) * PERCENT;
            case COLLECTION_SHARE -> slice.windowShare(Count.COLLECTION_NS) * PERCENT;
            case SAFEPOINT_SHARE -> slice.windowShare(Count.SAFEPOINT_NS) * PERCENT;
            case MESSAGES_PER_OPERATION -> slice.perOperation(Count.MESSAGES);
            case PACKETS_PER_BATCH -> slice.share(Count.BATCHED, Count.BATCHES);
            case LOCKS_PER_OPERATION -> slice.perOperation(Count.LOCKS);
            case CONTENDED_SHARE -> slice.share(Count.CONTENDED_LOCKS, Count.LOCKS) * PERCENT;
            case LOCK_WAIT_NS_PER_OPERATION -> slice.perOperation(Count.LOCK_WAIT_NS);
            case HAND_OVERS_PER_OPERATION -> slice.perOperation(Count.HAND_OVERS);
            case MEGABYTES_PER_SECOND -> slice.netOperationsPerSecond() * slice.perOperation(Count.OCTETS) / MILLION;
            case PROCESSOR_NS_PER_KILOBYTE ->
                slice.processorNsPerOperation() * THOUSAND / Math.max(1, slice.perOperation(Count.OCTETS));
            case SKEW -> slice.perOperation(Count.FULLEST_PPM) / 1e6;
            case NS_IN_LOAD -> slice.processorNsPerOperation(Count.IN_LOAD);
            case NS_IN_RECEIVE -> slice.processorNsPerOperation(Count.IN_RECEIVE);
            case NS_IN_IP -> slice.processorNsPerOperation(Count.IN_IP);
            case NS_IN_UDP -> slice.processorNsPerOperation(Count.IN_UDP);
            case NS_IN_TCP -> slice.processorNsPerOperation(Count.IN_TCP);
            case NS_IN_SOCKET -> slice.processorNsPerOperation(Count.IN_SOCKET);
            case NS_IN_RUNTIME -> slice.processorNsPerOperation(Count.IN_RUNTIME);
            case NS_IN_LOCKS -> slice.processorNsPerOperation(Count.IN_LOCKS);
            case NS_IN_SERVICE -> slice.processorNsPerOperation(Count.IN_SERVICE);
            case NS_ELSEWHERE -> slice.processorNsPerOperation(Count.ELSEWHERE);
        };
    }
}
