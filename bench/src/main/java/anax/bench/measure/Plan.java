package anax.bench.measure;

/// How long and how often is measured.
///
/// Owner: nobody; immutable.
///
/// @param sliceNs         length of a slice, at most [#MAX_SLICE_NS]
/// @param rounds          measured rounds in each fork: each contestant gets one slice a round
/// @param maxWarmUpRounds where warm-up ends even if figures have not settled
/// @param forks           fresh JVMs that each measure everything
public record Plan(long sliceNs, int rounds, int maxWarmUpRounds, int forks) {
    /// The longest slice: what lies further apart than this is not compared.
    public static final long MAX_SLICE_NS = 100_000_000;

    /// Checks the bounds.
    ///
    /// @throws IllegalArgumentException if a number is out of its bounds
    public Plan {
        if (sliceNs < 1 || sliceNs > MAX_SLICE_NS) {
            throw new IllegalArgumentException("slice of " + sliceNs + " ns was given; use 1 to " + MAX_SLICE_NS
                    + ", or interleaving means nothing");
        }
        if (rounds < 1 || maxWarmUpRounds < 1 || forks < 1) {
            throw new IllegalArgumentException(rounds + " rounds, at most " + maxWarmUpRounds + " of warm-up, and "
                    + forks + " forks were given; use at least 1 of each");
        }
    }

    /// Enough to see what is what: one fork, less than a second for each contestant.
    public static Plan quick() {
        return new Plan(20_000_000, 13, 16, 1);
    }

    /// Enough to set very many groups beside each other: three forks, a third of a second in each for each
    /// contestant, whose JVM has warmed up by itself before.
    public static Plan matrix() {
        return new Plan(20_000_000, 16, 16, 3);
    }

    /// Enough to report: three forks, about three measured seconds in each for each contestant.
    public static Plan full() {
        return new Plan(50_000_000, 60, 80, 3);
    }
}
