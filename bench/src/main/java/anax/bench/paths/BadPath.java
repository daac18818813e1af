package anax.bench.paths;

import anax.netstack.link.BurstLoss;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// What a path does to segments, and how long a turn over it takes: the worse it is the longer, or a turn would show
/// luck only. A segment that is reordered comes a quarter of the round trip late, 1 ms at least. Acknowledgments are
/// delayed and nothing else.
///
/// Owner: nobody; immutable.
///
/// @param loss        share of segments that is lost, each for itself
/// @param inBursts    share of segments with which a burst of losses begins
/// @param reordering  share of segments that others overtake
/// @param roundTripMs the round trip without queueing
/// @param megabits    a second that the bottleneck passes
/// @param queue       segments that the bottleneck holds
public record BadPath(double loss, double inBursts, double reordering, int roundTripMs, int megabits, int queue) {
    /// Paths of the grid of the virtual clock: each trouble alone, and some together.
    public static final List<BadPath> GRID = List.of(
            fast(0, 0, 0, 1),
            fast(0, 0, 0, 20),
            fast(0, 0, 0, 200),
            slow(0, 0, 20),
            fast(0.01, 0, 0, 1),
            fast(0.01, 0, 0, 20),
            fast(0.01, 0, 0, 200),
            fast(0.05, 0, 0, 20),
            fast(0.10, 0, 0, 20),
            fast(0, 0.02, 0, 20),
            fast(0, 0, 0.01, 20),
            fast(0, 0, 0.05, 1),
            fast(0, 0, 0.05, 20),
            fast(0, 0, 0.05, 200),
            slow(0, 0.05, 20),
            fast(0.01, 0, 0.01, 20),
            slow(0.01, 0.01, 20),
            fast(0.05, 0, 0.05, 20),
            fast(0, 0.02, 0.05, 20));

    private static final int BURST = 4;
    private static final long BACK = 1; // added to a seed for the way back
    private static final double MEGA = 1e6;
    private static final double PERCENT = 100;
    private static final double HEAVY = 0.05;
    private static final long TURN_MS = 2_000;
    private static final long HEAVY_TURN_MS = 6_000;
    private static final int ROUND_TRIPS = 40;

    private static BadPath fast(double loss, double inBursts, double reordering, int roundTripMs) {
        return new BadPath(loss, inBursts, reordering, roundTripMs, 20, 60);
    }

    private static BadPath slow(double loss, double reordering, int roundTripMs) {
        return new BadPath(loss, 0, reordering, roundTripMs, 2, 20);
    }

    /// What happens to segments.
    Impairments there(long seed) {
        final long msNs = TimeUnit.MILLISECONDS.toNanos(1);
        final Impairments all = Impairments.none(seed)
                .withRate((long) (megabits * MEGA), queue)
                .withDelay(roundTripMs * msNs / 2, Jitter.NONE)
                .withLoss(loss)
                .withReordering(reordering, Math.max(msNs, roundTripMs * msNs / 4));
        return inBursts > 0 ? all.withBurstLoss(BurstLoss.of(inBursts, BURST)) : all;
    }

    /// What happens to acknowledgments.
    Impairments back(long seed) {
        return Impairments.none(seed + BACK).withDelay(TimeUnit.MILLISECONDS.toNanos(roundTripMs) / 2, Jitter.NONE);
    }

    /// From the first octet that came to the end of a turn.
    long turnNs() {
        final long leastMs = loss >= HEAVY ? HEAVY_TURN_MS : TURN_MS;
        return TimeUnit.MILLISECONDS.toNanos(Math.max(leastMs, (long) ROUND_TRIPS * roundTripMs));
    }

    /// In a few words.
    String shown() {
        final String lost = inBursts > 0
                ? String.format(Locale.ROOT, "%.0f %% in bursts of %d", inBursts * PERCENT, BURST)
                : String.format(Locale.ROOT, "%.0f %%", loss * PERCENT);
        return String.format(
                Locale.ROOT,
                "loss %s, reordering %.0f %%, %d ms, %d Mb/s, %d",
                lost,
                reordering * PERCENT,
                roundTripMs,
                megabits,
                queue);
    }
}
