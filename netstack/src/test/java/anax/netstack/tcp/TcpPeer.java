package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.NetworkInterface;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.Frames;
import anax.netstack.stack.LonePartition;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.Ipv4Header;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;

/// The other end of a connection of one [LonePartition], played by a test segment by segment, in the test's own time.
/// Sequence numbers of the host are shifted so that its initial one is [#ISS]; the peer's is [#IRS].
///
/// Owner: one test.
final class TcpPeer implements AutoCloseable {
    static final int ISS = 1_000;
    static final int IRS = 5_000;
    static final int PORT = 8_080;
    static final int PEER_PORT = 40_000;
    private static final long KNOWN_FOR_NS = 30_000_000_000L;

    final LonePartition host;
    TcpEndpoint listener;
    TcpEndpoint endpoint;
    int events;
    private final Deque<byte[]> sent = new ArrayDeque<>();
    private int shift;
    private boolean shifted;
    private int hostPort = PORT;
    private int peerPort = PEER_PORT;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[1 << 20]);

    private TcpPeer(UnaryOperator<TcpConfig> config) {
        host = LonePartition.only(stack -> withTcp(stack, config));
        know();
    }

    private static StackConfig withTcp(StackConfig stack, UnaryOperator<TcpConfig> config) {
        return stack.withTcp(config.apply(TcpConfig.basic()));
    }

    static TcpPeer closed() {
        return closed(UnaryOperator.identity());
    }

    static TcpPeer closed(UnaryOperator<TcpConfig> config) {
        return new TcpPeer(config);
    }

    static TcpPeer listening() {
        return listening(UnaryOperator.identity());
    }

    static TcpPeer listening(UnaryOperator<TcpConfig> config) {
        final TcpPeer peer = new TcpPeer(config);
        peer.listener = peer.host.partition().tcp().newEndpoint((endpoint, happened) -> peer.events |= happened);
        peer.does(() -> {
            assertThat(peer.listener.bind(IpAddress.ANY_V4, PORT, true)).isZero();
            assertThat(peer.listener.listen(2)).isZero();
        });
        return peer;
    }

    /// A connection that the peer opened, without any option but the MSS.
    static TcpPeer established() {
        return established(UnaryOperator.identity());
    }

    static TcpPeer established(UnaryOperator<TcpConfig> config) {
        return established(config, Seg.syn().mss(1_460), 65_535);
    }

    /// A connection that the peer opened.
    static TcpPeer established(UnaryOperator<TcpConfig> config, Seg syn, int window) {
        final TcpPeer peer = listening(config);
        peer.receives(syn.seq(IRS).win(Math.min(window, 65_535)));
        peer.next();
        final Seg ack = Seg.ack().seq(IRS + 1).ack(ISS + 1).win(window);
        peer.receives(hasTimestamps(syn) ? ack.ts(1, 0) : ack);
        peer.accept();
        return peer;
    }

    /// An endpoint that has sent its SYN.
    static TcpPeer synSent() {
        return synSent(UnaryOperator.identity());
    }

    static TcpPeer synSent(UnaryOperator<TcpConfig> config) {
        final TcpPeer peer = new TcpPeer(config);
        peer.endpoint = peer.host.partition().tcp().newEndpoint((endpoint, happened) -> peer.events |= happened);
        peer.does(() -> {
            peer.endpoint.bind(IpAddress.ANY_V4, PORT, true);
            assertThat(peer.endpoint.connect(LonePartition.NEIGHBOR, PEER_PORT)).isEqualTo(TcpResult.IN_PROGRESS);
        });
        return peer;
    }

    void accept() {
        endpoint = listener.accept();
        assertThat(endpoint).as("a connection that can be accepted").isNotNull();
        endpoint.events((which, happened) -> events |= happened);
    }

    /// The peer goes on from another port.
    void fromPort(int port) {
        peerPort = port;
        shifted = false;
    }

    void toPort(int port) {
        hostPort = port;
    }

    TcpState state() {
        return endpoint.state();
    }

    void does(Runnable work) {
        host.does(partition -> work.run());
    }

    void receives(Seg seg) {
        final int src = LonePartition.NEIGHBOR.v4();
        final int dst = LonePartition.OWN.v4();
        receivesRaw(seg.octets(src, dst, peerPort, hostPort, shifted ? shift : 0));
    }

    void receivesRaw(byte[] segment) {
        host.receives(Frames.ip(Ipv4Header.TCP, segment).frame());
    }

    /// Several segments in one batch.
    void receivesTogether(Seg... segs) {
        host.does(partition -> {
            for (final Seg seg : segs) {
                final byte[] octets =
                        seg.octets(LonePartition.NEIGHBOR.v4(), LonePartition.OWN.v4(), peerPort, hostPort, shift);
                final byte[] frame = Frames.ip(Ipv4Header.TCP, octets).frame();
                final var packet = host.environment().allocate(frame.length);
                packet.range(packet.offset(), frame.length).buffer().putBytes(packet.offset(), frame);
                host.environment().account().received(1);
                final NetworkInterface wire = host.wire();
                partition.receive(packet, wire);
            }
        });
    }

    /// The next segment that was sent.
    Seg next() {
        final byte[] frame = nextFrame();
        assertThat(frame).as("a segment that was sent").isNotNull();
        if (!shifted && (Seg.headerOf(Frames.payloadOf(frame)).flags() & 2) != 0) {
            shifted = true;
            shift = Seg.headerOf(Frames.payloadOf(frame)).seq() - ISS;
        }
        return Seg.of(frame, shift);
    }

    byte[] nextFrame() {
        collect();
        return sent.poll();
    }

    /// The next segment must be this one; its octets must be those of their sequence numbers.
    void sends(Seg expected) {
        final byte[] frame = nextFrame();
        assertThat(frame).as("expected " + expected + ", but nothing was sent").isNotNull();
        final byte[] octets = Frames.payloadOf(frame);
        if (!shifted && (Seg.headerOf(octets).flags() & 2) != 0) {
            shifted = true;
            shift = Seg.headerOf(octets).seq() - ISS;
        }
        final Seg seg = Seg.of(frame, (expected.flags & 4) != 0 && !shifted ? 0 : shift);
        assertThat(seg.line(expected)).isEqualTo(expected.line(expected));
        final int payloadAt = Seg.headerOf(octets).payloadOffset();
        for (int i = 0; i < seg.length; i++) {
            assertThat(octets[payloadAt + i]).as("octet " + (seg.seq + i)).isEqualTo(Seg.octetAt(seg.seq + i));
        }
    }

    /// A RST that answers what belongs to no connection: its numbers are the peer's own.
    void refuses(Seg expected) {
        final byte[] frame = nextFrame();
        assertThat(frame).as("expected " + expected + ", but nothing was sent").isNotNull();
        assertThat(Seg.of(frame, 0).line(expected)).isEqualTo(expected.line(expected));
    }

    void forgetSent() {
        collect();
        sent.clear();
    }

    void sendsNothing() {
        collect();
        assertThat(sent.isEmpty() ? "" : Seg.of(sent.peek(), shift).toString())
                .as("nothing more")
                .isEmpty();
    }

    void sendsNothingFor(long ns) {
        pass(ns);
        sendsNothing();
    }

    /// Lets time pass; the peer's station stays known.
    void pass(long ns) {
        long left = ns;
        while (left > 0) {
            final long step = Math.min(left, KNOWN_FOR_NS);
            know();
            host.pass(step);
            left -= step;
        }
        know();
    }

    /// Writes octets of the numbers from `seq` on.
    int write(int seq, int octets) {
        for (int i = 0; i < octets; i++) {
            scratch.putByte(i, Seg.octetAt(seq + i));
        }
        final int[] result = new int[1];
        does(() -> result[0] = endpoint.write(scratch, 0, octets));
        return result[0];
    }

    /// Reads, and looks whether the octets are those of the numbers from `seq` on.
    int read(int seq, int most) {
        final int[] result = new int[1];
        does(() -> result[0] = endpoint.read(scratch, 0, most, false));
        for (int i = 0; i < result[0]; i++) {
            assertThat(scratch.getByte(i)).as("octet " + (seq + i)).isEqualTo(Seg.octetAt(seq + i));
        }
        return result[0];
    }

    List<DropReason> dropped() {
        return host.dropped();
    }

    /// A number as it stands on the wire.
    int onWire(int seq) {
        return seq + shift;
    }

    /// What the host keeps of the connection.
    TcpConnection connection() {
        return endpoint.connection();
    }

    TcpInfo info() {
        final TcpInfo info = new TcpInfo();
        endpoint.info(info);
        return info;
    }

    void with(Consumer<TcpSocketOptions> change) {
        does(() -> change.accept(endpoint.options()));
    }

    static long ms(long milliseconds) {
        return milliseconds * 1_000_000;
    }

    private static boolean hasTimestamps(Seg syn) {
        return syn.line(syn).contains("TS ecr");
    }

    private void collect() {
        for (final byte[] frame : host.sent()) {
            if (Frames.etherTypeOf(frame) == EthernetHeader.IPV4) {
                sent.add(frame);
            }
        }
    }

    private void know() {
        host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
    }

    @Override
    public void close() {
        host.close();
    }
}
