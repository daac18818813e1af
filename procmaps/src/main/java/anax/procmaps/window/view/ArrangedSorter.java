package anax.procmaps.window.view;

import anax.procmaps.window.model.Column;
import java.util.List;
import java.util.function.BiConsumer;
import javax.swing.RowSorter;
import javax.swing.SortOrder;

/// Shows in the heading how the rows are sorted, and passes on how the user wants them. The rows come sorted: places
/// here and in the model are the same.
///
/// Owner: the event thread.
final class ArrangedSorter extends RowSorter<RegionTableModel> {
    private final RegionTableModel model;
    private final BiConsumer<Column, Boolean> onSort;

    /// @param onSort takes the column, and whether the greatest value is wanted first
    ArrangedSorter(RegionTableModel model, BiConsumer<Column, Boolean> onSort) {
        this.model = model;
        this.onSort = onSort;
    }

    /// The heading shows the order of another page.
    void changed() {
        fireSortOrderChanged();
    }

    @Override
    public RegionTableModel getModel() {
        return model;
    }

    @Override
    public void toggleSortOrder(int place) {
        Column column = model.column(place);
        boolean again = model.page() != null && model.page().arrangement().sortedBy() == column;
        onSort.accept(column, again && !model.page().arrangement().descending());
    }

    @Override
    public int convertRowIndexToModel(int index) {
        return index;
    }

    @Override
    public int convertRowIndexToView(int index) {
        return index;
    }

    @Override
    public void setSortKeys(List<? extends SortKey> keys) {
        // The order is the page's; only toggleSortOrder asks for another.
    }

    @Override
    public List<? extends SortKey> getSortKeys() {
        if (model.page() == null || model.place(model.page().arrangement().sortedBy()) < 0) {
            return List.of();
        }
        var arrangement = model.page().arrangement();
        SortOrder order = arrangement.descending() ? SortOrder.DESCENDING : SortOrder.ASCENDING;
        return List.of(new SortKey(model.place(arrangement.sortedBy()), order));
    }

    @Override
    public int getViewRowCount() {
        return model.getRowCount();
    }

    @Override
    public int getModelRowCount() {
        return model.getRowCount();
    }

    @Override
    public void modelStructureChanged() {
        changed();
    }

    @Override
    public void allRowsChanged() {
        // Nothing is kept of the rows.
    }

    @Override
    public void rowsInserted(int firstRow, int endRow) {
        // Nothing is kept of the rows.
    }

    @Override
    public void rowsDeleted(int firstRow, int endRow) {
        // Nothing is kept of the rows.
    }

    @Override
    public void rowsUpdated(int firstRow, int endRow) {
        // Nothing is kept of the rows.
    }

    @Override
    public void rowsUpdated(int firstRow, int endRow, int column) {
        // Nothing is kept of the rows.
    }
}
