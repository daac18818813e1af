package anax.procmaps.window.plot;

import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.text.ByteSize;
import anax.procmaps.window.model.Tile;
import anax.procmaps.window.model.Treemap;
import java.awt.Color;

/// The treemap. Words stand only on tiles that have room for them, so that they never cover small ones.
///
/// Owner: one painting.
///
/// @param map     where the tiles are
/// @param pointed the tile that the user points at; null for none
/// @param words   the language
/// @param theme   colours
public record TreemapPlot(Treemap map, Tile pointed, Words words, Theme theme) {
    private static final double LEAST_WIDTH = 40;
    private static final double MARGIN = 4;

    /// Draws all tiles.
    public void draw(Canvas canvas) {
        for (Tile tile : map.tiles()) {
            switch (tile.level()) {
                case CATEGORY -> drawUse(canvas, tile);
                case NAME -> {}
                case REGION -> drawRegion(canvas, tile);
            }
        }
        for (Tile tile : map.tiles()) {
            if (tile.level() == Tile.Level.NAME) {
                drawName(canvas, tile);
            }
        }
        if (pointed != null) {
            canvas.frame(
                    pointed.box().x(),
                    pointed.box().y(),
                    pointed.box().width(),
                    pointed.box().height(),
                    theme.ink());
        }
    }

    private void drawUse(Canvas canvas, Tile tile) {
        var box = tile.box();
        canvas.fill(box.x(), box.y(), box.width(), box.height(), theme.of(tile.category()));
        canvas.frame(box.x(), box.y(), box.width(), box.height(), theme.ground());
        String label = words.use(tile.category()) + "  " + ByteSize.text(tile.bytes());
        if (Treemap.isHeaded(box)) {
            String fitting = canvas.fitting(label, box.width() - 2 * MARGIN, true);
            canvas.text(fitting, box.x() + MARGIN, box.y() + Treemap.HEAD - MARGIN, true, theme.inkOn(tile.category()));
        }
    }

    private void drawRegion(Canvas canvas, Tile tile) {
        var box = tile.box();
        canvas.frame(box.x(), box.y(), box.width(), box.height(), edge(tile));
    }

    private Color edge(Tile tile) {
        Color colour = theme.of(tile.category());
        return theme.dark() ? colour.darker() : colour.darker().brighter().darker();
    }

    private void drawName(Canvas canvas, Tile tile) {
        var box = tile.box();
        canvas.frame(box.x(), box.y(), box.width(), box.height(), theme.ground());
        if (box.width() >= LEAST_WIDTH
                && box.height() >= canvas.lineHeight()
                && !tile.name().isEmpty()) {
            String name = tile.name().substring(tile.name().lastIndexOf('/') + 1);
            String fitting = canvas.fitting(Printable.of(name), box.width() - 2 * MARGIN, false);
            canvas.text(
                    fitting,
                    box.x() + MARGIN,
                    box.y() + canvas.lineHeight() - MARGIN / 2,
                    false,
                    theme.inkOn(tile.category()));
        }
    }
}
