package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// Writes the options of a TCP header (RFC 9293, section 3.2; RFC 7323; RFC 2018), one behind the other, in the order
/// of the calls.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. Whoever writes knows
/// what fits, as the bound is the header's; only of SACK blocks there may be more than fit, and [#sackBlock] answers
/// false then. [#finish] comes last.
public final class TcpOptionsWriter {
    private static final int NOWHERE = -1;

    private MutableDirectBuffer buffer;
    private int offset;
    private int length;
    private int room;
    private int sack;

    /// Moves to where options are to be written, in at most `room` octets, 0 to 40.
    public TcpOptionsWriter wrapNew(MutableDirectBuffer buffer, int offset, int room) {
        assert room >= 0 && room <= TcpOptions.MAX_LENGTH
                : "room of %d is not 0 to %d".formatted(room, TcpOptions.MAX_LENGTH);
        this.buffer = buffer;
        this.offset = offset;
        this.room = room;
        length = 0;
        sack = NOWHERE;
        return this;
    }

    /// Octets written so far.
    public int length() {
        return length;
    }

    /// One octet that means nothing, so that what follows stands where it is read fastest.
    public TcpOptionsWriter noOperation() {
        buffer.putByte(take(1), (byte) TcpOptions.NO_OPERATION);
        return this;
    }

    /// The longest segment that we take.
    public TcpOptionsWriter mss(int mss) {
        assert mss >>> 16 == 0 : "MSS %d does not fit 16 bits; use 0 to 65535".formatted(mss);
        int head = TcpOptions.MAX_SEGMENT_SIZE << 8 | TcpOptions.MAX_SEGMENT_SIZE_LENGTH;
        buffer.putInt(take(TcpOptions.MAX_SEGMENT_SIZE_LENGTH), head << 16 | mss, BIG_ENDIAN);
        return this;
    }

    /// By how many bits we scale windows, 0 to 14.
    public TcpOptionsWriter windowScale(int bits) {
        assert bits >= 0 && bits <= TcpOptions.MAX_WINDOW_SCALE
                : "window scale %d is not 0 to %d".formatted(bits, TcpOptions.MAX_WINDOW_SCALE);
        int place = take(TcpOptions.WINDOW_SCALE_LENGTH);
        head(place, TcpOptions.WINDOW_SCALE, TcpOptions.WINDOW_SCALE_LENGTH);
        buffer.putByte(place + 2, (byte) bits);
        return this;
    }

    /// We understand SACK.
    public TcpOptionsWriter sackPermitted() {
        int place = take(TcpOptions.SACK_PERMITTED_LENGTH);
        head(place, TcpOptions.SACK_PERMITTED, TcpOptions.SACK_PERMITTED_LENGTH);
        return this;
    }

    /// Our clock, and the receiver's as we saw it last.
    public TcpOptionsWriter timestamps(int tsVal, int tsEcr) {
        int place = take(TcpOptions.TIMESTAMPS_LENGTH);
        head(place, TcpOptions.TIMESTAMPS, TcpOptions.TIMESTAMPS_LENGTH);
        buffer.putInt(place + 2, tsVal, BIG_ENDIAN);
        buffer.putInt(place + 6, tsEcr, BIG_ENDIAN);
        return this;
    }

    /// A block that we have out of order, from its first sequence number to the one behind it. The first call
    /// begins the option, the next ones go on with it; no other option may come between. False, and nothing is
    /// written, if there is no room for it.
    public boolean sackBlock(int left, int right) {
        assert sack == NOWHERE || sack + octet(sack + 1) == offset + length
                : "another option came between two SACK blocks";
        int needed = TcpOptions.SACK_BLOCK + (sack == NOWHERE ? TcpOptions.SACK_HEAD : 0);
        if (room - length < needed) {
            return false;
        }
        int place = take(needed);
        if (sack == NOWHERE) {
            sack = place;
            head(sack, TcpOptions.SACK, TcpOptions.SACK_HEAD);
            place += TcpOptions.SACK_HEAD;
        }
        buffer.putByte(sack + 1, (byte) (octet(sack + 1) + TcpOptions.SACK_BLOCK));
        buffer.putInt(place, left, BIG_ENDIAN);
        buffer.putInt(place + Integer.BYTES, right, BIG_ENDIAN);
        return true;
    }

    /// Fills up to whole words with ends of options, and answers how many octets there are now: what the header
    /// is longer than 20.
    public int finish() {
        while (length % Integer.BYTES != 0) {
            buffer.putByte(take(1), (byte) TcpOptions.END);
        }
        return length;
    }

    private int take(int octets) {
        assert octets <= room - length
                : "%d octets do not fit the %d that are left of %d".formatted(octets, room - length, room);
        int place = offset + length;
        length += octets;
        return place;
    }

    private void head(int place, int kind, int optionLength) {
        buffer.putShort(place, (short) (kind << 8 | optionLength), BIG_ENDIAN);
    }

    private int octet(int place) {
        return buffer.getByte(place) & 0xFF;
    }
}
