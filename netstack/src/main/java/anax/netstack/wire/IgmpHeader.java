package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// A message of the internet group management protocol: queries of all versions, reports and leaves of versions 1 and
/// 2 (RFC 2236, section 2; RFC 3376, section 4.1). A view over eight big-endian octets, and twelve and the sources of
/// a query of version 3.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. Reports of version 3
/// are read and written by [IgmpReport].
public final class IgmpHeader {
    /// How many octets a message of versions 1 and 2 has.
    public static final int LENGTH = 8;

    /// How many octets a query of version 3 has before its sources.
    public static final int QUERY_V3_LENGTH = 12;

    /// Type: which groups have members?
    public static final int QUERY = 0x11;

    /// Type: a member of a group, as version 1 says it.
    public static final int REPORT_V1 = 0x12;

    /// Type: a member of a group, as version 2 says it.
    public static final int REPORT_V2 = 0x16;

    /// Type: a member less of a group, as version 2 says it.
    public static final int LEAVE = 0x17;

    /// Type: what a host listens to, as version 3 says it: see [IgmpReport].
    public static final int REPORT_V3 = 0x22;

    /// The most that the time codes of version 3 can say.
    public static final int MAX_CODED = 31_744;

    private static final int TYPE = 0;
    private static final int MAX_RESPONSE = 1;
    private static final int CHECKSUM = 2;
    private static final int GROUP = 4;
    private static final int SUPPRESS_AND_ROBUSTNESS = 8;
    private static final int QUERY_INTERVAL = 9;
    private static final int SOURCE_COUNT = 10;

    private static final int SUPPRESS = 8;
    private static final int ROBUSTNESS = 7;
    private static final int TENTHS_OF_VERSION_1 = 100;

    private MutableDirectBuffer buffer;
    private int offset;
    private int length;

    /// Moves the view to a message of `available` octets that arrived, which is the payload's length of the
    /// datagram. False if it is cut, or is a query of a length that no version has (RFC 3376, section 7.1) or
    /// cannot hold its sources: then the view stands nowhere. The checksum is not looked at; ask [#verifies].
    public boolean wrap(MutableDirectBuffer buffer, int offset, int available) {
        this.buffer = null;
        if (available < LENGTH) {
            return false;
        }
        boolean query = (buffer.getByte(offset + TYPE) & 0xFF) == QUERY;
        if (query && available > LENGTH && !holdsSources(buffer, offset, available)) {
            return false;
        }
        this.buffer = buffer;
        this.offset = offset;
        this.length = available;
        return true;
    }

    /// Moves the view to where a message of [#LENGTH] octets is to be written, and sets its type, no time to
    /// respond, no checksum and no group.
    public IgmpHeader wrapNew(MutableDirectBuffer buffer, int offset, int type) {
        return place(buffer, offset, LENGTH, type);
    }

    /// Moves the view to where a query of version 3 is to be written, of [#QUERY_V3_LENGTH] octets and four for
    /// each source, and sets type and number of sources and zeros elsewhere but in the sources.
    public IgmpHeader wrapNewQuery(MutableDirectBuffer buffer, int offset, int sourceCount) {
        assert sourceCount >>> 16 == 0 : "%d sources do not fit 16 bits".formatted(sourceCount);
        place(buffer, offset, QUERY_V3_LENGTH + sourceCount * Integer.BYTES, QUERY);
        buffer.putInt(offset + SUPPRESS_AND_ROBUSTNESS, sourceCount, BIG_ENDIAN);
        return this;
    }

    /// What the message is, 0 to 255. One that is unknown is to be ignored (RFC 3376, section 4).
    public int type() {
        return octet(TYPE);
    }

    /// The checksum as it stands, 0 to 65535.
    public int checksum() {
        return buffer.getShort(offset + CHECKSUM, BIG_ENDIAN) & 0xFFFF;
    }

    /// Octets of the message.
    public int length() {
        return length;
    }

    /// The group that it is about; 0.0.0.0 in a query for all of them.
    public int group() {
        return buffer.getInt(offset + GROUP, BIG_ENDIAN);
    }

    /// Of a query: the version that its form tells, 1 to 3 (RFC 3376, section 7.1).
    public int queryVersion() {
        if (length >= QUERY_V3_LENGTH) {
            return 3;
        }
        return octet(MAX_RESPONSE) == 0 ? 1 : 2;
    }

    /// Of a query: within how many tenths of a second to respond, 0 to 31744. Version 1 does not say, and means
    /// 100.
    public int maxResponseTenths() {
        return switch (queryVersion()) {
            case 1 -> TENTHS_OF_VERSION_1;
            case 2 -> octet(MAX_RESPONSE);
            default -> ofCode(octet(MAX_RESPONSE));
        };
    }

