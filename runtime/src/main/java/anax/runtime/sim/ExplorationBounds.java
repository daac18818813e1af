package anax.runtime.sim;

/// How far an exploration goes.
///
/// @param stops how often in a run CPUs may be stopped that could go on, 0 to 1,000; CPUs that wait or park are
///              followed by any other, at no cost. Most defects of concurrency need one or two stops
/// @param depth how many choices of a run branch, 0 to 100,000; beyond, it goes on without stops, the CPUs in turn
/// @param runs  how many runs at most, 1 or more
public record ExplorationBounds(int stops, int depth, int runs) {
    private static final int MOST_STOPS = 1_000;
    private static final int MOST_DEPTH = 100_000;

    /// Checks each value.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public ExplorationBounds {
        check(stops >= 0 && stops <= MOST_STOPS, stops + " stops were given; use 0 to " + MOST_STOPS);
        check(depth >= 0 && depth <= MOST_DEPTH, "a depth of " + depth + " was given; use 0 to " + MOST_DEPTH);
        check(runs >= 1, runs + " runs were given; use at least 1");
    }

    /// So many stops, and depth and runs that suffice for systems of a few messages.
    public static ExplorationBounds ofStops(int stops) {
        return new ExplorationBounds(stops, 10_000, 5_000_000);
    }

    /// The same with another depth.
    public ExplorationBounds withDepth(int newDepth) {
        return new ExplorationBounds(stops, newDepth, runs);
    }

    /// The same with another number of runs.
    public ExplorationBounds withRuns(int newRuns) {
        return new ExplorationBounds(stops, depth, newRuns);
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
