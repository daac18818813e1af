package anax.bench.paths;

import anax.bench.measure.Spread;

/// What we get of a bottleneck that we share with a kernel.
///
/// Owner: nobody; immutable.
///
/// @param algorithm the congestion control of both
/// @param path      the bottleneck
/// @param share     of what came, the part that came from us; 0 to 1
/// @param megabits  a second that came from both together
public record ShareRow(String algorithm, String path, Spread share, Spread megabits) {
    static final double LEAST = 0.4;
    static final double MOST = 0.6;

    /// Whether neither pushes the other aside.
    public boolean isFair() {
        return share.median() >= LEAST && share.median() <= MOST;
    }
}
