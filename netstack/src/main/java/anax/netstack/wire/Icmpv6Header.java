package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// A message of ICMP for IPv6 (RFC 4443): a view over eight big-endian octets and what follows.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. Unlike in IPv4 the
/// checksum covers a pseudo-header: see [Ipv6Header#pseudoHeaderSum]. The last four octets of the header mean
/// something else with each type; an accessor says for which types it is.
public final class Icmpv6Header {
    /// How many octets the header has.
    public static final int HEADER_LENGTH = 8;

    /// Type: a packet could not be delivered.
    public static final int UNREACHABLE = 1;

    /// Type: too long for the next link.
    public static final int PACKET_TOO_BIG = 2;

    /// Type: too many routers, or too long in pieces.
    public static final int TIME_EXCEEDED = 3;

    /// Type: a header that nobody understands.
    public static final int PARAMETER_PROBLEM = 4;

    /// Type: send this back.
    public static final int ECHO = 128;

    /// Type: the answer to an echo.
    public static final int ECHO_REPLY = 129;

    /// Type: which groups have members (RFC 2710)?
    public static final int LISTENER_QUERY = 130;

    /// Type: routers, name yourselves (RFC 4861).
    public static final int ROUTER_SOLICITATION = 133;

    /// Type: a router names itself (RFC 4861).
    public static final int ROUTER_ADVERTISEMENT = 134;

    /// Type: who has this address (RFC 4861)?
    public static final int NEIGHBOR_SOLICITATION = 135;

    /// Type: I have it (RFC 4861).
    public static final int NEIGHBOR_ADVERTISEMENT = 136;

    /// Type: another router is nearer (RFC 4861).
    public static final int REDIRECT = 137;

    /// Type: what a host listens to (RFC 3810).
    public static final int LISTENER_REPORT_V2 = 143;

    /// Code of [#UNREACHABLE]: no route to the destination.
    public static final int NO_ROUTE = 0;

    /// Code of [#UNREACHABLE]: a router's rules forbid it.
    public static final int ADMINISTRATIVELY_PROHIBITED = 1;

    /// Code of [#UNREACHABLE]: nobody has the address.
    public static final int ADDRESS_UNREACHABLE = 3;

    /// Code of [#UNREACHABLE]: nobody listens at the port.
    public static final int PORT_UNREACHABLE = 4;

    /// Code of [#TIME_EXCEEDED]: no router left to pass.
    public static final int HOP_LIMIT_EXCEEDED = 0;

    /// Code of [#TIME_EXCEEDED]: a fragment is missing for too long.
    public static final int REASSEMBLY_TIME_EXCEEDED = 1;

    /// Code of [#PARAMETER_PROBLEM]: a value that is wrong.
    public static final int ERRONEOUS_FIELD = 0;

    /// Code of [#PARAMETER_PROBLEM]: a next header that is unknown.
    public static final int UNKNOWN_NEXT_HEADER = 1;

    /// Code of [#PARAMETER_PROBLEM]: an option that is unknown.
    public static final int UNKNOWN_OPTION = 2;

    private static final int FIRST_QUERY = 128;

    private static final int TYPE = 0;
    private static final int CODE = 1;
    private static final int CHECKSUM = 2;
    private static final int BODY = 4;
    private static final int SEQUENCE = 6;

    private MutableDirectBuffer buffer;
    private int offset;
    private int length;

    /// Moves the view to a message of `available` octets that arrived: ICMPv6 has no length of its own, so that
    /// is the length of the packet's payload. False if it cannot hold the header: then call no accessor. The
    /// checksum is not looked at; ask [#verifies].
    public boolean wrap(MutableDirectBuffer buffer, int offset, int available) {
        if (available < HEADER_LENGTH) {
            this.buffer = null;
            return false;
        }
        this.buffer = buffer;
        this.offset = offset;
        this.length = available;
        return true;
    }

    /// Moves the view to where a message of `length` octets, header and what follows, is to be written, and sets
    /// type, code, no checksum, and zeros for what the type makes of the last four octets.
    public Icmpv6Header wrapNew(MutableDirectBuffer buffer, int offset, int length, int type, int code) {
        assert length >= HEADER_LENGTH : "length %d is under the header's %d".formatted(length, HEADER_LENGTH);
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        return octet(TYPE, type).octet(CODE, code).checksum(0).body(0);
    }

