package anax.netstack.tap;

import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpOctets;
import anax.netstack.socket.TcpSocket;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/// Serves TCP connections by a lightweight thread for each, on the CPU that owns it.
///
/// Owner: one test; the counters are of its threads together.
final class TapServer implements AutoCloseable {
    private static final int BACKLOG = 2_048;
    private static final int PIECE = 4_096;

    final AtomicLong served = new AtomicLong(); // connections that ended well
    final AtomicLong broken = new AtomicLong(); // and those that did not
    final AtomicLong octets = new AtomicLong(); // that were received, or sent, as the service says
    private final TapHost host;
    private final Service service;
    private final TcpListener listener;

    /// What is done with a connection, which is closed then. Owner: a server.
    @FunctionalInterface
    interface Service {
        void serve(TcpSocket socket, TapServer server) throws TcpException;
    }

    /// Listens from now on, on each CPU.
    TapServer(TapHost host, int port, Service service) throws Exception {
        this.host = host;
        this.service = service;
        listener = host.machine()
                .call(0, "listen", () -> TcpListener.open(host.stack(), IpAddress.ANY_V4, port, BACKLOG, false));
        for (int cpu = 0; cpu < host.cpus(); cpu++) {
            host.machine().spawn(cpu, "acceptor", this::listen);
        }
    }

    /// Sends back what comes.
    static void echo(TcpSocket socket, TapServer server) throws TcpException {
        final ByteBuffer buffer = ByteBuffer.allocate(PIECE);
        while (socket.read(buffer) != TcpSocket.END) {
            server.octets.addAndGet(buffer.position());
            socket.write(buffer.flip());
            buffer.clear();
        }
    }

    /// Says a single octet, and closes first.
    static void greet(TcpSocket socket, TapServer server) throws TcpException {
        socket.write(ByteBuffer.wrap(new byte[] {1}));
    }

    /// Takes what comes, without looking at it.
    static void discard(TcpSocket socket, TapServer server) throws TcpException {
        final TcpOctets octets = new TcpOctets(server.host.stack());
        while (socket.receive(octets) != TcpSocket.END) {
            server.octets.addAndGet(octets.length());
            octets.release();
        }
    }

    /// Sends zeros without end.
    static void flood(TcpSocket socket, TapServer server) throws TcpException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
        while (true) {
            socket.write(zeros.clear());
            server.octets.addAndGet(PIECE);
        }
    }

    private void listen() {
        TcpSocket socket;
        while ((socket = listener.accept()) != null) {
            final TcpSocket accepted = socket;
            Lwkt.create(Cpu.current().id(), "service", Lwkt.current().priority(), () -> serve(accepted));
        }
    }

    private void serve(TcpSocket socket) {
        try (socket) {
            service.serve(socket, this);
            served.incrementAndGet();
        } catch (TcpException gone) {
            broken.incrementAndGet();
        }
    }

    @Override
    public void close() {
        try {
            host.machine().call(0, "stop", () -> {
                listener.close();
                return null;
            });
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException("a server could not be stopped", failure);
        }
    }
}
