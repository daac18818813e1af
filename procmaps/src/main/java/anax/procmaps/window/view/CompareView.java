package anax.procmaps.window.view;

import anax.procmaps.diff.Change;
import anax.procmaps.maps.Permissions;
import anax.procmaps.maps.Region;
import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.text.ByteSize;
import anax.procmaps.window.model.Comparison;
import anax.procmaps.window.model.RowValues;
import anax.procmaps.window.model.Shelf;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Executor;
import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.SwingConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;

/// Any two of the looks that were kept, and what is not the same in them.
///
/// Owner: the event thread. Compared elsewhere.
public final class CompareView {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String[] HEADINGS = {
        "column.change",
        "column.start",
        "column.end",
        "window.before",
        "window.after",
        "column.rights",
        "column.mapping"
    };
    private static final int[] WIDTHS = {90, 130, 130, 90, 90, 50, 420};

    private final Words words;
    private final JComboBox<Shelf.Kept> before;
    private final JComboBox<Shelf.Kept> after;
    private final JLabel sum;
    private final Changes changes = new Changes();
    private final JTable table;
    private final JPanel panel = new JPanel(new BorderLayout());
    private final Latest<Comparison> comparing;
    private boolean filling;

    /// @param words     the language
    /// @param elsewhere where to compare
    public CompareView(Words words, Executor elsewhere) {
        this.words = words;
        this.comparing = new Latest<>(elsewhere);
        this.before = Style.named(new JComboBox<>(), "before", words.get("window.before"));
        this.after = Style.named(new JComboBox<>(), "after", words.get("window.after"));
        this.sum = Style.named(new JLabel(words.get("window.nokept")), "difference", words.get("window.difference"));
        this.table = Style.named(new JTable(changes), "changes", words.get("window.changes"));
        var choice = new JPanel(new GridLayout(0, 1));
        for (JComboBox<Shelf.Kept> box : List.of(before, after)) {
            var label = new JLabel(words.get(box == before ? "window.before" : "window.after"));
            label.setLabelFor(box);
            box.setRenderer(new KeptCell());
            box.addActionListener(_ -> compare());
            choice.add(line(label, box));
        }
        choice.add(line(sum));
        table.setDefaultRenderer(Object.class, new Cell());
        table.setAutoResizeMode(JTable.AUTO_RESIZE_OFF); // it is scrolled where there is little room, and not squeezed
        panel.add(choice, BorderLayout.NORTH);
        panel.add(new JScrollPane(table), BorderLayout.CENTER);
        layRows();
    }

    /// Each of the two has a line of its own: beside each other they are wider than a small window.
    private static JPanel line(JComponent... parts) {
        var line = new JPanel(new FlowLayout(FlowLayout.LEADING));
        for (JComponent part : parts) {
            line.add(part);
        }
        return line;
    }

    /// What to put into the window.
    public JComponent component() {
        return panel;
    }

    /// What takes the focus.
    public JComponent focused() {
        return before;
    }

    /// To be called after fonts changed.
    public void layRows() {
        Style.dress(table);
        for (int i = 0; i < WIDTHS.length; i++) {
            table.getColumnModel().getColumn(i).setPreferredWidth(Style.pixels(WIDTHS[i]));
        }
    }

    /// Offers these looks: the last two, unless others are chosen already.
    public void offer(List<Shelf.Kept> kept) {
        boolean wereChosen = before.getSelectedIndex() != after.getSelectedIndex();
        Object first = before.getSelectedItem();
        filling = true;
        before.setModel(new DefaultComboBoxModel<>(kept.toArray(Shelf.Kept[]::new)));
        after.setModel(new DefaultComboBoxModel<>(kept.toArray(Shelf.Kept[]::new)));
        after.setSelectedIndex(kept.size() - 1);
        before.setSelectedIndex(Math.max(0, kept.size() - 2));
        if (wereChosen && kept.contains(first)) {
            before.setSelectedItem(first);
        }
        filling = false;
        compare();
    }

    private void compare() {
        if (filling || before.getSelectedItem() == null || after.getSelectedItem() == null) {
            return;
        }
        var one = (Shelf.Kept) before.getSelectedItem();
        var other = (Shelf.Kept) after.getSelectedItem();
        comparing.run(() -> Comparison.of(one.snapshot(), other.snapshot()), done -> {
            changes.show(done.changes());
            sum.setText(done.changes().isEmpty() ? words.get("diff.none") : sumOf(done));
        });
    }

    private String sumOf(Comparison done) {
        String sign = done.growth() < 0 ? "\u2212" : "+";
        return words.get("diff.sum", done.changes().size(), sign + ByteSize.text(Math.abs(done.growth())));
    }

    /// Never serialized.
    @SuppressWarnings("serial")
    private final class Changes extends AbstractTableModel {
        private List<Change> all = List.of();

        void show(List<Change> others) {
            all = others;
            fireTableDataChanged();
        }

        @Override
        public int getRowCount() {
            return all.size();
        }

        @Override
        public int getColumnCount() {
            return HEADINGS.length;
        }

        @Override
        public String getColumnName(int column) {
            return words.get(HEADINGS[column]);
        }

        @Override
        public Object getValueAt(int row, int column) {
            Change change = all.get(row);
            Region region = change.region();
            return switch (column) {
                case 0 -> RowValues.sign(change.kind()) + " " + words.change(change.kind());
                case 1 -> Long.toHexString(region.start());
                case 2 -> Long.toHexString(region.end());
                case 3 -> change.before().map(was -> ByteSize.text(was.size())).orElse("");
                case 4 -> change.after().map(is -> ByteSize.text(is.size())).orElse("");
                case 5 -> Permissions.text(region.permissions());
                default -> Printable.of(region.name());
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
            setHorizontalAlignment(column >= 1 && column <= 4 ? SwingConstants.RIGHT : SwingConstants.LEADING);
            setFont(column == 1 || column == 2 || column == 5 ? Style.monospaced(of.getFont()) : of.getFont());
            if (!selected) {
                setForeground(
                        column == 0
                                ? Style.theme().of(changes.all.get(row).kind())
                                : Style.theme().ink());
            }
            return this;
        }
    }

    /// Never serialized.
    @SuppressWarnings("serial")
    private static final class KeptCell extends DefaultListCellRenderer {
        @Override
        public Component getListCellRendererComponent(
                JList<?> list, Object value, int index, boolean selected, boolean focused) {
            super.getListCellRendererComponent(list, value, index, selected, focused);
            if (value instanceof Shelf.Kept kept) {
                Instant moment = Instant.ofEpochMilli(kept.snapshot().millis());
                String title = Printable.of(kept.snapshot().title());
                setText("#" + kept.number() + "  "
                        + (title.length() > 24 ? title.substring(0, 23) + "\u2026" : title)
                        + "  " + TIME.format(moment.atZone(ZoneId.systemDefault())));
            }
            return this;
        }
    }
}
