package anax.netstack.socket;

import anax.netstack.stack.NetworkStack;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;

/// Sends back what comes over TCP: a lightweight thread for each connection, on the CPU that owns it.
///
/// Owner: whoever started it. Call [#listen] on every CPU.
final class EchoServer {
    private final TcpListener listener;

    EchoServer(NetworkStack stack, int port) throws TcpException {
        listener = TcpListener.open(stack, IpAddress.ANY_V4, port, 128, false);
    }

    /// Serves the connections of this CPU until the server is stopped.
    void listen() {
        TcpSocket socket;
        while ((socket = listener.accept()) != null) {
            TcpSocket accepted = socket;
            Lwkt.create(Cpu.current().id(), "echo", Lwkt.current().priority(), () -> echo(accepted));
        }
    }

    void stop() {
        listener.close();
    }

    private static void echo(TcpSocket socket) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
        try (socket) {
            while (socket.read(buffer) != TcpSocket.END) {
                socket.write(buffer.flip());
                buffer.clear();
            }
        } catch (TcpException gone) {
            System.err.println(gone.getMessage()); // "TCP connection 10.0.0.2 port 7 to ...: the peer has reset ..."
        }
    }
}
