package anax.procmaps.window.model;

import anax.procmaps.classify.Category;
import anax.procmaps.filter.Filter;
import java.util.Optional;
import java.util.Set;

/// What the user chose of what the table shows, and in which order.
///
/// Owner: nobody; a value.
///
/// @param query      the conditions of the filter box
/// @param brush      only what shares an address with this range
/// @param uses       only these uses; empty for all
/// @param gaps       whether gaps have rows; only beside a filter that is none but a range
/// @param groups     whether what belongs together has one row
/// @param open       the groups whose rows are shown nevertheless
/// @param sortedBy   the column
/// @param descending whether the greatest value stands first
public record Arrangement(
        Query query,
        Optional<Filter.Range> brush,
        Set<Category> uses,
        boolean gaps,
        boolean groups,
        Set<Group.Key> open,
        Column sortedBy,
        boolean descending) {
    /// What the window begins with: everything, the top address first, as the original program did.
    public static final Arrangement FIRST =
            new Arrangement(Query.ALL, Optional.empty(), Set.of(), true, false, Set.of(), Column.START, true);

    /// Takes copies.
    public Arrangement {
        uses = Set.copyOf(uses);
        open = Set.copyOf(open);
    }

    /// The same with another filter.
    public Arrangement withQuery(Query other) {
        return new Arrangement(other, brush, uses, gaps, groups, open, sortedBy, descending);
    }

    /// The same with another range of addresses.
    public Arrangement withBrush(Optional<Filter.Range> other) {
        return new Arrangement(query, other, uses, gaps, groups, open, sortedBy, descending);
    }

    /// The same with other uses.
    public Arrangement withUses(Set<Category> others) {
        return new Arrangement(query, brush, others, gaps, groups, open, sortedBy, descending);
    }

    /// The same with or without gaps.
    public Arrangement withGaps(boolean shown) {
        return new Arrangement(query, brush, uses, shown, groups, open, sortedBy, descending);
    }

    /// The same with or without groups.
    public Arrangement withGroups(boolean shown) {
        return new Arrangement(query, brush, uses, gaps, shown, open, sortedBy, descending);
    }

    /// The same with other groups open.
    public Arrangement withOpen(Set<Group.Key> others) {
        return new Arrangement(query, brush, uses, gaps, groups, others, sortedBy, descending);
    }

    /// The same in another order.
    public Arrangement sorted(Column column, boolean greatestFirst) {
        return new Arrangement(query, brush, uses, gaps, groups, open, column, greatestFirst);
    }

    /// Whether a range is the only condition, so that gaps still make sense.
    boolean mayShowGaps() {
        return gaps && uses.isEmpty() && query.takesAll();
    }
}
