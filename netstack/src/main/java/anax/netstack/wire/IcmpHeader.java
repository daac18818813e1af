package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// A message of the internet control message protocol (RFC 792): a view over eight big-endian octets and what
/// follows.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. The last four octets of
/// the header mean something else with each type; an accessor says for which types it is.
public final class IcmpHeader {
    /// How many octets the header has.
    public static final int HEADER_LENGTH = 8;

    /// Type: the answer to an echo.
    public static final int ECHO_REPLY = 0;

    /// Type: a datagram could not be delivered.
    public static final int UNREACHABLE = 3;

    /// Type: send more slowly. Hosts neither send it nor heed it any more (RFC 6633).
    public static final int SOURCE_QUENCH = 4;

    /// Type: another router is nearer.
    public static final int REDIRECT = 5;

    /// Type: send this back.
    public static final int ECHO = 8;

    /// Type: a router names itself (RFC 1256).
    public static final int ROUTER_ADVERTISEMENT = 9;

    /// Type: routers, name yourselves (RFC 1256).
    public static final int ROUTER_SOLICITATION = 10;

    /// Type: too many routers, or too long in pieces.
    public static final int TIME_EXCEEDED = 11;

    /// Type: a header that nobody understands.
    public static final int PARAMETER_PROBLEM = 12;

    /// Type: what time is it?
    public static final int TIMESTAMP = 13;

    /// Type: the answer to that.
    public static final int TIMESTAMP_REPLY = 14;

    /// Code of [#UNREACHABLE]: no route to the network.
    public static final int NET_UNREACHABLE = 0;

    /// Code of [#UNREACHABLE]: the network's last router cannot find the host.
    public static final int HOST_UNREACHABLE = 1;

    /// Code of [#UNREACHABLE]: the host does not speak the protocol.
    public static final int PROTOCOL_UNREACHABLE = 2;

    /// Code of [#UNREACHABLE]: nobody listens at the port.
    public static final int PORT_UNREACHABLE = 3;

    /// Code of [#UNREACHABLE]: too long for the next link, and must not be cut.
    public static final int FRAGMENTATION_NEEDED = 4;

    /// Code of [#UNREACHABLE]: the source route cannot be gone.
    public static final int SOURCE_ROUTE_FAILED = 5;

    /// Code of [#UNREACHABLE]: a router's rules forbid it (RFC 1812, section 5.2.7.1).
    public static final int ADMINISTRATIVELY_PROHIBITED = 13;

    /// Code of [#TIME_EXCEEDED]: no router left to pass.
    public static final int TTL_EXCEEDED = 0;

    /// Code of [#TIME_EXCEEDED]: a fragment is missing for too long.
    public static final int REASSEMBLY_TIME_EXCEEDED = 1;

    private static final int TYPE = 0;
    private static final int CODE = 1;
    private static final int CHECKSUM = 2;
    private static final int POINTER = 4;
    private static final int IDENTIFIER = 4;
    private static final int GATEWAY = 4;
    private static final int QUOTED_WORDS = 5;
    private static final int SEQUENCE = 6;
    private static final int NEXT_HOP_MTU = 6;

    private MutableDirectBuffer buffer;
    private int offset;
    private int length;

