package anax.netstack.dispatch;

/// A range of ports, sorted by the slot that each one's part of the hash falls into.
///
/// Owner: nobody; immutable, and the same on all CPUs. Allocates at boot only (two octets a port). Never blocks.
///
/// Since the map of a [FlowHash] is one to one, each slot has 512 of the 65536 ports, and of the default range 220 to
/// 222 under [FlowHash#TOEPLITZ].
public final class PortsBySlot {
    /// The range of Linux, which keeps clear of registered services and ends before IANA's dynamic ports do.
    public static final int DEFAULT_FIRST = 32768;

    public static final int DEFAULT_LAST = 60999;

    private static final int LAST_PORT = 65535;

    private final FlowHash hash;
    private final char[] ports;

    /// Where each slot's ports begin in `ports`, and the end.
    private final int[] begin = new int[IndirectionTable.SLOTS + 1];

    private final int mostInSlot;

    /// @param hash the hash of the stack
    /// @param first the first port of the range, from 1
    /// @param last the last one, to 65535
    public PortsBySlot(FlowHash hash, int first, int last) {
        if (first < 1 || last > LAST_PORT || first > last) {
            throw new IllegalArgumentException(
                    "ports %d to %d are no range; use a first port from 1 and a last one from there to %d"
                            .formatted(first, last, LAST_PORT));
        }
        this.hash = hash;
        ports = new char[last - first + 1];
        for (int port = first; port <= last; port++) {
            begin[slotOf(port) + 1]++;
        }
        int most = 0;
        for (int slot = 0; slot < IndirectionTable.SLOTS; slot++) {
            most = Math.max(most, begin[slot + 1]);
            begin[slot + 1] += begin[slot];
        }
        mostInSlot = most;
        int[] next = begin.clone();
        for (int port = first; port <= last; port++) {
            ports[next[slotOf(port)]++] = (char) port;
        }
    }

    /// The hash that the ports were sorted by.
    FlowHash hash() {
        return hash;
    }

    /// How many ports a slot has.
    int count(int slot) {
        return begin[slot + 1] - begin[slot];
    }

    /// The most ports that any slot has.
    int mostInSlot() {
        return mostInSlot;
    }

    /// A slot's port, counted from 0 to under [#count(int)].
    int port(int slot, int index) {
        return ports[begin[slot] + index];
    }

    private int slotOf(int port) {
        return IndirectionTable.slot(hash.ofWord(port));
    }
}
