package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// The IPv4 header (RFC 791, section 3.1): a view over 20 to 60 big-endian octets.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. The header checksum is
/// not looked at by [#wrap]: a device may have verified it; ask [#verifies]. Options are read by [Ipv4Options].
public final class Ipv4Header {
    /// How many octets the header has without options, and the least that it may say.
    public static final int MIN_HEADER_LENGTH = 20;

    /// The most that a header may say, options included.
    public static final int MAX_HEADER_LENGTH = 60;

    /// The longest datagram, header included.
    public static final int MAX_LENGTH = 0xFFFF;

    /// Every link and every host takes datagrams, or fragments of them, up to this length (RFC 791, section 3.2).
    public static final int MIN_MTU = 68;

    /// Protocol number of ICMP.
    public static final int ICMP = 1;

    /// Protocol number of IGMP.
    public static final int IGMP = 2;

    /// Protocol number of TCP.
    public static final int TCP = 6;

    /// Protocol number of UDP.
    public static final int UDP = 17;

    private static final int VERSION_AND_IHL = 0;
    private static final int SERVICE = 1;
    private static final int TOTAL_LENGTH = 2;
    private static final int IDENTIFICATION = 4;
    private static final int FRAGMENT = 6;
    private static final int TTL = 8;
    private static final int PROTOCOL = 9;
    private static final int CHECKSUM = 10;
    private static final int SRC = 12;
    private static final int DST = 16;

    private static final int VERSION = 4;
    private static final int FIRST_OCTET = VERSION << 4 | MIN_HEADER_LENGTH / Integer.BYTES;
    private static final int RESERVED_FLAG = 0x8000;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET_UNITS = 0x1FFF;
    private static final int UNIT = 8;
    private static final int QUOTED_PAYLOAD = 8;

    private MutableDirectBuffer buffer;
    private int offset;
    private int headerLength;
    private int heldLength;

    /// Moves the view to a datagram that arrived. False if the version is not 4, the header length is under 20,
    /// or `available` octets cannot hold the header or the total length: then call no accessor. Accessors trust
    /// this answer and check nothing again.
    ///
    /// Octets past the total length are padding of the link and no part of the datagram. After false the view
    /// stands nowhere, so that a caller who forgets to look faults instead of reading the octets of an earlier
    /// packet.
    public boolean wrap(MutableDirectBuffer buffer, int offset, int available) {
        int total = standOn(buffer, offset, available) ? totalLength() : Integer.MAX_VALUE;
        return total <= available || standNowhere();
    }

    /// Moves the view to the head of a datagram of ours that an ICMP error carries back. As [#wrap], but the
    /// datagram may have been cut, though not to less than the eight octets behind its header that RFC 792
    /// demands: [#payloadLength] counts the octets that are there.
    public boolean wrapQuoted(MutableDirectBuffer buffer, int offset, int available) {
        int payload = standOn(buffer, offset, available) ? payloadLength() : 0;
        return payload >= QUOTED_PAYLOAD || standNowhere();
    }

    /// Moves the view to where a datagram without options is to be written: see the other one.
    public Ipv4Header wrapNew(MutableDirectBuffer buffer, int offset, int totalLength) {
        return wrapNew(buffer, offset, MIN_HEADER_LENGTH, totalLength);
    }

    /// Moves the view to where a datagram is to be written, and sets version, lengths, no service, no
    /// identification, no flag and no checksum. TTL, protocol, addresses and options hold what stood there until
    /// they are set.
    ///
    /// @param headerLength octets of header and options, 20 to 60, in fours
    /// @param totalLength octets of header, options and payload, up to 65535
    public Ipv4Header wrapNew(MutableDirectBuffer buffer, int offset, int headerLength, int totalLength) {
        assert headerLength >= MIN_HEADER_LENGTH && headerLength <= MAX_HEADER_LENGTH && headerLength % 4 == 0
                : "header length %d is not 20 to 60 in fours".formatted(headerLength);
        assert totalLength >= headerLength && totalLength <= MAX_LENGTH
                : "total length %d is not %d to 65535".formatted(totalLength, headerLength);
        this.buffer = buffer;
        this.offset = offset;
        this.headerLength = headerLength;
        this.heldLength = totalLength;
        octet(VERSION_AND_IHL, VERSION << 4 | headerLength / Integer.BYTES);
        octet(SERVICE, 0);
        field(TOTAL_LENGTH, totalLength);
        buffer.putInt(offset + IDENTIFICATION, 0, BIG_ENDIAN);
        return checksum(0);
    }

