package anax.bench.throughput.load;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/// Clients and a service that answers at once, by a clock that the test moves: a look at the queue every 10 us.
class LoadQueueTest {
    private static final long US = 1_000;
    private static final long MS = 1_000 * US;
    private static final long LOOK_EVERY_NS = 10 * US;
    private static final long START_NS = 1_000;
    private static final int PER_SECOND = 100_000;
    private static final int BATCH = 32;

    private final Terms terms = new Terms();
    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final List<Packet> held = new ArrayList<>();
    private long nowNs;
    private final LoadQueue queue = new LoadLink(
                    Flows.of(Traffic.of(Job.UDP_ECHO, 100, 64, 0, 64, 0), 1, (src, dst, srcPort, dstPort) -> 0),
                    Traffic.of(Job.UDP_ECHO, 100, 64, 0, 64, 0),
                    false,
                    false,
                    terms,
                    () -> nowNs)
            .load(0);

    /// Coordinated omission: while a service stalls for 50 ms, clients that wait for it send nothing, and one
    /// request of 100,000 looks slow. Here each of the 5,000 that were due meanwhile counts from when it was due:
    /// one in a thousand waits for nearly all of the stall, one in a hundred for 40 ms of it.
    @Test
    void shouldCountAStallForEveryRequestThatWasDueMeanwhile() {
        Histogram latencies = openSecond(500 * MS, 50 * MS);
        assertThat(latencies.getTotalCount()).isEqualTo(PER_SECOND);
        assertThat(latencies.getValueAtPercentile(99.9)).isBetween(48 * MS, 51 * MS);
        assertThat(latencies.getValueAtPercentile(99)).isBetween(38 * MS, 42 * MS);
        assertThat(latencies.getValueAtPercentile(50)).isLessThan(20 * US);
        assertThat(latencies.getMaxValue()).isBetween(49 * MS, 51 * MS);
    }

    @Test
    void shouldShowNoStallWhereThereWasNone() {
        Histogram latencies = openSecond(0, 0);
        assertThat(latencies.getTotalCount()).isEqualTo(PER_SECOND);
        assertThat(latencies.getMaxValue()).isLessThan(20 * US);
    }

    /// A closed term makes up for no time: an answer brings one request.
    @Test
    void shouldKeepAsManyUnderWayAsItWasAllowedInAClosedTerm() {
        terms.begin(new Term(1, Term.Kind.CLOSED, 0, 0, new long[0], new int[] {5}, new long[] {0}));
        assertThat(queue.poll(nowNs, BATCH, pool, held::add)).isEqualTo(5);
        nowNs += 50 * MS;
        assertThat(queue.poll(nowNs, BATCH, pool, held::add))
                .as("none was answered")
                .isZero();
        held.removeLast();
        held.forEach(this::answer);
        queue.flush(nowNs);
        assertThat(queue.poll(nowNs, BATCH, pool, this::answer)).isEqualTo(4);
    }

    private void answer(Packet request) {
        RequestFrame.turnRound(request);
        queue.send(request, nowNs);
        pool.takeBack(request);
    }

    /// A second of requests.
    ///
    /// @param stallAtNs when the service stops for a while, after the term's start; 0 for never
    private Histogram openSecond(long stallAtNs, long stallNs) {
        final long endNs = START_NS + 1_000 * MS;
        terms.begin(new Term(1, Term.Kind.OPEN, START_NS, endNs, new long[] {PER_SECOND}, new int[0], new long[0]));
        boolean hasStalled = stallNs == 0;
        for (nowNs = START_NS; queue.latencies().getTotalCount() < PER_SECOND && nowNs < 2 * endNs; ) {
            queue.poll(nowNs, BATCH, pool, this::answer);
            if (!hasStalled && nowNs >= START_NS + stallAtNs) {
                hasStalled = true;
                nowNs += stallNs;
            }
            queue.flush(nowNs);
            nowNs += LOOK_EVERY_NS;
        }
        return queue.latencies();
    }
}
