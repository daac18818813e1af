package anax.netstack.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The packets of one CPU: memory off the heap in slots of two lengths.
///
/// Owner: the CPU, which alone allocates and takes back; packets that another CPU is done with come home as entries
/// of the crossbar ([HomewardPackets]). Takes memory as it is needed, up to its bound; at the bound [#allocate]
/// answers null and counts, and the caller drops what it had in mind. Never blocks.
public final class PacketPool implements PacketSource {
    private final BooleanSupplier onOwner;
    private final int cpu;
    private final boolean debug;
    private final SlotClass small;
    private final SlotClass large;
    private final List<Packet> all = new ArrayList<>(); // in debug mode only
    private final MemoryBudget memory;
    private long exhausted;

    /// Makes an empty pool.
    ///
    /// @param cpu     the number of the CPU that it belongs to
    /// @param onOwner whether the caller runs there; asked by assertions only
    public PacketPool(int cpu, PacketPoolConfig config, BooleanSupplier onOwner) {
        this.cpu = cpu;
        this.onOwner = onOwner;
        debug = config.debug();
        small = new SlotClass(this, config.smallSlots(), config.smallOctets());
        large = new SlotClass(this, config.largeSlots(), PacketPoolConfig.LARGE_OCTETS);
        memory = new MemoryBudget(small, large);
    }

    /// A packet without octets that can hold so many behind its headroom.
    ///
    /// @return null if the pool has reached its bound, or no slot is that long
    @Override
    public Packet allocate(int octets) {
        assert onOwner.getAsBoolean() : "a packet of CPU " + cpu + " was allocated elsewhere";
        final Packet packet = octets <= small.capacity() ? small.take() : takeLarge(octets);
        if (packet == null) {
            exhausted++;
            return null;
        }
        packet.begin();
        assert packet.belongsTo(cpu);
        if (debug) {
            packet.allocatedAt(new Throwable("allocated here"));
        }
        return packet;
    }

    /// True if so many octets fit into a packet of the shorter kind.
    public boolean isShort(int octets) {
        return octets <= small.capacity();
    }

    /// Takes a packet back. For the owner, of a packet that is its own again.
    public void takeBack(Packet packet) {
        assert onOwner.getAsBoolean() : "a packet of CPU " + cpu + " was taken back elsewhere";
        assert packet.home() == this : "a packet came to another pool than its own";
        assert !packet.isPooled() : "a packet was freed twice";
        if (debug) {
            spoil(packet);
        }
        assert packet.belongsTo(Packet.POOLED);
        final SlotClass slots = packet.capacity() == small.capacity() ? small : large;
        slots.putBack(packet);
    }

    /// The memory that its packets are part of.
    public MemoryBudget memory() {
        return memory;
    }

    /// How many of its packets are not in it.
    public int outstanding() {
        return small.outstanding() + large.outstanding();
    }

    /// How often it had no packet to give.
    public long exhausted() {
        return exhausted;
    }

    /// Number of the CPU that it belongs to.
    public int cpu() {
        return cpu;
    }

    /// Where the packets that are not in it were allocated. In debug mode only; else an empty list.
    public List<Throwable> leaks() {
        final List<Throwable> leaks = new ArrayList<>();
        for (final Packet packet : all) {
            if (packet.allocatedAt() != null) {
                leaks.add(packet.allocatedAt());
            }
        }
        return leaks;
    }

    /// Takes back a chain of packets that came home.
    void takeBackAll(Packet first) {
        Packet packet = first;
        while (packet != null) {
            final Packet following = packet.next;
            assert packet.belongsTo(cpu);
            takeBack(packet);
            packet = following;
        }
    }

    /// Notes a packet that was made for this pool.
    void adopt(Packet packet) {
        if (debug) {
            all.add(packet);
        }
    }

    private Packet takeLarge(int octets) {
        return octets <= large.capacity() ? large.take() : null;
    }

    /// Whoever reads on in a packet that it has freed shall not find what was there.
    private static void spoil(Packet packet) {
        packet.buffer().setMemory(0, packet.buffer().capacity(), (byte) 0xDB);
        packet.allocatedAt(null);
    }
}
