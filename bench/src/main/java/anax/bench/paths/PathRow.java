package anax.bench.paths;

import anax.bench.measure.Spread;

/// One path with one congestion control: ours beside the kernel's.
///
/// Owner: nobody; immutable.
///
/// @param algorithm   the congestion control of both
/// @param path        over which
/// @param ours        megabits a second that came from us
/// @param kernel      the same from the kernel
/// @param ratio       ours by the kernel's, of neighbouring turns with the same seed
/// @param ourAgain    segments that we sent again, in all turns together
/// @param kernelAgain the same of the kernel
/// @param ourTwice    those of ours that the receiver had already
/// @param kernelTwice the same of the kernel
public record PathRow(
        String algorithm,
        String path,
        Spread ours,
        Spread kernel,
        Spread ratio,
        long ourAgain,
        long kernelAgain,
        long ourTwice,
        long kernelTwice) {
    static final double AT_LEAST = 0.95;

    /// Whether as much comes through as of the kernel's.
    public boolean isFastEnough() {
        return ratio.median() >= AT_LEAST;
    }

    /// Whether no more is sent in vain than by the kernel.
    public boolean isSparing() {
        return ourTwice <= kernelTwice;
    }
}
