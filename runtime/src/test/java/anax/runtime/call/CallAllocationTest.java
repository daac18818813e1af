package anax.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.Message;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Steady state makes no garbage: at most 0.1 B for each call in place.
@Tag("collector")
class CallAllocationTest {
    private static final int WARM_UP = 200_000;
    private static final int OPERATIONS = 1_000_000;

    @Test
    void shouldAllocateNothingWhenCalledInPlace() throws Exception {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2));
                CallPort calls = new CallPort(machine, CallPortConfig.named("calls"))) {
            calls.add(11, "add", CallKind.IN_PLACE, call -> {
                call.value(call.first() + call.second());
                return 0;
            });
            double bytes = machine.call(0, "caller", () -> bytesPerCall(calls));
            assertThat(bytes).isLessThanOrEqualTo(0.1);
        }
    }

    private static double bytesPerCall(CallPort calls) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Call call = new Call(11);
        Call unknown = new Call(12);
        work(calls, call, unknown, WARM_UP);
        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = work(calls, call, unknown, OPERATIONS);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(sum).isEqualTo((long) OPERATIONS * (OPERATIONS - 1) / 2 + 3L * OPERATIONS);
        return (after - before) / (2.0 * OPERATIONS);
    }

    private static long work(CallPort calls, Call call, Call unknown, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            if (calls.doMessage(call.arguments(i, 3)) == 0
                    && calls.doMessage(unknown) == CallPort.NO_SUCH_CALL
                    && call.error() != Message.ASYNC) {
                sum += call.value();
            }
        }
        return sum;
    }
}
