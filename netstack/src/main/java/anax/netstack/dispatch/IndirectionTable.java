package anax.netstack.dispatch;

import java.util.Arrays;

/// Which CPU owns the flows of a hash: [#SLOTS] slots, each of them a CPU's.
///
/// Owner: nobody; immutable, and the same on all CPUs. Allocates at boot only. Never blocks.
///
/// A secret of the boot permutes the slots, so that nobody outside can choose flows that all come to one CPU; after
/// that the table is fixed, so that a connection keeps its CPU and [SourcePorts] of two CPUs never meet. No CPU has
/// over one slot more than another. Where they do not divide evenly the last CPUs have one more, for the first also
/// serves what has no ports.
public final class IndirectionTable {
    /// How many slots: as many as a network card has for receive-side scaling. Also the most CPUs that can have
    /// one.
    public static final int SLOTS = 128;

    private final int cpus;
    private final byte[] cpuOfSlot = new byte[SLOTS];

    /// @param cpus how many CPUs own flows, 1 to [#SLOTS]
    /// @param secret the same for all who must come to the same answers
    public IndirectionTable(int cpus, SipHash secret) {
        if (cpus < 1 || cpus > SLOTS) {
            throw new IllegalArgumentException(
                    "%d CPUs cannot share %d slots; use 1 to %d CPUs for the stack".formatted(cpus, SLOTS, SLOTS));
        }
        this.cpus = cpus;
        for (int slot = 0; slot < SLOTS; slot++) {
            int other = below(slot + 1, secret.hash(slot));
            cpuOfSlot[slot] = cpuOfSlot[other];
            cpuOfSlot[other] = (byte) (cpus - 1 - slot % cpus);
        }
    }

    /// A table in which every slot is one CPU's.
    ///
    /// @param cpus how many CPUs there are, 1 to [#SLOTS]
    public static IndirectionTable allTo(int cpu, int cpus) {
        if (cpu < 0 || cpu >= cpus) {
            throw new IllegalArgumentException(
                    "all slots were to be CPU %d's; use one of 0 to %d".formatted(cpu, cpus - 1));
        }
        final IndirectionTable table = new IndirectionTable(cpus, new SipHash(0, 0));
        Arrays.fill(table.cpuOfSlot, (byte) cpu);
        return table;
    }

    /// A table in which some owners that follow each other share the slots of a coarser one: each has slots of
    /// one of its CPUs only, that of the remainder of the owner's number, as long as there are no fewer owners
    /// than CPUs.
    ///
    /// @param coarse whose slots are shared out further
    /// @param first  the first owner
    /// @param owners how many they are
    /// @param all    how many owners there could be, 1 to [#SLOTS]; the others have none
    public static IndirectionTable within(IndirectionTable coarse, int first, int owners, int all) {
        if (owners < 1 || owners > all - first) {
            throw new IllegalArgumentException("slots were to be shared by %d owners from %d on; there are %d up to %d"
                    .formatted(owners, first, all - first, all - 1));
        }
        final IndirectionTable table = allTo(first, all);
        final int[] next = new int[coarse.cpus];
        for (int slot = 0; slot < SLOTS; slot++) {
            final int cpu = coarse.cpuOfSlot[slot];
            int owner = next[cpu];
            do {
                owner = (owner + 1) % owners;
            } while (owners >= coarse.cpus && (first + owner) % coarse.cpus != cpu);
            next[cpu] = owner;
            table.cpuOfSlot[slot] = (byte) (first + owner);
        }
        return table;
    }

    /// The slot of a hash, of which only the low bits count.
    public static int slot(int hash) {
        return hash & SLOTS - 1;
    }

    /// The CPU that owns the flows with this hash.
    public int cpu(int hash) {
        return cpuOfSlot[slot(hash)];
    }

    /// How many CPUs own slots.
    public int cpus() {
        return cpus;
    }

    /// The slots of one CPU, in ascending order.
    public int[] slotsOf(int cpu) {
        if (cpu < 0 || cpu >= cpus) {
            throw new IllegalArgumentException("CPU %d owns no slots; ask for one of 0 to %d".formatted(cpu, cpus - 1));
        }
        int[] slots = new int[SLOTS];
        int count = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (cpuOfSlot[slot] == cpu) {
                slots[count++] = slot;
            }
        }
        return Arrays.copyOf(slots, count);
    }

    /// A number under the bound from 64 random bits.
    private static int below(int bound, long random) {
        return (int) Math.unsignedMultiplyHigh(random, bound);
    }
}
