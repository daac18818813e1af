package anax.bench.tcp;

/// Whether both hosts are on one CPU, which then does everything, or each is on its own.
///
/// Owner: nobody; a constant.
public enum Placement {
    /// On one CPU.
    TOGETHER,

    /// Each on its own.
    APART
}
