package anax.netstack.packetdrill.match;

import anax.netstack.packetdrill.syntax.TcpFlags;
import anax.netstack.packetdrill.syntax.TcpOption;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// What IP carries in a packet that the stack sent, taken apart. Numbers are those of the wire.
///
/// Owner: nobody, it never changes.
public sealed interface LiveBody {
    /// A TCP segment.
    ///
    /// @param srcPort      source port
    /// @param dstPort      destination port
    /// @param seq          sequence number
    /// @param ack          acknowledgment number, as the field stands
    /// @param headerLength octets of header and options
    /// @param flags        nine bits
    /// @param reserved     the three bits that must be 0
    /// @param window       as the field stands
    /// @param urgent       urgent pointer, as the field stands
    /// @param options      its options
    /// @param payload      its payload
    /// @param sumGood      whether its checksum is right
    record Tcp(
            int srcPort,
            int dstPort,
            long seq,
            long ack,
            int headerLength,
            int flags,
            int reserved,
            int window,
            int urgent,
            List<TcpOption> options,
            Octets payload,
            boolean sumGood)
            implements LiveBody {
        /// True if a flag is set.
        public boolean has(int flag) {
            return (flags & flag) != 0;
        }

        Tcp join(Tcp next) {
            final int last = next.flags & (TcpFlags.FIN | TcpFlags.PSH);
            final int joinedFlags = (flags & ~(TcpFlags.FIN | TcpFlags.PSH)) | last;
            return new Tcp(
                    srcPort,
                    dstPort,
                    seq,
                    ack,
                    headerLength,
                    joinedFlags,
                    reserved,
                    window,
                    urgent,
                    options,
                    payload.and(next.payload),
                    sumGood && next.sumGood);
        }
    }

    /// A UDP datagram.
    ///
    /// @param srcPort source port
    /// @param dstPort destination port
    /// @param length  as the field stands
    /// @param payload its payload
    /// @param sumGood whether its checksum is right, or it has none
    record Udp(int srcPort, int dstPort, int length, Octets payload, boolean sumGood) implements LiveBody {}

    /// An ICMP message.
    ///
    /// @param type    its type
    /// @param code    its code
    /// @param rest    the four octets behind the checksum
    /// @param payload what follows
    /// @param sumGood whether its checksum is right
    record Icmp(int type, int code, int rest, Octets payload, boolean sumGood) implements LiveBody {}

    /// Anything else, or something damaged.
    ///
    /// @param octets what it holds
    record Other(Octets octets) implements LiveBody {}

    /// Takes apart what IP carries.
    static LiveBody of(int protocol, int src, int dst, byte[] octets) {
        return switch (protocol) {
            case LivePacket.TCP -> tcp(src, dst, octets);
            case LivePacket.UDP -> udp(src, dst, octets);
            case LivePacket.ICMP -> icmp(octets);
            default -> other(octets);
        };
    }

    private static LiveBody other(byte[] octets) {
        return new Other(Octets.of(octets, 0, octets.length));
    }

    private static LiveBody tcp(int src, int dst, byte[] octets) {
        final ByteBuffer in = ByteBuffer.wrap(octets);
        final int header = octets.length < 20 ? 0 : (octets[12] >>> 4 & 0xF) * Integer.BYTES;
        if (header < 20 || header > octets.length) {
            return other(octets);
        }
        return new Tcp(
                in.getShort(0) & 0xFFFF,
                in.getShort(2) & 0xFFFF,
                Integer.toUnsignedLong(in.getInt(4)),
                Integer.toUnsignedLong(in.getInt(8)),
                header,
                in.getShort(12) & 0x1FF,
                in.getShort(12) >>> 9 & 7,
                in.getShort(14) & 0xFFFF,
                in.getShort(18) & 0xFFFF,
                OptionCodec.decode(Arrays.copyOfRange(octets, 20, header)),
                Octets.of(octets, header, octets.length),
                sumGood(src, dst, LivePacket.TCP, octets));
    }

    private static LiveBody udp(int src, int dst, byte[] octets) {
        if (octets.length < 8) {
            return other(octets);
        }
        final ByteBuffer in = ByteBuffer.wrap(octets);
        final boolean none = in.getShort(6) == 0;
        return new Udp(
                in.getShort(0) & 0xFFFF,
                in.getShort(2) & 0xFFFF,
                in.getShort(4) & 0xFFFF,
                Octets.of(octets, 8, octets.length),
                none || sumGood(src, dst, LivePacket.UDP, octets));
    }

    private static LiveBody icmp(byte[] octets) {
        if (octets.length < 8) {
            return other(octets);
        }
        final ByteBuffer in = ByteBuffer.wrap(octets);
        return new Icmp(
                in.get(0) & 0xFF,
                in.get(1) & 0xFF,
                in.getInt(4),
                Octets.of(octets, 8, octets.length),
                new OnesSum().add(ByteBuffer.wrap(octets), 0, octets.length).sum() == 0xFFFF);
    }

    private static boolean sumGood(int src, int dst, int protocol, byte[] octets) {
        return new OnesSum()
                        .addPseudoHeader(src, dst, protocol, octets.length)
                        .add(ByteBuffer.wrap(octets), 0, octets.length)
                        .sum()
                == 0xFFFF;
    }
}
