package anax.procmaps.maps;

import java.util.Arrays;

/// Puts a torn map in order: of regions that overlap, the one that was read later stands.
///
/// Owner: one call. Allocates the new columns and an index of the old ones; n log n for n regions.
final class Mending {
    private final Columns torn;

    Mending(Columns torn) {
        this.torn = torn;
    }

    Columns mended() {
        Integer[] byStart = new Integer[torn.count];
        Arrays.setAll(byStart, i -> i);
        Arrays.sort(byStart, (a, b) -> {
            int compared = Long.compareUnsigned(torn.start[a], torn.start[b]);
            return compared != 0 ? compared : Integer.compare(a, b);
        });
        int[] kept = new int[torn.count];
        int count = 0;
        for (int region : byStart) {
            boolean stands = true;
            while (stands && count > 0 && overlap(kept[count - 1], region)) {
                if (kept[count - 1] < region) {
                    count--;
                } else {
                    stands = false;
                }
            }
            if (stands) {
                kept[count++] = region;
            }
        }
        var mended = new Columns(Math.max(count, 1));
        mended.nameColumn = torn.nameColumn;
        for (int i = 0; i < count; i++) {
            mended.add(torn, kept[i]);
        }
        mended.trim();
        return mended;
    }

    /// Whether a region reaches over the start of one that does not begin before it.
    private boolean overlap(int lower, int higher) {
        return torn.start[lower] == torn.start[higher] || Long.compareUnsigned(torn.start[higher], torn.end[lower]) < 0;
    }
}
