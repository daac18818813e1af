package anax.bench.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Reads how much memory threads have allocated since they started.
///
/// Owner: the harness's thread. A reading allocates a little on the thread that asks, which must not be one of
/// those that are measured. Never blocks.
public final class AllocationMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long[] threadIds;

    private AllocationMeter(long[] threadIds) {
        this.threadIds = threadIds;
    }

    /// Meters these platform threads, which must be alive whenever it is read.
    public static AllocationMeter of(Thread... threads) {
        long[] ids = new long[threads.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = threads[i].threadId();
        }
        return new AllocationMeter(ids);
    }

    /// Meters everything but the thread that reads: for virtual threads, whose carriers have no name.
    public static AllocationMeter ofAllOthers() {
        return new AllocationMeter(new long[0]);
    }

    /// Bytes allocated so far.
    ///
    /// @throws IllegalStateException if one of the threads has ended, whose count is lost then
    public long bytes() {
        if (threadIds.length == 0) {
            return THREADS.getTotalThreadAllocatedBytes() - THREADS.getCurrentThreadAllocatedBytes();
        }
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(threadIds)) {
            if (bytes < 0) {
                throw new IllegalStateException(
                        "a thread whose allocation is metered has ended; read the meter while it is alive");
            }
            sum += bytes;
        }
        return sum;
    }
}
