package anax.bench.paths;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/// The sending kernel as sender.
///
/// Owner: the run's thread; a thread of its own writes, until [#close].
final class KernelSender implements Sender, AutoCloseable {
    private static final int PIECE = 1 << 16;
    private static final int PATIENCE_MS = 20_000;

    private final Hosts hosts;
    private final int port;
    private final KernelCounters before;
    private Socket socket;

    KernelSender(Hosts hosts, int port) throws Exception {
        this.hosts = hosts;
        this.port = port;
        before = KernelCounters.of(hosts.sender());
    }

    @Override
    public void begin() throws Exception {
        socket = hosts.sender().call(() -> {
            final Socket made = new Socket();
            made.connect(new InetSocketAddress(Hosts.RECEIVER, port), PATIENCE_MS);
            return made;
        });
        socket.setSoLinger(true, 0); // what is left must not disturb the next turn
        final OutputStream octets = socket.getOutputStream();
        Thread.ofPlatform().daemon().name("kernel sender").start(() -> write(octets));
    }

    private static void write(OutputStream octets) {
        final byte[] piece = new byte[PIECE];
        try {
            while (true) {
                octets.write(piece);
            }
        } catch (IOException over) {
            return; // the turn is over
        }
    }

    @Override
    public long sentAgain() throws Exception {
        return KernelCounters.of(hosts.sender()).since(before).sentAgain();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
