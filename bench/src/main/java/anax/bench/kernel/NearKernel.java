package anax.bench.kernel;

import anax.runtime.clock.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The near kernel as client of one peer: each method is one turn, and answers a rate.
///
/// Owner: the run's thread, which does the work itself: it sends, and it receives.
final class NearKernel implements AutoCloseable {
    /// How many streams are many.
    static final int STREAMS = 64;

    private static final int DATAGRAM = 1_400;
    private static final int PINGS_OF_FLOOD = 2; // for each wake-up
    private static final double NS_PER_SECOND = 1e9;
    private static final long LOOK_NS = 200_000;
    private static final long STILL_NS = 20_000_000;
    private static final Pattern TIME = Pattern.compile("time=([0-9.]+) ms");

    private final KernelNetwork network;
    private final Peer peer;
    private final Clock clock;
    private final SocketChannel toSink;
    private final SocketChannel fromSource;
    private final ManyStreams toSinks;
    private final ManyStreams fromSources;
    private final DatagramChannel datagrams;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(Peer.PIECE);

    NearKernel(KernelNetwork network, Peer peer, Clock clock) throws Exception {
        this.network = network;
        this.peer = peer;
        this.clock = clock;
        toSink = connect(Peer.SINK);
        fromSource = connect(Peer.SOURCE);
        toSinks = new ManyStreams(connectMany(Peer.SINK), SelectionKey.OP_WRITE, clock);
        fromSources = new ManyStreams(connectMany(Peer.SOURCE), SelectionKey.OP_READ, clock);
        datagrams = network.near().call(() -> DatagramChannel.open(StandardProtocolFamily.INET));
        datagrams.connect(new InetSocketAddress(peer.address(), Peer.SINK));
    }

    Peer peer() {
        return peer;
    }

    /// One TCP stream to the peer.
    ///
    /// @return octets a second that the peer's program got
    double streamIn(int turns) throws IOException {
        final long beganNs = clock.nowNs();
        final long before = peer.octets();
        while (clock.nowNs() - beganNs < turns * Peer.TURN_NS) {
            toSink.write(piece.clear());
        }
        final double rate = rate(peer.octets() - before, beganNs);
        awaitStill(peer::octets);
        return rate;
    }

    /// One TCP stream from the peer.
    ///
    /// @return octets a second that the near kernel's program got
    double streamOut(int turns) throws IOException {
        final long beganNs = clock.nowNs();
        fromSource.write(ByteBuffer.wrap(new byte[] {(byte) turns}));
        long octets = 0;
        while (clock.nowNs() - beganNs < turns * Peer.TURN_NS) {
            octets += fromSource.read(piece.clear());
        }
        final double rate = rate(octets, beganNs);
        fromSource.configureBlocking(false);
        for (long stillNs = clock.nowNs(); clock.nowNs() - stillNs < STILL_NS; ) {
            if (fromSource.read(piece.clear()) > 0) {
                stillNs = clock.nowNs();
            } else {
                LockSupport.parkNanos(LOOK_NS);
            }
        }
        fromSource.configureBlocking(true);
        return rate;
    }

    /// [#STREAMS] TCP streams to the peer at once.
    ///
    /// @return octets a second that the peer's program got
    double streamsIn(int turns) throws IOException {
        final long beganNs = clock.nowNs();
        final long before = peer.octets();
        toSinks.write(turns * Peer.TURN_NS);
        final double rate = rate(peer.octets() - before, beganNs);
        awaitStill(peer::octets);
        return rate;
    }

    /// [#STREAMS] TCP streams from the peer at once.
    ///
    /// @return octets a second that the near kernel's program got
    double streamsOut(int turns) throws IOException {
        final long beganNs = clock.nowNs();
        final double rate = rate(fromSources.read(turns), beganNs);
        fromSources.drain();
        return rate;
    }

    /// Datagrams to the peer, as fast as the kernel takes them.
    ///
    /// @return datagrams a second that the peer's program got
    double datagramsIn(int turns) throws IOException {
        final long beganNs = clock.nowNs();
        final long before = peer.datagrams();
        while (clock.nowNs() - beganNs < turns * Peer.TURN_NS) {
            datagrams.write(piece.clear().limit(DATAGRAM));
        }
        final double rate = rate(peer.datagrams() - before, beganNs);
        awaitStill(peer::datagrams);
        return rate;
    }

    /// Pings, one every 0.2 s, so that everybody has gone to sleep before the next.
    ///
    /// @return how long each took, in microseconds
    List<Double> pings(int count) throws IOException, InterruptedException {
        final String text = network.runNear("ping", "-n", "-i", "0.2", "-c", "" + count, peer.address());
        final List<Double> times = new ArrayList<>();
        for (final Matcher found = TIME.matcher(text); found.find(); ) {
            times.add(Double.parseDouble(found.group(1)) * TimeUnit.MILLISECONDS.toMicros(1));
        }
        if (times.size() != count) {
            throw new IOException(count + " pings to " + peer.name() + " had " + times.size() + " answers");
        }
        return times;
    }

    /// Pings, each of which finds the peer asleep, but not for long; after so many one behind the other, from which
    /// the JVM learns what it has to compile.
    void wakeUps(int count) throws IOException, InterruptedException {
        network.runNear("ping", "-n", "-q", "-f", "-c", "" + PINGS_OF_FLOOD * count, peer.address());
        network.runNear("ping", "-n", "-q", "-i", "0.0005", "-c", "" + count, peer.address());
    }

    /// A datagram from each of many ports, which hash to all CPUs; and as many connections.
    void useManyFlows(int flows) throws Exception {
        for (int i = 0; i < flows; i++) {
            try (DatagramChannel socket = network.near().call(() -> DatagramChannel.open(StandardProtocolFamily.INET));
                    SocketChannel connection = connect(Peer.SINK)) {
                socket.send(piece.clear().limit(DATAGRAM), new InetSocketAddress(peer.address(), Peer.SINK));
                connection.write(piece.clear());
            }
        }
    }

    @Override
    public void close() throws IOException {
        toSink.close();
        fromSource.close();
        toSinks.close();
        fromSources.close();
        datagrams.close();
    }

    private SocketChannel connect(int port) throws Exception {
        final SocketChannel socket = network.near().call(() -> SocketChannel.open(StandardProtocolFamily.INET));
        socket.connect(new InetSocketAddress(peer.address(), port));
        return socket;
    }

    private List<SocketChannel> connectMany(int port) throws Exception {
        final List<SocketChannel> sockets = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            sockets.add(connect(port));
        }
        return sockets;
    }

    private double rate(long count, long sinceNs) {
        return count * NS_PER_SECOND / (clock.nowNs() - sinceNs);
    }

    /// What is under way must not disturb the next turn.
    private void awaitStill(LongSupplier count) {
        long last = count.getAsLong();
        for (long stillNs = clock.nowNs(); clock.nowNs() - stillNs < STILL_NS; ) {
            LockSupport.parkNanos(LOOK_NS);
            final long now = count.getAsLong();
            if (now != last) {
                last = now;
                stillNs = clock.nowNs();
            }
        }
    }
}
