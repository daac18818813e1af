package anax.procmaps.window;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.table.JTableHeader;

/// Looks for texts in a window that are not seen whole: because their part is smaller than they are, or because it
/// leaves what is around it, or the screen.
///
/// Owner: the event thread. Of what tables hold the legend's is looked at: its words are ours, and cannot be
/// scrolled.
final class CutTexts {
    private final List<String> found = new ArrayList<>();

    private CutTexts() {}

    /// Those of a window, each with the name or the text of its part.
    static List<String> in(Window window) {
        var texts = new CutTexts();
        var screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        if (!screen.contains(window.getBounds())) {
            texts.found.add("the window at " + window.getBounds());
        }
        texts.lookInto(window);
        return texts.found;
    }

    private void lookInto(Container in) {
        for (Component each : in.getComponents()) {
            if (!each.isShowing()) {
                continue;
            }
            switch (each) {
                case JLabel label -> look(label, label.getText());
                case AbstractButton button -> look(button, button.getText());
                case JComboBox<?> choice -> look(choice, String.valueOf(choice.getSelectedItem()));
                case JTextArea text -> look(text, text.getText());
                case JTabbedPane tabs -> lookAtTabs(tabs);
                case JTableHeader header -> lookAtHeading(header);
                case JTable table -> lookAtCells(table);
                default -> {
                    // Has no text of its own.
                }
            }
            if (each instanceof Container c) {
                lookInto(c);
            }
        }
    }

    private void look(JComponent part, String text) {
        if (text == null || text.isBlank()) {
            return;
        }
        Dimension wanted = part.getPreferredSize();
        boolean isSmall = part.getWidth() < wanted.width || part.getHeight() < wanted.height;
        boolean isHidden = !part.getVisibleRect().equals(new Rectangle(part.getSize()));
        if (isSmall || isHidden) {
            found.add("\"" + text + "\", " + wanted + " in " + part.getVisibleRect());
        }
    }

    private void lookAtTabs(JTabbedPane tabs) {
        var trailing = (JComponent) tabs.getClientProperty("JTabbedPane.trailingComponent");
        int end = SwingUtilities.convertPoint(trailing, 0, 0, tabs).x;
        for (int i = 0; i < tabs.getTabCount(); i++) {
            Rectangle tab = tabs.getBoundsAt(i);
            if (tab == null || tab.x < 0 || tab.x + tab.width > end) {
                found.add("the tab \"" + tabs.getTitleAt(i) + "\"");
            }
        }
    }

    private void lookAtHeading(JTableHeader header) {
        for (int i = 0; i < header.getColumnModel().getColumnCount(); i++) {
            var column = header.getColumnModel().getColumn(i);
            Object text = column.getHeaderValue();
            int wanted = header.getDefaultRenderer()
                    .getTableCellRendererComponent(header.getTable(), text, false, false, -1, i)
                    .getPreferredSize()
                    .width;
            if (wanted > column.getWidth()) {
                found.add("the heading \"" + text + "\", " + wanted + " in " + column.getWidth());
            }
        }
    }

    private void lookAtCells(JTable table) {
        if (!"legend".equals(table.getName())) {
            return;
        }
        for (int row = 0; row < table.getRowCount(); row++) {
            for (int column = 0; column < table.getColumnCount(); column++) {
                int wanted = table.prepareRenderer(table.getCellRenderer(row, column), row, column)
                        .getPreferredSize()
                        .width;
                int width = table.getCellRect(row, column, false).width;
                if (wanted > width) {
                    found.add(
                            table.getName() + " \"" + table.getValueAt(row, column) + "\", " + wanted + " in " + width);
                }
            }
        }
    }
}
