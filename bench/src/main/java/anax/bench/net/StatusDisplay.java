package anax.bench.net;

import anax.runtime.clock.Clock;
import java.io.PrintStream;

/// Shows a status: on a terminal as one line that changes, else as a plain line every few seconds.
///
/// Owner: the thread that prints; [#close] is for any thread. Allocates when it prints.
public final class StatusDisplay implements AutoCloseable {
    private static final long PLAIN_EVERY_NS = 5_000_000_000L;
    private static final String ERASE = "\r\033[K";

    private final PrintStream out;
    private final Clock clock;
    private final boolean moving;
    private final int columns;
    private final String prefix;
    private long lastNs;
    private volatile boolean closed;

    /// Makes one.
    ///
    /// @param moving  whether `out` is a terminal
    /// @param columns its width
    /// @param prefix  what a plain line begins with
    public StatusDisplay(PrintStream out, Clock clock, boolean moving, int columns, String prefix) {
        this.out = out;
        this.clock = clock;
        this.moving = moving;
        this.columns = columns;
        this.prefix = prefix;
        lastNs = clock.nowNs();
    }

    /// Whether it is time for a line: on a terminal always.
    public boolean isDue() {
        return moving || clock.nowNs() - lastNs >= PLAIN_EVERY_NS;
    }

    /// Shows a line.
    public void show(String line) {
        if (closed) {
            return;
        }
        lastNs = clock.nowNs();
        if (moving) {
            out.print(ERASE + line.substring(0, Math.min(line.length(), columns - 1)));
            out.flush();
        } else {
            out.println(prefix + line);
        }
    }

    /// Leaves the terminal's line empty.
    @Override
    public void close() {
        closed = true;
        if (moving) {
            out.print(ERASE);
            out.flush();
        }
    }
}
