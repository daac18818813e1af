package anax.netstack.ip;

import anax.netstack.dispatch.SipHash;
import java.util.Arrays;

/// Which other router of the link is nearer to a destination, as the router on the way has said (RFC 1122, sections
/// 3.2.2.2 and 3.3.1.2). Redirects for networks are kept for the one destination that they quote: a host does not
/// know the networks of others.
///
/// Owner: one partition. Allocates at boot only. Never blocks. At the bound a new destination takes the place of the
/// oldest one that shares its row; what was forgotten goes by the route again, and is redirected again.
///
/// The caller must have checked who says so, and that he was asked by a packet of ours.
public final class RedirectCache {
    /// How long an entry is believed: a router that is nearer no longer would have to say so itself.
    public static final long DEFAULT_AGE_NS = 600_000_000_000L;

    private static final int WAYS = 4;
    private static final int MOST_ROWS = 1 << 20;

    private final long ageNs;
    private final SipHash hash;
    private final int rowMask;
    private final int[] destinations;
    private final int[] gateways; // 0 where nothing is kept
    private final long[] sinceNs;
    private boolean isEmpty = true;

    /// Makes an empty cache.
    ///
    /// @param destinations how many can be kept, from 1; rounded up to four times a power of two
    /// @param ageNs        how long an entry is believed
    /// @param secret       of this cache alone, or anybody could choose destinations that displace each other
    public RedirectCache(int destinations, long ageNs, SipHash secret) {
        if (destinations < 1 || destinations > WAYS * MOST_ROWS || ageNs < 1) {
            throw new IllegalArgumentException(
                    "%d destinations for %d ns are no cache; use 1 to %d destinations and a time from 1 ns"
                            .formatted(destinations, ageNs, WAYS * MOST_ROWS));
        }
        this.ageNs = ageNs;
        hash = secret;
        final int rows = Integer.highestOneBit((destinations + WAYS - 1) / WAYS * 2 - 1);
        rowMask = rows - 1;
        this.destinations = new int[rows * WAYS];
        gateways = new int[rows * WAYS];
        sinceNs = new long[rows * WAYS];
    }

    /// The router to a destination.
    ///
    /// @param otherwise the route's, if no other is known to be nearer
    public int gateway(int destination, int otherwise, long nowNs) {
        if (isEmpty) {
            return otherwise;
        }
        final int row = row(destination);
        for (int entry = row; entry < row + WAYS; entry++) {
            if (destinations[entry] == destination && isFresh(entry, nowNs)) {
                return gateways[entry];
            }
        }
        return otherwise;
    }

    /// Notes that a router is nearer.
    public void learn(int destination, int gateway, long nowNs) {
        final int entry = entryFor(destination, nowNs);
        destinations[entry] = destination;
        gateways[entry] = gateway;
        sinceNs[entry] = nowNs;
        isEmpty = false;
    }

    /// Forgets a router that does not answer (RFC 1122, section 3.3.1.4).
    public void forget(int gateway) {
        for (int entry = 0; !isEmpty && entry < gateways.length; entry++) {
            if (gateways[entry] == gateway) {
                gateways[entry] = 0;
            }
        }
    }

    /// Forgets all: the ways are others now.
    public void clear() {
        Arrays.fill(gateways, 0);
        isEmpty = true;
    }

    /// The destination's, else one of its row that says nothing any more, else the oldest.
    private int entryFor(int destination, long nowNs) {
        final int row = row(destination);
        int chosen = row;
        for (int entry = row; entry < row + WAYS; entry++) {
            if (destinations[entry] == destination && isFresh(entry, nowNs)) {
                return entry;
            }
            final boolean isOlder = sinceNs[entry] - sinceNs[chosen] < 0;
            if (isFresh(chosen, nowNs) && (!isFresh(entry, nowNs) || isOlder)) {
                chosen = entry;
            }
        }
        return chosen;
    }

    private boolean isFresh(int entry, long nowNs) {
        return gateways[entry] != 0 && nowNs - sinceNs[entry] < ageNs;
    }

    private int row(int destination) {
        return ((int) hash.hash(destination) & rowMask) * WAYS;
    }
}
