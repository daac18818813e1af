package anax.procmaps.window.view;

import anax.procmaps.show.Words;
import anax.procmaps.window.export.RowsText;
import anax.procmaps.window.model.Column;
import anax.procmaps.window.model.Group;
import anax.procmaps.window.model.Page;
import anax.procmaps.window.model.Row;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.awt.event.ActionEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.TransferHandler;

/// The table of regions: coloured by use, sorted by its heading, copied with Ctrl+C, scrolled both ways.
///
/// Owner: the event thread. Draws only the rows that are seen, however many there are.
public final class RegionTable {
    private static final int MOST_NAME = 120;
    private static final int LEAST_NAME = 40;
    private static final int MARGIN = 12;

    private final Words words;
    private final RegionTableModel model;
    private final ArrangedSorter sorter;
    private final JTable table;
    private final JScrollPane pane;
    private int nameLength = LEAST_NAME;

    /// What the user does with it.
    public interface Listener {
        /// Wants another order.
        void onSort(Column column, boolean greatestFirst);

        /// Opens or closes a group.
        void onToggle(Group.Key group);
    }

    /// @param words the language
    public RegionTable(Words words, Listener listener) {
        this.words = words;
        this.model = new RegionTableModel(words);
        this.sorter = new ArrangedSorter(model, listener::onSort);
        this.table = Style.named(new JTable(model), "table", words.get("window.table"));
        this.pane = new JScrollPane(table);
        table.setRowSorter(sorter);
        table.setAutoResizeMode(JTable.AUTO_RESIZE_OFF);
        table.setDefaultRenderer(Object.class, new RegionCell(model));
        table.setTransferHandler(new Copying());
        table.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke("ENTER"), "toggle");
        table.getActionMap().put("toggle", new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent e) {
                toggle(table.getSelectedRow(), listener);
            }
        });
        table.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent e) {
                if (e.getClickCount() == 2) {
                    toggle(table.rowAtPoint(e.getPoint()), listener);
                }
            }
        });
        pane.setHorizontalScrollBarPolicy(JScrollPane.HORIZONTAL_SCROLLBAR_AS_NEEDED);
        pane.setVerticalScrollBarPolicy(JScrollPane.VERTICAL_SCROLLBAR_ALWAYS);
        layColumns();
    }

    /// Never serialized.
    @SuppressWarnings("serial")
    private final class Copying extends TransferHandler {
        @Override
        protected Transferable createTransferable(JComponent component) {
            return new StringSelection(selectedText());
        }

        @Override
        public int getSourceActions(JComponent component) {
            return COPY;
        }
    }

    /// What to put into the window.
    public JComponent component() {
        return pane;
    }

    /// The table itself, for the focus.
    public JComponent focused() {
        return table;
    }

    /// Shows another page, with the same rows selected and in sight as before; nothing for null.
    public void show(Page page) {
        List<Long> selected = new ArrayList<>();
        for (int row : table.getSelectedRows()) {
            selected.add(model.page().values().start(model.row(row)));
        }
        model.show(page);
        sorter.changed();
        if (page == null) {
            return;
        }
        if (!selected.isEmpty()) {
            select(page, Set.copyOf(selected));
        }
        widenForNames(page);
    }

    private void select(Page page, Set<Long> starts) {
        List<Row> rows = page.rows().rows();
        for (int i = 0; i < rows.size(); i++) {
            if (starts.contains(page.values().start(rows.get(i)))) {
                table.addRowSelectionInterval(i, i);
            }
        }
    }

    /// Selects the row of a region and brings it into sight, if there is one.
    public void reveal(int region) {
        int row = model.page() == null ? -1 : model.page().rowOf(region);
        if (row >= 0) {
            table.setRowSelectionInterval(row, row);
            table.scrollRectToVisible(table.getCellRect(row, 0, true));
        }
    }

    /// Shows these columns.
    public void choose(Set<Column> columns) {
        model.choose(columns);
        layColumns();
    }

    /// The columns that are shown.
    public Set<Column> columns() {
        return EnumSet.copyOf(model.columns());
    }

    /// The selected rows with their headings, as they are copied.
    public String selectedText() {
        List<Row> rows = new ArrayList<>();
        for (int row : table.getSelectedRows()) {
            rows.add(model.row(row));
        }
        return model.page() == null ? "" : RowsText.of(words, model.page().values(), rows, model.columns());
    }

    private void toggle(int row, Listener listener) {
        if (row >= 0 && model.row(row) instanceof Row.Grouped grouped) {
            listener.onToggle(grouped.group().key());
        }
    }

    /// Makes each column as wide as what stands in it usually; to be called after fonts changed.
    public void layColumns() {
        FontMetrics plain = table.getFontMetrics(table.getFont().deriveFont(Font.BOLD));
        FontMetrics wide = table.getFontMetrics(Style.monospaced(table.getFont()));
        Style.dress(table);
        for (int i = 0; i < model.getColumnCount(); i++) {
            int heading = plain.stringWidth(model.getColumnName(i)) + Style.pixels(MARGIN);
            int content = width(model.column(i), plain, wide) + Style.pixels(MARGIN);
            int place = table.convertColumnIndexToView(i);
            table.getColumnModel().getColumn(place).setPreferredWidth(Math.max(heading, content));
        }
    }

    private int width(Column column, FontMetrics plain, FontMetrics wide) {
        return switch (column) {
            case CHANGE -> plain.stringWidth("\u25b2 " + words.get("change.CHANGED"));
            case USE -> plain.stringWidth(words.get("use.NAMED_ANONYMOUS") + "    ");
            case START -> wide.charWidth('0') * 16;
            case END -> wide.charWidth('0') * 17;
            case SIZE, RSS, PSS, DIRTY, SWAP -> plain.stringWidth("1023.9 MiB");
            case PAGES -> plain.stringWidth("34359738367");
            case RIGHTS -> wide.charWidth('0') * 4;
            case OFFSET -> wide.charWidth('0') * 9;
            case DEVICE -> wide.charWidth('0') * 6;
            case INODE -> wide.charWidth('0') * 10;
            case FLAGS -> wide.charWidth('0') * 40;
            case WHY -> plain.charWidth('e') * 50;
            case MAPPING -> plain.charWidth('e') * nameLength;
        };
    }

    /// The last column is as wide as the longest name, within bounds.
    private void widenForNames(Page page) {
        var map = page.snapshot().memory().map();
        int longest = LEAST_NAME;
        for (int i = 0; i < map.count(); i++) {
            longest = Math.max(longest, map.name(i).length());
        }
        longest = Math.min(longest, MOST_NAME);
        if (longest != nameLength) {
            nameLength = longest;
            layColumns();
        }
    }
}
