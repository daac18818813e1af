package anax.procmaps.window;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Measures how long the event thread takes for one event, paintings included, by the clock and in processor time: of
/// the two only the first knows of locks and files that it waits for, and only the second nothing of other programs.
///
/// Owner: the event thread; the slowest may be asked for by others.
final class EventTimes extends EventQueue {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final InstantSource clock;
    private final AtomicLong slowestNs = new AtomicLong();
    private final AtomicLong busiestNs = new AtomicLong();

    EventTimes(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected void dispatchEvent(AWTEvent event) {
        Instant begin = clock.instant();
        long ranBefore = threads.getCurrentThreadCpuTime();
        try {
            super.dispatchEvent(event);
        } finally {
            busiestNs.accumulateAndGet(threads.getCurrentThreadCpuTime() - ranBefore, Math::max);
            slowestNs.accumulateAndGet(Duration.between(begin, clock.instant()).toNanos(), Math::max);
        }
    }

    /// In milliseconds: the slowest event by the clock, and the one that took most processor time.
    String slowest() {
        return String.format(Locale.ROOT, "%.1f %.1f", slowestNs.get() / 1e6, busiestNs.get() / 1e6);
    }

    void forget() {
        slowestNs.set(0);
        busiestNs.set(0);
    }
}
