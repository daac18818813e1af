package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.DropReason;
import anax.netstack.stack.LonePartition;
import anax.netstack.stack.StackConfig;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever the wire does, octets arrive whole and in order, and both ends come to their end (RFC 9293, section 1).
@Tag("computes")
class StreamPropertyTest {
    private static final int SEEDS = 300;
    private static final long LONGEST_NS = 3_000_000_000_000L;
    private static final long STEP_NS = 50_000_000;

    @Test
    void shouldOpenCarryAndCloseWhenWireIsPerfect() {
        try (TwoPartitions hosts = TwoPartitions.perfect()) {
            final Transfer transfer = new Transfer(hosts, new Random(1), 100_000, 3_000);
            transfer.run();
            assertThat(hosts.client.partition().tcp().counters().retransmitted())
                    .isZero();
            assertThat(hosts.server.partition().tcp().counters().retransmitted())
                    .isZero();
        }
    }

    @Test
    void shouldDeliverEveryOctetInOrderWhenWireIsImpaired() {
        int lost = 0;
        for (long seed = Long.getLong("seed", 0); seed < SEEDS; seed++) {
            final Random random = new Random(seed);
            final double loss = random.nextInt(4) * 0.05;
            final double duplication = random.nextInt(3) * 0.05;
            final double reordering = random.nextInt(3) * 0.2;
            try (TwoPartitions hosts =
                    new TwoPartitions(seed, loss, duplication, reordering, options(random), options(random))) {
                new Transfer(hosts, random, random.nextInt(80_000), random.nextInt(80_000)).run();
                lost += hosts.lost;
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ", which -Dseed=" + seed + " begins with", failure);
            }
        }
        assertThat(lost).as("frames that were lost").isPositive();
    }

    /// Options and buffers at random.
    private static UnaryOperator<StackConfig> options(Random random) {
        final boolean scaling = random.nextBoolean();
        final boolean sack = random.nextBoolean();
        final boolean timestamps = random.nextBoolean();
        final int receive = 2_000 << random.nextInt(7);
        final int send = 2_000 << random.nextInt(7);
        final RecoveryConfig recovery = Switches.random(random);
        return config -> {
            final TcpConfig tcp = config.tcp();
            return config.withTcp(tcp.withOptions(tcp.options()
                            .withWindowScaling(scaling)
                            .withSack(sack)
                            .withTimestamps(timestamps))
                    .withBuffers(tcp.buffers().withReceive(receive).withSend(send))
                    .withRecovery(recovery));
        };
    }

    /// Octets both ways, written and read in pieces of any length, until both ends are closed.
    private static final class Transfer {
        private final TwoPartitions hosts;
        private final Random random;
        private final TcpEndpoint listener;
        private final TcpEndpoint client;
        private final byte[] up;
        private final byte[] down;
        private int upWritten;
        private int downWritten;
        private int upRead;
        private int downRead;
        private boolean upEnded;
        private boolean downEnded;
        private TcpEndpoint server;
        private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[20_000]);

        Transfer(TwoPartitions hosts, Random random, int up, int down) {
            this.hosts = hosts;
            this.random = random;
            this.up = new byte[up];
            this.down = new byte[down];
            random.nextBytes(this.up);
            random.nextBytes(this.down);
            listener = hosts.listen(4);
            client = hosts.connect(TcpEvents.SILENT);
        }

        void run() {
            long passedNs = 0;
            while (!(upEnded && downEnded && client.unacknowledged() == 0 && server.unacknowledged() == 0)) {
                if (server == null) {
                    server = listener.accept();
                }
                hosts.client.does(partition -> turnOfClient());
                hosts.server.does(partition -> turnOfServer());
                hosts.pass(STEP_NS);
                passedNs += STEP_NS;
                assertThat(passedNs)
                        .as(() -> "it hangs: " + this + "; dropped " + tail(hosts.client) + tail(hosts.server))
                        .isLessThan(LONGEST_NS);
            }
            hosts.mend();
            assertThat(client.takeError()).isZero();
            assertThat(server.takeError()).isZero();
            hosts.client.does(partition -> client.close());
            hosts.server.does(partition -> {
                server.close();
                listener.close();
            });
            hosts.pass(130_000_000_000L);
            for (final LonePartition host : new LonePartition[] {hosts.client, hosts.server}) {
                for (final TcpState state : TcpState.values()) {
                    assertThat(host.partition().tcp().count(state))
                            .as("connections in " + state)
                            .isZero();
                }
            }
        }

        private void turnOfClient() {
            if (client.state() == TcpState.SYN_SENT) {
                return;
            }
            upWritten = write(client, up, upWritten);
            downRead = read(client, down, downRead);
            downEnded |= downRead == down.length && client.read(scratch, 0, 1, false) == 0;
        }

        private void turnOfServer() {
            if (server == null) {
                return;
            }
            downWritten = write(server, down, downWritten);
            upRead = read(server, up, upRead);
            upEnded |= upRead == up.length && server.read(scratch, 0, 1, false) == 0;
        }

        private int write(TcpEndpoint endpoint, byte[] octets, int written) {
            if (written > octets.length) {
                return written;
            }
            if (written == octets.length) {
                endpoint.shutdownOutput();
                return written + 1;
            }
            final int taken = endpoint.write(
                    new UnsafeBuffer(octets), written, Math.min(octets.length - written, 1 + random.nextInt(20_000)));
            assertThat(taken).as("write: " + this).isGreaterThanOrEqualTo(TcpResult.WOULD_BLOCK);
            return written + Math.max(0, taken);
        }

        private int read(TcpEndpoint endpoint, byte[] expected, int before) {
            int read = before;
            for (int tries = random.nextInt(4); tries > 0; tries--) {
                final int count = endpoint.read(scratch, 0, 1 + random.nextInt(20_000), false);
                for (int i = 0; i < count; i++) {
                    assertThat(scratch.getByte(i)).isEqualTo(expected[read++]);
                }
                assertThat(count).isGreaterThanOrEqualTo(TcpResult.WOULD_BLOCK);
            }
            return read;
        }

        @Override
        public String toString() {
            return "client " + client.state() + ", up " + upWritten + " written " + upRead + " read of " + up.length
                    + "; server " + (server == null ? null : server.state()) + ", down " + downWritten + " written "
                    + downRead + " read of " + down.length + text(client) + text(server);
        }

        private static String tail(LonePartition host) {
            final List<DropReason> dropped = host.dropped();
            return " " + dropped.subList(Math.max(0, dropped.size() - 20), dropped.size());
        }

        private static String text(TcpEndpoint endpoint) {
            if (endpoint == null) {
                return "";
            }
            final TcpInfo info = new TcpInfo();
            endpoint.info(info);
            return "; retransmits " + info.retransmits() + ", RTO " + info.rtoNs() + ", probes " + info.probes()
                    + ", under way " + info.unackedOctets() + ", peer's window " + info.sndWnd() + ", own "
                    + info.rcvWnd() + ", MSS " + info.sndMss() + ", cwnd " + info.sndCwndOctets() + ", unread "
                    + info.unread() + ", runs out of order " + info.reorderBlocks();
        }
    }
}
