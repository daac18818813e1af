package anax.bench.throughput.load;

import anax.netstack.packet.Packet;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/// Writes requests and reads answers: a UDP datagram over IPv4 that says when it was due, and of which flow it is.
///
/// Owner: one queue's CPU. Allocates when made only. A request is a copy of one that was made beforehand, with four
/// fields put in and the header's checksum brought up to date; UDP's checksum is the device's business, as with any
/// network card of today, so the packet says that it is right.
final class RequestFrame {
    private static final int IP_SRC = 12;
    private static final int IP_CHECKSUM = 10;
    private static final int UDP = Ipv4Header.MIN_HEADER_LENGTH;
    private static final int PAYLOAD = UDP + UdpHeader.HEADER_LENGTH;
    private static final int DUE = PAYLOAD;
    private static final int FLOW = PAYLOAD + 8;
    private static final int MARK = PAYLOAD + 12;
    private static final int MARK_VALUE = 0x6563686F;
    private static final int TTL = 64;

    private final UnsafeBuffer template;
    private final int length;
    private final int checksum;

    /// Makes the request that all are copies of.
    ///
    /// @param payload octets behind the headers
    RequestFrame(int payload) {
        length = PAYLOAD + payload;
        template = new UnsafeBuffer(new byte[length]);
        new Ipv4Header()
                .wrapNew(template, 0, length)
                .ttl(TTL)
                .protocol(Ipv4Header.UDP)
                .src(0)
                .dst(Flows.SERVER)
                .fillChecksum();
        new UdpHeader()
                .wrapNew(template, UDP, UdpHeader.HEADER_LENGTH + payload)
                .srcPort(0)
                .dstPort(Flows.SERVER_PORT);
        template.putInt(MARK, MARK_VALUE);
        for (int i = MARK + 4; i < length; i++) {
            template.putByte(i, (byte) i);
        }
        checksum = template.getShort(IP_CHECKSUM, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }

    /// Octets of a request.
    int length() {
        return length;
    }

    /// Writes a request of a flow into a packet that can hold it.
    void write(Packet packet, int flow, int address, int port, long dueNs) {
        packet.range(packet.offset(), length);
        final UnsafeBuffer buffer = packet.buffer();
        final int at = packet.offset();
        buffer.putBytes(at, template, 0, length);
        buffer.putInt(at + IP_SRC, address, ByteOrder.BIG_ENDIAN);
        buffer.putShort(
                at + IP_CHECKSUM, (short) InternetChecksum.updateInt(checksum, 0, address), ByteOrder.BIG_ENDIAN);
        buffer.putShort(at + UDP, (short) port, ByteOrder.BIG_ENDIAN);
        buffer.putLong(at + DUE, dueNs);
        buffer.putInt(at + FLOW, flow);
        packet.checksumState(Packet.CHECKSUM_VALID);
    }

    /// The flow that a packet answers; -1 if it is no answer of the server's to any request.
    int flowOf(Packet answer) {
        if (answer.length() != length) {
            return -1;
        }
        final UnsafeBuffer buffer = answer.buffer();
        final int at = answer.offset();
        final boolean fits = buffer.getInt(at + IP_SRC, ByteOrder.BIG_ENDIAN) == Flows.SERVER
                && (buffer.getShort(at + UDP, ByteOrder.BIG_ENDIAN) & 0xFFFF) == Flows.SERVER_PORT
                && buffer.getInt(at + MARK) == MARK_VALUE;
        return fits ? buffer.getInt(at + FLOW) : -1;
    }

    /// Makes an answer of a request, as the service would: addresses and ports change places.
    static void turnRound(Packet packet) {
        final UnsafeBuffer buffer = packet.buffer();
        final int at = packet.offset();
        final int src = buffer.getInt(at + IP_SRC);
        buffer.putInt(at + IP_SRC, buffer.getInt(at + IP_SRC + 4));
        buffer.putInt(at + IP_SRC + 4, src);
        final short srcPort = buffer.getShort(at + UDP);
        buffer.putShort(at + UDP, buffer.getShort(at + UDP + 2));
        buffer.putShort(at + UDP + 2, srcPort);
    }

    /// Where an answer goes.
    static int address(Packet answer) {
        return answer.buffer().getInt(answer.offset() + IP_SRC + 4, ByteOrder.BIG_ENDIAN);
    }

    /// The port that an answer goes to.
    static int port(Packet answer) {
        return answer.buffer().getShort(answer.offset() + UDP + 2, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }

    /// When the request of an answer was due.
    static long dueNs(Packet answer) {
        return answer.buffer().getLong(answer.offset() + DUE);
    }
}
