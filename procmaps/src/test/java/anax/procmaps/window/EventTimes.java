package anax.procmaps.window;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;

/// Measures how much processor time the event thread takes for one event, paintings included. Processor time and not
/// that of the clock, so that other programs on the machine make no difference.
///
/// Owner: the event thread; the slowest may be asked for by others.
final class EventTimes extends EventQueue {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong slowestNs = new AtomicLong();

    @Override
    protected void dispatchEvent(AWTEvent event) {
        long begin = threads.getCurrentThreadCpuTime();
        try {
            super.dispatchEvent(event);
        } finally {
            slowestNs.accumulateAndGet(threads.getCurrentThreadCpuTime() - begin, Math::max);
        }
    }

    long slowestMillis() {
        return slowestNs.get() / 1_000_000;
    }

    void forget() {
        slowestNs.set(0);
    }
}
