package anax.procmaps.window;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Measures how long the event thread takes for one event, paintings included, by the clock; and how much of that it
/// waited for a processor that other programs had.
///
/// Owner: the event thread; the slowest may be asked for by others.
final class EventTimes extends EventQueue {
    private static final double NANOS_PER_MILLI = 1e6;

    private final InstantSource clock;
    private final AtomicLong slowestNs = new AtomicLong();
    private final AtomicLong slowestOwnNs = new AtomicLong();
    private ProcessorWaits waits;

    EventTimes(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected void dispatchEvent(AWTEvent event) {
        long waitedBefore = waits().nanos();
        Instant begin = clock.instant();
        try {
            super.dispatchEvent(event);
        } finally {
            long tookNs = Duration.between(begin, clock.instant()).toNanos();
            long waitedNs = waits().nanos() - waitedBefore;
            slowestNs.accumulateAndGet(tookNs, Math::max);
            slowestOwnNs.accumulateAndGet(tookNs - waitedNs, Math::max);
        }
    }

    private ProcessorWaits waits() {
        if (waits == null) {
            try {
                waits = ProcessorWaits.ofThisThread();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return waits;
    }

    /// In milliseconds: the slowest event by the clock, and the slowest without its waiting.
    String slowest() {
        return String.format(
                Locale.ROOT, "%.1f %.1f", slowestNs.get() / NANOS_PER_MILLI, slowestOwnNs.get() / NANOS_PER_MILLI);
    }

    void forget() {
        slowestNs.set(0);
        slowestOwnNs.set(0);
    }
}
