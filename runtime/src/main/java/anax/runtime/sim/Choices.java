package anax.runtime.sim;

/// Where a simulation's decisions come from.
///
/// Owner: one simulation.
public interface Choices {

    /// Decides.
    ///
    /// @param options how many there are to choose from, at least 1
    /// @return 0 to `options`, exclusive
    int choose(int options);
}
