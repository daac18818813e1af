package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/// The options of a TCP header (RFC 9293, section 3.2; RFC 7323; RFC 2018): at most 40 octets, read in one pass.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. [#wrap] finds what the
/// protocol asks for by name, and answers whether all is well formed. [#next] goes over the options in their order,
/// paddings and unknown ones included, for whoever prints or compares them.
///
/// Of an option that comes twice the last one counts. Unknown kinds, TCP Fast Open (RFC 7413) among them, need a
/// length only.
public final class TcpOptions {
    /// The most octets that options have.
    public static final int MAX_LENGTH = TcpHeader.MAX_HEADER_LENGTH - TcpHeader.MIN_HEADER_LENGTH;

    /// Kind: end of the options.
    public static final int END = 0;

    /// Kind: one octet that means nothing.
    public static final int NO_OPERATION = 1;

    /// Kind: the longest segment that its sender takes.
    public static final int MAX_SEGMENT_SIZE = 2;

    /// Kind: by how many bits windows are scaled.
    public static final int WINDOW_SCALE = 3;

    /// Kind: its sender understands SACK.
    public static final int SACK_PERMITTED = 4;

    /// Kind: octets that arrived out of order.
    public static final int SACK = 5;

    /// Kind: the sender's clock, and the receiver's as the sender saw it last.
    public static final int TIMESTAMPS = 8;

    /// The most by which a window may be scaled (RFC 7323, section 2.3).
    public static final int MAX_WINDOW_SCALE = 14;

    static final int MAX_SEGMENT_SIZE_LENGTH = 4;
    static final int WINDOW_SCALE_LENGTH = 3;
    static final int SACK_PERMITTED_LENGTH = 2;
    static final int SACK_HEAD = 2;
    static final int SACK_BLOCK = 8;
    static final int TIMESTAMPS_LENGTH = 10;

    private static final int LENGTH = 1;
    private static final int DATA = 2;
    private static final int NOWHERE = -1;

    /// Two paddings and timestamps, which is all that most segments carry.
    private static final int PADDED_TIMESTAMPS = 0x0101_0800 | TIMESTAMPS_LENGTH;
    private static final int PADDED_TIMESTAMPS_LENGTH = 12;

    private DirectBuffer buffer;
    private int end;
    private int at;
    private int following;
    private int mss;
    private int windowScale;
    private boolean sackPermitted;
    private int sack;
    private int timestamps;

    /// Moves to the options of a segment and reads them. False if one has no room for itself, or a length that it
    /// cannot have, zero for instance (RFC 9293, section 3.2): then call nothing else.
    public boolean wrap(DirectBuffer buffer, int offset, int length) {
        this.buffer = buffer;
        end = offset + length;
        at = NOWHERE;
        following = offset;
        mss = NOWHERE;
        windowScale = NOWHERE;
        sackPermitted = false;
        sack = NOWHERE;
        timestamps = NOWHERE;
        if (length == PADDED_TIMESTAMPS_LENGTH && buffer.getInt(offset, BIG_ENDIAN) == PADDED_TIMESTAMPS) {
            timestamps = offset + 2;
            return true;
        }
        return readAll(offset);
    }

    /// Whether its sender says the longest segment that it takes.
    public boolean hasMss() {
        return mss != NOWHERE;
    }

    /// The longest segment that its sender takes, 0 to 65535.
    public int mss() {
        assert hasMss() : "there is no maximum segment size";
        return mss;
    }

    /// Whether its sender scales windows.
    public boolean hasWindowScale() {
        return windowScale != NOWHERE;
    }

    /// By how many bits its sender scales windows. More than 14 is read as 14 (RFC 7323, section 2.3).
    public int windowScale() {
        assert hasWindowScale() : "there is no window scale";
        return Math.min(windowScale, MAX_WINDOW_SCALE);
    }

    /// Whether its sender understands SACK.
    public boolean isSackPermitted() {
        return sackPermitted;
    }

    /// How many blocks its sender has out of order, 0 to 4.
    public int sackCount() {
        return sack == NOWHERE ? 0 : (octet(sack + LENGTH) - SACK_HEAD) / SACK_BLOCK;
    }

    /// The first sequence number of a block, from 0 to [#sackCount] - 1.
    public int sackLeft(int index) {
        assert index >= 0 && index < sackCount() : "block %d of %d".formatted(index, sackCount());
        return buffer.getInt(sack + SACK_HEAD + index * SACK_BLOCK, BIG_ENDIAN);
    }

    /// The sequence number behind a block, from 0 to [#sackCount] - 1.
    public int sackRight(int index) {
        assert index >= 0 && index < sackCount() : "block %d of %d".formatted(index, sackCount());
        return buffer.getInt(sack + SACK_HEAD + index * SACK_BLOCK + Integer.BYTES, BIG_ENDIAN);
    }

    /// Whether there are timestamps.
    public boolean hasTimestamps() {
        return timestamps != NOWHERE;
    }

    /// The sender's clock (TSval).
    public int tsVal() {
        assert hasTimestamps() : "there are no timestamps";
        return buffer.getInt(timestamps + DATA, BIG_ENDIAN);
    }

    /// The receiver's clock as the sender saw it last (TSecr), if the segment acknowledges something.
    public int tsEcr() {
        assert hasTimestamps() : "there are no timestamps";
        return buffer.getInt(timestamps + DATA + Integer.BYTES, BIG_ENDIAN);
    }

    /// Moves to the next option. False if there is none: then call no accessor of one option. [#END] is the last.
    public boolean next() {
        if (following >= end) {
            at = NOWHERE;
            return false;
        }
        at = following;
        following = kind() == END ? end : at + length();
        return true;
    }

    /// What this option is, 0 to 255.
    public int kind() {
        return octet(at);
    }

    /// Octets of this option, kind and length included.
    public int length() {
        return kind() <= NO_OPERATION ? 1 : octet(at + LENGTH);
    }

    /// Where this option begins in the buffer.
    public int offset() {
        return at;
    }

    private boolean readAll(int offset) {
        int place = offset;
        while (place < end && octet(place) != END) {
            if (octet(place) == NO_OPERATION) {
                place++;
            } else if (read(place)) {
                place += octet(place + LENGTH);
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean read(int place) {
        int room = end - place;
        if (room < DATA) {
            return false;
        }
        int length = octet(place + LENGTH);
        if (length < DATA || length > room) {
            return false;
        }
        return switch (octet(place)) {
            case MAX_SEGMENT_SIZE -> length == MAX_SEGMENT_SIZE_LENGTH && readMss(place);
            case WINDOW_SCALE -> length == WINDOW_SCALE_LENGTH && readWindowScale(place);
            case SACK_PERMITTED -> {
                sackPermitted = true;
                yield length == SACK_PERMITTED_LENGTH;
            }
            case SACK -> {
                sack = place;
                yield length > SACK_HEAD && (length - SACK_HEAD) % SACK_BLOCK == 0;
            }
            case TIMESTAMPS -> {
                timestamps = place;
                yield length == TIMESTAMPS_LENGTH;
            }
            default -> true;
        };
    }

    private boolean readMss(int place) {
        mss = buffer.getShort(place + DATA, BIG_ENDIAN) & 0xFFFF;
        return true;
    }

    private boolean readWindowScale(int place) {
        windowScale = octet(place + DATA);
        return true;
    }

    private int octet(int place) {
        return buffer.getByte(place) & 0xFF;
    }
}
