package anax.procmaps.window.model;

import anax.procmaps.ProcessMemory;
import anax.procmaps.classify.Category;
import anax.procmaps.space.Gap;
import anax.procmaps.space.Gaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The sums of one memory for each use, all of one look.
///
/// Owner: nobody; nothing changes it.
@SuppressWarnings("EnumOrdinal") // sums are indexed by it, within one run of the program
public final class Totals {
    private static final int CATEGORIES = Category.values().length;

    private final int[] regions = new int[CATEGORIES];
    private final long[][] bytes = new long[Measure.values().length][CATEGORIES];
    private final long free;
    private final long largestFree;

    private Totals(long free, long largestFree) {
        this.free = free;
        this.largestFree = largestFree;
    }

    /// Adds everything up.
    public static Totals of(ProcessMemory memory, List<Gap> gaps) {
        long largest = 0;
        for (Gap gap : gaps) {
            boolean isLarger = gap.kind() == Gap.Kind.FREE && Long.compareUnsigned(gap.size(), largest) > 0;
            largest = isLarger ? gap.size() : largest;
        }
        var totals = new Totals(Gaps.free(gaps), largest);
        for (int i = 0; i < memory.map().count(); i++) {
            totals.regions[memory.classes().category(i).ordinal()]++;
        }
        for (Measure measure : Measure.values()) {
            long[] of = measure.of(memory);
            for (int i = 0; i < of.length; i++) {
                totals.bytes[measure.ordinal()][memory.classes().category(i).ordinal()] += of[i];
            }
        }
        return totals;
    }

    /// How many regions have this use.
    public int regions(Category category) {
        return regions[category.ordinal()];
    }

    /// How many regions there are.
    public int regions() {
        return Arrays.stream(regions).sum();
    }

    /// How many bytes have this use.
    public long bytes(Measure measure, Category category) {
        return bytes[measure.ordinal()][category.ordinal()];
    }

    /// How many bytes there are.
    public long bytes(Measure measure) {
        return Arrays.stream(bytes[measure.ordinal()]).sum();
    }

    /// How many bytes the process could still map.
    public long free() {
        return free;
    }

    /// The most that it could map in one piece.
    public long largestFree() {
        return largestFree;
    }

    /// The uses that there are, the largest first.
    public List<Category> bySize(Measure measure) {
        List<Category> found = new ArrayList<>();
        for (Category category : Category.values()) {
            if (regions(category) > 0) {
                found.add(category);
            }
        }
        found.sort((a, b) -> Long.compare(bytes(measure, b), bytes(measure, a)));
        return found;
    }
}
