package anax.netstack.link;

import anax.netstack.packet.Packet;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// One slot of a ring of frames: octets off the heap, and before them what is known of these, as a virtual device's
/// header has it.
///
/// Owner: the sender until it is published, then the receiver until it is taken. Allocates nothing, never blocks.
/// Places of checksums are counted from the frame's first octet, for sender and receiver keep it elsewhere. Of a
/// frame that is captured there is noted when, where and why besides.
final class Frame {
    /// Octets before the frame's own.
    static final int HEADER_LENGTH = 32;

    private static final int LENGTH_FIELD = 0;
    private static final int CHECKSUM_STATE = 4;
    private static final int GSO_TYPE = 5;
    private static final int GSO_SIZE = 6;
    private static final int CHECKSUM_START = 8;
    private static final int CHECKSUM_OFFSET = 12;
    private static final int TIME = 16;
    private static final int INTERFACE_ID = 24;
    private static final int KIND = 26;
    private static final int MISSED_BEFORE = 28;

    private final UnsafeBuffer slot;

    Frame(UnsafeBuffer slot) {
        this.slot = slot;
    }

    /// Copies octets of a packet, and of what is known of them what a device would be told.
    ///
    /// @param from where in the packet's slot the frame begins
    void fill(Packet packet, int from, int length) {
        slot.putInt(LENGTH_FIELD, length);
        slot.putByte(CHECKSUM_STATE, (byte) packet.checksumState());
        slot.putByte(GSO_TYPE, (byte) packet.gsoType());
        slot.putShort(GSO_SIZE, (short) packet.gsoSize());
        slot.putInt(CHECKSUM_START, packet.checksumStart() - from);
        slot.putInt(CHECKSUM_OFFSET, packet.checksumOffset());
        final int own = length - packet.tailLength();
        slot.putBytes(HEADER_LENGTH, packet.buffer(), from, own);
        if (packet.hasTail()) {
            packet.tail().copyTo(slot, HEADER_LENGTH + own);
        }
    }

    /// Notes what a capture says of the frame.
    void note(long timeNs, int interfaceId, int kind, int missedBefore) {
        slot.putLong(TIME, timeNs);
        slot.putShort(INTERFACE_ID, (short) interfaceId);
        slot.putShort(KIND, (short) kind);
        slot.putInt(MISSED_BEFORE, missedBefore);
    }

    /// How many octets the frame has.
    int length() {
        return slot.getInt(LENGTH_FIELD);
    }

    /// Copies the octets to where a packet's first one is, and what is known of them.
    ///
    /// @param trusted whether to believe what the sender says of its checksum
    void copyTo(Packet packet, boolean trusted) {
        final int length = length();
        final int offset = packet.offset();
        packet.range(offset, length).buffer().putBytes(offset, slot, HEADER_LENGTH, length);
        packet.gso(slot.getByte(GSO_TYPE), slot.getShort(GSO_SIZE) & 0xFFFF);
        final int state = trusted ? slot.getByte(CHECKSUM_STATE) : Packet.CHECKSUM_UNKNOWN;
        if (state == Packet.CHECKSUM_PARTIAL) {
            packet.partialChecksum(offset + slot.getInt(CHECKSUM_START), slot.getInt(CHECKSUM_OFFSET));
        } else {
            packet.checksumState(state);
        }
    }

    /// Copies the octets elsewhere, and completes a partial checksum there.
    void copyTo(MutableDirectBuffer target, int offset) {
        final int length = length();
        slot.getBytes(HEADER_LENGTH, target, offset, length);
        final int start = slot.getInt(CHECKSUM_START);
        final int fieldOffset = slot.getInt(CHECKSUM_OFFSET);
        if (slot.getByte(CHECKSUM_STATE) == Packet.CHECKSUM_PARTIAL && start + fieldOffset + Short.BYTES <= length) {
            ChecksumCompletion.fill(target, offset + start, offset + length, fieldOffset);
        }
    }

    /// When it was captured.
    long timeNs() {
        return slot.getLong(TIME);
    }

    /// On which interface of the capture.
    int interfaceId() {
        return slot.getShort(INTERFACE_ID);
    }

    /// What happened to it, see [CaptureSource].
    int kind() {
        return slot.getShort(KIND);
    }

    /// How many frames before it could not be captured.
    int missedBefore() {
        return slot.getInt(MISSED_BEFORE);
    }
}
