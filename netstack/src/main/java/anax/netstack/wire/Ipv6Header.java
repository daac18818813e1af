package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// The IPv6 header (RFC 8200, section 3): a view over forty big-endian octets.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. An address is two
/// `long`s, its first and its last eight octets. What follows the header, extension headers first, is read by
/// [Ipv6Extensions].
public final class Ipv6Header {
    /// How many octets the header has.
    public static final int HEADER_LENGTH = 40;

    /// The most octets that may follow the header; jumbograms (RFC 2675) are not spoken.
    public static final int MAX_PAYLOAD_LENGTH = 0xFFFF;

    /// Every link takes packets up to this length (RFC 8200, section 5).
    public static final int MIN_MTU = 1280;

    /// Next header: ICMPv6. TCP and UDP have the numbers that they have in IPv4.
    public static final int ICMPV6 = 58;

    private static final int VERSION_CLASS_LABEL = 0;
    private static final int PAYLOAD_LENGTH = 4;
    private static final int NEXT_HEADER = 6;
    private static final int HOP_LIMIT = 7;
    private static final int SRC = 8;
    private static final int DST = 24;

    private static final int VERSION = 6;
    private static final int LABEL_BITS = 0xF_FFFF;

    private MutableDirectBuffer buffer;
    private int offset;
    private int heldLength;

    /// Moves the view to a packet that arrived. False if the version is not 6, or `available` octets cannot hold
    /// the header and the payload that it claims: then call no accessor. Accessors trust this answer and check
    /// nothing again.
    ///
    /// Octets past the claimed payload are padding of the link. A payload length of 0 is taken for no payload.
    /// After false the view stands nowhere, so that a caller who forgets to look faults instead of reading the
    /// octets of an earlier packet.
    public boolean wrap(MutableDirectBuffer buffer, int offset, int available) {
        if (wrapQuoted(buffer, offset, available) && field(PAYLOAD_LENGTH) == heldLength) {
            return true;
        }
        this.buffer = null;
        return false;
    }

    /// Moves the view to the head of a packet of ours that an ICMPv6 error carries back. As [#wrap], but the
    /// packet may have been cut anywhere behind its header: [#payloadLength] counts the octets that are there.
    public boolean wrapQuoted(MutableDirectBuffer buffer, int offset, int available) {
        this.buffer = null;
        if (available < HEADER_LENGTH || (buffer.getByte(offset) & 0xFF) >>> 4 != VERSION) {
            return false;
        }
        this.buffer = buffer;
        this.offset = offset;
        heldLength = Math.min(field(PAYLOAD_LENGTH), available - HEADER_LENGTH);
        return true;
    }

    /// Moves the view to where a packet is to be written, and sets version, no class, no flow, and the payload's
    /// length, 0 to 65535, extension headers included. Next header, hop limit and addresses hold what stood there
    /// until they are set.
    public Ipv6Header wrapNew(MutableDirectBuffer buffer, int offset, int payloadLength) {
        assert payloadLength >>> 16 == 0 : "payload length %d is not 0 to 65535".formatted(payloadLength);
        this.buffer = buffer;
        this.offset = offset;
        heldLength = payloadLength;
        buffer.putInt(offset + VERSION_CLASS_LABEL, VERSION << 28, BIG_ENDIAN);
        buffer.putShort(offset + PAYLOAD_LENGTH, (short) payloadLength, BIG_ENDIAN);
        return this;
    }

    /// The class of service, 0 to 63 (RFC 2474).
    public int dscp() {
        return firstWord() >>> 22 & 0x3F;
    }

    /// The congestion mark, 0 to 3 (RFC 3168, section 5).
    public int ecn() {
        return firstWord() >>> 20 & 3;
    }

    /// The label of the flow, 0 to 0xFFFFF; 0 if it has none (RFC 6437).
    public int flowLabel() {
        return firstWord() & LABEL_BITS;
    }

    /// Octets behind the header, extension headers included; of a quoted packet those that are there.
    public int payloadLength() {
        return heldLength;
    }

