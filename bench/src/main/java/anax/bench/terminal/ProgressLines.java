package anax.bench.terminal;

import anax.runtime.clock.Clock;
import java.io.PrintStream;
import java.util.Locale;

/// A line every few seconds, for output that is kept in a file.
///
/// Owner: the thread that measures. Allocates when it writes.
public final class ProgressLines implements ProgressDisplay {
    private static final long EVERY_NS = 5_000_000_000L;
    private static final double SECOND_NS = 1e9;

    private final PrintStream out;
    private final Clock clock;
    private final long startNs;
    private long lastNs;

    /// Makes one that writes its first line after some seconds.
    public ProgressLines(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        startNs = clock.nowNs();
        lastNs = startNs;
    }

    @Override
    public void show(String what, double share) {
        long now = clock.nowNs();
        if (now - lastNs < EVERY_NS || share <= 0) {
            return;
        }
        lastNs = now;
        double leftNs = (now - startNs) / share * (1 - share);
        out.println(String.format(
                Locale.ROOT, "anax bench: %3.0f %%, %.0f s left, %s", share * 100, leftNs / SECOND_NS, what));
    }

    @Override
    public void close() {
        // Every line was finished when it was written.
    }
}
