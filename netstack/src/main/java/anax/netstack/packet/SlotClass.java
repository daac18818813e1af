package anax.netstack.packet;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// The slots of one length in a pool, those that are free on a stack.
///
/// Owner: the pool's. Allocates memory and packets chunk by chunk until its bound is reached, then never again; a
/// steady load therefore allocates nothing. Never blocks.
final class SlotClass {
    /// Slots begin at cache lines, so that two packets never share one.
    private static final int ALIGNMENT = 64;

    private static final int EIGHTHS = 8;
    private static final int CHUNK_OCTETS = 1 << 18;

    private final PacketPool pool;
    private int bound;
    private final int slotOctets;
    private Packet free;
    private int made;
    private int available;

    SlotClass(PacketPool pool, int bound, int octets) {
        this.pool = pool;
        this.bound = bound;
        slotOctets = (Packet.HEADROOM + octets + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /// A packet that is in use from now on; null at the bound.
    Packet take() {
        if (free == null && !grow()) {
            return null;
        }
        final Packet packet = free;
        free = packet.next;
        available--;
        return packet;
    }

    void putBack(Packet packet) {
        packet.next = free;
        free = packet;
        available++;
    }

    int bound() {
        return bound;
    }

    /// Octets of the slots that are in use.
    long octets() {
        return (long) outstanding() * slotOctets;
    }

    /// Octets of all slots that there may be.
    long mostOctets() {
        return (long) bound * slotOctets;
    }

    /// Whether so many eighths of those that there may be are in use. Fewer than eight tell nothing.
    boolean isFull(int eighths) {
        return bound >= EIGHTHS && outstanding() * 8L >= (long) bound * eighths;
    }

    int capacity() {
        return slotOctets - Packet.HEADROOM;
    }

    /// How many are in use.
    int outstanding() {
        return made - available;
    }

    private boolean grow() {
        final int slots = Math.min(bound - made, Math.max(1, CHUNK_OCTETS / slotOctets));
        if (slots == 0) {
            return false;
        }
        final ByteBuffer memory = DirectMemory.take(slots * slotOctets + ALIGNMENT);
        if (memory == null) {
            bound = made; // the JVM has no more: this is all that there will be
            return false;
        }
        final ByteBuffer chunk = memory.alignedSlice(ALIGNMENT);
        for (int slot = slots - 1; slot >= 0; slot--) {
            final Packet packet = new Packet(pool, new UnsafeBuffer(chunk, slot * slotOctets, slotOctets));
            pool.adopt(packet);
            putBack(packet);
        }
        made += slots;
        return true;
    }
}
