package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// The TCP header (RFC 9293, section 3.1): a view over 20 to 60 big-endian octets.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. Sequence numbers are
/// `int`s that wrap around. Options are read by [TcpOptions] and written by [TcpOptionsWriter].
public final class TcpHeader {
    /// How many octets the header has without options, and the least that it may say.
    public static final int MIN_HEADER_LENGTH = 20;

    /// The most that a header may say, options included.
    public static final int MAX_HEADER_LENGTH = 60;

    /// Flag: the sender has no more to send.
    public static final int FIN = 0x01;

    /// Flag: the sequence number is the initial one.
    public static final int SYN = 0x02;

    /// Flag: there is no such connection any more.
    public static final int RST = 0x04;

    /// Flag: hand it to the reader at once.
    public static final int PSH = 0x08;

    /// Flag: the acknowledgment number counts.
    public static final int ACK = 0x10;

    /// Flag: the urgent pointer counts.
    public static final int URG = 0x20;

    /// Flag: congestion was met on the way (RFC 3168).
    public static final int ECE = 0x40;

    /// Flag: the congestion window was reduced (RFC 3168).
    public static final int CWR = 0x80;

    private static final int SRC_PORT = 0;
    private static final int DST_PORT = 2;
    private static final int SEQ = 4;
    private static final int ACK_NUMBER = 8;
    private static final int DATA_OFFSET = 12;
    private static final int FLAGS = 13;
    private static final int WINDOW = 14;
    private static final int CHECKSUM = 16;
    private static final int URGENT_POINTER = 18;

    private static final int QUOTED_LENGTH = 8;

    private MutableDirectBuffer buffer;
    private int offset;
    private int headerLength;
    private int length;

    /// Moves the view to a segment of `available` octets that arrived: TCP has no length of its own, so that is
    /// the payload's length of the datagram, padding excluded. False if it cannot hold the header, or if the data
    /// offset is under five words or past the end: then call no accessor. Accessors trust this answer and check
    /// nothing again.
    ///
    /// After false the view stands nowhere, so that a caller who forgets to look faults instead of reading the
    /// octets of an earlier segment. The checksum is not looked at; ask [#verifies].
    public boolean wrap(MutableDirectBuffer buffer, int offset, int available) {
        this.buffer = null;
        if (available < MIN_HEADER_LENGTH) {
            return false;
        }
        int header = headerLength(buffer, offset);
        if (header < MIN_HEADER_LENGTH || header > available) {
            return false;
        }
        this.buffer = buffer;
        this.offset = offset;
        this.headerLength = header;
        this.length = available;
        return true;
    }

    /// Moves the view to the head of a segment of ours that an ICMP error carries back. Only the eight octets
    /// have to be there that RFC 792 demands, and only the ports and [#seq] may be asked for.
    public boolean wrapQuoted(MutableDirectBuffer buffer, int offset, int available) {
        boolean taken = available >= QUOTED_LENGTH;
        this.buffer = taken ? buffer : null;
        this.offset = offset;
        return taken;
    }

    /// Moves the view to where a segment is to be written, and sets the data offset, no flags, no checksum and no
    /// urgent pointer. The other fields hold what stood there until they are set.
    ///
    /// @param headerLength octets of header and options, 20 to 60, in fours
    /// @param length octets of header, options and payload
    public TcpHeader wrapNew(MutableDirectBuffer buffer, int offset, int headerLength, int length) {
        assert headerLength >= MIN_HEADER_LENGTH && headerLength <= MAX_HEADER_LENGTH && headerLength % 4 == 0
                : "header length %d is not 20 to 60 in fours".formatted(headerLength);
        assert length >= headerLength : "length %d is under the header's %d".formatted(length, headerLength);
        this.buffer = buffer;
        this.offset = offset;
        this.headerLength = headerLength;
        this.length = length;
        buffer.putByte(offset + DATA_OFFSET, (byte) ((headerLength / Integer.BYTES) << 4));
        return flags(0).checksum(0).urgentPointer(0);
    }

    /// Moves the view to where a segment is to be written, and writes its whole header but for the options'
    /// octets: as [Ipv4Header#write] does, and for the same reason.
    ///
    /// @param headerLength octets of header and options, 20 to 60, in fours
    /// @param length octets of header, options and payload
    /// @param checksum as it is to stand there: the pseudo-header's sum if the device completes it
    public TcpHeader write(
            MutableDirectBuffer buffer,
            int offset,
            int headerLength,
            int length,
            int srcPort,
            int dstPort,
            int seq,
            int ack,
            int flags,
            int window,
            int checksum,
            int urgentPointer) {
        assert length >= headerLength : "length %d is under the header's %d".formatted(length, headerLength);
        assert flags >>> 8 == 0 : "flags 0x%x do not fit 8 bits; join the constants".formatted(flags);
        assert window >>> 16 == 0 : "window 0x%x does not fit 16 bits; scale it first".formatted(window);
        this.buffer = buffer;
        this.offset = offset;
        this.headerLength = headerLength;
        this.length = length;
        final int ports = srcPort << Short.SIZE | dstPort;
        final int flagsAndWindow = ((headerLength / Integer.BYTES) << 28) | (flags << 16) | window;
        buffer.putLong(offset, (long) ports << Integer.SIZE | Integer.toUnsignedLong(seq), BIG_ENDIAN);
        buffer.putLong(
                offset + ACK_NUMBER, (long) ack << Integer.SIZE | Integer.toUnsignedLong(flagsAndWindow), BIG_ENDIAN);
        buffer.putInt(offset + CHECKSUM, checksum << Short.SIZE | urgentPointer, BIG_ENDIAN);
        return this;
    }

