package anax.bench.throughput.load;

import anax.bench.designs.frame.Exchange;
import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptionsWriter;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/// Writes the segments that clients send, and reads those that they get: TCP over IPv4, without options but in the
/// SYN.
///
/// Owner: one queue's CPU. Allocates when made only. TCP's checksum is the device's business, as with any network
/// card of today, so a packet says that it is right; that of IP is written.
final class SegmentFrame {
    /// The longest payload of a segment.
    static final int MSS = 1_460;

    /// All of the window that a segment can say; it is scaled, so that it never closes.
    private static final int WINDOW = 0xFFFF;

    private static final int SCALE = 4;
    private static final int TTL = 64;
    private static final int IP_PROTOCOL = 9;
    private static final int IP_SRC = 12;
    private static final int IP_DST = 16;
    private static final int TCP = Ipv4Header.MIN_HEADER_LENGTH;
    private static final int PAYLOAD = TCP + TcpHeader.MIN_HEADER_LENGTH;
    private static final int SYN_OPTIONS = 8;

    private final Ipv4Header ip = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private final TcpOptionsWriter options = new TcpOptionsWriter();
    private final UnsafeBuffer filler = new UnsafeBuffer(new byte[Traffic.MOST_MESSAGE]);

    SegmentFrame() {
        for (int i = 0; i < filler.capacity(); i++) {
            filler.putByte(i, (byte) i);
        }
    }

    /// Octets of a packet with so much payload.
    static int length(int payload) {
        return PAYLOAD + payload;
    }

    /// Octets of a SYN.
    static int synLength() {
        return PAYLOAD + SYN_OPTIONS;
    }

    /// Writes a SYN into a packet that can hold it.
    void syn(Packet packet, int src, int dst, int srcPort, int dstPort, int seq, int ack, int flags) {
        headers(packet, src, dst, srcPort, dstPort, seq, ack, flags, SYN_OPTIONS, 0);
        options.wrapNew(packet.buffer(), packet.offset() + PAYLOAD, SYN_OPTIONS)
                .mss(MSS)
                .noOperation()
                .windowScale(SCALE);
    }

    /// Writes a segment of a client's into a packet that can hold it.
    ///
    /// @param at where in its message the payload begins
    void segment(Packet packet, int src, int srcPort, int seq, int ack, int flags, int at, int payload) {
        headers(packet, src, Flows.SERVER, srcPort, Flows.SERVER_PORT, seq, ack, flags, 0, payload);
        packet.buffer().putBytes(packet.offset() + PAYLOAD, filler, at, payload);
    }

    /// Writes a segment of a server's, for clients that are alone, whose payload is what stands in the packet.
    void answer(Packet packet, int dst, int dstPort, int seq, int ack, int flags, int payload) {
        headers(packet, Flows.SERVER, dst, Flows.SERVER_PORT, dstPort, seq, ack, flags, 0, payload);
    }

    /// Writes what a request and its answer begin with.
    static void head(Packet packet, int flow, int request, int answer) {
        final int at = packet.offset() + PAYLOAD;
        final UnsafeBuffer buffer = packet.buffer();
        buffer.putInt(at + Exchange.FLOW, flow);
        buffer.putInt(at + Exchange.MARK, Exchange.MARK_VALUE);
        buffer.putInt(at + Exchange.REQUEST, request);
        buffer.putInt(at + Exchange.ANSWER, answer);
    }

    /// Sees to it that what stands in a packet's payload is no head.
    static void noHead(Packet packet) {
        packet.buffer().putInt(packet.offset() + PAYLOAD + Exchange.MARK, 0);
    }

    private void headers(
            Packet packet,
            int src,
            int dst,
            int srcPort,
            int dstPort,
            int seq,
            int ack,
            int flags,
            int optionOctets,
            int payload) {
        final int length = PAYLOAD + optionOctets + payload;
        packet.range(packet.offset(), length);
        final int at = packet.offset();
        ip.write(packet.buffer(), at, length, 0, 0, true, TTL, Ipv4Header.TCP, src, dst);
        tcp.write(
                packet.buffer(),
                at + TCP,
                TcpHeader.MIN_HEADER_LENGTH + optionOctets,
                length - TCP,
                srcPort,
                dstPort,
                seq,
                ack,
                flags,
                WINDOW,
                0,
                0);
        packet.checksumState(Packet.CHECKSUM_VALID);
    }

    /// Moves to a segment between clients and server, whichever way it goes.
    ///
    /// @return false if it is none
    boolean wrap(Packet packet) {
        final int at = packet.offset();
        return packet.length() >= PAYLOAD
                && packet.buffer().getByte(at + IP_PROTOCOL) == Ipv4Header.TCP
                && tcp.wrap(packet.buffer(), at + TCP, packet.length() - TCP);
    }

    /// True if what it stands at comes from the server.
    boolean isOfServer(Packet packet) {
        return packet.buffer().getInt(packet.offset() + IP_SRC, ByteOrder.BIG_ENDIAN) == Flows.SERVER
                && tcp.srcPort() == Flows.SERVER_PORT;
    }

    /// Where it goes.
    static int dst(Packet packet) {
        return packet.buffer().getInt(packet.offset() + IP_DST, ByteOrder.BIG_ENDIAN);
    }

    /// Where it comes from.
    static int src(Packet packet) {
        return packet.buffer().getInt(packet.offset() + IP_SRC, ByteOrder.BIG_ENDIAN);
    }

    /// What it stands at.
    TcpHeader tcp() {
        return tcp;
    }

    /// Whether the payload that it stands at begins with the head of a flow's request or answer.
    boolean isHeadOf(Packet packet, int flow) {
        final int at = tcp.payloadOffset();
        final UnsafeBuffer buffer = packet.buffer();
        return tcp.payloadLength() >= Exchange.HEAD
                && buffer.getInt(at + Exchange.MARK) == Exchange.MARK_VALUE
                && buffer.getInt(at + Exchange.FLOW) == flow;
    }
}
