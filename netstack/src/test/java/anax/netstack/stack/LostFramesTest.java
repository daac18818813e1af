package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.SendResult;
import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.link.Link;
import anax.netstack.packet.DropReason;
import anax.netstack.socket.Datagram;
import anax.netstack.socket.UdpSocket;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames for which a CPU has no packet.
class LostFramesTest {
    private static final int SLOTS = 8;
    private static final int SENT = 3 * SLOTS;
    private static final int PORT = 7;

    /// What came is delivered or dropped under a reason, also where there is nothing to put it into: by a wire,
    /// and by one on which frames are held back for a while.
    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000})
    void shouldCountFramesWhenPoolIsEmpty(long delayNs) {
        final UnaryOperator<Link> wire = link ->
                delayNs == 0 ? link : new ImpairedLink(link, Impairments.none(1).withDelay(delayNs, Jitter.NONE));
        try (TwoHosts hosts = TwoHosts.apart(
                TwoHosts.machine(1),
                1,
                UnaryOperator.identity(),
                config -> config.withPool(config.pool().withSlots(SLOTS, 0)),
                link -> link.withFrames(64, 1),
                wire)) {
            final UdpSocket reader = hosts.call(0, () -> {
                final UdpSocket socket = UdpSocket.open(hosts.second());
                socket.bind(IpAddress.ANY_V4, PORT);
                return socket;
            });
            hosts.call(0, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.connect(TwoHosts.SECOND, PORT);
                    for (int i = 0; i < SENT; i++) {
                        assertThat(socket.send(ByteBuffer.allocate(100), 0, 0)).isEqualTo(SendResult.OK);
                    }
                }
                return null;
            });
            hosts.runToRest();
            final int received = hosts.call(0, () -> {
                int count = 0;
                try (reader) {
                    final Datagram datagram = new Datagram(hosts.second());
                    while (reader.poll(datagram)) {
                        count++;
                        datagram.release();
                    }
                }
                return count;
            });
            assertThat(received).isBetween(1, SLOTS);
            // Most are dropped before the pool is empty, so that it never is.
            assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.POOL_EXHAUSTED)
                            + TwoHosts.droppedIn(hosts.second(), DropReason.UDP_MEMORY))
                    .isEqualTo(SENT - received);
            TwoHosts.assertBalanced(hosts.second(), 0);
        }
    }
}