    /// Moves the view to where a datagram without options is to be written, and writes its whole header: in words
    /// of four octets, and with a checksum that is summed from them before they are written. A processor cannot
    /// pass on what it has just written to a read of another width, so a sum over octets that were set one by one
    /// would wait for each of them.
    ///
    /// @param totalLength octets of header and payload, 20 to 65535
    /// @param service class of service and congestion mark, 0 to 255
    /// @param identification 0 to 65535
    /// @param ttl 0 to 255
    /// @param protocol 0 to 255
    public Ipv4Header write(
            MutableDirectBuffer buffer,
            int offset,
            int totalLength,
            int service,
            int identification,
            boolean dontFragment,
            int ttl,
            int protocol,
            int src,
            int dst) {
        assert totalLength >= MIN_HEADER_LENGTH && totalLength <= MAX_LENGTH
                : "total length %d is not 20 to 65535".formatted(totalLength);
        this.buffer = buffer;
        this.offset = offset;
        headerLength = MIN_HEADER_LENGTH;
        heldLength = totalLength;
        final int first = FIRST_OCTET << 24 | service << 16 | totalLength;
        final int second = identification << 16 | (dontFragment ? DONT_FRAGMENT : 0);
        final int third = ttl << 24 | protocol << 16;
        final int checksum = InternetChecksum.checksum(InternetChecksum.ofWords(first, second, third, src, dst));
        buffer.putLong(offset, (long) first << Integer.SIZE | Integer.toUnsignedLong(second), BIG_ENDIAN);
        buffer.putLong(
                offset + TTL, (long) (third | checksum) << Integer.SIZE | Integer.toUnsignedLong(src), BIG_ENDIAN);
        buffer.putInt(offset + DST, dst, BIG_ENDIAN);
        return this;
    }

    /// Moves the view to the header of a first fragment, behind whose payload that of the others was put, and
    /// makes it the header of the whole datagram: sets the length, no fragment, and the checksum.
    ///
    /// @param totalLength octets of header, options and the whole payload, up to 65535
    public Ipv4Header wrapJoined(MutableDirectBuffer buffer, int offset, int totalLength) {
        this.buffer = buffer;
        this.offset = offset;
        headerLength = (octet(VERSION_AND_IHL) & 0xF) * Integer.BYTES;
        heldLength = totalLength;
        assert totalLength >= headerLength && totalLength <= MAX_LENGTH
                : "total length %d is not %d to 65535".formatted(totalLength, headerLength);
        field(TOTAL_LENGTH, totalLength);
        field(FRAGMENT, 0);
        return fillChecksum();
    }

    /// Octets of header and options, 20 to 60.
    public int headerLength() {
        return headerLength;
    }

    /// The class of service, 0 to 63 (RFC 2474).
    public int dscp() {
        return octet(SERVICE) >>> 2;
    }

    /// The congestion mark, 0 to 3 (RFC 3168, section 5).
    public int ecn() {
        return octet(SERVICE) & 3;
    }

    /// Octets of header, options and payload, as the header says.
    public int totalLength() {
        return field(TOTAL_LENGTH);
    }

    /// What the fragments of a datagram have in common, 0 to 65535.
    public int identification() {
        return field(IDENTIFICATION);
    }

    /// Whether the flag is set that must be zero (RFC 791, section 3.1).
    public boolean reservedFlag() {
        return (field(FRAGMENT) & RESERVED_FLAG) != 0;
    }

    /// Whether the datagram must not be cut on its way.
    public boolean dontFragment() {
        return (field(FRAGMENT) & DONT_FRAGMENT) != 0;
    }

    /// Whether this is a fragment that others follow.
    public boolean moreFragments() {
        return (field(FRAGMENT) & MORE_FRAGMENTS) != 0;
    }

    /// Where in the datagram's payload this fragment belongs, in octets: 0 to 65528, in eights.
    public int fragmentOffset() {
        return (field(FRAGMENT) & OFFSET_UNITS) * UNIT;
    }

    /// Whether this is a fragment, the first one included.
    public boolean isFragment() {
        return (field(FRAGMENT) & (MORE_FRAGMENTS | OFFSET_UNITS)) != 0;
    }

    /// How many routers it may still pass, 0 to 255.
    public int ttl() {
        return octet(TTL);
    }

    /// What the payload is, 0 to 255.
    public int protocol() {
        return octet(PROTOCOL);
    }

    /// The header checksum as it stands, 0 to 65535.
    public int checksum() {
        return field(CHECKSUM);
    }

    /// Source address.
    public int src() {
        return buffer.getInt(offset + SRC, BIG_ENDIAN);
    }

    /// Destination address.
    public int dst() {
        return buffer.getInt(offset + DST, BIG_ENDIAN);
    }

    /// Whether options follow the header.
    public boolean hasOptions() {
        return headerLength > MIN_HEADER_LENGTH;
    }

    /// Where the options begin in the buffer.
    public int optionsOffset() {
        return offset + MIN_HEADER_LENGTH;
    }

    /// Octets of options, 0 to 40.
    public int optionsLength() {
        return headerLength - MIN_HEADER_LENGTH;
    }

    /// Where the payload begins in the buffer.
    public int payloadOffset() {
        return offset + headerLength;
    }

    /// Octets of payload; of a quoted datagram those that are there.
    public int payloadLength() {
        return heldLength - headerLength;
    }

    /// Whether the checksum fits header and options.
    public boolean verifies() {
        return InternetChecksum.verifies(InternetChecksum.sum(buffer, offset, headerLength));
    }

