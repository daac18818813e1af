package anax.bench.kernel;

import anax.runtime.clock.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/// Many TCP connections of the near kernel to one port of a peer, which are served as they get ready.
///
/// Owner: the run's thread.
final class ManyStreams implements Closeable {
    private static final long LOOK_MS = 10;
    private static final long STILL_NS = 20_000_000;

    private final List<SocketChannel> sockets;
    private final Clock clock;
    private final Selector selector;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(Peer.PIECE);
    private long octets;

    /// @param operation of [SelectionKey]: what the connections are to be ready for
    ManyStreams(List<SocketChannel> sockets, int operation, Clock clock) throws IOException {
        this.sockets = sockets;
        this.clock = clock;
        selector = Selector.open();
        for (final SocketChannel socket : sockets) {
            socket.configureBlocking(false);
            socket.register(selector, operation);
        }
    }

    /// Writes to each that takes something, for so long.
    void write(long forNs) throws IOException {
        final long beganNs = clock.nowNs();
        while (clock.nowNs() - beganNs < forNs) {
            selector.select(this::serve, LOOK_MS);
        }
    }

    /// Has each peer send, and reads for so long.
    ///
    /// @return octets that came
    long read(int turns) throws IOException {
        for (final SocketChannel socket : sockets) {
            socket.write(ByteBuffer.wrap(new byte[] {(byte) turns}));
        }
        octets = 0;
        final long beganNs = clock.nowNs();
        while (clock.nowNs() - beganNs < turns * Peer.TURN_NS) {
            selector.select(this::serve, LOOK_MS);
        }
        return octets;
    }

    /// Reads what is under way still.
    void drain() throws IOException {
        for (long stillNs = clock.nowNs(); clock.nowNs() - stillNs < STILL_NS; ) {
            final long before = octets;
            selector.select(this::serve, LOOK_MS);
            stillNs = octets != before ? clock.nowNs() : stillNs;
        }
    }

    @Override
    public void close() throws IOException {
        for (final SocketChannel socket : sockets) {
            socket.close();
        }
        selector.close();
    }

    private void serve(SelectionKey ready) {
        final SocketChannel socket = (SocketChannel) ready.channel();
        try {
            octets += Math.max(0, ready.isWritable() ? socket.write(piece.clear()) : socket.read(piece.clear()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
