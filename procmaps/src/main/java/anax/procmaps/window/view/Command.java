package anax.procmaps.window.view;

import javax.swing.KeyStroke;

/// What the menus offer, each with its key.
///
/// Owner: none, constants.
public enum Command {
    /// Shows a saved file.
    OPEN(Menu.FILE, "ctrl O"),
    /// Writes the picture as PNG or SVG.
    SAVE_PICTURE(Menu.FILE, "ctrl S"),
    /// Ends the program.
    QUIT(Menu.FILE, "ctrl Q"),
    /// Goes to the box for a process.
    GO_PID(Menu.GO, "ctrl L"),
    /// Goes to the list of processes, and reads it anew.
    GO_PROCESSES(Menu.GO, "ctrl P"),
    /// Goes to the box for conditions.
    GO_FILTER(Menu.GO, "ctrl F"),
    /// Goes to the bar of the address space.
    GO_SPACE(Menu.GO, "ctrl B"),
    /// Goes to the table.
    GO_TABLE(Menu.GO, "ctrl 1"),
    /// Goes to the treemap.
    GO_TREEMAP(Menu.GO, "ctrl 2"),
    /// Goes to the totals over time.
    GO_TIMELINE(Menu.GO, "ctrl 3"),
    /// Goes to the comparison.
    GO_COMPARE(Menu.GO, "ctrl 4"),
    /// Looks again at once.
    REFRESH(Menu.LOOK, "F5"),
    /// Stops looking, or goes on.
    PAUSE(Menu.LOOK, "F6"),
    /// Keeps this look, to compare it.
    KEEP(Menu.LOOK, "ctrl K"),
    /// Looks closer at the marked addresses.
    ZOOM(Menu.LOOK, "F3"),
    /// Shows the whole address space again.
    ZOOM_OUT(Menu.LOOK, "shift F3"),
    /// The highest or the lowest address first.
    TOP_FIRST(Menu.VIEW, "ctrl T"),
    /// One row for what belongs together.
    GROUPS(Menu.VIEW, "ctrl G"),
    /// Rows for what is free.
    GAPS(Menu.VIEW, "ctrl E"),
    /// Dark or light.
    DARK(Menu.VIEW, "ctrl shift D"),
    /// Says what the keys do.
    KEYS(Menu.HELP, "F1");

    /// The menus, in their order.
    enum Menu {
        FILE,
        GO,
        LOOK,
        VIEW,
        HELP
    }

    private final Menu menu;
    private final String key;

    Command(Menu menu, String key) {
        this.menu = menu;
        this.key = key;
    }

    Menu menu() {
        return menu;
    }

    KeyStroke key() {
        return KeyStroke.getKeyStroke(key);
    }

    /// The key as it is written for people: Ctrl+O.
    String keyText() {
        return key.replace("ctrl ", "Ctrl+").replace("shift ", "Shift+");
    }

    /// Whether it is on or off.
    boolean isSwitch() {
        return this == TOP_FIRST || this == GROUPS || this == GAPS || this == DARK;
    }
}