    /// What the message is, 0 to 255.
    public int type() {
        return octet(TYPE);
    }

    /// What it is more exactly, 0 to 255.
    public int code() {
        return octet(CODE);
    }

    /// The checksum as it stands, 0 to 65535.
    public int checksum() {
        return field(CHECKSUM);
    }

    /// Octets of header and what follows.
    public int length() {
        return length;
    }

    /// Whether it tells of a packet of ours and quotes it, which the upper bit of the type says. No error is ever
    /// sent about one of these (RFC 4443, section 2.4).
    public boolean isError() {
        return type() < FIRST_QUERY;
    }

    /// Of echoes: whose they are, 0 to 65535.
    public int identifier() {
        return field(BODY);
    }

    /// Of echoes: which one it is, 0 to 65535.
    public int sequence() {
        return field(SEQUENCE);
    }

    /// Of [#PACKET_TOO_BIG]: the most that the next link takes. Greater than an `int` holds is not to be
    /// believed, and shows as the greatest that one holds.
    public int mtu() {
        int mtu = buffer.getInt(offset + BODY, BIG_ENDIAN);
        return mtu < 0 ? Integer.MAX_VALUE : mtu;
    }

    /// Of [#PARAMETER_PROBLEM]: the octet of the quoted packet that is wrong, which may lie past the quote's end.
    /// As for one that an `int` does not hold, see [#mtu].
    public int pointer() {
        return mtu();
    }

    /// Where in the buffer begins what follows the header: the octets of an echo, the quoted packet of an error.
    public int payloadOffset() {
        return offset + HEADER_LENGTH;
    }

    /// Octets after the header.
    public int payloadLength() {
        return length - HEADER_LENGTH;
    }

    /// Of an error: moves another view to the quoted packet. False if what is quoted is no IPv6 header.
    public boolean wrapQuoted(Ipv6Header quoted) {
        return quoted.wrapQuoted(buffer, payloadOffset(), payloadLength());
    }

    /// Whether the checksum fits the octets and this sum of the pseudo-header.
    public boolean verifies(int pseudoHeaderSum) {
        return InternetChecksum.verifies(sumWith(pseudoHeaderSum));
    }

    /// Sets whose the echo is.
    public Icmpv6Header identifier(int identifier) {
        return field(BODY, identifier);
    }

    /// Sets which echo it is.
    public Icmpv6Header sequence(int sequence) {
        return field(SEQUENCE, sequence);
    }

    /// Sets the most that the next link takes.
    public Icmpv6Header mtu(int mtu) {
        return body(mtu);
    }

    /// Sets the octet of the quoted packet that is wrong.
    public Icmpv6Header pointer(int pointer) {
        return body(pointer);
    }

    /// Sets the checksum as it is.
    public Icmpv6Header checksum(int checksum) {
        return field(CHECKSUM, checksum);
    }

    /// Computes and sets the checksum over the message and this sum of the pseudo-header. Call it last.
    public Icmpv6Header fillChecksum(int pseudoHeaderSum) {
        checksum(0);
        return checksum(InternetChecksum.checksum(sumWith(pseudoHeaderSum)));
    }

    private int sumWith(int pseudoHeaderSum) {
        return InternetChecksum.add(pseudoHeaderSum, InternetChecksum.sum(buffer, offset, length));
    }

    private Icmpv6Header body(int value) {
        assert value >= 0 : "%d is under 0".formatted(value);
        buffer.putInt(offset + BODY, value, BIG_ENDIAN);
        return this;
    }

    private int octet(int place) {
        return buffer.getByte(offset + place) & 0xFF;
    }

    private Icmpv6Header octet(int place, int value) {
        assert value >>> 8 == 0 : "%d does not fit 8 bits; a field holds 0 to 255".formatted(value);
        buffer.putByte(offset + place, (byte) value);
        return this;
    }

    private int field(int place) {
        return buffer.getShort(offset + place, BIG_ENDIAN) & 0xFFFF;
    }

    private Icmpv6Header field(int place, int value) {
        assert value >>> 16 == 0 : "%d does not fit 16 bits; a field holds 0 to 65535".formatted(value);
        buffer.putShort(offset + place, (short) value, BIG_ENDIAN);
        return this;
    }
}
