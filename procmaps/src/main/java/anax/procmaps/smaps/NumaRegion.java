package anax.procmaps.smaps;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One line of `numa_maps`: on which memory nodes the pages of a region lie.
///
/// Owner: nobody; a value.
///
/// @param start the region's first address, unsigned
/// @param policy how pages are placed, such as `default` or `prefer:1`
/// @param file the name with its escapes undone, decoded as UTF-8; empty if there is none
/// @param marks words without a value: `heap`, `stack`, `huge`, and what newer kernels add
/// @param pages how many pages lie on each node, by its number
/// @param values all other words with their numbers: `anon`, `dirty`, `mapped`, `kernelpagesize_kB`, and newer ones
/// @param words all other words with values that are no numbers
public record NumaRegion(
        long start,
        String policy,
        String file,
        List<String> marks,
        Map<Integer, Long> pages,
        Map<String, Long> values,
        Map<String, String> words) {

    /// Takes copies, in the order in which the kernel wrote them.
    public NumaRegion {
        marks = List.copyOf(marks);
        pages = Collections.unmodifiableMap(new LinkedHashMap<>(pages));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }
}
