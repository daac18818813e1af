package anax.netstack.tap;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import anax.netstack.packet.Packet;
import org.agrona.MutableDirectBuffer;

/// The header before each frame of a device: what is left to do with it. `struct virtio_net_hdr` of
/// include/uapi/linux/virtio_net.h, in the order of octets that the device was told to use.
///
/// Owner: nobody, it holds nothing. Allocates nothing, never blocks. Places are counted from the frame's first octet.
final class VirtioHeader {
    /// Its octets.
    static final int LENGTH = 10;

    private static final int FLAGS = 0;
    private static final int GSO_TYPE = 1;
    private static final int HEADERS_LENGTH = 2;
    private static final int GSO_SIZE = 4;
    private static final int CHECKSUM_START = 6;
    private static final int CHECKSUM_OFFSET = 8;

    private static final int NEEDS_CHECKSUM = 1;
    private static final int CHECKSUM_IS_VALID = 2;

    private static final int GSO_NONE = 0;
    private static final int GSO_TCP4 = 1;
    private static final int GSO_TCP6 = 4;
    private static final int GSO_UDP = 5;
    private static final int GSO_ECN = 0x80; // a segment with CWR set; ours says so in its header already

    private static final int UDP_HEADER_LENGTH = 8;
    private static final int TCP_DATA_OFFSET = 12;
    private static final int DATA_OFFSET_SHIFT = 4;

    private VirtioHeader() {}

    /// Says in a packet what the header before its first octet says.
    ///
    /// @return false if it says what we asked the device not to send, or what lies outside of the frame
    static boolean read(Packet packet) {
        final MutableDirectBuffer buffer = packet.buffer();
        final int frame = packet.offset();
        final int at = frame - LENGTH;
        final int flags = buffer.getByte(at + FLAGS);
        if ((flags & NEEDS_CHECKSUM) != 0) {
            final int start = buffer.getShort(at + CHECKSUM_START, LITTLE_ENDIAN) & 0xFFFF;
            final int field = buffer.getShort(at + CHECKSUM_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
            if (start + field + Short.BYTES > packet.length()) {
                return false;
            }
            packet.partialChecksum(frame + start, field);
        } else {
            packet.checksumState((flags & CHECKSUM_IS_VALID) != 0 ? Packet.CHECKSUM_VALID : Packet.CHECKSUM_UNKNOWN);
        }
        final int type = switch (buffer.getByte(at + GSO_TYPE) & 0xFF & ~GSO_ECN) {
            case GSO_NONE -> Packet.GSO_NONE;
            case GSO_TCP4 -> Packet.GSO_TCP4;
            case GSO_TCP6 -> Packet.GSO_TCP6;
            case GSO_UDP -> Packet.GSO_UDP;
            default -> -1;
        };
        final int size = buffer.getShort(at + GSO_SIZE, LITTLE_ENDIAN) & 0xFFFF;
        if (type < 0 || (type != Packet.GSO_NONE && size == 0)) {
            return false;
        }
        packet.gso(type, type == Packet.GSO_NONE ? 0 : size);
        return true;
    }

    /// Writes the header into the room before a packet's first octet.
    static void write(Packet packet) {
        final MutableDirectBuffer buffer = packet.buffer();
        final int frame = packet.offset();
        final int at = frame - LENGTH;
        buffer.putLong(at, 0);
        buffer.putShort(at + CHECKSUM_OFFSET, (short) 0);
        if (packet.checksumState() != Packet.CHECKSUM_PARTIAL) {
            return;
        }
        final int start = packet.checksumStart();
        buffer.putByte(at + FLAGS, (byte) NEEDS_CHECKSUM);
        buffer.putShort(at + CHECKSUM_START, (short) (start - frame), LITTLE_ENDIAN);
        buffer.putShort(at + CHECKSUM_OFFSET, (short) packet.checksumOffset(), LITTLE_ENDIAN);
        if (packet.gsoType() == Packet.GSO_NONE) {
            return;
        }
        buffer.putByte(at + GSO_TYPE, (byte) typeOf(packet));
        buffer.putShort(at + GSO_SIZE, (short) packet.gsoSize(), LITTLE_ENDIAN);
        buffer.putShort(at + HEADERS_LENGTH, (short) (endOfHeaders(packet, start) - frame), LITTLE_ENDIAN);
    }

    private static int typeOf(Packet packet) {
        return switch (packet.gsoType()) {
            case Packet.GSO_TCP4 -> GSO_TCP4;
            case Packet.GSO_TCP6 -> GSO_TCP6;
            default -> GSO_UDP;
        };
    }

    /// The kernel cuts behind this; the checksum begins where the transport does.
    private static int endOfHeaders(Packet packet, int transport) {
        if (packet.gsoType() == Packet.GSO_UDP) {
            return transport + UDP_HEADER_LENGTH;
        }
        final int words = (packet.buffer().getByte(transport + TCP_DATA_OFFSET) & 0xFF) >>> DATA_OFFSET_SHIFT;
        return transport + words * Integer.BYTES;
    }
}
