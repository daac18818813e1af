package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Who is attacked: a thread for each connection sends back what comes.
///
/// Owner: one test; what it keeps of each CPU is that CPU's.
public final class FloodedServer {
    private static final int PIECE = 2_048;

    private final TcpListener listener;
    private final List<List<TcpSocket>> served = new ArrayList<>(); // by CPU

    /// @param listener of all CPUs
    public FloodedServer(TcpListener listener, int cpus) {
        this.listener = listener;
        for (int cpu = 0; cpu < cpus; cpu++) {
            served.add(new ArrayList<>());
        }
    }

    /// Serves this CPU's connections until the listener is closed.
    public void accept() {
        TcpSocket socket;
        while ((socket = listener.accept()) != null) {
            final TcpSocket accepted = socket;
            served.get(Cpu.current().id()).add(accepted);
            Lwkt.create(Cpu.current().id(), "echo", Lwkt.current().priority(), () -> echo(accepted));
        }
    }

    /// Lets go of what is still open on this CPU.
    public void letGo() {
        served.get(Cpu.current().id()).forEach(TcpSocket::abort);
    }

    /// Takes no more connections.
    public void close() {
        listener.close();
    }

    private static void echo(TcpSocket socket) {
        final ByteBuffer buffer = ByteBuffer.allocate(PIECE);
        try (socket) {
            while (socket.read(buffer.clear()) != TcpSocket.END) {
                socket.write(buffer.flip());
            }
        } catch (TcpException gone) {
            assertThat(gone).hasMessageContaining("TCP connection"); // an attacker's, or the server's end
        }
    }
}
