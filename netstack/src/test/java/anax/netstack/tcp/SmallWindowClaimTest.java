package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.congestion.CongestionConfig;
import anax.netstack.stack.Frames;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.TcpHeader;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// "Under the conditions where Limited Transmit applies, NewReno plus Limited Transmit is more than twice as fast as
/// SACK": what the paper on DragonFly cites of Balakrishnan and others (INFOCOM 1998), repeated on a virtual clock.
///
/// Short transfers begin with a window of two to four segments, and one segment of each is lost. Limited Transmit
/// applies where NewReno alone and SACK alone have to wait for the time-out, and NewReno with it has not.
class SmallWindowClaimTest {
    private static final int SEGMENT = 1_000;
    private static final int SEGMENTS = 16;
    private static final long MS = 1_000_000;
    private static final long ROUND_TRIP_NS = 50 * MS;
    private static final long TIME_OUT_NS = 1_000 * MS;
    private static final long LONGEST_NS = 60_000 * MS;

    private static final RecoveryConfig NEW_RENO = RecoveryConfig.classic();
    private static final RecoveryConfig LIMITED = NEW_RENO.withLimitedTransmit(true);
    private static final RecoveryConfig SACK = NEW_RENO.withSack(true);
    private static final RecoveryConfig TODAY = RecoveryConfig.standard();

    @Test
    void shouldBeTwiceAsFastAsSackWhereLimitedTransmitApplies() {
        final StringBuilder table =
                new StringBuilder("window  lost  NewReno  +Limited Transmit  SACK  today's, in ms\n");
        long limitedNs = 0;
        long sackNs = 0;
        int applies = 0;
        for (int window = 2; window <= 4; window++) {
            for (int lost = 1; lost <= SEGMENTS; lost++) {
                final long newReno = transferNs(NEW_RENO, window, lost);
                final long limited = transferNs(LIMITED, window, lost);
                final long sack = transferNs(SACK, window, lost);
                final long today = transferNs(TODAY, window, lost);
                final boolean here = newReno > TIME_OUT_NS && sack > TIME_OUT_NS && limited < TIME_OUT_NS;
                table.append("%6d%6d%9d%19d%6d%9d%s%n"
                        .formatted(
                                window,
                                lost,
                                newReno / MS,
                                limited / MS,
                                sack / MS,
                                today / MS,
                                here ? "  Limited Transmit applies" : ""));
                if (here) {
                    applies++;
                    limitedNs += limited;
                    sackNs += sack;
                }
                assertThat(today)
                        .as("today's algorithms against NewReno's, window %d, lost %d", window, lost)
                        .isLessThanOrEqualTo(newReno);
            }
        }
        System.out.println(table);
        assertThat(applies).as("transfers where Limited Transmit applies").isPositive();
        assertThat((double) sackNs / limitedNs)
                .as("SACK's time over that of NewReno with Limited Transmit")
                .isGreaterThan(2);
    }

    /// How long one transfer takes of which a segment is lost when it goes for the first time.
    private static long transferNs(RecoveryConfig recovery, int window, int lost) {
        final UnaryOperator<StackConfig> config = stack -> stack.withTcp(stack.tcp()
                .withRecovery(recovery)
                .withCongestion(CongestionConfig.basic())
                .withSegments(
                        stack.tcp().segments().withInitialWindowSegments(window).withMss(SEGMENT)));
        try (TwoPartitions hosts = new TwoPartitions(1, 0, 0, 0, config, config)) {
            hosts.delayNs = ROUND_TRIP_NS / 2;
            final TcpEndpoint listener = hosts.listen(1);
            final TcpEndpoint client = hosts.connect(TcpEvents.SILENT);
            hosts.pass(3 * ROUND_TRIP_NS);
            final TcpEndpoint server = listener.accept();
            hosts.losesToo = new OnceEach(lost)::loses;
            final UnsafeBuffer octets = new UnsafeBuffer(new byte[SEGMENTS * SEGMENT]);
            final int smss = client.connection().smss();
            hosts.client.does(partition -> client.write(octets, 0, SEGMENTS * smss));
            final long fromNs = hosts.client.nowNs();
            while (server.available() < SEGMENTS * smss) {
                hosts.pass(MS);
                assertThat(hosts.client.nowNs() - fromNs).isLessThan(LONGEST_NS);
            }
            return hosts.client.nowNs() - fromNs;
        }
    }

    /// Loses one segment with data, by its place, the first time that it goes. Owner: the test.
    private static final class OnceEach {
        private final int which;
        private final Set<Integer> seen = new HashSet<>();

        OnceEach(int which) {
            this.which = which;
        }

        boolean loses(byte[] frame) {
            final TcpHeader header = Seg.headerOf(Frames.payloadOf(frame));
            return header.payloadLength() > 0 && seen.add(header.seq()) && seen.size() == which;
        }
    }
}
