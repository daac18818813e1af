package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// The UDP header (RFC 768): a view over eight big-endian octets.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks.
public final class UdpHeader {
    /// How many octets the header has; the least that its length field may say.
    public static final int HEADER_LENGTH = 8;

    private static final int SRC_PORT = 0;
    private static final int DST_PORT = 2;
    private static final int LENGTH_FIELD = 4;
    private static final int CHECKSUM = 6;

    private MutableDirectBuffer buffer;
    private int offset;

    /// Moves the view to a datagram that arrived. False if `available` octets cannot hold the header and the
    /// length that it claims: then call no accessor. Accessors trust this answer and check nothing again.
    ///
    /// Octets past the claimed length are no part of the datagram. A length field of 0 (a jumbogram, RFC 2675) is
    /// not taken. After false the view stands nowhere, so that a caller who forgets to look faults instead of
    /// reading the octets of an earlier packet.
    public boolean wrap(MutableDirectBuffer buffer, int offset, int available) {
        this.buffer = null;
        if (available < HEADER_LENGTH) {
            return false;
        }
        int length = buffer.getShort(offset + LENGTH_FIELD, BIG_ENDIAN) & 0xFFFF;
        if (length < HEADER_LENGTH || length > available) {
            return false;
        }
        this.buffer = buffer;
        this.offset = offset;
        return true;
    }

    /// Moves the view to the head of a datagram of ours that an ICMP error carries back (RFC 792). Only the
    /// header has to be there, and only the ports may be asked for.
    public boolean wrapQuoted(MutableDirectBuffer buffer, int offset, int available) {
        boolean taken = available >= HEADER_LENGTH;
        this.buffer = taken ? buffer : null;
        this.offset = offset;
        return taken;
    }

    /// Moves the view to where a datagram of `length` octets, header and payload, is to be written, and sets its
    /// length and no checksum. The ports hold what stood there until they are set.
    public UdpHeader wrapNew(MutableDirectBuffer buffer, int offset, int length) {
        assert length >= HEADER_LENGTH : "length %d is under the header's %d".formatted(length, HEADER_LENGTH);
        this.buffer = buffer;
        this.offset = offset;
        return length(length).checksum(0);
    }

    /// Moves the view to where a datagram is to be written, and writes its whole header at once: as
    /// [Ipv4Header#write] does, and for the same reason.
    ///
    /// @param length octets of header and payload, 8 to 65535
    /// @param checksum as [#checksum(int)] takes it; 0 for none
    public UdpHeader write(MutableDirectBuffer buffer, int offset, int srcPort, int dstPort, int length, int checksum) {
        assert length >= HEADER_LENGTH : "length %d is under the header's %d".formatted(length, HEADER_LENGTH);
        this.buffer = buffer;
        this.offset = offset;
        final int ports = srcPort << Short.SIZE | dstPort;
        final int rest = length << Short.SIZE | checksum;
        buffer.putLong(offset, (long) ports << Integer.SIZE | Integer.toUnsignedLong(rest), BIG_ENDIAN);
        return this;
    }

    /// Source port, 0 to 65535; 0 if the sender wants no reply.
    public int srcPort() {
        return field(SRC_PORT);
    }

    /// Destination port, 0 to 65535.
    public int dstPort() {
        return field(DST_PORT);
    }

    /// Octets of header and payload, 8 to 65535.
    public int length() {
        return field(LENGTH_FIELD);
    }

    /// The checksum as it stands in the header, 0 to 65535.
    public int checksum() {
        return field(CHECKSUM);
    }

    /// Where the payload begins in the buffer.
    public int payloadOffset() {
        return offset + HEADER_LENGTH;
    }

    /// Octets of payload, 0 to 65527.
    public int payloadLength() {
        return length() - HEADER_LENGTH;
    }

    /// Whether the sender computed a checksum. Without one IPv4 takes the datagram (RFC 1122, section 4.1.3.4)
    /// and IPv6 drops it (RFC 8200, section 8.1).
    public boolean hasChecksum() {
        return checksum() != 0;
    }

    /// Whether the checksum fits the octets and this sum of the pseudo-header. Means nothing without
    /// [#hasChecksum].
    public boolean verifies(int pseudoHeaderSum) {
        return InternetChecksum.verifies(sumWith(pseudoHeaderSum));
    }

    /// Sets the source port.
    public UdpHeader srcPort(int port) {
        return field(SRC_PORT, port);
    }

    /// Sets the destination port.
    public UdpHeader dstPort(int port) {
        return field(DST_PORT, port);
    }

    /// Sets the length of header and payload, and with it voids the answer of [#wrap]: the caller must know that
    /// the buffer holds it.
    public UdpHeader length(int length) {
        return field(LENGTH_FIELD, length);
    }

    /// Sets the checksum field as it is: 0 for none, or the pseudo-header's sum if the device completes it.
    public UdpHeader checksum(int checksum) {
        return field(CHECKSUM, checksum);
    }

    /// Computes and sets the checksum over header, payload and this sum of the pseudo-header. A checksum of 0 is
    /// sent as 0xFFFF, because 0 says that there is none (RFC 768). Call it last.
    public UdpHeader fillChecksum(int pseudoHeaderSum) {
        checksum(0);
        int computed = InternetChecksum.checksum(sumWith(pseudoHeaderSum));
        return checksum(computed == 0 ? 0xFFFF : computed);
    }

    private int sumWith(int pseudoHeaderSum) {
        return InternetChecksum.add(pseudoHeaderSum, InternetChecksum.sum(buffer, offset, length()));
    }

    private int field(int place) {
        return buffer.getShort(offset + place, BIG_ENDIAN) & 0xFFFF;
    }

    private UdpHeader field(int place, int value) {
        assert value >>> 16 == 0 : "%d does not fit 16 bits; a field holds 0 to 65535".formatted(value);
        buffer.putShort(offset + place, (short) value, BIG_ENDIAN);
        return this;
    }
}
