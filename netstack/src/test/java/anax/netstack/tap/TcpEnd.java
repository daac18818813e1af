package anax.netstack.tap;

import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.socket.TcpException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// One end of a TCP connection, the kernel's or ours, as tests use both.
///
/// Owner: one thread that reads and one that writes.
interface TcpEnd extends AutoCloseable {
    /// What [#read] answers at the end.
    int END = -1;

    /// Waits for octets, and puts them into a buffer.
    int read(ByteBuffer into) throws Exception;

    /// Sends what is left in a buffer.
    void write(ByteBuffer from) throws Exception;

    void shutdownOutput() throws Exception;

    @Override
    void close() throws IOException;

    static TcpEnd of(SocketChannel kernel) {
        return new TcpEnd() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                return kernel.read(into);
            }

            @Override
            public void write(ByteBuffer from) throws IOException {
                while (from.hasRemaining()) {
                    kernel.write(from);
                }
            }

            @Override
            public void shutdownOutput() throws IOException {
                kernel.shutdownOutput();
            }

            @Override
            public void close() throws IOException {
                kernel.close();
            }
        };
    }

    static TcpEnd of(BlockingTcpSocket ours) {
        return new TcpEnd() {
            private static final Duration PATIENCE = Duration.ofSeconds(60);

            @Override
            public int read(ByteBuffer into) throws TcpException, InterruptedException {
                final int octets = ours.read(into, PATIENCE);
                if (octets == BlockingTcpSocket.NOTHING) {
                    throw new AssertionError("nothing came over " + ours + " in " + PATIENCE);
                }
                return octets == BlockingTcpSocket.END ? END : octets;
            }

            @Override
            public void write(ByteBuffer from) throws TcpException, InterruptedException {
                ours.write(from, PATIENCE);
                if (from.hasRemaining()) {
                    throw new AssertionError(ours + " took nothing in " + PATIENCE);
                }
            }

            @Override
            public void shutdownOutput() throws TcpException {
                ours.shutdownOutput();
            }

            @Override
            public void close() {
                ours.close();
            }
        };
    }
}
