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
    BYTES_PER_OPERATION("B/op", false, "memory");

    private final String symbol;
    private final boolean higherIsBetter;
    private final String quantity;

    Unit(String symbol, boolean higherIsBetter, String quantity) {
        this.symbol = symbol;
        this.higherIsBetter = higherIsBetter;
        this.quantity = quantity;
    }

    /// As it is written in tables and in JSON.
    public String symbol() {
        return symbol;
    }

    /// True for rates, false for costs.
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /// One word for what is counted: time, rate or memory.
    public String quantity() {
        return quantity;
    }

    /// The figure of one slice in this unit.
    public double of(Slice slice) {
        return switch (this) {
            case NS_PER_OPERATION -> slice.nanosecondsPerOperation();
            case MESSAGES_PER_SECOND -> slice.operationsPerSecond();
            case BYTES_PER_OPERATION -> slice.bytesPerOperation();
        };
    }
}
