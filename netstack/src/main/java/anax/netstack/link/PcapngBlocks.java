package anax.netstack.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import anax.netstack.packet.DropReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/// The blocks of a pcapng file (IETF draft-ietf-opsawg-pcapng), in a buffer that is written out when it is full.
///
/// Owner: the thread that writes the file. Allocates when made. Never blocks: whoever adds a block looks at
/// [#hasRoom] before.
final class PcapngBlocks {
    /// More than any block takes: the longest frame, its options, and an interface's name.
    static final int LONGEST_BLOCK = 1 << 17;

    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int LENGTH_UNKNOWN = -1;
    private static final int SNAP_LENGTH = 1 << 18;

    private static final int LINKTYPE_ETHERNET = 1;
    private static final int LINKTYPE_RAW = 101;

    private static final int END_OF_OPTIONS = 0;
    private static final int COMMENT = 1;
    private static final int APPLICATION = 4; // of a section header
    private static final int INTERFACE_NAME = 2;
    private static final int INTERFACE_ADDRESS = 6;
    private static final int TIME_RESOLUTION = 9;
    private static final int PACKET_FLAGS = 2;
    private static final int DROP_COUNT = 4;

    private static final byte NANOSECONDS = 9; // as the negative power of ten
    private static final int INBOUND = 1;
    private static final int OUTBOUND = 2;
    private static final int MOST_NAME_OCTETS = 1_024;

    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(2 * LONGEST_BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private final UnsafeBuffer view = new UnsafeBuffer(buffer);
    private final byte[][] comments = comments();
    private int blockBegin;

    /// True if any block has room.
    boolean hasRoom() {
        return buffer.remaining() >= LONGEST_BLOCK;
    }

    /// What was added, to be read from its position to its limit; call [#clear] then.
    ByteBuffer written() {
        return buffer.flip();
    }

    void clear() {
        buffer.clear();
    }

    void addSectionHeader() {
        begin(SECTION_HEADER);
        buffer.putInt(BYTE_ORDER_MAGIC);
        buffer.putShort((short) 1).putShort((short) 0); // version 1.0
        buffer.putLong(LENGTH_UNKNOWN);
        addOption(APPLICATION, "Anax".getBytes(UTF_8));
        endOptions();
        end();
    }

    void addInterface(String name, LinkType type, long address) {
        begin(INTERFACE_DESCRIPTION);
        buffer.putShort((short) (type == LinkType.ETHERNET ? LINKTYPE_ETHERNET : LINKTYPE_RAW));
        buffer.putShort((short) 0);
        buffer.putInt(SNAP_LENGTH);
        byte[] octets = name.getBytes(UTF_8);
        addOption(INTERFACE_NAME, octets.length <= MOST_NAME_OCTETS ? octets : new byte[] {'?'});
        if (type == LinkType.ETHERNET) {
            addOption(INTERFACE_ADDRESS, stationAddress(address));
        }
        addOption(TIME_RESOLUTION, new byte[] {NANOSECONDS});
        endOptions();
        end();
    }

    /// Adds a frame, its checksum completed.
    ///
    /// @param epochNs when, in nanoseconds since 1970
    void addFrame(Frame frame, long epochNs) {
        begin(ENHANCED_PACKET);
        final int length = frame.length();
        buffer.putInt(frame.interfaceId());
        buffer.putInt((int) (epochNs >>> 32)).putInt((int) epochNs);
        buffer.putInt(length).putInt(length);
        frame.copyTo(view, buffer.position());
        buffer.position(buffer.position() + length);
        pad();
        final int kind = frame.kind();
        if (kind < 0) {
            buffer.putShort((short) PACKET_FLAGS).putShort((short) Integer.BYTES);
            buffer.putInt(kind == CaptureSource.RECEIVED ? INBOUND : OUTBOUND);
        } else {
            addOption(COMMENT, comments[kind]);
        }
        if (frame.missedBefore() != 0) {
            buffer.putShort((short) DROP_COUNT).putShort((short) Long.BYTES);
            buffer.putLong(frame.missedBefore());
        }
        endOptions();
        end();
    }

    private void begin(int type) {
        blockBegin = buffer.position();
        buffer.putInt(type).putInt(0); // its length is not known yet
    }

    private void end() {
        final int length = buffer.position() + Integer.BYTES - blockBegin;
        buffer.putInt(length);
        buffer.putInt(blockBegin + Integer.BYTES, length);
    }

    private void addOption(int code, byte[] value) {
        buffer.putShort((short) code).putShort((short) value.length).put(value);
        pad();
    }

    private void endOptions() {
        buffer.putShort((short) END_OF_OPTIONS).putShort((short) 0);
    }

    /// Blocks begin at multiples of four, and so does all that is padded in them.
    private void pad() {
        while (buffer.position() % Integer.BYTES != 0) {
            buffer.put((byte) 0);
        }
    }

    private static byte[] stationAddress(long address) {
        byte[] octets = new byte[6];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (address >>> (Byte.SIZE * (octets.length - 1 - i)));
        }
        return octets;
    }

    @SuppressWarnings("EnumOrdinal") // by the number that a slot holds
    private static byte[][] comments() {
        DropReason[] reasons = DropReason.values();
        byte[][] comments = new byte[reasons.length][];
        for (DropReason reason : reasons) {
            comments[reason.ordinal()] = ("dropped: " + reason.key() + ": " + reason.rule()).getBytes(UTF_8);
        }
        return comments;
    }
}
