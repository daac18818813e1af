package anax.netstack.dispatch;

import java.util.function.Consumer;

/// What a CPU keeps for each of its flows, such as connections: found by addresses and ports, of IPv4 or IPv6.
///
/// Owner: one CPU. Lookups and removals allocate nothing, inserts only when the table grows. Never blocks. At the
/// bound, which counts both versions of IP, [#insert(int, int, int, int, V)] answers [#FULL].
///
/// The hash is [SipHash], not the one that chose the CPU: that one is linear, and whoever chose the flows could lead
/// all of them into one row of slots. The table grows by doubling, and never shrinks; an insert that finds it growing
/// moves up to [#MOST_MOVED] entries, so that no insert waits for a whole table to be hashed again.
///
/// @param <V> what is kept
public final class FlowTable<V> extends FlowIndex<V> {
    /// The flow was inserted.
    public static final int INSERTED = 0;

    /// The flow is there already; nothing was changed.
    public static final int DUPLICATE = -1;

    /// The table holds as many flows as it may; nothing was changed. Remove one, or refuse the flow.
    public static final int FULL = -2;

    /// The most entries that a single insert moves.
    public static final int MOST_MOVED = GrowingSlots.MOST_MOVED;

    /// The highest bound that a table can have.
    public static final int MOST_FLOWS = 1 << 27;

    private static final int IPV4_WORDS = 2;
    private static final int IPV6_WORDS = 5;
    private static final long LOW_32 = 0xFFFF_FFFFL;

    /// Keeps the hash in a slot from being 0, which means an empty one.
    private static final long TAKEN = 1L << 32;

    private final int maximum;
    private final SipHash hash;
    private final GrowingSlots ipv4 = new GrowingSlots(IPV4_WORDS);
    private final GrowingSlots ipv6 = new GrowingSlots(IPV6_WORDS);

    /// @param maximum how many flows the table may hold, 1 to [#MOST_FLOWS]
    /// @param secret of this table alone
    public FlowTable(int maximum, SipHash secret) {
        if (maximum < 1 || maximum > MOST_FLOWS) {
            throw new IllegalArgumentException(
                    "a table of %d flows cannot be; use a maximum of 1 to %d".formatted(maximum, MOST_FLOWS));
        }
        this.maximum = maximum;
        hash = secret;
    }

    @Override
    public V get(int local, int remote, int localPort, int remotePort) {
        if (ipv4.count() == 0) {
            return null;
        }
        long addresses = addresses(local, remote);
        int ports = ports(localPort, remotePort);
        return value(ipv4, ipv4.find(addresses, last(hash.hash(addresses, ports), ports)));
    }

    /// What is kept for an IPv6 flow, or null. Each address is given as its first and its last eight octets.
    public V get(long localHigh, long localLow, long remoteHigh, long remoteLow, int localPort, int remotePort) {
        int ports = ports(localPort, remotePort);
        long last = last(hash.hash(localHigh, localLow, remoteHigh, remoteLow, ports), ports);
        return value(ipv6, ipv6.find(localHigh, localLow, remoteHigh, remoteLow, last));
    }

    @Override
    public int insert(int local, int remote, int localPort, int remotePort, V value) {
        long addresses = addresses(local, remote);
        int ports = ports(localPort, remotePort);
        long last = last(hash.hash(addresses, ports), ports);
        int refusal = refusal(ipv4.find(addresses, last));
        if (refusal == INSERTED) {
            ipv4.insert(addresses, last, value);
        }
        return refusal;
    }

    /// Keeps a value for an IPv6 flow: [#INSERTED], [#DUPLICATE] or [#FULL].
    public int insert(
            long localHigh, long localLow, long remoteHigh, long remoteLow, int localPort, int remotePort, V value) {
        int ports = ports(localPort, remotePort);
        long last = last(hash.hash(localHigh, localLow, remoteHigh, remoteLow, ports), ports);
        int refusal = refusal(ipv6.find(localHigh, localLow, remoteHigh, remoteLow, last));
        if (refusal == INSERTED) {
            ipv6.insert(localHigh, localLow, remoteHigh, remoteLow, last, value);
        }
        return refusal;
    }

    @Override
    public V remove(int local, int remote, int localPort, int remotePort) {
        long addresses = addresses(local, remote);
        int ports = ports(localPort, remotePort);
        return removed(ipv4, ipv4.find(addresses, last(hash.hash(addresses, ports), ports)));
    }

    /// Forgets an IPv6 flow and answers what was kept for it, or null if nothing was.
    public V remove(long localHigh, long localLow, long remoteHigh, long remoteLow, int localPort, int remotePort) {
        int ports = ports(localPort, remotePort);
        long last = last(hash.hash(localHigh, localLow, remoteHigh, remoteLow, ports), ports);
        return removed(ipv6, ipv6.find(localHigh, localLow, remoteHigh, remoteLow, last));
    }

    /// How many flows there are, of both versions.
    @Override
    public int size() {
        return ipv4.count() + ipv6.count();
    }

    /// How many entries growth has moved since the start, for inspection.
    public long moved() {
        return ipv4.moved() + ipv6.moved();
    }

    /// The most slots of a generation that a lookup looks at before it finds its flow, for inspection: looks at
    /// all of them.
    public int longestProbe() {
        return Math.max(ipv4.longestProbe(), ipv6.longestProbe());
    }

    @Override
    public void forEach(Consumer<? super V> consumer) {
        Consumer<Object> of = value -> consumer.accept(cast(value));
        ipv4.forEach(of);
        ipv6.forEach(of);
    }

    private int refusal(int place) {
        if (place != FlowSlots.NONE) {
            return DUPLICATE;
        }
        return size() < maximum ? INSERTED : FULL;
    }

    private V value(GrowingSlots slots, int place) {
        return place == FlowSlots.NONE ? null : cast(slots.value(place));
    }

    private V removed(GrowingSlots slots, int place) {
        V value = value(slots, place);
        if (place != FlowSlots.NONE) {
            slots.remove(place);
        }
        return value;
    }

    /// Only values of the table's own type come in.
    @SuppressWarnings("unchecked")
    private V cast(Object value) {
        return (V) value;
    }

    private static long addresses(int local, int remote) {
        return (long) local << 32 | (remote & LOW_32);
    }

    private static int ports(int localPort, int remotePort) {
        assert (localPort | remotePort) >>> 16 == 0 : "ports %d and %d".formatted(localPort, remotePort);
        return localPort << 16 | remotePort;
    }

    private static long last(long hash, int ports) {
        return (hash & ~LOW_32) | TAKEN | (ports & LOW_32);
    }
}
