package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// A packet of the address resolution protocol (RFC 826) for IPv4 over Ethernet: a view over 28 big-endian octets.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. Its accessors have the
/// names that RFC 826 gives the fields, spelt out: `ar$sha` is [#senderMac].
public final class ArpHeader {
    /// How many octets a packet has.
    public static final int LENGTH = 28;

    /// Operation: who has the target's IPv4 address?
    public static final int REQUEST = 1;

    /// Operation: I have it.
    public static final int REPLY = 2;

    private static final int HARDWARE_AND_PROTOCOL = 0;
    private static final int LENGTHS = 4;
    private static final int OPERATION = 6;
    private static final int SENDER_MAC = 8;
    private static final int SENDER_IP = 14;
    private static final int TARGET_MAC = 18;
    private static final int TARGET_IP = 24;

    private static final int ETHERNET_AND_IPV4 = 0x0001_0800;
    private static final int SIX_AND_FOUR = 0x0604;

    private MutableDirectBuffer buffer;
    private int offset;

    /// Moves the view to a packet that arrived. False if it is cut, or is not about IPv4 over Ethernet: then the
    /// view stands nowhere. The operation may be any. Octets past the packet are padding of the frame.
    public boolean wrap(MutableDirectBuffer buffer, int offset, int available) {
        this.buffer = null;
        if (available < LENGTH
                || buffer.getInt(offset + HARDWARE_AND_PROTOCOL, BIG_ENDIAN) != ETHERNET_AND_IPV4
                || buffer.getShort(offset + LENGTHS, BIG_ENDIAN) != SIX_AND_FOUR) {
            return false;
        }
        this.buffer = buffer;
        this.offset = offset;
        return true;
    }

    /// Moves the view to where a packet is to be written, and sets what says that it is about IPv4 over Ethernet.
    /// The other fields hold what stood there until they are set.
    public ArpHeader wrapNew(MutableDirectBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        buffer.putInt(offset + HARDWARE_AND_PROTOCOL, ETHERNET_AND_IPV4, BIG_ENDIAN);
        buffer.putShort(offset + LENGTHS, (short) SIX_AND_FOUR, BIG_ENDIAN);
        return this;
    }

    /// [#REQUEST], [#REPLY] or another, 0 to 65535.
    public int operation() {
        return buffer.getShort(offset + OPERATION, BIG_ENDIAN) & 0xFFFF;
    }

    /// The sender's Ethernet address, in the low 48 bits.
    public long senderMac() {
        return mac(SENDER_MAC);
    }

    /// The sender's IPv4 address; 0.0.0.0 in a probe (RFC 5227).
    public int senderIp() {
        return buffer.getInt(offset + SENDER_IP, BIG_ENDIAN);
    }

    /// The target's Ethernet address, in the low 48 bits; without meaning in a request.
    public long targetMac() {
        return mac(TARGET_MAC);
    }

    /// The target's IPv4 address.
    public int targetIp() {
        return buffer.getInt(offset + TARGET_IP, BIG_ENDIAN);
    }

    /// Sets the operation.
    public ArpHeader operation(int operation) {
        assert operation >>> 16 == 0 : "operation %d does not fit 16 bits; use 0 to 65535".formatted(operation);
        buffer.putShort(offset + OPERATION, (short) operation, BIG_ENDIAN);
        return this;
    }

    /// Sets the sender's addresses.
    public ArpHeader sender(long mac, int ip) {
        mac(SENDER_MAC, mac);
        buffer.putInt(offset + SENDER_IP, ip, BIG_ENDIAN);
        return this;
    }

    /// Sets the target's addresses; the Ethernet address of a request is 0.
    public ArpHeader target(long mac, int ip) {
        mac(TARGET_MAC, mac);
        buffer.putInt(offset + TARGET_IP, ip, BIG_ENDIAN);
        return this;
    }

    private long mac(int place) {
        long upper = buffer.getShort(offset + place, BIG_ENDIAN) & 0xFFFFL;
        return upper << 32 | (buffer.getInt(offset + place + 2, BIG_ENDIAN) & 0xFFFF_FFFFL);
    }

    private void mac(int place, long mac) {
        assert mac >>> 48 == 0 : "0x%x does not fit 48 bits; use MacAddress.bits()".formatted(mac);
        buffer.putShort(offset + place, (short) (mac >>> 32), BIG_ENDIAN);
        buffer.putInt(offset + place + 2, (int) mac, BIG_ENDIAN);
    }
}
