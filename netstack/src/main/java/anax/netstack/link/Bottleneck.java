package anax.netstack.link;

/// The place on a path where frames leave one after the other at a given rate, and wait for their turn.
///
/// Owner: one CPU. Allocates when made, never blocks; at its bound it takes no frame.
final class Bottleneck {
    private static final double NS_PER_SECOND = 1e9;

    private final double nsPerOctet;
    private final long[] departures; // of those that wait, or leave just now: a ring
    private int oldest;
    private int waiting;
    private long freeAtNs;

    Bottleneck(Impairments.Rate rate) {
        nsPerOctet = rate.bitsPerSecond() == 0 ? 0 : Byte.SIZE * NS_PER_SECOND / rate.bitsPerSecond();
        departures = new long[rate.bitsPerSecond() == 0 ? 0 : rate.queueLimit()];
    }

    /// True if a frame that comes now finds the queue full.
    boolean isFull(long nowNs) {
        while (waiting > 0 && departures[oldest] - nowNs <= 0) {
            oldest = following(oldest);
            waiting--;
        }
        return nsPerOctet != 0 && waiting == departures.length;
    }

    /// Puts a frame into the queue, which must not be full.
    ///
    /// @return when its last bit leaves
    long enqueue(int octets, long nowNs) {
        if (nsPerOctet == 0) {
            return nowNs;
        }
        final long begin = waiting == 0 ? nowNs : freeAtNs;
        freeAtNs = begin + Math.round(octets * nsPerOctet);
        int place = oldest + waiting;
        place = place >= departures.length ? place - departures.length : place;
        departures[place] = freeAtNs;
        waiting++;
        return freeAtNs;
    }

    private int following(int place) {
        return place + 1 == departures.length ? 0 : place + 1;
    }
}
