package anax.netstack.socket;

import anax.netstack.packet.Packet;
import anax.netstack.stack.NetworkStack;
import anax.runtime.Cpu;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A view of octets that came over a TCP connection, where they lie in the stack's memory.
///
/// Owner: one lightweight thread. Made once and used for one piece of the stream after another. While it holds one,
/// that one's memory is not the stack's: [#release] what was read. Who holds many of them takes the pool's packets
/// away from the CPU that owns the connection.
public final class TcpOctets {
    private final NetworkStack stack;
    private Packet packet;

    /// Makes a view of nothing.
    public TcpOctets(NetworkStack stack) {
        this.stack = stack;
    }

    /// True if it holds octets.
    public boolean isHeld() {
        return packet != null;
    }

    /// How many.
    public int length() {
        return held().length();
    }

    /// One of them.
    ///
    /// @throws IndexOutOfBoundsException if there is none there
    public byte get(int index) {
        final Packet from = held();
        return from.buffer().getByte(from.offset() + checked(index, 1));
    }

    /// Eight of them, the first of them the highest.
    ///
    /// @throws IndexOutOfBoundsException if there are none there
    public long getLong(int index) {
        final Packet from = held();
        return from.buffer().getLong(from.offset() + checked(index, Long.BYTES), ByteOrder.BIG_ENDIAN);
    }

    /// Copies octets from an index on into a buffer, as many as it takes, and moves the buffer's position.
    ///
    /// @return how many octets
    public int copyTo(int index, ByteBuffer target) {
        final Packet from = held();
        final int octets = Math.min(target.remaining(), from.length() - checked(index, 0));
        from.buffer().getBytes(from.offset() + index, target, octets);
        return octets;
    }

    /// Gives the memory back. On any CPU of the machine, which must be the one that got it. Twice is as good as
    /// once.
    public void release() {
        if (packet != null) {
            final Packet done = packet;
            packet = null;
            stack.enter(Cpu.current().id()).environment().deliver(done);
        }
    }

    /// Makes it hold a packet.
    void hold(Packet next) {
        assert packet == null : "octets were put over others that were not released";
        assert next.belongsTo(Cpu.current().id());
        packet = next;
    }

    private Packet held() {
        if (packet == null) {
            throw new IllegalStateException("octets were asked for of a view that holds none; receive into it first");
        }
        return packet;
    }

    private int checked(int index, int octets) {
        if (index < 0 || octets > held().length() - index) {
            throw new IndexOutOfBoundsException("octets " + index + " to " + ((long) index + octets)
                    + " were asked for of a view of " + held().length());
        }
        return index;
    }
}
