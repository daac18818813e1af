package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Connections that share a bottleneck get about as much of it, each: Jain's index of what came, (Σx)² / (n Σx²),
/// which is 1 if all get the same, and 1/n if one gets it all.
@Tag("computes")
class FairnessTest {
    private static final long MS = 1_000_000L;
    private static final long BITS_PER_SECOND = 10_000_000;
    private static final int QUEUE = 60; // segments
    private static final long DELAY_NS = 10 * MS; // each way
    private static final long APART_NS = 150 * MS; // from one's beginning to the next one's
    private static final long SETTLING_NS = 10_000 * MS;
    private static final long MEASURED_NS = 30_000 * MS;
    private static final int PORT = 7;

    private final long[] octets = new long[10];

    @ParameterizedTest
    @CsvSource({"reno, 2", "reno, 10", "cubic, 2", "cubic, 10", "highspeed, 2", "highspeed, 10"})
    void shouldShareBottleneckFairly(String algorithm, int flows) {
        try (TwoHosts hosts = TwoHosts.apart(
                TwoHosts.machine(1),
                7,
                FairnessTest::withRoom,
                FairnessTest::withRoom,
                link -> MemoryLinkConfig.rawIp("wire", 1, 1).withFrames(256, 1),
                link -> new ImpairedLink(link, bottleneck()))) {
            final long beginNs = hosts.call(0, () -> Cpu.current().nowNs());
            final TcpListener listener =
                    hosts.call(0, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, flows, true));
            for (int i = 0; i < flows; i++) {
                final int flow = i;
                hosts.spawn(0, "reader", () -> read(listener, flow, beginNs));
                hosts.spawn(0, "writer", () -> write(hosts, algorithm, flow, beginNs));
            }
            hosts.runToRest();
            hosts.call(0, () -> {
                listener.close();
                return null;
            });
        }
        final long all = Arrays.stream(octets).sum();
        final double squares =
                Arrays.stream(octets).mapToDouble(x -> (double) x * x).sum();
        final double index = (double) all * all / (flows * squares);
        final double used = all * 8.0 / (BITS_PER_SECOND * (MEASURED_NS / 1e9));
        final String shown = "%s, %d flows: index %.3f, %.0f %% of the rate, %s"
                .formatted(algorithm, flows, index, 100 * used, Arrays.toString(octets));
        assertThat(index).as(shown).isGreaterThanOrEqualTo(0.95);
        assertThat(used).as(shown).isGreaterThan(0.8);
    }

    /// Packets for all that ten connections may hold out of order.
    private static StackConfig withRoom(StackConfig config) {
        return config.withPool(config.pool().withSlots(4_096, 8).withDebug(false));
    }

    private static Impairments bottleneck() {
        return Impairments.none(3).withRate(BITS_PER_SECOND, QUEUE).withDelay(DELAY_NS, Jitter.uniform(MS));
    }

    private Void write(TwoHosts hosts, String algorithm, int flow, long beginNs) throws Exception {
        Lwkt.blockUntil("its turn", beginNs + flow * APART_NS);
        try (TcpSocket socket = TcpSocket.open(hosts.first())) {
            socket.configure(options -> options.congestion(algorithm));
            socket.connect(TwoHosts.SECOND, PORT);
            final ByteBuffer source = ByteBuffer.allocateDirect(16_384);
            while (Cpu.current().nowNs() - beginNs < SETTLING_NS + MEASURED_NS) {
                socket.write(source.clear());
            }
        }
        return null;
    }

    private Void read(TcpListener listener, int flow, long beginNs) throws Exception {
        try (TcpSocket socket = listener.accept()) {
            final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
            while (socket.read(buffer.clear()) != TcpSocket.END) {
                final long sinceNs = Cpu.current().nowNs() - beginNs - SETTLING_NS;
                if (sinceNs >= 0 && sinceNs < MEASURED_NS) {
                    octets[flow] += buffer.position();
                }
            }
        }
        return null;
    }
}
