package anax.runtime.sim;

/// What came of an exploration in which no run failed.
///
/// @param bounds       how far it was to go
/// @param runs         how many runs there were, each another interleaving
/// @param longest      the most choices that one of them had
/// @param beyondDepth  how many of them had more choices than were to branch
/// @param isComplete   true if there is no other run within the bounds on stops and depth; false if the bound on
///                     runs ended it
public record Exploration(ExplorationBounds bounds, int runs, int longest, int beyondDepth, boolean isComplete) {

    /// Refuses an exploration that left out a run with as many stops as its bounds allow.
    ///
    /// @return this
    /// @throws IllegalStateException if runs were left out, saying which bound to change
    public Exploration requireAllInterleavings() {
        if (!isComplete) {
            throw new IllegalStateException("not everything was explored: " + runs + " runs were too few for "
                    + bounds.stops() + " stops; allow more runs, or fewer stops");
        }
        if (beyondDepth > 0) {
            throw new IllegalStateException("not everything was explored: " + beyondDepth + " of " + runs
                    + " runs had more than " + bounds.depth() + " choices, up to " + longest
                    + "; allow more depth, or make the scenario smaller");
        }
        return this;
    }

    /// The figures in a line, for a person to read.
    @Override
    public String toString() {
        return runs + " runs with up to " + bounds.stops() + " stops and " + longest + " choices, "
                + (isComplete ? "complete" : "NOT complete")
                + (beyondDepth > 0 ? ", but " + beyondDepth + " went on beyond the depth of " + bounds.depth() : "");
    }
}
