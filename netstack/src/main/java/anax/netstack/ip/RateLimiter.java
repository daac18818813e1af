package anax.netstack.ip;

/// Lets so many events a second through, and a burst of them at once: a token bucket, for ICMP errors (RFC 1812,
/// section 4.3.2.8; RFC 4443, section 2.4 (f)).
///
/// Owner: one CPU. Allocates nothing. Never blocks: at the bound [#tryTake] answers false, and nothing is sent.
///
/// Instead of tokens it keeps the time until which those that were taken are paid for.
public final class RateLimiter {
    private static final long SECOND_NS = 1_000_000_000L;

    private final long intervalNs;
    private final long depthNs;
    private long paidUntilNs;

    /// @param perSecond how many events a second in the long run, 1 to a thousand million; 0 for none at all
    /// @param burst how many at once after a rest, from 1
    /// @param nowNs the present; the bucket is full
    public RateLimiter(int perSecond, int burst, long nowNs) {
        if (perSecond < 0 || perSecond > SECOND_NS || burst < 1) {
            throw new IllegalArgumentException(
                    "a limit of %d a second and %d at once is no limit; use 0 to %d a second and a burst from 1"
                            .formatted(perSecond, burst, SECOND_NS));
        }
        intervalNs = perSecond == 0 ? 0 : (SECOND_NS + perSecond - 1) / perSecond;
        depthNs = perSecond == 0 ? -1 : (burst - 1) * intervalNs;
        paidUntilNs = nowNs;
    }

    /// Whether one more event may happen now; if so, it counts.
    public boolean tryTake(long nowNs) {
        long aheadNs = Math.max(0, paidUntilNs - nowNs);
        if (aheadNs > depthNs) {
            return false;
        }
        paidUntilNs = nowNs + aheadNs + intervalNs;
        return true;
    }
}
