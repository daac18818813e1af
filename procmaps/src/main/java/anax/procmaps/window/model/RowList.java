package anax.procmaps.window.model;

import anax.procmaps.classify.Category;
import anax.procmaps.diff.Change;
import anax.procmaps.filter.Filter;
import anax.procmaps.maps.Region;
import anax.procmaps.space.Gap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rows of the table: what was asked for, in the order that was asked for.
///
/// Owner: nobody; a value. In the order of addresses in line with the number of regions, which must hold for 60,000
/// of them while somebody types; in any other order n log n.
///
/// @param rows  the rows
/// @param found how many regions were asked for, without those that only stand beside them
public record RowList(List<Row> rows, int found) {
    /// Takes the list as it is; whoever makes one gives it away.
    public RowList {}

    /// Nothing.
    public static final RowList EMPTY = new RowList(List.of(), 0);

    /// Chooses and sorts.
    public static RowList of(Snapshot snapshot, Marks marks, Arrangement arrangement, RowValues values) {
        return new Building(snapshot, marks, arrangement, values).list();
    }

    /// Owner: one call.
    private static final class Building {
        private final Snapshot snapshot;
        private final Marks marks;
        private final Arrangement arrangement;
        private final RowValues values;
        private final BitSet found;
        private final BitSet shown;

        Building(Snapshot snapshot, Marks marks, Arrangement arrangement, RowValues values) {
            this.snapshot = snapshot;
            this.marks = marks;
            this.arrangement = arrangement;
            this.values = values;
            this.found = arrangement.query().accepted(snapshot.memory());
            dropOtherUses();
            arrangement.brush().ifPresent(this::dropOutside);
            this.shown = withContext();
        }

        RowList list() {
            List<Row> rows =
                    new ArrayList<>(shown.cardinality() + snapshot.gaps().size());
            BitSet grouped = new BitSet();
            if (arrangement.groups()) {
                addGroups(rows, grouped);
            }
            for (int i = shown.nextSetBit(0); i >= 0; i = shown.nextSetBit(i + 1)) {
                if (!grouped.get(i)) {
                    rows.add(mapped(i, false));
                }
            }
            addGaps(rows);
            addGone(rows);
            rows.sort(order());
            return new RowList(arrangement.groups() ? opened(rows) : rows, found.cardinality());
        }

        private void dropOtherUses() {
            Set<Category> uses = arrangement.uses();
            for (int i = found.nextSetBit(0); i >= 0 && !uses.isEmpty(); i = found.nextSetBit(i + 1)) {
                if (!uses.contains(snapshot.memory().classes().category(i))) {
                    found.clear(i);
                }
            }
        }

        private void dropOutside(Filter.Range range) {
            for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
                if (!range.takes(snapshot.memory(), i)) {
                    found.clear(i);
                }
            }
        }

        private BitSet withContext() {
            Query query = arrangement.query();
            if (query.before() == 0 && query.after() == 0) {
                return found;
            }
            var wider = new BitSet();
            int count = snapshot.memory().map().count();
            for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
                wider.set(Math.max(0, i - query.before()), Math.min(count, i + query.after() + 1));
            }
            return wider;
        }

        private Row.Mapped mapped(int region, boolean inside) {
            return new Row.Mapped(region, marks.of(region), !found.get(region), inside);
        }

        private void addGroups(List<Row> rows, BitSet grouped) {
            for (Group group : snapshot.stacked()) {
                int members = 0;
                for (int i = 0; i < group.count(); i++) {
                    members += shown.get(group.region(i)) ? 1 : 0;
                }
                if (members == group.count()) {
                    rows.add(new Row.Grouped(group, arrangement.open().contains(group.key())));
                    for (int i = 0; i < group.count(); i++) {
                        grouped.set(group.region(i));
                    }
                }
            }
        }

        private void addGaps(List<Row> rows) {
            if (arrangement.mayShowGaps()) {
                for (Gap gap : snapshot.gaps()) {
                    boolean isInside = arrangement
                            .brush()
                            .map(range -> range.meets(gap.start(), gap.end()))
                            .orElse(true);
                    if (isInside) {
                        rows.add(new Row.Unused(gap));
                    }
                }
            }
        }

        private void addGone(List<Row> rows) {
            if (arrangement.uses().isEmpty() && arrangement.query().takesAll()) {
                for (Region region : marks.gone()) {
                    rows.add(new Row.Gone(region));
                }
            }
        }

        /// Equal values stand in the order of addresses, whichever way the values go.
        private Comparator<Row> order() {
            Comparator<Row> order = values.order(arrangement.sortedBy());
            Comparator<Row> either = arrangement.descending() ? order.reversed() : order;
            return arrangement.sortedBy() == Column.START ? either : either.thenComparing(values.order(Column.START));
        }

        private List<Row> opened(List<Row> rows) {
            List<Row> all = new ArrayList<>(rows.size());
            boolean topFirst = arrangement.sortedBy() == Column.START && arrangement.descending();
            for (Row row : rows) {
                all.add(row);
                if (row instanceof Row.Grouped grouped && grouped.open()) {
                    int count = grouped.group().count();
                    for (int i = 0; i < count; i++) {
                        all.add(mapped(grouped.group().region(topFirst ? count - 1 - i : i), true));
                    }
                }
            }
            return all;
        }
    }

    /// Which groups there are in the list, open or not.
    public Set<Group.Key> groups() {
        Set<Group.Key> keys = new HashSet<>();
        for (Row row : rows) {
            if (row instanceof Row.Grouped grouped) {
                keys.add(grouped.group().key());
            }
        }
        return keys;
    }

    /// What became of the regions of a group: what became of all that are not the same, or CHANGED if they
    /// differ.
    static Change.Kind changeOf(Group group, Marks marks) {
        Change.Kind kind = Change.Kind.SAME;
        for (int i = 0; i < group.count(); i++) {
            Change.Kind each = marks.of(group.region(i));
            if (each != Change.Kind.SAME && kind != each) {
                kind = kind == Change.Kind.SAME ? each : Change.Kind.CHANGED;
            }
        }
        return kind;
    }
}