    /// Source port, 0 to 65535.
    public int srcPort() {
        return field(SRC_PORT);
    }

    /// Destination port, 0 to 65535.
    public int dstPort() {
        return field(DST_PORT);
    }

    /// Both ports, the source's in the upper half.
    public int ports() {
        return buffer.getInt(offset + SRC_PORT, BIG_ENDIAN);
    }

    /// The number of the first octet of payload, or of the SYN.
    public int seq() {
        return buffer.getInt(offset + SEQ, BIG_ENDIAN);
    }

    /// The number that the sender expects next, if [#ACK] is set.
    public int ack() {
        return buffer.getInt(offset + ACK_NUMBER, BIG_ENDIAN);
    }

    /// Octets of header and options, 20 to 60.
    public int headerLength() {
        return headerLength;
    }

    /// The four bits that must be zero and are not looked at (RFC 9293, section 3.1).
    public int reserved() {
        return buffer.getByte(offset + DATA_OFFSET) & 0xF;
    }

    /// All flags, 0 to 255.
    public int flags() {
        return buffer.getByte(offset + FLAGS) & 0xFF;
    }

    /// Whether all of these flags are set.
    public boolean has(int flags) {
        return (flags() & flags) == flags;
    }

    /// The window as it stands, 0 to 65535, not scaled.
    public int window() {
        return field(WINDOW);
    }

    /// The checksum as it stands, 0 to 65535.
    public int checksum() {
        return field(CHECKSUM);
    }

    /// How far behind [#seq] the urgent octets end, if [#URG] is set.
    public int urgentPointer() {
        return field(URGENT_POINTER);
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

    /// Octets of payload.
    public int payloadLength() {
        return length - headerLength;
    }

    /// How many sequence numbers the segment takes up: its payload, a SYN and a FIN (SEG.LEN of RFC 9293, section
    /// 3.4).
    public int sequenceLength() {
        int flags = flags();
        return payloadLength() + (flags >>> 1 & 1) + (flags & 1);
    }

    /// Whether the checksum fits the octets and this sum of the pseudo-header.
    public boolean verifies(int pseudoHeaderSum) {
        return InternetChecksum.verifies(sumWith(pseudoHeaderSum));
    }

    /// Sets the source port.
    public TcpHeader srcPort(int port) {
        return field(SRC_PORT, port);
    }

    /// Sets the destination port.
    public TcpHeader dstPort(int port) {
        return field(DST_PORT, port);
    }

    /// Sets the sequence number.
    public TcpHeader seq(int seq) {
        buffer.putInt(offset + SEQ, seq, BIG_ENDIAN);
        return this;
    }

    /// Sets the acknowledgment number, but not its flag.
    public TcpHeader ack(int ack) {
        buffer.putInt(offset + ACK_NUMBER, ack, BIG_ENDIAN);
        return this;
    }

    /// Sets all flags.
    public TcpHeader flags(int flags) {
        assert flags >>> 8 == 0 : "flags 0x%x do not fit 8 bits; join the constants".formatted(flags);
        buffer.putByte(offset + FLAGS, (byte) flags);
        return this;
    }

    /// Sets the window, scaled already.
    public TcpHeader window(int window) {
        return field(WINDOW, window);
    }

    /// Sets the checksum field as it is: the pseudo-header's sum if the device completes it.
    public TcpHeader checksum(int checksum) {
        return field(CHECKSUM, checksum);
    }

    /// Sets how far behind [#seq] the urgent octets end, but not the flag.
    public TcpHeader urgentPointer(int pointer) {
        return field(URGENT_POINTER, pointer);
    }

    /// Computes and sets the checksum over header, options, payload and this sum of the pseudo-header. Call it
    /// last.
    public TcpHeader fillChecksum(int pseudoHeaderSum) {
        checksum(0);
        return checksum(InternetChecksum.checksum(sumWith(pseudoHeaderSum)));
    }

    private static int headerLength(MutableDirectBuffer buffer, int offset) {
        return (buffer.getByte(offset + DATA_OFFSET) >>> 4 & 0xF) * Integer.BYTES;
    }

    private int sumWith(int pseudoHeaderSum) {
        return InternetChecksum.add(pseudoHeaderSum, InternetChecksum.sum(buffer, offset, length));
    }

    private int field(int place) {
        return buffer.getShort(offset + place, BIG_ENDIAN) & 0xFFFF;
    }

    private TcpHeader field(int place, int value) {
        assert value >>> 16 == 0 : "%d does not fit 16 bits; a field holds 0 to 65535".formatted(value);
        buffer.putShort(offset + place, (short) value, BIG_ENDIAN);
        return this;
    }
}
