package anax.procmaps.window.model;

import anax.procmaps.ProcessMemory;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.space.Gap;
import java.util.List;
import java.util.Optional;

/// One look at one process, or one saved file.
///
/// Owner: nobody; a value that is made where `/proc` may be read.
///
/// @param title   what was looked at: the command of a process, or a file's name
/// @param millis  when, in milliseconds since 1970
/// @param memory  what was seen
/// @param gaps    the gaps of it, in the order of addresses
/// @param stacked the groups of it, in the order of addresses
/// @param totals  its sums
public record Snapshot(
        String title, long millis, ProcessMemory memory, List<Gap> gaps, List<Group> stacked, Totals totals) {
    /// Takes copies.
    public Snapshot {
        gaps = List.copyOf(gaps);
        stacked = List.copyOf(stacked);
    }

    /// Computes all that does not depend on what the user chooses. In line with the number of regions.
    public static Snapshot of(String title, long millis, ProcessMemory memory) {
        List<Gap> gaps = memory.gaps();
        return new Snapshot(title, millis, memory, gaps, new Grouping(memory).groups(), Totals.of(memory, gaps));
    }

    /// The process's number; empty for a saved file.
    public Optional<Long> pid() {
        return memory.process().map(process -> process.pid());
    }

    /// Whether another snapshot looks the same: the same regions for the same uses. Pages are never the same.
    public boolean looksLike(Snapshot other) {
        MapsSnapshot map = memory.map();
        MapsSnapshot theirs = other.memory.map();
        boolean same = map.count() == theirs.count()
                && memory.pages().isEmpty()
                && other.memory.pages().isEmpty();
        for (int i = 0; i < map.count() && same; i++) {
            same = map.start(i) == theirs.start(i)
                    && map.end(i) == theirs.end(i)
                    && map.permissions(i) == theirs.permissions(i)
                    && map.offset(i) == theirs.offset(i)
                    && map.inode(i) == theirs.inode(i)
                    && memory.classes().category(i) == other.memory.classes().category(i)
                    && map.name(i).equals(theirs.name(i));
        }
        return same;
    }

    /// Whether another snapshot shows the same process in the same program, so that the one may be called the
    /// later state of the other.
    public boolean isOfSameProcess(Snapshot other) {
        return memory.process().isPresent() && memory.process().equals(other.memory.process());
    }
}
