package anax.procmaps.window.view;

import anax.procmaps.show.Words;
import anax.procmaps.window.model.Column;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;

/// The menus, with a key for each command.
///
/// Owner: the event thread.
public final class Menus {
    private final Words words;
    private final JMenuBar bar = new JMenuBar();
    private final Map<Command, JMenuItem> items = new EnumMap<>(Command.class);
    private final Map<Column, JMenuItem> columns = new EnumMap<>(Column.class);

    /// @param words     the language
    /// @param onCommand takes what was chosen
    /// @param onColumns takes the columns that are wanted
    public Menus(Words words, Consumer<Command> onCommand, Consumer<Set<Column>> onColumns) {
        this.words = words;
        Style.named(bar, "menus", words.get("window.menus"));
        Map<Command.Menu, JMenu> menus = new EnumMap<>(Command.Menu.class);
        for (Command.Menu menu : Command.Menu.values()) {
            var made = new JMenu(words.get("menu." + menu));
            made.setMnemonic(made.getText().charAt(0));
            menus.put(menu, made);
            bar.add(made);
        }
        for (Command command : Command.values()) {
            String text = words.get("command." + command);
            JMenuItem item = command.isSwitch() ? new JCheckBoxMenuItem(text) : new JMenuItem(text);
            item.setAccelerator(command.key());
            item.addActionListener(_ -> onCommand.accept(command));
            items.put(command, Style.named(item, "command." + command, text));
            menus.get(command.menu()).add(item);
        }
        menus.get(Command.Menu.VIEW).add(columnMenu(onColumns));
    }

    private JMenu columnMenu(Consumer<Set<Column>> onColumns) {
        var menu = new JMenu(words.get("menu.COLUMNS"));
        for (Column column : Column.values()) {
            String text = words.get(column.heading());
            var item = Style.named(new JCheckBoxMenuItem(text), "column." + column, text);
            // A table without its names would be no map.
            item.setEnabled(column != Column.MAPPING);
            item.addActionListener(_ -> onColumns.accept(chosen()));
            columns.put(column, item);
            menu.add(item);
        }
        return menu;
    }

    private Set<Column> chosen() {
        Set<Column> chosen = EnumSet.of(Column.MAPPING);
        columns.forEach((column, item) -> {
            if (item.isSelected()) {
                chosen.add(column);
            }
        });
        return chosen;
    }

    /// What to put into the window.
    public JMenuBar component() {
        return bar;
    }

    /// Shows whether a switch is on.
    public void set(Command command, boolean on) {
        items.get(command).setSelected(on);
    }

    /// Shows which columns there are.
    public void set(Set<Column> shown) {
        columns.forEach((column, item) -> item.setSelected(shown.contains(column)));
    }

    /// What each key does, a line for each.
    public String keys() {
        var text = new StringBuilder();
        for (Command command : Command.values()) {
            text.append(String.format("%-14s%s%n", command.keyText(), words.get("command." + command)));
        }
        return text + words.get("window.keys");
    }
}
