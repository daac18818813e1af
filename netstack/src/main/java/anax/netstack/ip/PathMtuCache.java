package anax.netstack.ip;

import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.Guard;
import java.util.Arrays;

/// How large a packet may be on the way to each destination, as routers have reported it (RFC 1191, RFC 8201).
///
/// Owner: one CPU, or several threads that a guard keeps apart. Allocates at boot only. Never blocks otherwise. At
/// the bound a new destination takes the place of the oldest one that shares its row; a destination that was
/// forgotten begins again with the MTU of its first link, which costs a packet or two.
///
/// An entry only goes down, and is forgotten after some minutes, so that a way which has become wider is noticed (RFC
/// 1191, section 6.3). The caller must have checked that the report quotes a packet of his, or anybody could have his
/// packets made small.
public final class PathMtuCache {
    /// No router may ask for less (RFC 791; RFC 1191, section 3).
    public static final int LEAST_IPV4 = 68;

    /// No link may have less (RFC 8200, section 5).
    public static final int LEAST_IPV6 = 1280;

    /// The longest packet without jumbograms.
    public static final int MOST = 65535;

    /// What RFC 1191, section 6.3, recommends: ten minutes.
    public static final long DEFAULT_AGE_NS = 600_000_000_000L;

    /// The report says nothing new: it asks for no less than what is sent already, or for less than is allowed.
    public static final int UNCHANGED = -1;

    /// The MTUs that links have (RFC 1191, section 7.1), for routers of before that RFC, which report 0.
    private static final int[] PLATEAUS = {65535, 32000, 17914, 8166, 4352, 2002, 1492, 1006, 508, 296, LEAST_IPV4};

    private static final int WAYS = 4;
    private static final int MOST_ROWS = 1 << 20;
    private static final long MAPPED = 0xFFFF_0000_0000L;
    private static final long LOW_32 = 0xFFFF_FFFFL;
    private static final int NONE = -1;

    private final long ageNs;
    private final SipHash hash;
    private final Guard guard;
    private final int rowMask;
    private final long[] high;
    private final long[] low;
    private final long[] sinceNs;

    /// 0 where nothing is kept.
    private final int[] mtu;

    private boolean isEmpty = true; // as on most hosts, which then need not look for anything

    /// @param destinations how many can be kept, from 1; rounded up to four times a power of two
    /// @param ageNs how long an entry is believed
    /// @param secret of this cache alone, or anybody could choose destinations that displace each other
    public PathMtuCache(int destinations, long ageNs, SipHash secret) {
        this(destinations, ageNs, secret, Guard.NONE);
    }

    /// As above.
    ///
    /// @param guard keeps those apart who share the cache
    public PathMtuCache(int destinations, long ageNs, SipHash secret, Guard guard) {
        if (destinations < 1 || destinations > WAYS * MOST_ROWS || ageNs < 1) {
            throw new IllegalArgumentException(
                    "%d destinations for %d ns are no cache; use 1 to %d destinations and a time from 1 ns"
                            .formatted(destinations, ageNs, WAYS * MOST_ROWS));
        }
        this.ageNs = ageNs;
        hash = secret;
        this.guard = guard;
        int rows = Integer.highestOneBit((destinations + WAYS - 1) / WAYS * 2 - 1);
        rowMask = rows - 1;
        high = new long[rows * WAYS];
        low = new long[rows * WAYS];
        sinceNs = new long[rows * WAYS];
        mtu = new int[rows * WAYS];
    }

    /// The MTU of the way to an IPv4 destination: what is known of it, but no more than that of the link.
    public int mtu(int destination, int linkMtu, long nowNs) {
        return known(0, mapped(destination), linkMtu, nowNs);
    }

    /// The MTU of the way to an IPv6 destination, given as its first and its last eight octets.
    public int mtu(long destinationHigh, long destinationLow, int linkMtu, long nowNs) {
        return known(destinationHigh, destinationLow, linkMtu, nowNs);
    }

