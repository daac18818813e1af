package anax.netstack.tcp;

import anax.runtime.timer.Timer;

/// When the next octets of a paced connection may go.
///
/// Owner: that of the connection. Allocates when made, never blocks.
final class Pacer {
    /// What may go at once: as much as the rate allows in this time. Smaller steps would cost more timers than
    /// they spare bursts.
    static final long BURST_NS = 1_000_000;

    private static final double NS_PER_SECOND = 1e9;

    final Timer timer;
    boolean waits; // the timer runs, and octets wait for it
    private long rate; // octets a second; 0 as long as there is none
    private long dueNs; // when what was sent would have left at that rate
    private long savedNs; // how much of a silence may be made up for at once

    Pacer(Timer timer, long nowNs) {
        this.timer = timer;
        dueNs = nowNs;
    }

    void rate(long octetsPerSecond) {
        rate = octetsPerSecond;
        savedNs = 0;
    }

    /// The same, and after a silence so many octets go at once before the rate counts.
    void rate(long octetsPerSecond, int atOnce, long nowNs) {
        final boolean begins = rate == 0;
        rate = octetsPerSecond;
        savedNs = (long) (atOnce * NS_PER_SECOND / octetsPerSecond);
        if (begins) {
            dueNs = nowNs - savedNs;
        }
    }

    long rate() {
        return rate;
    }

    /// Whether something may go now.
    boolean isDue(long nowNs) {
        return rate == 0 || dueNs - nowNs <= (waits ? 0 : BURST_NS - 1);
    }

    /// When something may go again.
    long dueNs() {
        return dueNs;
    }

    void onSent(int octets, long nowNs) {
        if (rate > 0) {
            final long leastNs = nowNs - savedNs;
            dueNs = (dueNs - leastNs < 0 ? leastNs : dueNs) + (long) (octets * NS_PER_SECOND / rate);
        }
    }
}
