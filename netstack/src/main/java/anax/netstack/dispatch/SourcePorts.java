package anax.netstack.dispatch;

/// Source ports for connections that one CPU opens: each port that it gives makes the flow hash to that CPU.
///
/// Owner: the CPU that it was made for. Allocates at boot only. Never blocks. At the bound, when every port that
/// leads from a destination to this CPU is taken, answers [#NONE_FREE].
///
/// No port is tried for its hash. A tuple's slot is the slot of its other words XOR the slot of its own port, as the
/// hash is linear; so for a wanted slot the port's slot is known, and [PortsBySlot] has its ports. As the map is one
/// to one and a slot has one CPU, two CPUs never give the same port for one destination: each has a port space of its
/// own, and together they have the whole range.
///
/// The order is that of RFC 6056, section 3.3.4 (double-hash): a destination's ports are taken in a circle whose
/// start only the secret tells, and a counter that few destinations share moves on from one connection to the next.
public final class SourcePorts {
    /// Every port that would bring the flow to this CPU is taken: wait for one, or use another address or CPU.
    public static final int NONE_FREE = -1;

    /// The more counters, the less a destination learns of the connections to others.
    private static final int COUNTER_BITS = 10;

    private final PortsBySlot ports;
    private final FlowHash hash;
    private final SipHash secret;
    private final int[] slots;
    private final int circle;
    private final int[] counters = new int[1 << COUNTER_BITS];

    /// @param ports the range, which all CPUs share
    /// @param table which CPU owns which slot
    /// @param cpu the CPU that wants ports
    /// @param secret of this use and CPU alone
    public SourcePorts(PortsBySlot ports, IndirectionTable table, int cpu, SipHash secret) {
        this.ports = ports;
        hash = ports.hash();
        this.secret = secret;
        slots = table.slotsOf(cpu);
        circle = slots.length * ports.mostInSlot();
    }

    /// A port for an IPv4 flow from `local` to `remote`, or [#NONE_FREE].
    public int pick(int local, int remote, int remotePort, PortUse use) {
        long start = secret.hash((long) local << 32 | (remote & 0xFFFF_FFFFL), remotePort);
        return pick(hash.addressWord(local, remote) ^ remotePort, start, use);
    }

    /// A port for an IPv6 flow, or [#NONE_FREE]. Each address is given as its first and its last eight octets.
    public int pick(long localHigh, long localLow, long remoteHigh, long remoteLow, int remotePort, PortUse use) {
        long start = secret.hash(localHigh, localLow, remoteHigh, remoteLow, remotePort);
        return pick(hash.addressWord(localHigh, localLow, remoteHigh, remoteLow) ^ remotePort, start, use);
    }

    /// @param word the words of the tuple that are known, XORed
    /// @param start random bits that belong to the destination
    private int pick(int word, long start, PortUse use) {
        int known = IndirectionTable.slot(hash.ofWord(word));
        int counter = (int) (start >>> (Long.SIZE - COUNTER_BITS));
        int place = (Integer.remainderUnsigned((int) start, circle) + counters[counter]) % circle;
        for (int tried = 1; tried <= circle; tried++) {
            int slot = slots[place % slots.length] ^ known;
            int index = place / slots.length;
            place = place + 1 == circle ? 0 : place + 1;
            if (index < ports.count(slot)) {
                int port = ports.port(slot, index);
                if (!use.isTaken(port)) {
                    counters[counter] = (counters[counter] + tried) % circle;
                    return port;
                }
            }
        }
        return NONE_FREE;
    }
}
