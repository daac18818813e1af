package anax.procmaps.window.view;

import anax.procmaps.show.Words;
import anax.procmaps.window.model.Column;
import anax.procmaps.window.model.Page;
import anax.procmaps.window.model.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.swing.table.AbstractTableModel;

/// A page as Swing's tables want it. Texts are made for the cells that are seen.
///
/// Owner: the event thread. Never serialized.
@SuppressWarnings("serial")
final class RegionTableModel extends AbstractTableModel {
    private final Words words;
    private final List<Column> columns = new ArrayList<>();
    private Page page;

    RegionTableModel(Words words) {
        this.words = words;
        for (Column column : Column.values()) {
            if (column.isUsual()) {
                columns.add(column);
            }
        }
    }

    /// Shows another page; nothing for null.
    void show(Page other) {
        page = other;
        fireTableDataChanged();
    }

    /// Shows these columns, in the usual order.
    void choose(Set<Column> chosen) {
        columns.clear();
        columns.addAll(EnumSet.copyOf(chosen));
        fireTableStructureChanged();
    }

    List<Column> columns() {
        return List.copyOf(columns);
    }

    Column column(int place) {
        return columns.get(place);
    }

    int place(Column column) {
        return columns.indexOf(column);
    }

    Page page() {
        return page;
    }

    Row row(int place) {
        return page.rows().rows().get(place);
    }

    @Override
    public int getRowCount() {
        return page == null ? 0 : page.rows().rows().size();
    }

    @Override
    public int getColumnCount() {
        return columns.size();
    }

    @Override
    public String getColumnName(int column) {
        return words.get(columns.get(column).heading());
    }

    @Override
    public Object getValueAt(int row, int column) {
        return page.values().text(row(row), columns.get(column));
    }
}
