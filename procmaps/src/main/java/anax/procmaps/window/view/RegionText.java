package anax.procmaps.window.view;

import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import anax.procmaps.show.MappingName;
import anax.procmaps.show.Words;
import anax.procmaps.space.Gap;
import anax.procmaps.text.ByteSize;
import anax.procmaps.window.model.Snapshot;

/// What is said of a region or a gap that the user points at.
///
/// Owner: nobody; stateless.
final class RegionText {
    private static final String BETWEEN = "  ";

    private RegionText() {}

    static String of(Words words, Snapshot snapshot, int region) {
        MapsSnapshot map = snapshot.memory().map();
        return words.use(snapshot.memory().classes().category(region))
                + BETWEEN
                + Long.toHexString(map.start(region))
                + "-"
                + Long.toHexString(map.end(region))
                + BETWEEN
                + ByteSize.text(map.size(region))
                + BETWEEN
                + Permissions.text(map.permissions(region))
                + BETWEEN
                + MappingName.of(map, snapshot.memory().classes(), region);
    }

    /// Addresses between regions.
    static String ofGap(Words words, Snapshot snapshot, long start, long end) {
        String use = words.use(Gap.Kind.FREE);
        for (Gap gap : snapshot.gaps()) {
            if (Long.compareUnsigned(gap.start(), start) <= 0 && Long.compareUnsigned(start, gap.end() - 1) <= 0) {
                use = words.use(gap.kind());
            }
        }
        return use
                + BETWEEN
                + Long.toHexString(start)
                + "-"
                + Long.toHexString(end)
                + BETWEEN
                + ByteSize.text(end - start);
    }
}