    /// Moves the view to a message of `available` octets that arrived: ICMP has no length of its own, so that is
    /// the payload's length of the datagram, padding excluded. False if it cannot hold the header: then call no
    /// accessor. The checksum is not looked at; ask [#verifies].
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
    public IcmpHeader wrapNew(MutableDirectBuffer buffer, int offset, int length, int type, int code) {
        assert length >= HEADER_LENGTH : "length %d is under the header's %d".formatted(length, HEADER_LENGTH);
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        buffer.putInt(offset + IDENTIFIER, 0, BIG_ENDIAN);
        return type(type).code(code).checksum(0);
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

    /// Whether it tells of a datagram of ours and quotes it. No error is ever sent about one of these (RFC 1122,
    /// section 3.2.2).
    public boolean isError() {
        return switch (type()) {
            case UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM -> true;
            default -> false;
        };
    }

    /// Of echoes and timestamps: whose they are, 0 to 65535.
    public int identifier() {
        return field(IDENTIFIER);
    }

    /// Of echoes and timestamps: which one it is, 0 to 65535.
    public int sequence() {
        return field(SEQUENCE);
    }

    /// Of [#PARAMETER_PROBLEM] with code 0: the octet of the quoted datagram that is wrong.
    public int pointer() {
        return octet(POINTER);
    }

    /// Of [#REDIRECT]: the router that is nearer.
    public int gateway() {
        return buffer.getInt(offset + GATEWAY, BIG_ENDIAN);
    }

    /// Of [#FRAGMENTATION_NEEDED]: the most that the next link takes (RFC 1191, section 4); 0 from a router that
    /// does not say.
    public int nextHopMtu() {
        return field(NEXT_HOP_MTU);
    }

    /// Where in the buffer begins what follows the header: the octets of an echo, the quoted datagram of an
    /// error.
    public int payloadOffset() {
        return offset + HEADER_LENGTH;
    }

    /// Octets after the header.
    public int payloadLength() {
        return length - HEADER_LENGTH;
    }

    /// Of an error: octets of the quoted datagram. Less than [#payloadLength] if the error says where the quote
    /// ends and extensions begin (RFC 4884, section 5).
    public int quotedLength() {
        boolean extended = switch (type()) {
            case UNREACHABLE, TIME_EXCEEDED, PARAMETER_PROBLEM -> octet(QUOTED_WORDS) != 0;
            default -> false;
        };
        return extended ? Math.min(octet(QUOTED_WORDS) * Integer.BYTES, payloadLength()) : payloadLength();
    }

    /// Of an error: moves another view to the quoted datagram. False if what is quoted is no IPv4 header with
    /// eight octets behind it: then there is no telling whom the error is for.
    public boolean wrapQuoted(Ipv4Header quoted) {
        return quoted.wrapQuoted(buffer, payloadOffset(), quotedLength());
    }

    /// Whether the checksum fits the octets.
    public boolean verifies() {
        return InternetChecksum.verifies(InternetChecksum.sum(buffer, offset, length));
    }

    /// Sets what the message is.
    public IcmpHeader type(int type) {
        return octet(TYPE, type);
    }

    /// Sets what it is more exactly.
    public IcmpHeader code(int code) {
        return octet(CODE, code);
    }

    /// Sets the checksum as it is.
    public IcmpHeader checksum(int checksum) {
        return field(CHECKSUM, checksum);
    }

    /// Sets whose the echo is.
    public IcmpHeader identifier(int identifier) {
        return field(IDENTIFIER, identifier);
    }

    /// Sets which echo it is.
    public IcmpHeader sequence(int sequence) {
        return field(SEQUENCE, sequence);
    }

    /// Sets the octet of the quoted datagram that is wrong.
    public IcmpHeader pointer(int pointer) {
        return octet(POINTER, pointer);
    }

    /// Sets the router that is nearer.
    public IcmpHeader gateway(int address) {
        buffer.putInt(offset + GATEWAY, address, BIG_ENDIAN);
        return this;
    }

    /// Sets the most that the next link takes.
    public IcmpHeader nextHopMtu(int mtu) {
        return field(NEXT_HOP_MTU, mtu);
    }

    /// Computes and sets the checksum over header and what follows. Call it last.
    public IcmpHeader fillChecksum() {
        checksum(0);
        return checksum(InternetChecksum.checksum(InternetChecksum.sum(buffer, offset, length)));
    }

    private int octet(int place) {
        return buffer.getByte(offset + place) & 0xFF;
    }

    private IcmpHeader octet(int place, int value) {
        assert value >>> 8 == 0 : "%d does not fit 8 bits; a field holds 0 to 255".formatted(value);
        buffer.putByte(offset + place, (byte) value);
        return this;
    }

    private int field(int place) {
        return buffer.getShort(offset + place, BIG_ENDIAN) & 0xFFFF;
    }

    private IcmpHeader field(int place, int value) {
        assert value >>> 16 == 0 : "%d does not fit 16 bits; a field holds 0 to 65535".formatted(value);
        buffer.putShort(offset + place, (short) value, BIG_ENDIAN);
        return this;
    }
}