    /// Of a query of version 3: whether routers that hear it leave their timers alone.
    public boolean suppressesRouters() {
        return (octet(SUPPRESS_AND_ROBUSTNESS) & SUPPRESS) != 0;
    }

    /// Of a query of version 3: how often to say things over, 0 to 7.
    public int robustness() {
        return octet(SUPPRESS_AND_ROBUSTNESS) & ROBUSTNESS;
    }

    /// Of a query of version 3: how many seconds lie between its kind, 0 to 31744.
    public int queryIntervalSeconds() {
        return ofCode(octet(QUERY_INTERVAL));
    }

    /// Of a query of version 3: how many sources it asks after.
    public int sourceCount() {
        return buffer.getShort(offset + SOURCE_COUNT, BIG_ENDIAN) & 0xFFFF;
    }

    /// Of a query of version 3: one of its sources, from 0 to [#sourceCount] - 1.
    public int source(int index) {
        assert index >= 0 && index < sourceCount() : "source %d of %d".formatted(index, sourceCount());
        return buffer.getInt(offset + QUERY_V3_LENGTH + index * Integer.BYTES, BIG_ENDIAN);
    }

    /// Whether the checksum fits the octets.
    public boolean verifies() {
        return InternetChecksum.verifies(InternetChecksum.sum(buffer, offset, length));
    }

    /// Sets the group that it is about.
    public IgmpHeader group(int address) {
        buffer.putInt(offset + GROUP, address, BIG_ENDIAN);
        return this;
    }

    /// Of a query of version 2 or 3: sets within how many tenths of a second to respond, up to 255 or 31744.
    /// Version 3 says times from 128 on in steps, and the last one that is not longer is taken.
    public IgmpHeader maxResponseTenths(int tenths) {
        return octet(MAX_RESPONSE, length >= QUERY_V3_LENGTH ? toCode(tenths) : tenths);
    }

    /// Of a query of version 3: sets whether routers leave their timers alone, and how often to say things over.
    public IgmpHeader robustness(int robustness, boolean suppressesRouters) {
        assert robustness >>> 3 == 0 : "robustness %d does not fit 3 bits; use 0 for more than 7".formatted(robustness);
        return octet(SUPPRESS_AND_ROBUSTNESS, robustness | (suppressesRouters ? SUPPRESS : 0));
    }

    /// Of a query of version 3: sets how many seconds lie between its kind, in the steps of [#maxResponseTenths].
    public IgmpHeader queryIntervalSeconds(int seconds) {
        return octet(QUERY_INTERVAL, toCode(seconds));
    }

    /// Of a query of version 3: sets one of its sources.
    public IgmpHeader source(int index, int address) {
        assert index >= 0 && index < sourceCount() : "source %d of %d".formatted(index, sourceCount());
        buffer.putInt(offset + QUERY_V3_LENGTH + index * Integer.BYTES, address, BIG_ENDIAN);
        return this;
    }

    /// Computes and sets the checksum. Call it last.
    public IgmpHeader fillChecksum() {
        checksum(0);
        return checksum(InternetChecksum.checksum(InternetChecksum.sum(buffer, offset, length)));
    }

    /// RFC 3376, section 4.1.1: from 128 on three bits are an exponent and four the mantissa under a set one.
    static int ofCode(int code) {
        return code < 128 ? code : ((code & 0xF) | 0x10) << ((code >>> 4 & 7) + 3);
    }

    /// The largest code that says no more than the value.
    static int toCode(int value) {
        assert value >= 0 && value <= MAX_CODED : "%d is not 0 to %d".formatted(value, MAX_CODED);
        if (value < 128) {
            return value;
        }
        int exponent = 24 - Integer.numberOfLeadingZeros(value);
        return 0x80 | exponent << 4 | (value >>> (exponent + 3) & 0xF);
    }

    private static boolean holdsSources(MutableDirectBuffer buffer, int offset, int available) {
        if (available < QUERY_V3_LENGTH) {
            return false;
        }
        int count = buffer.getShort(offset + SOURCE_COUNT, BIG_ENDIAN) & 0xFFFF;
        return count <= (available - QUERY_V3_LENGTH) / Integer.BYTES;
    }

    private IgmpHeader place(MutableDirectBuffer buffer, int offset, int length, int type) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        return octet(TYPE, type).octet(MAX_RESPONSE, 0).checksum(0).group(0);
    }

    private IgmpHeader checksum(int checksum) {
        buffer.putShort(offset + CHECKSUM, (short) checksum, BIG_ENDIAN);
        return this;
    }

    private int octet(int place) {
        return buffer.getByte(offset + place) & 0xFF;
    }

    private IgmpHeader octet(int place, int value) {
        assert value >>> 8 == 0 : "%d does not fit 8 bits; a field holds 0 to 255".formatted(value);
        buffer.putByte(offset + place, (byte) value);
        return this;
    }
}
