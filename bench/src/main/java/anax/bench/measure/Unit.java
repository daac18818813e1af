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
    BELLS_PER_MESSAGE("bells/msg", false, "bells");

    private static final double PERCENT = 100;

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

    /// True if its designs are one design at several rates of messages each, so that it is plotted over that rate.
    public boolean isToldOverRate() {
        return this == KICKS_PER_MESSAGE;
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
        };
    }
}
