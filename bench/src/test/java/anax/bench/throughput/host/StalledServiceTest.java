package anax.bench.throughput.host;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.designs.Designs;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Workload;
import anax.bench.measure.Slice;
import anax.bench.throughput.load.Job;
import anax.bench.throughput.load.Load;
import anax.bench.throughput.load.Traffic;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.clock.SystemClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real design whose service stalls once: the tail of the latencies shows it for all who were due meanwhile, though
/// a single request was slow.
@Timeout(60)
class StalledServiceTest {
    private static final long MS = 1_000_000;
    private static final long SLICE_NS = 200 * MS;
    private static final long STALL_NS = 60 * MS;
    private static final int PER_SECOND = 20_000;
    private static final int STALLS_AFTER = 1_000; // of 4,000 requests
    private static final Load.Meters NO_METERS = new Load.Meters() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    @ParameterizedTest
    @ValueSource(strings = {"partitioned", "run-to-completion-32", "giant", "fine"})
    void shouldShowAStallInTheTail(String design) throws Exception {
        final StackConfig stack = StackConfig.standard(1);
        final Load load =
                new Load(Traffic.of(Job.UDP_ECHO, 100, 64, 0, 64, 0), 1, FlowShares.of(stack, 1), SystemClock.INSTANCE);
        final AtomicInteger done = new AtomicInteger();
        final Workload workload = new Workload(
                stack,
                new InterfaceAddress(IpAddress.of(Load.serverAddress()), 8),
                List.of(new EchoSocket.OnePerCpu(Load.serverPort())),
                () -> stallOnce(done));
        final Histogram latencies = Slice.newHistogram();
        try (Running running = Designs.of(design).boot(workload, load.link())) {
            load.runOpen(SLICE_NS, PER_SECOND, latencies, NO_METERS);
            assertThat(running.operations(0)).isEqualTo(latencies.getTotalCount());
        }
        load.link().close();
        assertThat(latencies.getTotalCount()).isEqualTo(PER_SECOND * SLICE_NS / 1_000 / MS);
        // 1,200 of 4,000 were due in the stall: one in a thousand waited for nearly all of it, one in ten for most.
        assertThat(latencies.getValueAtPercentile(99.9)).isGreaterThan(STALL_NS * 9 / 10);
        assertThat(latencies.getValueAtPercentile(90)).isGreaterThan(STALL_NS / 2);
    }

    private static void stallOnce(AtomicInteger done) {
        if (done.incrementAndGet() == STALLS_AFTER) {
            final long untilNs = SystemClock.INSTANCE.nowNs() + STALL_NS;
            for (long left = STALL_NS; left > 0; left = untilNs - SystemClock.INSTANCE.nowNs()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
