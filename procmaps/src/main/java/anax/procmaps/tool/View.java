package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.filter.Filter;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.space.Gap;
import java.util.ArrayList;
import java.util.List;

/// Which lines of a memory are shown, in which order.
///
/// Owner: nobody; a value.
///
/// @param filters all must take a region
/// @param gaps whether gaps are shown as well; never under a filter other than a range
/// @param topFirst whether the highest address comes first
record View(List<Filter> filters, boolean gaps, boolean topFirst) {
    /// One line: a region, or a gap.
    ///
    /// @param region its place in the map; -1 for a gap
    /// @param gap the gap; null for a region
    record Line(int region, Gap gap) {
        boolean isGap() {
            return gap != null;
        }
    }

    List<Line> lines(ProcessMemory memory) {
        List<Line> lines = new ArrayList<>();
        MapsSnapshot map = memory.map();
        List<Gap> free = gaps ? memory.gaps() : List.of();
        int next = 0;
        for (int i = 0; i < map.count(); i++) {
            while (next < free.size() && Long.compareUnsigned(free.get(next).start(), map.start(i)) < 0) {
                add(free.get(next++), lines);
            }
            if (takes(memory, i)) {
                lines.add(new Line(i, null));
            }
        }
        while (next < free.size()) {
            add(free.get(next++), lines);
        }
        return topFirst ? lines.reversed() : lines;
    }

    boolean takes(ProcessMemory memory, int region) {
        for (Filter filter : filters) {
            if (!filter.takes(memory, region)) {
                return false;
            }
        }
        return true;
    }

    private void add(Gap gap, List<Line> lines) {
        for (Filter filter : filters) {
            if (!(filter instanceof Filter.Range range) || !range.meets(gap.start(), gap.end())) {
                return;
            }
        }
        lines.add(new Line(-1, gap));
    }
}
