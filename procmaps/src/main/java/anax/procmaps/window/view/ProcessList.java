package anax.procmaps.window.view;

import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.text.ByteSize;
import anax.procmaps.window.model.ProcessEntry;
import java.awt.event.ActionEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;

/// The processes to choose from, the largest first: a double click or Enter takes one.
///
/// Owner: the event thread.
public final class ProcessList {
    private final Words words;
    private final Processes processes = new Processes();
    private final JTable table;
    private final JScrollPane pane;

    /// @param words  the language
    /// @param onPick takes the number of the process that the user wants to see
    public ProcessList(Words words, LongConsumer onPick) {
        this.words = words;
        this.table = Style.named(new JTable(processes), "processes", words.get("window.processes"));
        this.pane = new JScrollPane(table);
        var right = new DefaultTableCellRenderer();
        right.setHorizontalAlignment(SwingConstants.RIGHT);
        table.getColumnModel().getColumn(0).setCellRenderer(right);
        table.getColumnModel().getColumn(2).setCellRenderer(right);
        table.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke("ENTER"), "take");
        table.getActionMap().put("take", new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent e) {
                take(table.getSelectedRow(), onPick);
            }
        });
        table.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent e) {
                if (e.getClickCount() == 2) {
                    take(table.rowAtPoint(e.getPoint()), onPick);
                }
            }
        });
        layRows();
    }

    /// What to put into the window.
    public JComponent component() {
        return pane;
    }

    /// Takes the focus.
    public void focus() {
        table.requestFocusInWindow();
    }

    /// To be called after fonts changed.
    public void layRows() {
        Style.dress(table);
        table.getColumnModel().getColumn(0).setPreferredWidth(Style.pixels(64));
        table.getColumnModel().getColumn(1).setPreferredWidth(Style.pixels(130));
        table.getColumnModel().getColumn(2).setPreferredWidth(Style.pixels(76));
    }

    /// Shows other processes, with the same selected.
    public void show(List<ProcessEntry> entries) {
        Set<Long> selected = new HashSet<>();
        for (int row : table.getSelectedRows()) {
            selected.add(processes.all.get(row).pid());
        }
        processes.all = new ArrayList<>(entries);
        processes.all.sort(
                Comparator.comparingLong(ProcessEntry::resident).reversed().thenComparingLong(ProcessEntry::pid));
        processes.fireTableDataChanged();
        select(selected);
    }

    /// Selects these, and brings the first of them into sight.
    public void select(Set<Long> pids) {
        table.clearSelection();
        boolean isFirst = true;
        for (int i = 0; i < processes.all.size(); i++) {
            if (pids.contains(processes.all.get(i).pid())) {
                table.addRowSelectionInterval(i, i);
                if (isFirst) {
                    table.scrollRectToVisible(table.getCellRect(i, 0, true));
                }
                isFirst = false;
            }
        }
    }

    private void take(int row, LongConsumer onPick) {
        if (row >= 0) {
            onPick.accept(processes.all.get(row).pid());
        }
    }

    /// Never serialized.
    @SuppressWarnings("serial")
    private final class Processes extends AbstractTableModel {
        private List<ProcessEntry> all = List.of();

        @Override
        public int getRowCount() {
            return all.size();
        }

        @Override
        public int getColumnCount() {
            return 3;
        }

        @Override
        public String getColumnName(int column) {
            return switch (column) {
                case 0 -> words.get("window.pid");
                case 1 -> words.get("window.name");
                default -> words.get("column.Rss");
            };
        }

        @Override
        public Object getValueAt(int row, int column) {
            ProcessEntry entry = all.get(row);
            return switch (column) {
                case 0 -> entry.pid();
                case 1 -> Printable.of(entry.name());
                default -> ByteSize.text(entry.resident());
            };
        }
    }
}
