package anax.runtime;

/// What one CPU has counted since boot.
///
/// Owner: one CPU, which alone writes. Plain words: another thread may read them at any time and may see old values.
/// Allocates nothing.
public final class CpuCounters {
    long switches;
    long rings;
    long kicks;
    long parks;
    long fifoFull;

    CpuCounters() {}

    /// How often a thread was given the processor.
    public long switches() {
        return switches;
    }

    /// How often a target's bell was rung: one fence each, for a batch of sends.
    public long rings() {
        return rings;
    }

    /// How often such a ring found the target parked and woke it: one system call each.
    public long kicks() {
        return kicks;
    }

    /// How often it went to park for want of work.
    public long parks() {
        return parks;
    }

    /// How often a lane stood at its bound when something was to be sent.
    public long fifoFull() {
        return fifoFull;
    }
}
