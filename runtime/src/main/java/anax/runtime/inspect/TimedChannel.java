package anax.runtime.inspect;

import anax.runtime.clock.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A connection that is over at a deadline, however slowly the other end reads and writes.
///
/// Owner: the thread that made it; any thread may [#close] it, which ends its waits. Allocates when made. Blocks
/// until the deadline at most.
final class TimedChannel implements AutoCloseable {
    private static final long NS_PER_MS = 1_000_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Clock clock;
    private final long untilNs;

    /// Takes over a connection, which is closed with this.
    TimedChannel(SocketChannel channel, Clock clock, Duration patience) throws IOException {
        this.channel = channel;
        this.clock = clock;
        untilNs = clock.nowNs() + patience.toNanos();
        selector = Selector.open();
        try {
            channel.configureBlocking(false);
            key = channel.register(selector, 0);
        } catch (IOException | RuntimeException refused) {
            selector.close();
            throw refused;
        }
    }

    /// Reads what there is, and waits until there is something.
    ///
    /// @return how many octets; -1 at the end
    /// @throws IOException if the deadline passes before
    int read(ByteBuffer to) throws IOException {
        int count = channel.read(to);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(to);
        }
        return count;
    }

    /// Writes all of it.
    ///
    /// @throws IOException if the deadline passes before
    void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            if (channel.write(from) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        long leftMs = (untilNs - clock.nowNs()) / NS_PER_MS;
        if (leftMs <= 0) {
            throw new IOException("the other end was too slow");
        }
        selector.select(leftMs);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
