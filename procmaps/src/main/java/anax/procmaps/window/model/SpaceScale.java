package anax.procmaps.window.model;

import anax.procmaps.filter.Filter;
import anax.procmaps.maps.MapsSnapshot;
import java.util.Arrays;

/// Where each address stands on a line from 0 to 1, the lowest left.
///
/// On the compressed scale a region is as wide as the logarithm of its size, and what is free between regions is a
/// narrow gap, however large: so 128 TiB of nothing hide no page. On the linear scale, which is for a part of the
/// space, width is size.
///
/// Owner: nobody; nothing changes it. Holds 28 bytes for each region and gap.
public final class SpaceScale {
    /// What a segment says of itself if it is no region.
    public static final int NO_REGION = -1;

    /// The smallest region is a page, and as wide as 1.
    private static final int LOG_OF_HALF_PAGE = 11;

    private static final double GAP_WEIGHT = 1.5;
    private static final double MOST_OF_GAPS = 0.2;

    private final boolean linear;
    private final double[] edges;
    private final long[] starts;
    private final long[] ends;
    private final int[] regions;
    private int count;

    private SpaceScale(boolean linear, int most) {
        this.linear = linear;
        this.edges = new double[most + 1];
        this.starts = new long[most];
        this.ends = new long[most];
        this.regions = new int[most];
    }

    /// All regions of a map. A map that is not in order has no scale: the result is empty.
    public static SpaceScale compressed(MapsSnapshot map) {
        var scale = new SpaceScale(false, 2 * map.count() + 1);
        for (int i = 0; i < map.count() && map.isOrdered(); i++) {
            if (scale.count > 0 && scale.ends[scale.count - 1] != map.start(i)) {
                scale.add(scale.ends[scale.count - 1], map.start(i), NO_REGION, GAP_WEIGHT);
            }
            if (map.size(i) != 0) {
                scale.add(map.start(i), map.end(i), i, weight(map.size(i)));
            }
        }
        scale.squeezeGaps();
        scale.normalise();
        return scale;
    }

    /// The addresses of a range, each as wide as the other.
    public static SpaceScale linear(MapsSnapshot map, Filter.Range range) {
        int from = map.isOrdered() ? map.firstEndingAfter(range.first()) : map.count();
        int to = from;
        while (to < map.count() && Long.compareUnsigned(map.start(to), range.last()) <= 0) {
            to++;
        }
        var scale = new SpaceScale(true, 2 * (to - from) + 1);
        long at = range.first();
        for (int i = from; i < to; i++) {
            long start = Long.compareUnsigned(map.start(i), at) < 0 ? at : map.start(i);
            long end = Long.compareUnsigned(map.end(i) - 1, range.last()) > 0 ? range.last() + 1 : map.end(i);
            if (start != at) {
                scale.add(at, start, NO_REGION, unsigned(start - at));
            }
            if (end != start) {
                scale.add(start, end, i, unsigned(end - start));
            }
            at = end;
        }
        if (at != range.last() + 1) {
            scale.add(at, range.last() + 1, NO_REGION, unsigned(range.last() + 1 - at));
        }
        scale.normalise();
        return scale;
    }

    private static double weight(long size) {
        return Math.max(1, Math.log(unsigned(size)) / Math.log(2) - LOG_OF_HALF_PAGE);
    }

    private static double unsigned(long number) {
        return number >= 0 ? number : number + 0x1p64;
    }

    private void add(long start, long end, int region, double weight) {
        starts[count] = start;
        ends[count] = end;
        regions[count] = region;
        edges[count + 1] = weight;
        count++;
    }

    /// Thousands of gaps must not squeeze the regions out.
    private void squeezeGaps() {
        double all = 0;
        double gaps = 0;
        for (int i = 0; i < count; i++) {
            all += edges[i + 1];
            gaps += regions[i] == NO_REGION ? edges[i + 1] : 0;
        }
        double factor = gaps > MOST_OF_GAPS * all ? MOST_OF_GAPS * all / gaps : 1;
        for (int i = 0; i < count; i++) {
            edges[i + 1] *= regions[i] == NO_REGION ? factor : 1;
        }
    }

    private void normalise() {
        for (int i = 0; i < count; i++) {
            edges[i + 1] += edges[i];
        }
        double all = edges[count];
        for (int i = 1; i <= count && all > 0; i++) {
            edges[i] /= all;
        }
    }

    /// Whether width is size.
    public boolean isLinear() {
        return linear;
    }

    /// How many segments there are: regions, and what is between them.
    public int count() {
        return count;
    }

    /// The region of a segment, or [#NO_REGION].
    public int region(int segment) {
        return regions[segment];
    }

    /// Where a segment begins.
    public double from(int segment) {
        return edges[segment];
    }

    /// Where a segment ends.
    public double to(int segment) {
        return edges[segment + 1];
    }

    /// The first address of a segment, unsigned.
    public long start(int segment) {
        return starts[segment];
    }

    /// The address behind the last of a segment, unsigned; 0 for 2^64.
    public long end(int segment) {
        return ends[segment];
    }

    /// The segment at a place of the line; the nearest if there is none. -1 if there are none at all.
    public int segmentAt(double place) {
        int found = Arrays.binarySearch(edges, 0, count + 1, place);
        int segment = found >= 0 ? found : -found - 2;
        return count == 0 ? -1 : Math.clamp(segment, 0, count - 1);
    }

    /// The range of addresses between two places of the line, in either order. Whole regions on the compressed
    /// scale, whose places within a region mean little. Only if [#count] is not 0.
    public Filter.Range range(double one, double other) {
        int first = segmentAt(Math.min(one, other));
        int last = segmentAt(Math.max(one, other));
        if (!linear) {
            return new Filter.Range(starts[first], ends[last] - 1);
        }
        long from = addressAt(first, Math.min(one, other));
        long to = addressAt(last, Math.max(one, other));
        return new Filter.Range(from, Long.compareUnsigned(to, from) > 0 ? to - 1 : from);
    }

    private long addressAt(int segment, double place) {
        double width = edges[segment + 1] - edges[segment];
        double part = width == 0 ? 0 : Math.clamp((place - edges[segment]) / width, 0, 1);
        return starts[segment] + (long) (unsigned(ends[segment] - starts[segment]) * part);
    }
}
