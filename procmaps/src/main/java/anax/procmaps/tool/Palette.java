package anax.procmaps.tool;

import anax.procmaps.classify.Category;
import anax.procmaps.show.UseColour;

/// Colours for a terminal, or none.
///
/// Owner: nobody; immutable.
///
/// @param colour whether to colour at all
record Palette(boolean colour) {
    private static final String RESET = "\033[0m";

    String of(Category category, String text) {
        return paint("\033[38;5;" + UseColour.number(category) + "m", text);
    }

    /// Nothing is there.
    String faint(String text) {
        return paint("\033[2m", text);
    }

    /// Wants attention.
    String warning(String text) {
        return paint("\033[1;31m", text);
    }

    String bold(String text) {
        return paint("\033[1m", text);
    }

    private String paint(String code, String text) {
        return colour ? code + text + RESET : text;
    }
}
