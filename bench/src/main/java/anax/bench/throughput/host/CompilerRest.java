package anax.bench.throughput.host;

import java.util.function.LongSupplier;

/// Says when the JVM's compilers have been at rest for a while: figures before that are of code that is about to be
/// replaced, and the compilers take processors away from what is measured, here and in the hosts beside.
///
/// Owner: a host's main thread. Allocates and blocks never. A compilation counts when it ends: one that takes longer
/// than the slices that are looked at is not seen.
final class CompilerRest {
    /// Slices without a compilation that are rest.
    static final int ENOUGH = 8;

    private final LongSupplier compiledMs;
    private long seenMs;
    private int quiet;

    /// Makes one.
    ///
    /// @param compiledMs for how long the compilers have worked so far
    CompilerRest(LongSupplier compiledMs) {
        this.compiledMs = compiledMs;
        seenMs = compiledMs.getAsLong();
    }

    /// Looks at the end of a slice.
    ///
    /// @return true if the compilers have been at rest for [#ENOUGH] slices
    boolean isThere() {
        final long nowMs = compiledMs.getAsLong();
        quiet = nowMs == seenMs ? quiet + 1 : 0;
        seenMs = nowMs;
        return quiet >= ENOUGH;
    }
}
