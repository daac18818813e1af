package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// What is sent to a neighbour that is forgotten waits for its address, and is then what was written: not what lies
/// in the send buffer's place by then.
class ForgottenNeighborTest {
    private static final int PORT = 7;
    private static final int OCTETS = 12_000;
    private static final long FORGOTTEN_NS = 600_000_000_000L;

    @Test
    void shouldSendWhatWasWrittenWhenNeighborWasForgotten() {
        try (TwoHosts hosts = TwoHosts.of(1, 7)) {
            final TcpListener listener =
                    hosts.call(0, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 1, true));
            final boolean[] right = new boolean[1];
            hosts.spawn(0, "reader", () -> {
                right[0] = read(listener);
                return null;
            });
            hosts.call(0, () -> {
                try (TcpSocket socket = TcpSocket.open(hosts.first())) {
                    socket.connect(TwoHosts.SECOND, PORT);
                    Lwkt.blockUntil("forgetting", Cpu.current().nowNs() + FORGOTTEN_NS);
                    final ByteBuffer octets = ByteBuffer.allocateDirect(OCTETS);
                    for (int i = 0; i < OCTETS; i++) {
                        octets.put(octetAt(i));
                    }
                    socket.write(octets.flip());
                }
                return null;
            });
            hosts.runToRest();
            assertThat(right[0]).as("the octets that were written came").isTrue();
            hosts.call(0, () -> {
                listener.close();
                return null;
            });
        }
    }

    private static boolean read(TcpListener listener) throws Exception {
        try (TcpSocket socket = listener.accept()) {
            final ByteBuffer octets = ByteBuffer.allocateDirect(OCTETS);
            while (octets.hasRemaining() && socket.read(octets) != TcpSocket.END) {}
            boolean same = !octets.hasRemaining();
            for (int i = 0; i < octets.position(); i++) {
                same &= octets.get(i) == octetAt(i);
            }
            return same;
        }
    }

    private static byte octetAt(int place) {
        return (byte) (place * 31 + place / 251);
    }
}
