package anax.bench.paths;

import anax.runtime.clock.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/// The receiving kernel's end of connections: takes octets for some time, and counts them.
///
/// Owner: the run's thread.
final class Sink implements AutoCloseable {
    static final int PORT = 5_001;
    private static final int PATIENCE_MS = 20_000;
    private static final int PIECE = 1 << 16;

    private final ServerSocket listener;
    private final Clock clock;

    Sink(Hosts hosts, int port, Clock clock) throws Exception {
        listener = hosts.receiver().call(() -> new ServerSocket(port));
        listener.setSoTimeout(PATIENCE_MS);
        this.clock = clock;
    }

    /// Waits for a connection.
    ///
    /// @throws IOException if none comes
    Incoming accept() throws IOException {
        return new Incoming(listener.accept());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /// A connection. Owner: one thread. Closing it tells the sender that nobody listens any more.
    final class Incoming implements AutoCloseable {
        private final Socket socket;
        private final InputStream octets;
        private final byte[] piece = new byte[PIECE];

        private Incoming(Socket socket) throws IOException {
            this.socket = socket;
            octets = socket.getInputStream();
            socket.setSoTimeout(PATIENCE_MS);
            socket.setSoLinger(true, 0);
        }

        /// Takes octets for so long, from the first one on.
        ///
        /// @return how many a second
        double rate(long turnNs) throws IOException {
            long sum = octets.read(piece);
            return takeUntil(clock.nowNs() + turnNs, sum) * TimeUnit.SECONDS.toNanos(1) / (double) turnNs;
        }

        /// Takes octets until a time.
        ///
        /// @param before counted already
        /// @return how many there are with those that were counted
        long takeUntil(long untilNs, long before) throws IOException {
            long sum = before;
            long leftNs;
            while ((leftNs = untilNs - clock.nowNs()) > 0) {
                socket.setSoTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNs)));
                try {
                    final int got = octets.read(piece);
                    if (got < 0) {
                        throw new IOException("the sender at " + socket.getRemoteSocketAddress()
                                + " has ended its connection in the middle of a turn");
                    }
                    sum += got;
                } catch (SocketTimeoutException over) {
                    return sum;
                }
            }
            return sum;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
