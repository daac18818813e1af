package anax.procmaps.window.view;

import anax.procmaps.classify.Category;
import anax.procmaps.window.plot.Theme;
import java.awt.Component;
import java.awt.Graphics;
import javax.swing.Icon;

/// A square of a use's colour, which stands before its word.
///
/// Owner: nobody; a value.
///
/// @param category the use; null for an empty square
record UseChip(Category category) implements Icon {
    private static final int SIDE = 10;

    @Override
    public void paintIcon(Component component, Graphics graphics, int x, int y) {
        if (category != null) {
            Theme theme = Style.theme();
            graphics.setColor(theme.of(category));
            graphics.fillRect(x, y, getIconWidth(), getIconHeight());
            graphics.setColor(theme.faint());
            graphics.drawRect(x, y, getIconWidth() - 1, getIconHeight() - 1);
        }
    }

    @Override
    public int getIconWidth() {
        return Style.pixels(SIDE);
    }

    @Override
    public int getIconHeight() {
        return Style.pixels(SIDE);
    }
}
