package anax.bench.scheduler.user;

/// What shares should be, and what they were.
///
/// Owner: nobody; stateless.
final class Shares {
    private static final double MILLION = 1e6;

    private Shares() {}

    /// How much the share that is most off is off what its weight says, of that share, in millionths.
    static long mostOffPpm(long[] ranNs, int[] weights) {
        double ran = 0;
        double weight = 0;
        for (int i = 0; i < weights.length; i++) {
            ran += ranNs[i];
            weight += weights[i];
        }
        double most = 0;
        for (int i = 0; i < weights.length; i++) {
            most = Math.max(most, Math.abs(ranNs[i] / ran * weight / weights[i] - 1));
        }
        return Math.max(1, Math.round(most * MILLION));
    }
}
