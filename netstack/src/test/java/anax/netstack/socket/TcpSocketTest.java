package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lightweight threads that talk over TCP, on one CPU and on several.
class TcpSocketTest {
    private static final int PORT = 7;
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<Object> seen = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldEchoManyConnections(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            serve(hosts, 0, 12);
            for (int i = 0; i < 12; i++) {
                final int number = i;
                hosts.spawn(i % cpus, "client " + i, () -> {
                    try (TcpSocket socket = TcpSocket.open(hosts.first())) {
                        socket.connect(TwoHosts.SECOND, PORT);
                        assertThat(socket.owner()).isEqualTo(Cpu.current().id());
                        socket.write(octets(number, 5_000));
                        socket.shutdownOutput();
                        assertThat(readAll(socket)).isEqualTo(octets(number, 5_000));
                        seen.add(number);
                    }
                    return null;
                });
            }
            hosts.runToRest();
            assertThat(seen).hasSize(12);
        }
    }

    /// Accepts so many connections, with a thread for each.
    private void serve(TwoHosts hosts, int cpu, int connections) {
        hosts.spawn(cpu, "server", () -> {
            try (TcpListener listener = TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT)) {
                for (int i = 0; i < connections; i++) {
                    final TcpSocket socket = listener.accept();
                    hosts.spawn(cpu, "echo", () -> echo(socket));
                }
            }
            return null;
        });
        hosts.runToRest();
    }

    private static Void echo(TcpSocket socket) throws TcpException {
        try (socket) {
            final ByteBuffer buffer = ByteBuffer.allocate(1_000);
            while (socket.read(buffer) != TcpSocket.END) {
                socket.write(buffer.flip());
                buffer.clear();
            }
        }
        return null;
    }

    private static ByteBuffer readAll(TcpSocket socket) throws TcpException {
        final ByteBuffer all = ByteBuffer.allocate(100_000);
        while (socket.read(all, Cpu.current().nowNs() + 10 * SECOND_NS) > 0) {}
        return all.flip();
    }

    private static ByteBuffer octets(int seed, int length) {
        final ByteBuffer octets = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            octets.put((byte) ((seed * 31 + i) * 0x9E37_79B9 >>> 24));
        }
        return octets.flip();
    }
}
