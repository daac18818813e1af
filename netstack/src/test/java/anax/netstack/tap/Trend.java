package anax.netstack.tap;

import java.util.List;

/// How a figure goes over a run: the straight line that lies closest to its samples, by least squares.
///
/// Owner: nobody, it never changes.
///
/// @param mean   of the samples
/// @param growth from the first sample to the last, along the line
record Trend(double mean, double growth) {
    /// Of samples at equal distances; the first third of them is the way to the steady state, and does not count.
    static Trend of(List<Long> all) {
        final List<Long> samples = all.subList(all.size() / 3, all.size());
        final int count = samples.size();
        final double middle = (count - 1) / 2.0;
        final double mean = samples.stream().mapToLong(each -> each).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (int i = 0; i < count; i++) {
            product += (i - middle) * (samples.get(i) - mean);
            square += (i - middle) * (i - middle);
        }
        return new Trend(mean, square == 0 ? 0 : product / square * (count - 1));
    }
}
