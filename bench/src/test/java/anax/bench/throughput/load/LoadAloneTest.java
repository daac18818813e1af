package anax.bench.throughput.load;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Setting;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.StackConfig;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the clients are said to cost is what they cost in front of a stack: one that does nothing but turn datagrams
/// round takes no longer for an operation than the clients alone.
@Timeout(60)
class LoadAloneTest {
    private static final long SLICE_NS = 10_000_000;
    private static final int SLICES = 30;
    private static final Traffic TRAFFIC = Traffic.of(Job.UDP_ECHO, 100, 256, 0, 64, 0);
    private static final FlowShares SHARES = FlowShares.of(StackConfig.standard(1), 1);
    private static final Load.Meters NO_METERS = new Load.Meters() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    /// The best of many slices on either side: what else runs on a machine only ever makes one longer.
    @Test
    void shouldCostAloneWhatItCostsInFrontOfAStackThatDoesNothing() throws Exception {
        final Setting setting =
                new Setting(1, Topology.ofThisProcess(), Pinning.none("not in this test"), SystemClock.INSTANCE);
        final LoadAlone alone = new LoadAlone(Load.alone(TRAFFIC, 1, SHARES, setting.clock(), false), 1, setting);
        final Load load = new Load(TRAFFIC, 1, SHARES, setting.clock());
        final Stack mirror = new Stack(load.device().load(0));
        mirror.start();
        double leastAlone = Double.POSITIVE_INFINITY;
        double leastBoth = Double.POSITIVE_INFINITY;
        try {
            for (int slice = 0; slice < SLICES; slice++) {
                leastAlone = Math.min(leastAlone, alone.cost(SLICE_NS).windowNs());
                final Load.Window window = load.runClosed(SLICE_NS, NO_METERS);
                leastBoth = Math.min(leastBoth, (double) window.lengthNs() / Math.max(1, window.answers()));
            }
        } finally {
            alone.stop();
            mirror.ends = true;
            mirror.join();
        }
        assertThat(leastAlone).isPositive();
        assertThat(leastBoth / leastAlone)
                .as("%.1f ns in front of a stack that does nothing, %.1f ns alone", leastBoth, leastAlone)
                .isBetween(0.6, 1.7);
    }

    /// A stack that does nothing. Owner: its thread.
    private static final class Stack extends Thread {
        private static final int BATCH = 32;

        private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
        private final LoadQueue queue;
        private long nowNs;
        private volatile boolean ends;

        Stack(LoadQueue queue) {
            super("mirror");
            this.queue = queue;
            setDaemon(true);
        }

        /// Where nothing is under way it lets others run: the clients that are measured alone, for one.
        @Override
        @SuppressWarnings("ThreadPriorityCheck")
        public void run() {
            while (!ends) {
                nowNs = SystemClock.INSTANCE.nowNs();
                if (queue.poll(nowNs, BATCH, pool, this::turnRound) == 0) {
                    Thread.yield();
                }
                queue.flush(nowNs);
            }
        }

        private void turnRound(Packet request) {
            RequestFrame.turnRound(request);
            queue.send(request, nowNs);
            pool.takeBack(request);
        }
    }
}
