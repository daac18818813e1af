package anax.netstack.socket;

import anax.netstack.packet.Packet;
import anax.netstack.stack.NetworkStack;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import java.nio.ByteBuffer;

/// A view of a datagram's payload, where it lies in the stack's memory: one that came, or one that is to be sent.
///
/// Owner: one lightweight thread. Made once and used for one datagram after another. While it holds one, that one's
/// memory is not the stack's: [#release] what was read, or send it on.
public final class Datagram {
    private final NetworkStack stack;
    private Packet packet;

    /// Makes a view of nothing.
    public Datagram(NetworkStack stack) {
        this.stack = stack;
    }

    /// True if it holds a datagram.
    public boolean isHeld() {
        return packet != null;
    }

    /// Octets of payload.
    public int length() {
        return held().length();
    }

    /// Octets of each datagram but the last, which may be shorter, if several came together (see
    /// [UdpSocket#receiveSegments]); 0 if it is a single one.
    public int segmentOctets() {
        return segmentOctets(held());
    }

    static int segmentOctets(Packet packet) {
        return packet.gsoType() == Packet.GSO_UDP && packet.gsoSize() < packet.length() ? packet.gsoSize() : 0;
    }

    /// Where it came from, as the 32 bits of an IPv4 address.
    public int srcAddressV4() {
        return held().srcAddress();
    }

    /// Where it came from. Allocates.
    public IpAddress srcAddress() {
        return IpAddress.of(held().srcAddress());
    }

    /// The port that it came from.
    public int srcPort() {
        return held().srcPort();
    }

    /// Which of this host's addresses, or which group, it came to, as the 32 bits of an IPv4 address.
    public int dstAddressV4() {
        return held().dstAddress();
    }

    /// When it came, on the machine's clock.
    public long arrivedNs() {
        return held().arrivedNs();
    }

    /// One octet of the payload.
    ///
    /// @throws IndexOutOfBoundsException if the payload has none there
    public byte get(int index) {
        final Packet from = held();
        return from.buffer().getByte(from.offset() + checked(index, 1));
    }

    /// Eight octets of the payload, the first of them the highest.
    ///
    /// @throws IndexOutOfBoundsException if the payload has none there
    public long getLong(int index) {
        final Packet from = held();
        return from.buffer().getLong(from.offset() + checked(index, Long.BYTES), java.nio.ByteOrder.BIG_ENDIAN);
    }

    /// Sets one octet of the payload.
    ///
    /// @throws IndexOutOfBoundsException if the payload has none there
    public void put(int index, byte octet) {
        final Packet to = held();
        to.buffer().putByte(to.offset() + checked(index, 1), octet);
    }

    /// Sets eight octets of the payload.
    ///
    /// @throws IndexOutOfBoundsException if the payload has none there
    public void putLong(int index, long value) {
        final Packet to = held();
        to.buffer().putLong(to.offset() + checked(index, Long.BYTES), value, java.nio.ByteOrder.BIG_ENDIAN);
    }

    /// Copies payload into a buffer, as much as it takes, and moves the buffer's position.
    ///
    /// @return how many octets
    public int copyTo(ByteBuffer target) {
        final Packet from = held();
        final int octets = Math.min(target.remaining(), from.length());
        from.buffer().getBytes(from.offset(), target, octets);
        return octets;
    }

    /// Copies payload into an array, as much as fits.
    ///
    /// @return how many octets
    public int copyTo(byte[] target, int offset, int length) {
        final Packet from = held();
        final int octets = Math.min(length, from.length());
        from.buffer().getBytes(from.offset(), target, offset, octets);
        return octets;
    }

    /// Puts what a buffer holds into the payload from an index on, and moves the buffer's position.
    ///
    /// @throws IndexOutOfBoundsException if the payload is shorter
    public void putFrom(int index, ByteBuffer source) {
        final Packet to = held();
        to.buffer().putBytes(to.offset() + checked(index, source.remaining()), source, source.remaining());
    }

    /// Puts octets of an array into the payload from an index on.
    ///
    /// @throws IndexOutOfBoundsException if the payload is shorter
    public void putFrom(int index, byte[] source, int offset, int length) {
        final Packet to = held();
        to.buffer().putBytes(to.offset() + checked(index, length), source, offset, length);
    }

    /// Gives the memory back. On any CPU of the machine, which must be the one that got it. Twice is as good as
    /// once.
    public void release() {
        if (packet != null) {
            final Packet done = packet;
            packet = null;
            if (done.isOutbound()) {
                stack.enter(Cpu.current().id()).environment().discard(done);
            } else {
                stack.enter(Cpu.current().id()).environment().deliver(done);
            }
        }
    }

    /// Makes it hold a datagram.
    Datagram hold(Packet held) {
        assert packet == null : "a datagram was put over another one that was not released";
        packet = held;
        return this;
    }

    /// Takes the packet out of it, for the stack.
    Packet take() {
        final Packet taken = held();
        packet = null;
        return taken;
    }

    private Packet held() {
        if (packet == null) {
            throw new IllegalStateException(
                    "a datagram was asked for its payload that holds none; receive into it, or allocate, first");
        }
        return packet;
    }

    private int checked(int index, int octets) {
        if (index < 0 || octets > held().length() - index) {
            throw new IndexOutOfBoundsException("octets " + index + " to " + ((long) index + octets)
                    + " were asked for of a datagram with " + held().length());
        }
        return index;
    }
}
