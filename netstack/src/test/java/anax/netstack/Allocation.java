package anax.netstack;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How many octets of the heap an operation takes in steady state, on the calling thread.
public final class Allocation {
    private static final int OPERATIONS = 30_000;

    private Allocation() {}

    /// The median over windows of many operations, after others that do not count.
    public static double octetsPerOperation(Runnable operation) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return AllocationWindows.median(() -> {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < OPERATIONS; i++) {
                operation.run();
            }
            return (threads.getCurrentThreadAllocatedBytes() - before) / (double) OPERATIONS;
        });
    }
}
