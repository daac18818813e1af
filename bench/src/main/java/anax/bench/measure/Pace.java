package anax.bench.measure;

/// How a group's rounds differ from the plan's, where its job is too rare or too long for them.
///
/// Owner: nobody; immutable.
///
/// @param sliceNs      length of a slice, at most [Plan#MAX_SLICE_NS]; 0 for the plan's
/// @param rounds       measured rounds in each fork; 0 for the plan's
/// @param warmUpRounds rounds that are thrown away before, always all of them; 0 for the plan's, which end when figures
///   have settled
public record Pace(long sliceNs, int rounds, int warmUpRounds) {
    /// As the plan says.
    public static final Pace PLANNED = new Pace(0, 0, 0);

    /// Checks the bounds.
    ///
    /// @throws IllegalArgumentException if a number is out of its bounds
    public Pace {
        if (sliceNs < 0 || sliceNs > Plan.MAX_SLICE_NS || rounds < 0 || warmUpRounds < 0) {
            throw new IllegalArgumentException("slices of " + sliceNs + " ns, " + rounds + " rounds and " + warmUpRounds
                    + " of warm-up were given; use slices of at most " + Plan.MAX_SLICE_NS
                    + " ns, and nothing below 0");
        }
    }

    /// The plan of a group with this pace.
    public Plan of(Plan plan) {
        return new Plan(
                sliceNs == 0 ? plan.sliceNs() : sliceNs,
                rounds == 0 ? plan.rounds() : rounds,
                warmUpRounds == 0 ? plan.maxWarmUpRounds() : warmUpRounds,
                plan.forks());
    }

    /// True if warm-up ends when figures have settled, not after a fixed number of rounds.
    public boolean settles() {
        return warmUpRounds == 0;
    }
}