    /// A router wants smaller IPv4 packets (destination unreachable, code 4). The new MTU, or [#UNCHANGED].
    ///
    /// @param reported the next hop's MTU in the message; 0 from routers of before RFC 1191
    /// @param sent the total length in the IP header that the message quotes
    /// @param linkMtu the MTU of the link to this destination
    public int tooBig(int destination, int reported, int sent, int linkMtu, long nowNs) {
        int next = reported == 0 ? plateauUnder(sent) : Math.max(reported, LEAST_IPV4);
        return lower(0, mapped(destination), next, linkMtu, nowNs);
    }

    /// A router wants smaller IPv6 packets (packet too big). The new MTU, or [#UNCHANGED]; a report under
    /// [#LEAST_IPV6] is not believed (RFC 8201, section 4).
    public int tooBig(long destinationHigh, long destinationLow, int reported, int linkMtu, long nowNs) {
        return reported < LEAST_IPV6 ? UNCHANGED : lower(destinationHigh, destinationLow, reported, linkMtu, nowNs);
    }

    /// Forgets all: the ways are others now.
    public void clear() {
        guard.enter();
        Arrays.fill(mtu, 0);
        isEmpty = true;
        guard.leave();
    }

    private int known(long addressHigh, long addressLow, int linkMtu, long nowNs) {
        int known;
        long begun;
        do {
            begun = guard.beginRead();
            int entry = isEmpty ? NONE : find(addressHigh, addressLow, nowNs);
            known = entry == NONE ? linkMtu : Math.min(mtu[entry], linkMtu);
        } while (!guard.endRead(begun));
        return known;
    }

    private int lower(long addressHigh, long addressLow, int next, int linkMtu, long nowNs) {
        guard.enter();
        int lowered = lowerGuarded(addressHigh, addressLow, next, linkMtu, nowNs);
        guard.leave();
        return lowered;
    }

    private int lowerGuarded(long addressHigh, long addressLow, int next, int linkMtu, long nowNs) {
        int entry = find(addressHigh, addressLow, nowNs);
        if (next >= (entry == NONE ? linkMtu : Math.min(mtu[entry], linkMtu))) {
            return UNCHANGED;
        }
        int place = entry == NONE ? leastWorthy(row(addressHigh, addressLow), nowNs) : entry;
        high[place] = addressHigh;
        low[place] = addressLow;
        sinceNs[place] = nowNs;
        mtu[place] = next;
        isEmpty = false;
        return next;
    }

    private int find(long addressHigh, long addressLow, long nowNs) {
        int row = row(addressHigh, addressLow);
        for (int entry = row; entry < row + WAYS; entry++) {
            if (low[entry] == addressLow && high[entry] == addressHigh && isFresh(entry, nowNs)) {
                return entry;
            }
        }
        return NONE;
    }

    /// An entry of the row that says nothing any more, else the oldest.
    private int leastWorthy(int row, long nowNs) {
        int oldest = row;
        for (int entry = row; entry < row + WAYS; entry++) {
            if (!isFresh(entry, nowNs)) {
                return entry;
            }
            if (sinceNs[entry] - sinceNs[oldest] < 0) {
                oldest = entry;
            }
        }
        return oldest;
    }

    private boolean isFresh(int entry, long nowNs) {
        return mtu[entry] != 0 && nowNs - sinceNs[entry] < ageNs;
    }

    private int row(long addressHigh, long addressLow) {
        return ((int) hash.hash(addressHigh, addressLow) & rowMask) * WAYS;
    }

    /// The largest plateau that is smaller; RFC 1191, section 5.
    private static int plateauUnder(int length) {
        for (int plateau : PLATEAUS) {
            if (plateau < length) {
                return plateau;
            }
        }
        return LEAST_IPV4;
    }

    private static long mapped(int address) {
        return MAPPED | (address & LOW_32);
    }
}
