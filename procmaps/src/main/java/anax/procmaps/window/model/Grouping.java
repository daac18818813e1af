package anax.procmaps.window.model;

import anax.procmaps.ProcessMemory;
import anax.procmaps.classify.Category;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds what belongs together: the parts of a file, the stacks of threads, memory and its guard.
///
/// Owner: one call. In line with the number of regions; a region is in one group at most.
final class Grouping {
    private final MapsSnapshot map;
    private final ProcessMemory memory;
    private final boolean[] taken;
    private final List<Group> groups = new ArrayList<>();

    Grouping(ProcessMemory memory) {
        this.memory = memory;
        this.map = memory.map();
        this.taken = new boolean[map.count()];
    }

    /// All groups of two regions or more, by the address of their first.
    List<Group> groups() {
        groupFiles();
        groupStacks();
        groupGuards();
        groups.sort((a, b) -> Long.compareUnsigned(map.start(a.region(0)), map.start(b.region(0))));
        return groups;
    }

    private void groupFiles() {
        int from = 0;
        while (from < map.count()) {
            int to = from + 1;
            if (map.inode(from) != 0 && map.name(from).startsWith("/")) {
                to = endOfFile(from);
                if (to - from > 1) {
                    add(Group.Kind.FILE, category(from, to), map.name(from), from, to);
                }
            }
            from = to;
        }
    }

    /// The part of a file that is written is followed by zeroes without a name, and parts may be held apart by
    /// addresses without rights.
    private int endOfFile(int from) {
        int end = from + 1;
        for (int i = from + 1; i < map.count(); i++) {
            if (isSameFile(from, i)) {
                end = i + 1;
            } else if (!isFiller(i) || map.start(i) != map.end(i - 1)) {
                break;
            } else if (i == end && isWritable(i) && isWritable(i - 1)) {
                end = i + 1;
            }
        }
        return end;
    }

    private boolean isSameFile(int one, int other) {
        return map.inode(one) == map.inode(other)
                && map.major(one) == map.major(other)
                && map.minor(one) == map.minor(other);
    }

    private boolean isFiller(int region) {
        return map.inode(region) == 0 && map.nameNumber(region) == 0;
    }

    private boolean isWritable(int region) {
        return (map.permissions(region) & Permissions.WRITE) != 0;
    }

    /// The use that a user looks for: code if there is some, else that of the first region.
    private Category category(int from, int to) {
        Category category = memory.classes().category(from);
        for (int i = from; i < to; i++) {
            Category each = memory.classes().category(i);
            if (each == Category.PROGRAM_TEXT || each == Category.LIBRARY_TEXT || each == Category.FILE_TEXT) {
                category = each;
            }
        }
        return category;
    }

    private void groupStacks() {
        List<Integer> stacks = new ArrayList<>();
        for (int i = 0; i < map.count(); i++) {
            if (!taken[i] && memory.classes().category(i) == Category.THREAD_STACK) {
                if (isGuardBelow(i)) {
                    stacks.add(i - 1);
                }
                stacks.add(i);
            }
        }
        if (stacks.size() > 1) {
            stacks.sort(Comparator.naturalOrder());
            int[] regions = stacks.stream().mapToInt(Integer::intValue).toArray();
            take(regions);
            groups.add(new Group(Group.Kind.STACKS, Category.THREAD_STACK, "", map, regions));
        }
    }

    private boolean isGuardBelow(int region) {
        int below = region - 1;
        return below >= 0
                && !taken[below]
                && memory.classes().category(below) == Category.GUARD
                && map.end(below) == map.start(region);
    }

    private void groupGuards() {
        for (int i = 1; i < map.count(); i++) {
            if (!taken[i] && memory.classes().category(i) != Category.GUARD && isGuardBelow(i)) {
                add(Group.Kind.GUARDED, memory.classes().category(i), map.name(i), i - 1, i + 1);
            }
        }
    }

    private void add(Group.Kind kind, Category category, String name, int from, int to) {
        int[] regions = new int[to - from];
        for (int i = from; i < to; i++) {
            regions[i - from] = i;
        }
        take(regions);
        groups.add(new Group(kind, category, name, map, regions));
    }

    private void take(int[] regions) {
        for (int region : regions) {
            taken[region] = true;
        }
    }
}
