package anax.procmaps.window.view;

import anax.procmaps.classify.Category;
import anax.procmaps.diff.Change;
import anax.procmaps.window.model.Column;
import anax.procmaps.window.model.Row;
import anax.procmaps.window.plot.Theme;
import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import javax.swing.JTable;
import javax.swing.SwingConstants;
import javax.swing.table.DefaultTableCellRenderer;

/// Draws a cell of the table of regions: the colour of its use, the sign of its change, numbers to the right.
///
/// Owner: the event thread. One for all cells; never serialized.
@SuppressWarnings("serial")
final class RegionCell extends DefaultTableCellRenderer {
    private static final UseChip NO_CHIP = new UseChip(null);

    private final RegionTableModel model;

    RegionCell(RegionTableModel model) {
        this.model = model;
    }

    @Override
    public Component getTableCellRendererComponent(
            JTable table, Object value, boolean selected, boolean focused, int row, int place) {
        super.getTableCellRendererComponent(table, value, selected, focused, row, place);
        Column column = model.column(table.convertColumnIndexToModel(place));
        Row shown = model.row(row);
        Category category = model.page().values().category(shown).orElse(null);
        Theme theme = Style.theme();
        setHorizontalAlignment(column.isNumber() ? SwingConstants.RIGHT : SwingConstants.LEADING);
        setIcon(column == Column.USE ? new UseChip(category) : null);
        setFont(fontOf(column, shown, table.getFont()));
        if (!selected) {
            setBackground(category == null ? theme.ground() : theme.rowOf(category));
            setForeground(ink(theme, shown, column));
        }
        if (column == Column.USE && shown instanceof Row.Mapped mapped && mapped.inside()) {
            setText("    " + getText());
        }
        if (column == Column.USE && shown instanceof Row.Grouped grouped) {
            setText((grouped.open() ? "\u25be " : "\u25b8 ") + getText());
        }
        if (column == Column.USE && category == null) {
            setIcon(NO_CHIP);
        }
        setToolTipText(column == Column.MAPPING && !getText().isEmpty() ? getText() : null);
        return this;
    }

    private Color ink(Theme theme, Row shown, Column column) {
        Change.Kind change = model.page().values().change(shown);
        if (column == Column.CHANGE) {
            return theme.of(change);
        }
        if (column == Column.RIGHTS && model.page().values().isWritableAndExecutable(shown)) {
            return theme.alarm();
        }
        boolean isQuiet = shown instanceof Row.Unused
                || shown instanceof Row.Gone
                || (shown instanceof Row.Mapped mapped && mapped.context());
        return isQuiet ? theme.faint() : theme.ink();
    }

    private Font fontOf(Column column, Row shown, Font usual) {
        Font font = switch (column) {
            case START, END, OFFSET, RIGHTS, DEVICE, INODE, FLAGS -> Style.monospaced(usual);
            default -> usual;
        };
        boolean isBold = column == Column.CHANGE
                || shown instanceof Row.Grouped
                || (column == Column.RIGHTS && model.page().values().isWritableAndExecutable(shown));
        return isBold ? font.deriveFont(Font.BOLD) : font;
    }
}