    /// The sum of the pseudo-header that guards the payload, for a payload that is no fragment.
    public int pseudoHeaderSum() {
        return InternetChecksum.pseudoHeaderIpv4(src(), dst(), protocol(), payloadLength());
    }

    /// Sets the class of service, 0 to 63.
    public Ipv4Header dscp(int dscp) {
        assert dscp >>> 6 == 0 : "DSCP %d does not fit 6 bits; use 0 to 63".formatted(dscp);
        return octet(SERVICE, dscp << 2 | ecn());
    }

    /// Sets the congestion mark, 0 to 3.
    public Ipv4Header ecn(int ecn) {
        assert ecn >>> 2 == 0 : "ECN %d does not fit 2 bits; use 0 to 3".formatted(ecn);
        return octet(SERVICE, dscp() << 2 | ecn);
    }

    /// Sets what the fragments of a datagram have in common.
    public Ipv4Header identification(int identification) {
        return field(IDENTIFICATION, identification);
    }

    /// Sets whether the datagram must not be cut on its way.
    public Ipv4Header dontFragment(boolean set) {
        return flag(DONT_FRAGMENT, set);
    }

    /// Sets whether this is a fragment that others follow.
    public Ipv4Header moreFragments(boolean set) {
        return flag(MORE_FRAGMENTS, set);
    }

    /// Sets where in the datagram's payload this fragment belongs: 0 to 65528 octets, in eights.
    public Ipv4Header fragmentOffset(int octets) {
        assert octets >= 0 && octets <= OFFSET_UNITS * UNIT && octets % UNIT == 0
                : "fragment offset %d is not 0 to 65528 in eights".formatted(octets);
        return field(FRAGMENT, (field(FRAGMENT) & ~OFFSET_UNITS) | octets / UNIT);
    }

    /// Sets how many routers it may pass.
    public Ipv4Header ttl(int ttl) {
        return octet(TTL, ttl);
    }

    /// Sets what the payload is.
    public Ipv4Header protocol(int protocol) {
        return octet(PROTOCOL, protocol);
    }

    /// Sets the header checksum as it is.
    public Ipv4Header checksum(int checksum) {
        return field(CHECKSUM, checksum);
    }

    /// Sets the source address.
    public Ipv4Header src(int address) {
        buffer.putInt(offset + SRC, address, BIG_ENDIAN);
        return this;
    }

    /// Sets the destination address.
    public Ipv4Header dst(int address) {
        buffer.putInt(offset + DST, address, BIG_ENDIAN);
        return this;
    }

    /// Computes and sets the checksum over header and options. Call it last.
    public Ipv4Header fillChecksum() {
        checksum(0);
        return checksum(InternetChecksum.checksum(InternetChecksum.sum(buffer, offset, headerLength)));
    }

    /// Takes one from the TTL, which must not be 0, and carries that into the checksum without summing anything
    /// again (RFC 1624): a checksum that was wrong stays wrong.
    public Ipv4Header decrementTtl() {
        int before = field(TTL);
        assert before >>> 8 > 0 : "TTL 0 goes no lower; drop the datagram";
        int after = before - 0x100;
        field(TTL, after);
        return checksum(InternetChecksum.update(checksum(), before, after));
    }

    private boolean standOn(MutableDirectBuffer buffer, int offset, int available) {
        if (available < MIN_HEADER_LENGTH) {
            return false;
        }
        int versionAndIhl = buffer.getByte(offset + VERSION_AND_IHL) & 0xFF;
        int header = (versionAndIhl & 0xF) * Integer.BYTES;
        int total = buffer.getShort(offset + TOTAL_LENGTH, BIG_ENDIAN) & 0xFFFF;
        if (versionAndIhl >>> 4 != VERSION || header < MIN_HEADER_LENGTH || header > available || header > total) {
            return false;
        }
        this.buffer = buffer;
        this.offset = offset;
        this.headerLength = header;
        this.heldLength = Math.min(total, available);
        return true;
    }

    private boolean standNowhere() {
        buffer = null;
        return false;
    }

    private Ipv4Header flag(int flag, boolean set) {
        int others = field(FRAGMENT) & ~flag;
        return field(FRAGMENT, set ? others | flag : others);
    }

    private int octet(int place) {
        return buffer.getByte(offset + place) & 0xFF;
    }

    private Ipv4Header octet(int place, int value) {
        assert value >>> 8 == 0 : "%d does not fit 8 bits; a field holds 0 to 255".formatted(value);
        buffer.putByte(offset + place, (byte) value);
        return this;
    }

    private int field(int place) {
        return buffer.getShort(offset + place, BIG_ENDIAN) & 0xFFFF;
    }

    private Ipv4Header field(int place, int value) {
        assert value >>> 16 == 0 : "%d does not fit 16 bits; a field holds 0 to 65535".formatted(value);
        buffer.putShort(offset + place, (short) value, BIG_ENDIAN);
        return this;
    }
}
