package anax.runtime;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/// Finds out, in debug mode, whether a thread that is about to switch holds a monitor or a lock.
///
/// Owner: one CPU. Allocates and stops all Java threads for some 70 us (monitors) to 400 us (locks as well),
/// therefore it looks at a thread's first switches and then ever more seldom. Monitors and locks belong to the
/// carrier: the next thread on the CPU that wants one either blocks the CPU for ever or walks in.
final class HeldLocks {
    /// At so many of a thread's first switches monitors and locks are looked for, then at powers of two.
    private static final int FIRST_SWITCHES = 4;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long carrierId;
    private int monitorsBelow;
    private int locksBelow;

    /// Notes what the Java thread that runs the CPU holds already, outside of the CPU's loop.
    void onCarrier(long javaThreadId) {
        if (carrierId != javaThreadId) {
            carrierId = javaThreadId;
            ThreadInfo info = look();
            monitorsBelow = info.getLockedMonitors().length;
            locksBelow = info.getLockedSynchronizers().length;
        }
    }

    /// Refuses a switch under a monitor or lock.
    ///
    /// @param switches how often the thread has switched before
    /// @throws IllegalStateException naming what is held and where it was taken
    void check(Lwkt thread, long switches) {
        if (switches >= FIRST_SWITCHES && Long.bitCount(switches) != 1) {
            return;
        }
        ThreadInfo info = look();
        MonitorInfo[] monitors = info.getLockedMonitors();
        LockInfo[] locks = info.getLockedSynchronizers();
        if (monitors.length > monitorsBelow) {
            throw held(thread, "monitor " + monitors[0] + " taken at " + monitors[0].getLockedStackFrame());
        }
        if (locks.length > locksBelow) {
            throw held(thread, "lock " + locks[0]);
        }
    }

    private ThreadInfo look() {
        return threads.getThreadInfo(new long[] {carrierId}, true, true)[0];
    }

    private static IllegalStateException held(Lwkt thread, String what) {
        return new IllegalStateException(thread + " was about to switch while it holds " + what
                + "; leave it before, for it belongs to the Java thread that carries the CPU");
    }
}
