package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.congestion.CongestionConfig;
import anax.netstack.congestion.StandardAlgorithm;
import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.tcp.RecoveryConfig;
import anax.netstack.tcp.TcpConfig;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The worst corner of the grid, with many seeds: a tenth is lost and a twentieth reordered, on a long way with a
/// slow bottleneck. No connection hangs: each octet comes, whatever the algorithm, and no sender is silent for longer
/// than RFC 6298 lets it. With every other seed acknowledgments are lost as well, by fives: each algorithm meets
/// both.
@Tag("computes")
class WorstPathTest {
    private static final int USUAL_SEEDS = 1_000;
    private static final int SHARE = 5; // of the seeds in a short run

    private static final int OCTETS = 100_000;
    private static final int PORT = 7;
    private static final long MS = 1_000_000L;
    private static final long ONE_WAY_NS = 100 * MS;

    /// No round trip takes over 420 ms (200 ms of way, 126 ms in the queue, 50 ms late, 40 ms until the peer
    /// answers), so that SRTT + 4 RTTVAR is 2.1 s at most; and after a lost SYN the time-out is 3 s (RFC 6298,
    /// section 5.7).
    private static final long FIRST_TIMEOUT_NS = 3_000 * MS;

    private static final List<Sender> SENDERS = List.of(
            new Sender(CongestionConfig.basic(), RecoveryConfig.classic()),
            new Sender(CongestionConfig.basic(), RecoveryConfig.classic().withSack(true)),
            Sender.today(StandardAlgorithm.RENO),
            Sender.today(StandardAlgorithm.CUBIC),
            Sender.today(StandardAlgorithm.HIGHSPEED));

    /// Who sends. Owner: nobody, it never changes.
    private record Sender(CongestionConfig congestion, RecoveryConfig recovery) {
        private static Sender today(StandardAlgorithm algorithm) {
            return new Sender(CongestionConfig.standard().withAlgorithm(algorithm), RecoveryConfig.standard());
        }

        private StackConfig of(StackConfig config) {
            final TcpConfig tcp = config.tcp();
            return config.withPool(config.pool().withSlots(2_048, 8).withDebug(false))
                    .withTcp(tcp.withCongestion(congestion).withRecovery(recovery));
        }
    }

    private long octets;
    private SilenceWatch watch;

    @Test
    void shouldBringEachOctetAndNeverWaitLongerThanTheTimeoutWhateverTheSeed() {
        final int wanted = Integer.getInteger("anax.seeds", USUAL_SEEDS);
        final int seeds = wanted > USUAL_SEEDS ? wanted : Math.max(1, wanted / SHARE);
        long longestNs = 0;
        int longestRow = 0;
        for (int seed = 0; seed < seeds; seed++) {
            run(seed);
            assertThat(octets).as("octets that came with seed %d", seed).isEqualTo(OCTETS);
            assertThat(watch.broken()).as("the sender with seed %d", seed).isEmpty();
            longestNs = Math.max(longestNs, watch.longestNs());
            longestRow = Math.max(longestRow, watch.longestRow());
        }
        System.out.printf(
                "worst path: %d seeds, the longest wait %d ms, %d time-outs in a row%n",
                seeds, longestNs / MS, longestRow);
    }

    private void run(int seed) {
        final Sender sender = SENDERS.get(seed % SENDERS.size());
        final boolean losesAcknowledgments = seed / SENDERS.size() % 2 == 1;
        final List<Link> ends = new ArrayList<>();
        octets = 0;
        try (TwoHosts hosts = TwoHosts.apart(
                TwoHosts.machine(1),
                seed,
                sender::of,
                sender::of,
                link -> MemoryLinkConfig.rawIp("wire", 1, 1).withFrames(256, 1),
                link -> {
                    ends.add(link); // the sender's end first, which receives what goes backward
                    if (ends.size() > 1) {
                        return new ImpairedLink(link, forward(seed));
                    }
                    watch = new SilenceWatch(
                            new ImpairedLink(link, backward(seed, losesAcknowledgments)), FIRST_TIMEOUT_NS);
                    return watch;
                })) {
            final TcpListener listener =
                    hosts.call(0, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 1, true));
            hosts.spawn(0, "reader", () -> read(listener));
            hosts.spawn(0, "writer", () -> write(hosts));
            hosts.runToRest();
        }
    }

    private static Impairments forward(int seed) {
        return Impairments.none(seed)
                .withRate(2_000_000, 20)
                .withDelay(ONE_WAY_NS, Jitter.NONE)
                .withLoss(0.1)
                .withReordering(0.05, ONE_WAY_NS / 2);
    }

    private static Impairments backward(int seed, boolean loses) {
        return Impairments.none(~seed).withDelay(ONE_WAY_NS, Jitter.NONE).withLoss(loses ? 0.1 : 0);
    }

    private static Void write(TwoHosts hosts) throws Exception {
        try (TcpSocket socket = TcpSocket.open(hosts.first())) {
            socket.connect(TwoHosts.SECOND, PORT);
            socket.write(ByteBuffer.allocate(OCTETS));
        }
        return null;
    }

    private Void read(TcpListener listener) throws Exception {
        try (listener;
                TcpSocket socket = listener.accept()) {
            final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
            while (socket.read(buffer.clear()) != TcpSocket.END) {
                octets += buffer.position();
            }
        }
        return null;
    }
}
