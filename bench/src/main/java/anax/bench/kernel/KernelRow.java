package anax.bench.kernel;

import anax.bench.measure.Spread;

/// One figure of a stack of ours beside the kernel's.
///
/// Owner: nobody; immutable.
///
/// @param cpus     how many the stack had
/// @param what     was measured
/// @param unit     of both figures
/// @param ours     the stack's
/// @param kernel   the kernel's over veth, in the same run; null if there is none to compare with
/// @param ratio    ours by the kernel's, of neighbouring turns; of what stands for itself, ours
/// @param bound    what the ratio is held against
/// @param isAtMost whether the bound is the most that is good, or the least
/// @param isJudged whether it is held against its bound at all; else it is only reported
public record KernelRow(
        int cpus,
        String what,
        String unit,
        Spread ours,
        Spread kernel,
        Spread ratio,
        double bound,
        boolean isAtMost,
        boolean isJudged) {

    /// True if the median is on the good side of the bound.
    public boolean holds() {
        return isAtMost ? ratio.median() <= bound : ratio.median() >= bound;
    }
}