    /// Octets of header and payload, as the header says.
    public int totalLength() {
        return HEADER_LENGTH + field(PAYLOAD_LENGTH);
    }

    /// What follows the header, 0 to 255: an extension header or the payload.
    public int nextHeader() {
        return octet(NEXT_HEADER);
    }

    /// How many routers it may still pass, 0 to 255.
    public int hopLimit() {
        return octet(HOP_LIMIT);
    }

    /// First eight octets of the source address.
    public long srcHigh() {
        return buffer.getLong(offset + SRC, BIG_ENDIAN);
    }

    /// Last eight octets of the source address.
    public long srcLow() {
        return buffer.getLong(offset + SRC + Long.BYTES, BIG_ENDIAN);
    }

    /// First eight octets of the destination address.
    public long dstHigh() {
        return buffer.getLong(offset + DST, BIG_ENDIAN);
    }

    /// Last eight octets of the destination address.
    public long dstLow() {
        return buffer.getLong(offset + DST + Long.BYTES, BIG_ENDIAN);
    }

    /// Where in the buffer begins what follows the header.
    public int payloadOffset() {
        return offset + HEADER_LENGTH;
    }

    /// The sum of the pseudo-header that guards a payload of this protocol and length, which extension headers
    /// make other than [#nextHeader] and [#payloadLength] (RFC 8200, section 8.1).
    public int pseudoHeaderSum(int protocol, int length) {
        return InternetChecksum.pseudoHeaderIpv6(srcHigh(), srcLow(), dstHigh(), dstLow(), protocol, length);
    }

    /// Sets the class of service, 0 to 63.
    public Ipv6Header dscp(int dscp) {
        assert dscp >>> 6 == 0 : "DSCP %d does not fit 6 bits; use 0 to 63".formatted(dscp);
        return firstWord((firstWord() & ~(0x3F << 22)) | dscp << 22);
    }

    /// Sets the congestion mark, 0 to 3.
    public Ipv6Header ecn(int ecn) {
        assert ecn >>> 2 == 0 : "ECN %d does not fit 2 bits; use 0 to 3".formatted(ecn);
        return firstWord((firstWord() & ~(3 << 20)) | ecn << 20);
    }

    /// Sets the label of the flow, 0 to 0xFFFFF.
    public Ipv6Header flowLabel(int label) {
        assert (label & ~LABEL_BITS) == 0 : "flow label %d does not fit 20 bits; use 0 to 1048575".formatted(label);
        return firstWord((firstWord() & ~LABEL_BITS) | label);
    }

    /// Sets what follows the header.
    public Ipv6Header nextHeader(int nextHeader) {
        return octet(NEXT_HEADER, nextHeader);
    }

    /// Sets how many routers it may pass.
    public Ipv6Header hopLimit(int hopLimit) {
        return octet(HOP_LIMIT, hopLimit);
    }

    /// Sets the source address.
    public Ipv6Header src(long high, long low) {
        return address(SRC, high, low);
    }

    /// Sets the destination address.
    public Ipv6Header dst(long high, long low) {
        return address(DST, high, low);
    }

    private int firstWord() {
        return buffer.getInt(offset + VERSION_CLASS_LABEL, BIG_ENDIAN);
    }

    private Ipv6Header firstWord(int word) {
        buffer.putInt(offset + VERSION_CLASS_LABEL, word, BIG_ENDIAN);
        return this;
    }

    private Ipv6Header address(int place, long high, long low) {
        buffer.putLong(offset + place, high, BIG_ENDIAN);
        buffer.putLong(offset + place + Long.BYTES, low, BIG_ENDIAN);
        return this;
    }

    private int octet(int place) {
        return buffer.getByte(offset + place) & 0xFF;
    }

    private Ipv6Header octet(int place, int value) {
        assert value >>> 8 == 0 : "%d does not fit 8 bits; a field holds 0 to 255".formatted(value);
        buffer.putByte(offset + place, (byte) value);
        return this;
    }

    private int field(int place) {
        return buffer.getShort(offset + place, BIG_ENDIAN) & 0xFFFF;
    }
}
