package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.Frames;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptions;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the peer has reported, and not given up since, is never sent again (RFC 6675, section 5): each segment on the
/// wire is held against all reports that came before it.
@Tag("computes")
class ReportedOctetsTest {
    private static final int SEEDS = 150;
    private static final int OCTETS = 400_000;
    private static final long STEP_NS = 2_000_000;
    private static final int STEPS = 100_000;

    @Test
    void shouldNeverSendAgainWhatWasReported() {
        int lost = 0;
        int reports = 0;
        long again = 0;
        for (long seed = Long.getLong("seed", 0); seed < SEEDS; seed++) {
            final Random random = new Random(seed);
            final RecoveryConfig recovery = Switches.random(random).withSack(true);
            final UnaryOperator<StackConfig> config = stack -> stack.withTcp(stack.tcp()
                    .withRecovery(recovery)
                    .withOptions(stack.tcp().options().withTimestamps(false))); // or PAWS drops what comes late
            try (TwoPartitions hosts =
                    new TwoPartitions(seed, 0.01 + 0.1 * random.nextDouble(), 0.02, 0.2, config, config)) {
                final Watch watch = new Watch();
                hosts.onSentByClient = watch::sent;
                hosts.onTakenByClient = watch::taken;
                again += transfer(hosts);
                lost += hosts.lost;
                reports += watch.reports;
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ", which -Dseed=" + seed + " begins with", failure);
            }
        }
        assertThat(lost).as("frames that were lost").isPositive();
        assertThat(reports).as("blocks that were reported").isPositive();
        assertThat(again).as("segments that were sent again").isPositive();
    }

    /// RFC 2018, section 8: a peer may drop what it has reported, whenever it likes.
    @Test
    void shouldDeliverAllWhenPeerReneges() {
        long reneged = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            final Random random = new Random(seed);
            final RecoveryConfig recovery = Switches.random(random).withSack(true);
            final UnaryOperator<StackConfig> config =
                    stack -> stack.withTcp(stack.tcp().withRecovery(recovery));
            try (TwoPartitions hosts = new TwoPartitions(seed, 0.05, 0, 0.1, config, config)) {
                transfer(hosts, server -> {
                    if (random.nextInt(40) == 0) {
                        server.connection().reordering.clear();
                    }
                });
                reneged += hosts.client.partition().tcp().counters().reneged();
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
        assertThat(reneged).as("times that a peer was found to have reneged").isPositive();
    }

    private static long transfer(TwoPartitions hosts) {
        return transfer(hosts, server -> {});
    }

    private static long transfer(TwoPartitions hosts, Consumer<TcpEndpoint> eachStep) {
        final TcpEndpoint listener = hosts.listen(1);
        final TcpEndpoint client = hosts.connect(TcpEvents.SILENT);
        final UnsafeBuffer octets = new UnsafeBuffer(new byte[OCTETS]);
        TcpEndpoint server = null;
        int written = 0;
        int read = 0;
        for (int step = 0; step < STEPS && read < OCTETS; step++) {
            final int from = written;
            final int[] taken = new int[1];
            hosts.client.does(partition -> taken[0] = client.write(octets, from, OCTETS - from));
            written += Math.max(0, taken[0]);
            server = server == null ? listener.accept() : server;
            if (server != null) {
                final TcpEndpoint reader = server;
                hosts.server.does(partition -> eachStep.accept(reader));
                hosts.server.does(partition -> taken[0] = reader.read(octets, 0, OCTETS, false));
                read += Math.max(0, taken[0]);
            }
            hosts.pass(STEP_NS);
        }
        assertThat(read).as("octets that came").isEqualTo(OCTETS);
        return hosts.client.partition().tcp().counters().retransmitted();
    }

    /// What the client has learnt of. Owner: the test.
    private static final class Watch {
        private final boolean[] reported = new boolean[OCTETS + 2];
        private final TcpOptions options = new TcpOptions();
        private int iss;
        private int reports;

        void taken(byte[] frame) {
            final byte[] segment = Frames.payloadOf(frame);
            final TcpHeader header = Seg.headerOf(segment);
            assertThat(options.wrap(new UnsafeBuffer(segment), header.optionsOffset(), header.optionsLength()))
                    .isTrue();
            for (int i = 0; i < options.sackCount(); i++) {
                for (int at = options.sackLeft(i) - iss; at < options.sackRight(i) - iss; at++) {
                    reported[at] = true;
                }
                reports++;
            }
        }

        void sent(byte[] frame) {
            final TcpHeader header = Seg.headerOf(Frames.payloadOf(frame));
            if ((header.flags() & TcpHeader.SYN) != 0) {
                iss = header.seq();
                return;
            }
            for (int i = 0; i < header.payloadLength(); i++) {
                assertThat(reported[header.seq() - iss + i])
                        .as("octet %d goes though the peer has reported it", header.seq() - iss + i)
                        .isFalse();
            }
        }
    }
}
