package anax.procmaps.window.view;

import anax.procmaps.classify.Category;
import anax.procmaps.show.Words;
import anax.procmaps.space.Gap;
import anax.procmaps.text.ByteSize;
import anax.procmaps.window.model.Measure;
import anax.procmaps.window.model.Snapshot;
import anax.procmaps.window.model.Totals;
import java.awt.BorderLayout;
import java.awt.Component;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.SwingConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;

/// The uses with their colours and totals. Those that are selected are the ones that the table shows; none means all.
///
/// Owner: the event thread.
public final class LegendView {
    private final Words words;
    private final Uses uses = new Uses();
    private final JTable table;
    private final JLabel sum;
    private final JLabel free;
    private final JPanel panel = new JPanel(new BorderLayout());
    private boolean filling;

    /// @param words  the language
    /// @param onUses takes the uses that the user wants to see; none for all
    public LegendView(Words words, Consumer<Set<Category>> onUses) {
        this.words = words;
        this.table = Style.named(new JTable(uses), "legend", words.get("window.legend"));
        this.sum = Style.named(new JLabel(" "), "sum", words.get("total"));
        this.free = Style.named(new JLabel(" "), "free", words.use(Gap.Kind.FREE));
        table.setDefaultRenderer(Object.class, new Cell());
        table.getSelectionModel().addListSelectionListener(event -> {
            if (!event.getValueIsAdjusting() && !filling) {
                onUses.accept(selected());
            }
        });
        sum.setBorder(BorderFactory.createEmptyBorder(4, 6, 0, 6));
        free.setBorder(BorderFactory.createEmptyBorder(0, 6, 4, 6));
        var totals = new JPanel(new BorderLayout());
        totals.add(sum, BorderLayout.NORTH);
        totals.add(free, BorderLayout.SOUTH);
        panel.add(new JScrollPane(table), BorderLayout.CENTER);
        panel.add(totals, BorderLayout.SOUTH);
        layRows();
    }

    /// What to put into the window.
    public JComponent component() {
        return panel;
    }

    /// To be called after fonts changed.
    public void layRows() {
        Style.dress(table);
        table.getColumnModel().getColumn(0).setPreferredWidth(Style.pixels(140));
        table.getColumnModel().getColumn(1).setPreferredWidth(Style.pixels(78));
        table.getColumnModel().getColumn(2).setPreferredWidth(Style.pixels(72));
    }

    /// Shows other totals, with the same uses selected; nothing for null.
    public void show(Snapshot snapshot, Measure measure) {
        Set<Category> selected = selected();
        filling = true;
        try {
            uses.totals = snapshot == null ? null : snapshot.totals();
            uses.measure = measure;
            uses.order = snapshot == null ? List.of() : snapshot.totals().bySize(measure);
            uses.fireTableDataChanged();
            table.getColumnModel().getColumn(2).setHeaderValue(uses.getColumnName(2));
            table.getTableHeader().repaint();
            for (int i = 0; i < uses.order.size(); i++) {
                if (selected.contains(uses.order.get(i))) {
                    table.addRowSelectionInterval(i, i);
                }
            }
        } finally {
            filling = false;
        }
        sum.setText(snapshot == null ? " " : sumOf(snapshot.totals(), measure));
        free.setText(snapshot == null ? " " : freeOf(snapshot.totals()));
    }

    /// Selects nothing, as for another process.
    public void clear() {
        filling = true;
        table.clearSelection();
        filling = false;
    }

    private String sumOf(Totals totals, Measure measure) {
        return words.get("window.sum", totals.regions(), ByteSize.text(totals.bytes(measure)));
    }

    private String freeOf(Totals totals) {
        return words.get("window.free", ByteSize.text(totals.free()), ByteSize.text(totals.largestFree()));
    }

    private Set<Category> selected() {
        Set<Category> selected = EnumSet.noneOf(Category.class);
        for (int row : table.getSelectedRows()) {
            selected.add(uses.order.get(row));
        }
        return selected;
    }

    /// Never serialized.
    @SuppressWarnings("serial")
    private final class Uses extends AbstractTableModel {
        private List<Category> order = List.of();
        private Totals totals;
        private Measure measure = Measure.SIZE;

        @Override
        public int getRowCount() {
            return order.size();
        }

        @Override
        public int getColumnCount() {
            return 3;
        }

        @Override
        public String getColumnName(int column) {
            return switch (column) {
                case 0 -> words.get("column.use");
                case 1 -> words.get("column.regions");
                default -> words.get("measure." + measure);
            };
        }

        @Override
        public Object getValueAt(int row, int column) {
            Category use = order.get(row);
            return switch (column) {
                case 0 -> words.use(use);
                case 1 -> totals.regions(use);
                default -> ByteSize.text(totals.bytes(measure, use));
            };
        }
    }

    /// Never serialized.
    @SuppressWarnings("serial")
    private final class Cell extends DefaultTableCellRenderer {
        @Override
        public Component getTableCellRendererComponent(
                JTable of, Object value, boolean selected, boolean focused, int row, int column) {
            super.getTableCellRendererComponent(of, value, selected, focused, row, column);
            setHorizontalAlignment(column == 0 ? SwingConstants.LEADING : SwingConstants.RIGHT);
            setIcon(column == 0 ? new UseChip(uses.order.get(row)) : null);
            return this;
        }
    }
}
