package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What the engine keeps for each connection, in octets of the heap.
class TcpFootprintTest {
    private static final int MOST_OF_TIME_WAIT = 64;
    private static final int OBJECTS = 10_000;

    @Test
    void shouldKeepNoMoreThan64OctetsInTimeWait() {
        assertThat(octetsOf(TimeWait::new)).isLessThanOrEqualTo(MOST_OF_TIME_WAIT);
    }

    /// What the constructors allocate.
    private static double octetsOf(Supplier<?> make) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Object[] kept = new Object[OBJECTS];
        for (int i = 0; i < OBJECTS; i++) {
            kept[i] = make.get(); // loads classes
        }
        final long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < OBJECTS; i++) {
            kept[i] = make.get();
        }
        final long octets = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(kept).doesNotContainNull();
        return octets / (double) OBJECTS;
    }
}
