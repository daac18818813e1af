package anax.bench.kernel;

import anax.runtime.clock.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The far kernel as peer: a blocking thread for each socket, which is what it does best.
///
/// Owner: the run; its threads end with [#close].
final class FarKernel implements Peer {
    private final Clock clock;
    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong datagrams = new AtomicLong();
    private final List<Closeable> open = new ArrayList<>();

    FarKernel(KernelNetwork network, Clock clock) throws Exception {
        this.clock = clock;
        serve(listen(network, SINK), this::sink);
        serve(listen(network, SOURCE), this::source);
        final DatagramChannel socket = network.far()
                .call(() -> DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(SINK)));
        open.add(socket);
        start("far datagrams", () -> takeDatagrams(socket));
    }

    private static ServerSocketChannel listen(KernelNetwork network, int port) throws Exception {
        return network.far()
                .call(() ->
                        ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(port)));
    }

    @Override
    public String name() {
        return "kernel over veth";
    }

    @Override
    public String address() {
        return KernelNetwork.FAR;
    }

    @Override
    public long octets() {
        return octets.getAcquire();
    }

    @Override
    public long datagrams() {
        return datagrams.getAcquire();
    }

    @Override
    public void close() throws IOException {
        for (final Closeable each : open) {
            each.close();
        }
    }

    /// What is done with a connection. Owner: its thread.
    @FunctionalInterface
    private interface Service {
        void serve(SocketChannel socket) throws IOException;
    }

    private void serve(ServerSocketChannel listener, Service service) {
        open.add(listener);
        start("far acceptor", () -> {
            while (true) {
                final SocketChannel accepted = listener.accept();
                start("far service", () -> {
                    try (accepted) {
                        service.serve(accepted);
                    }
                });
            }
        });
    }

    private void sink(SocketChannel socket) throws IOException {
        final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        int got;
        while ((got = socket.read(piece.clear())) >= 0) {
            octets.getAndAdd(got);
        }
    }

    private void source(SocketChannel socket) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
        final ByteBuffer turns = ByteBuffer.allocateDirect(1);
        while (socket.read(turns.clear()) > 0) {
            final long untilNs = clock.nowNs() + turns.get(0) * TURN_NS;
            while (clock.nowNs() - untilNs < 0) {
                socket.write(zeros.clear());
            }
            socket.write(zeros.clear()); // for a reader whose time is not up yet
        }
    }

    private void takeDatagrams(DatagramChannel socket) throws IOException {
        final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        while (true) {
            socket.receive(piece.clear());
            datagrams.setRelease(datagrams.getPlain() + 1);
        }
    }

    /// What a thread does until its socket is closed. Owner: the thread.
    @FunctionalInterface
    private interface Body {
        void run() throws IOException;
    }

    private static void start(String name, Body body) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                body.run();
            } catch (AsynchronousCloseException ended) {
                return; // the run is over
            } catch (IOException broken) {
                return; // the client has gone: so has the connection
            }
        });
    }
}
