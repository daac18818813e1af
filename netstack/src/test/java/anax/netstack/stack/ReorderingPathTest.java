package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A way that loses nothing and has one segment in twenty overtaken by others: RACK learns how late they come, and
/// sends hardly anything for nothing (RFC 8985, section 6.2, step 4), whatever the seed. The round trip is 20 ms.
@Tag("computes")
class ReorderingPathTest {
    private static final int SEEDS = Math.max(2, Integer.getInteger("anax.seeds", 1_000) / 100);
    private static final int OCTETS = 1_500_000; // some 1,030 segments, of which 51 come late
    private static final int PORT = 7;
    private static final long US = 1_000L;
    private static final long ONE_WAY_NS = 10_000 * US;

    private long octets;

    /// @param lateUs   how late a segment comes
    /// @param mostVain segments that go for nothing, at most, with any seed; two thirds of them would without
    ///     patience
    @ParameterizedTest
    @CsvSource({"1000, 3", "4000, 8", "8000, 20", "15000, 40"})
    void shouldLearnHowLateSegmentsCome(long lateUs, long mostVain) {
        long worst = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            final long vain = run(seed, lateUs * US);
            assertThat(octets).isEqualTo(OCTETS);
            worst = Math.max(worst, vain);
        }
        assertThat(worst)
                .as("segments sent for nothing with the worst of %d seeds, when late by %d us", SEEDS, lateUs)
                .isLessThanOrEqualTo(mostVain);
    }

    private long run(int seed, long lateNs) {
        octets = 0;
        final List<Link> ends = new ArrayList<>();
        try (TwoHosts hosts = TwoHosts.apart(
                TwoHosts.machine(1),
                seed,
                ReorderingPathTest::withRoom,
                ReorderingPathTest::withRoom,
                link -> MemoryLinkConfig.rawIp("wire", 1, 1).withFrames(256, 1),
                link -> {
                    ends.add(link); // the sender's end first, which receives what goes backward
                    final Impairments way = Impairments.none(seed).withDelay(ONE_WAY_NS, Jitter.NONE);
                    return new ImpairedLink(
                            link,
                            ends.size() == 1
                                    ? way
                                    : way.withRate(20_000_000, 400).withReordering(0.05, lateNs));
                })) {
            final TcpListener listener =
                    hosts.call(0, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 1, true));
            hosts.spawn(0, "reader", () -> read(listener));
            hosts.spawn(0, "writer", () -> write(hosts));
            hosts.runToRest();
            final var counters = hosts.first().netisr(0).partition().tcp().counters();
            assertThat(counters.timeouts()).as("time-outs with seed %d", seed).isZero();
            return counters.retransmitted();
        }
    }

    private static StackConfig withRoom(StackConfig config) {
        return config.withPool(config.pool().withSlots(4_096, 8).withDebug(false));
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
