package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// The Ethernet header (RFC 894; IEEE 802.3): a view over fourteen big-endian octets.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks.
///
/// A tag of IEEE 802.1Q is not looked through: the frame of a virtual LAN has the EtherType [#VLAN], which no
/// protocol of ours answers to, and is dropped as of an unknown protocol. Devices that strip tags hand over
/// untagged frames. Below [#LEAST_TYPE] the field is the length of an IEEE 802.3 frame, and nobody here speaks LLC.
public final class EthernetHeader {
    /// How many octets the header has.
    public static final int HEADER_LENGTH = 14;

    /// EtherType of IPv4 (RFC 894).
    public static final int IPV4 = 0x0800;

    /// EtherType of ARP (RFC 826).
    public static final int ARP = 0x0806;

    /// EtherType of a frame with an 802.1Q tag.
    public static final int VLAN = 0x8100;

    /// EtherType of IPv6 (RFC 2464).
    public static final int IPV6 = 0x86DD;

    /// The least value that is an EtherType; anything under it is a length.
    public static final int LEAST_TYPE = 0x0600;

    private static final int DST = 0;
    private static final int SRC = 6;
    private static final int TYPE = 12;

    private MutableDirectBuffer buffer;
    private int offset;
    private int available;

    /// Moves the view to a frame of `available` octets that arrived. False if they cannot hold the header: then
    /// the view stands nowhere. Accessors trust this answer and check nothing again.
    public boolean wrap(MutableDirectBuffer buffer, int offset, int available) {
        if (available < HEADER_LENGTH) {
            this.buffer = null;
            return false;
        }
        this.buffer = buffer;
        this.offset = offset;
        this.available = available;
        return true;
    }

    /// Moves the view to where a frame of `length` octets, header and payload, is to be written. The fields hold
    /// what stood there until they are set.
    public EthernetHeader wrapNew(MutableDirectBuffer buffer, int offset, int length) {
        assert length >= HEADER_LENGTH : "length %d is under the header's %d".formatted(length, HEADER_LENGTH);
        this.buffer = buffer;
        this.offset = offset;
        this.available = length;
        return this;
    }

    /// Who the frame is for, in the low 48 bits.
    public long dst() {
        return address(DST);
    }

    /// Who sent the frame, in the low 48 bits.
    public long src() {
        return address(SRC);
    }

    /// What the payload is, 0 to 65535; a length if under [#LEAST_TYPE].
    public int etherType() {
        return buffer.getShort(offset + TYPE, BIG_ENDIAN) & 0xFFFF;
    }

    /// Where the payload begins in the buffer.
    public int payloadOffset() {
        return offset + HEADER_LENGTH;
    }

    /// Octets after the header; what they hold may be shorter, as frames are padded to 60 octets.
    public int payloadLength() {
        return available - HEADER_LENGTH;
    }

    /// Sets who the frame is for.
    public EthernetHeader dst(long address) {
        return address(DST, address);
    }

    /// Sets who sends the frame.
    public EthernetHeader src(long address) {
        return address(SRC, address);
    }

    /// Sets what the payload is.
    public EthernetHeader etherType(int etherType) {
        assert etherType >>> 16 == 0 : "EtherType %d does not fit 16 bits; use 0 to 65535".formatted(etherType);
        buffer.putShort(offset + TYPE, (short) etherType, BIG_ENDIAN);
        return this;
    }

    private long address(int place) {
        long upper = buffer.getShort(offset + place, BIG_ENDIAN) & 0xFFFFL;
        return upper << 32 | (buffer.getInt(offset + place + 2, BIG_ENDIAN) & 0xFFFF_FFFFL);
    }

    private EthernetHeader address(int place, long address) {
        assert address >>> 48 == 0 : "0x%x does not fit 48 bits; use MacAddress.bits()".formatted(address);
        buffer.putShort(offset + place, (short) (address >>> 32), BIG_ENDIAN);
        buffer.putInt(offset + place + 2, (int) address, BIG_ENDIAN);
        return this;
    }
}
