package anax.runtime;

import anax.runtime.clock.Clock;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/// Finds out, in debug mode, whether a thread that is about to switch holds a monitor or a lock.
///
/// Owner: one CPU. Allocates and stops all Java threads for some 100 us, therefore it looks at a thread's first
/// switches and then ever more seldom. Monitors and locks belong to the carrier: the next thread on the CPU that wants
/// one either blocks the CPU for ever or walks in.
///
/// To find locks the JVM walks through the heap, which takes some 170 us more for each megabyte that is in use. So
/// locks are looked for as long as that has taken no more than a twentieth of the time, and [#CREDIT_NS] beforehand.
final class HeldLocks {
    /// At so many of a thread's first switches monitors and locks are looked for, then at powers of two.
    private static final int FIRST_SWITCHES = 4;

    /// What looks for locks may take before they have to keep to their share.
    static final long CREDIT_NS = 50_000_000;

    /// One part in so many of the time is theirs.
    static final int SHARE = 20;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Clock clock; // of this computer, also on a simulated machine
    private long carrierId;
    private int monitorsBelow;
    private int locksBelow;
    private long budgetNs = CREDIT_NS; // what looks for locks may take now
    private long budgetAtNs;

    HeldLocks(Clock clock) {
        this.clock = clock;
        budgetAtNs = clock.nowNs();
    }

    /// Notes what the Java thread that runs the CPU holds already, outside of the CPU's loop.
    void onCarrier(long javaThreadId) {
        if (carrierId != javaThreadId) {
            carrierId = javaThreadId;
            ThreadInfo info = look(true); // once, and not counted
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
        final boolean withLocks = mayLookForLocks();
        ThreadInfo info = look(withLocks);
        if (withLocks) {
            budgetNs -= clock.nowNs() - budgetAtNs;
        }
        MonitorInfo[] monitors = info.getLockedMonitors();
        LockInfo[] locks = info.getLockedSynchronizers();
        if (monitors.length > monitorsBelow) {
            throw held(thread, "monitor " + monitors[0] + " taken at " + monitors[0].getLockedStackFrame());
        }
        if (withLocks && locks.length > locksBelow) {
            throw held(thread, "lock " + locks[0]);
        }
    }

    /// True while their time is not used up.
    private boolean mayLookForLocks() {
        final long nowNs = clock.nowNs();
        budgetNs = Math.min(CREDIT_NS, budgetNs + (nowNs - budgetAtNs) / SHARE);
        budgetAtNs = nowNs;
        return budgetNs > 0;
    }

    private ThreadInfo look(boolean withLocks) {
        return threads.getThreadInfo(new long[] {carrierId}, true, withLocks)[0];
    }

    private static IllegalStateException held(Lwkt thread, String what) {
        return new IllegalStateException(thread + " was about to switch while it holds " + what
                + "; leave it before, for it belongs to the Java thread that carries the CPU");
    }
}
