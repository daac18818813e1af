package anax.netstack.packet;

import java.util.function.LongSupplier;

/// One partition's memory outside of the heap, for packets and for octets that were written: what of it is in use,
/// whoever uses it, and by [MemoryLevel] what follows from that.
///
/// Owner: that of the [PacketPool]. Allocates nothing, never blocks. The level is the worst of three: of the octets
/// of packets and buffers together, of short packets, and of long ones, because none helps out for another.
public final class MemoryBudget {
    private static final int HALF = 4; // eighths
    private static final int THREE_QUARTERS = 6;
    private static final int SEVEN_EIGHTHS = 7;

    /// So few long packets only spare work: what finds none comes in short ones. More are there for a link that
    /// needs them.
    private static final int FEW_LONG = 64;

    private final SlotClass small;
    private final SlotClass large;
    private long buffers; // octets that there may be
    private LongSupplier buffersInUse = () -> 0;

    MemoryBudget(SlotClass small, SlotClass large) {
        this.small = small;
        this.large = large;
    }

    /// Says what there is besides packets: once, when the partition is made.
    ///
    /// @param octets how many octets of buffers there may be
    /// @param inUse  how many of them are in use
    public void buffers(long octets, LongSupplier inUse) {
        buffers = octets;
        buffersInUse = inUse;
    }

    /// Octets that it has for packets and buffers together.
    public long bound() {
        return small.mostOctets() + large.mostOctets() + buffers;
    }

    /// Octets that are in use, whole slots and chunks counted.
    public long used() {
        return small.octets() + large.octets() + buffersInUse.getAsLong();
    }

    /// How many packets of the shorter kind there may be.
    public int packets() {
        return small.bound();
    }

    /// The level of now.
    public MemoryLevel level() {
        if (!isFull(HALF)) {
            return MemoryLevel.PLENTY;
        }
        if (!isFull(THREE_QUARTERS)) {
            return MemoryLevel.TIGHT;
        }
        return isFull(SEVEN_EIGHTHS) ? MemoryLevel.CRITICAL : MemoryLevel.SHORT;
    }

    private boolean isFull(int eighths) {
        return used() * 8 >= bound() * eighths
                || small.isFull(eighths)
                || (large.bound() > FEW_LONG && large.isFull(eighths));
    }
}
