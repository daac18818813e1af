package anax.netstack.link;

import anax.netstack.packet.Packet;

/// Packets that are due later, the earliest first, and those that are due together in the order of their coming.
///
/// Owner: that of the packets. Allocates when made. Never blocks; whoever adds looks at [#isFull] before.
final class HeldPackets {
    private final Packet[] packets;
    private final long[] dueNs;
    private final long[] numbers;
    private int size;
    private long added;

    HeldPackets(int bound) {
        packets = new Packet[bound];
        dueNs = new long[bound];
        numbers = new long[bound];
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == packets.length;
    }

    int size() {
        return size;
    }

    /// When the first one is due. There must be one.
    long firstDueNs() {
        return dueNs[0];
    }

    void add(Packet packet, long packetDueNs) {
        int hole = size++;
        final long number = added++;
        while (hole > 0) {
            final int parent = (hole - 1) / 2;
            if (!isBefore(packetDueNs, number, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, packet, packetDueNs, number);
    }

    /// Takes the first one. There must be one.
    Packet removeFirst() {
        final Packet first = packets[0];
        final int last = --size;
        final Packet packet = packets[last];
        final long packetDueNs = dueNs[last];
        final long number = numbers[last];
        packets[last] = null;
        int hole = 0;
        for (int child = 1; child < last; child = 2 * hole + 1) {
            if (child + 1 < last && isBefore(dueNs[child + 1], numbers[child + 1], child)) {
                child++;
            }
            if (isBefore(packetDueNs, number, child)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        if (last > 0) {
            put(hole, packet, packetDueNs, number);
        }
        return first;
    }

    /// Times are compared by their difference: a clock may wrap around.
    private boolean isBefore(long aDueNs, long number, int place) {
        final long later = aDueNs - dueNs[place];
        return later < 0 || (later == 0 && number < numbers[place]);
    }

    private void move(int from, int to) {
        put(to, packets[from], dueNs[from], numbers[from]);
    }

    private void put(int place, Packet packet, long packetDueNs, long number) {
        packets[place] = packet;
        dueNs[place] = packetDueNs;
        numbers[place] = number;
    }
}
