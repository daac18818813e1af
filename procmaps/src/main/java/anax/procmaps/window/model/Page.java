package anax.procmaps.window.model;

import anax.procmaps.show.Words;
import java.util.Optional;

/// One snapshot as the table shows it: what was seen, what became of it, and the rows that the user chose.
///
/// Owner: nobody; nothing changes it. Computed off the event thread, shown on it.
///
/// @param snapshot    what was seen
/// @param marks       what became of its regions
/// @param values      the cells of its rows
/// @param arrangement what the user chose
/// @param rows        the rows
public record Page(Snapshot snapshot, Marks marks, RowValues values, Arrangement arrangement, RowList rows) {
    /// Computes all of it.
    ///
    /// @param before what it is compared with; empty for no marks
    public static Page of(Words words, Snapshot snapshot, Optional<Snapshot> before, Arrangement arrangement) {
        Marks marks = before.map(earlier -> Marks.between(earlier, snapshot)).orElse(Marks.NONE);
        var values = new RowValues(words, snapshot, marks);
        return new Page(snapshot, marks, values, arrangement, RowList.of(snapshot, marks, arrangement, values));
    }

    /// The same snapshot, arranged in another way.
    public Page arranged(Arrangement other) {
        return new Page(snapshot, marks, values, other, RowList.of(snapshot, marks, other, values));
    }

    /// The place of the row that shows a region, be it in a group's row; -1 if there is none.
    public int rowOf(int region) {
        int inGroup = -1;
        for (int i = 0; i < rows.rows().size(); i++) {
            Row row = rows.rows().get(i);
            if (row instanceof Row.Mapped mapped && mapped.region() == region) {
                return i;
            }
            if (row instanceof Row.Grouped grouped && holds(grouped.group(), region)) {
                inGroup = i;
            }
        }
        return inGroup;
    }

    private static boolean holds(Group group, int region) {
        for (int i = 0; i < group.count(); i++) {
            if (group.region(i) == region) {
                return true;
            }
        }
        return false;
    }
}
