package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.link.DecoratedLink;
import anax.netstack.link.DecoratedQueue;
import anax.netstack.link.Link;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.tcp.BufferConfig;
import anax.netstack.tcp.SegmentConfig;
import anax.netstack.tcp.TcpConfig;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A connection that has much to send sends 240,000 octets at most, and lets others go on: connections that have
/// something to send as well, and what has come.
class TurnTest {
    private static final int PORT = 7;
    private static final int TURN = 240_000;
    private static final int ROOM = 1 << 21;
    private static final int LONG_FRAME = 1_000;
    private static final int SEGMENT = 1_448;
    private static final int SEGMENTS = 800;
    private static final int BATCH = 32; // of acknowledgments that come, each of which may have segments follow

    private final List<Integer> turns =
            new ArrayList<>(); // the port that sent a long frame; 0 where arrivals were polled

    @Test
    void shouldLookForArrivalsBetweenTurns() {
        run(1);
        assertThat(longest(turns.stream().map(port -> port == 0).toList(), false))
                .isLessThanOrEqualTo((TURN + SEGMENT) / SEGMENT + BATCH);
        assertThat(turns.stream().filter(port -> port != 0).count()).isGreaterThanOrEqualTo(SEGMENTS);
    }

    @Test
    void shouldTakeTurnsWithOtherConnections() {
        run(2);
        final List<Integer> sent = turns.stream().filter(port -> port != 0).toList();
        final List<Integer> ports = sent.stream().distinct().toList();
        assertThat(ports).hasSize(2);
        for (final int port : ports) {
            final List<Boolean> own = sent.subList(0, sent.lastIndexOf(other(ports, port))).stream()
                    .map(each -> each == port)
                    .toList();
            assertThat(longest(own, true))
                    .as("segments in a row of port " + port)
                    .isLessThan(2 * TURN / SEGMENT);
        }
    }

    private static int other(List<Integer> ports, int port) {
        return ports.get(0) == port ? ports.get(1) : ports.get(0);
    }

    /// How often a value stands in a row at most.
    private static int longest(List<Boolean> values, boolean wanted) {
        int longest = 0;
        int now = 0;
        for (final boolean value : values) {
            now = value == wanted ? now + 1 : 0;
            longest = Math.max(longest, now);
        }
        return longest;
    }

    /// Sends so many segments over each of some connections, all at once.
    private void run(int connections) {
        try (TwoHosts hosts = TwoHosts.apart(
                TwoHosts.machine(1),
                7,
                TurnTest::withRoom,
                TurnTest::withRoom,
                link -> MemoryLinkConfig.rawIp("wire", 1, 1).withFrames(4_096, 1),
                link -> new WatchedLink(link))) {
            final TcpListener listener =
                    hosts.call(0, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, connections, true));
            final List<TcpSocket> sockets = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                hosts.spawn(0, "reader", () -> read(listener));
                sockets.add(hosts.call(0, () -> connect(hosts)));
            }
            turns.clear();
            hosts.call(0, () -> {
                for (final TcpSocket socket : sockets) {
                    socket.tryWrite(ByteBuffer.allocateDirect(SEGMENTS * SEGMENT));
                }
                return null;
            });
            hosts.runToRest();
            hosts.call(0, () -> {
                for (final TcpSocket socket : sockets) {
                    socket.close();
                }
                listener.close();
                return null;
            });
        }
    }

    /// A connection whose ends know each other's windows.
    private static TcpSocket connect(TwoHosts hosts) throws Exception {
        final TcpSocket socket = TcpSocket.open(hosts.first());
        socket.connect(TwoHosts.SECOND, PORT);
        final ByteBuffer octet = ByteBuffer.allocateDirect(1);
        socket.write(octet);
        socket.read(octet.clear());
        return socket;
    }

    private static Void read(TcpListener listener) throws Exception {
        try (TcpSocket socket = listener.accept()) {
            final ByteBuffer buffer = ByteBuffer.allocateDirect(ROOM);
            socket.read(buffer);
            socket.write(buffer.flip());
            while (socket.read(buffer.clear()) != TcpSocket.END) {}
        }
        return null;
    }

    /// Windows and buffers from the beginning on that hold nothing back.
    private static StackConfig withRoom(StackConfig config) {
        final TcpConfig tcp = config.tcp();
        final BufferConfig buffers = tcp.buffers().withReceive(ROOM).withSend(ROOM);
        final SegmentConfig segments =
                tcp.segments().withInitialWindowSegments(1_000).withInitialWindowOctets(ROOM);
        return config.withPool(config.pool().withSlots(8_192, 64).withDebug(false))
                .withTcp(tcp.withBuffers(buffers).withSegments(segments));
    }

    /// A link that notes in which order long frames are sent and arrivals are looked for. Owner: the test.
    private final class WatchedLink extends DecoratedLink {
        private WatchedLink(Link inner) {
            super(inner);
        }

        @Override
        public LinkQueue queue(int index) {
            final LinkQueue queue = inner().queue(index);
            return name().endsWith("-0") ? new WatchedQueue(queue) : queue;
        }
    }

    /// Its queue. Owner: the test.
    private final class WatchedQueue extends DecoratedQueue {
        private WatchedQueue(LinkQueue inner) {
            super(inner);
        }

        @Override
        public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
            turns.add(0);
            return super.poll(nowNs, limit, pool, sink);
        }

        @Override
        public boolean send(Packet packet, long nowNs) {
            if (packet.length() > LONG_FRAME) {
                turns.add(packet.srcPort());
            }
            return super.send(packet, nowNs);
        }
    }
}
