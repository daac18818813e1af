package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an idle connection that has carried octets both ways takes of the heap, its socket object and its place in
/// the table included; outside of the heap an idle one has nothing.
@Timeout(120)
class TcpIdleFootprintTest {
    private static final int PORT = 7;
    private static final int CONNECTIONS = 1_500;
    private static final int MOST_OCTETS = 1_024;
    private static final int SETTLED = 3;

    @Test
    void shouldTakeNoMoreThanAKibibyteWhenIdle() {
        try (TwoHosts hosts = TwoHosts.of(1, 1)) {
            final List<TcpSocket> sockets = new ArrayList<>(4 * CONNECTIONS);
            final TcpListener listener =
                    hosts.call(0, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 16, false));
            open(hosts, listener, sockets, CONNECTIONS); // tables and pools grow
            final long before = used();
            open(hosts, listener, sockets, CONNECTIONS);
            final long octets = (used() - before) / (2 * CONNECTIONS); // both ends are here
            System.out.println("an idle connection takes " + octets + " octets of the heap");
            assertThat(octets).isLessThanOrEqualTo(MOST_OCTETS);
            hosts.call(0, () -> {
                for (final TcpSocket socket : sockets) {
                    socket.abort();
                }
                listener.close();
                return null;
            });
        }
    }

    private static void open(TwoHosts hosts, TcpListener listener, List<TcpSocket> sockets, int count) {
        hosts.call(0, () -> {
            for (int i = 0; i < count; i++) {
                final TcpSocket socket = TcpSocket.open(hosts.first());
                socket.connect(TwoHosts.SECOND, PORT);
                final TcpSocket peer = listener.accept();
                exchange(socket, peer);
                exchange(peer, socket);
                sockets.add(socket);
                sockets.add(peer);
            }
            return null;
        });
    }

    private static void exchange(TcpSocket from, TcpSocket to) throws TcpException {
        from.write(ByteBuffer.wrap(new byte[] {1}));
        Lwkt.blockUntil("the wire", Cpu.current().nowNs() + 1_000_000);
        to.read(ByteBuffer.allocate(1));
    }

    /// What is in use when nothing more is found that is not.
    private static long used() {
        final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < SETTLED; i++) {
            System.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
