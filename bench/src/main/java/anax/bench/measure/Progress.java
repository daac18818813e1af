package anax.bench.measure;

/// Is told how far a measurement has come.
///
/// Owner: the harness's thread, between slices; must return at once.
@FunctionalInterface
public interface Progress {

    /// The measurement has come this far.
    ///
    /// @param bench what is measured now
    /// @param share 0 at the start, 1 when it is done
    void at(String bench, double share);
}
