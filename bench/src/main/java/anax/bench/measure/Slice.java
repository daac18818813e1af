package anax.bench.measure;

/// What one contestant did in one slice: operations, the time that they took, and what was allocated.
///
/// Owner: the harness's thread, on which the contestant fills it in. Used again for each slice; allocates nothing.
public final class Slice {
    private long operations;
    private long nanoseconds;
    private int windows;
    private long allocatedBytes;

    /// Makes an empty slice.
    public Slice() {}

    /// Forgets everything.
    public void clear() {
        operations = 0;
        nanoseconds = 0;
        windows = 0;
        allocatedBytes = 0;
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

    /// Adds what a thread that took part allocated in the slice.
    public void addAllocated(long bytes) {
        allocatedBytes += bytes;
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

    /// Memory allocated per operation.
    public double bytesPerOperation() {
        return (double) allocatedBytes / operations;
    }
}
