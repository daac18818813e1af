package anax.netstack;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How many octets of the heap an operation takes in steady state.
public final class Allocation {
    private static final int WARM_UP = 20_000;
    private static final int OPERATIONS = 100_000;
    private static final int WINDOWS = 3;

    private Allocation() {}

    /// The mean over many operations, after others that do not count. On the calling thread, which also allocates
    /// where the JVM loads a class or drops compiled code: such a window does not count either.
    public static double octetsPerOperation(Runnable operation) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        repeat(operation, WARM_UP);
        double least = Double.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            repeat(operation, OPERATIONS);
            long octets = threads.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, octets / (double) OPERATIONS);
        }
        return least;
    }

    private static void repeat(Runnable operation, int times) {
        for (int i = 0; i < times; i++) {
            operation.run();
        }
    }
}
