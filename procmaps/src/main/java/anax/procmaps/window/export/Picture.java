package anax.procmaps.window.export;

import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.window.model.Box;
import anax.procmaps.window.model.Measure;
import anax.procmaps.window.model.Snapshot;
import anax.procmaps.window.model.SpaceScale;
import anax.procmaps.window.model.Timeline;
import anax.procmaps.window.model.Treemap;
import anax.procmaps.window.plot.Canvas;
import anax.procmaps.window.plot.GraphicsCanvas;
import anax.procmaps.window.plot.LegendPlot;
import anax.procmaps.window.plot.SpacePlot;
import anax.procmaps.window.plot.Theme;
import anax.procmaps.window.plot.TimelinePlot;
import anax.procmaps.window.plot.TreemapPlot;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/// One snapshot on one page: title, address space, treemap, the totals over time if there are any, legend.
///
/// Owner: nobody; a value. Drawn off screen: needs no display.
///
/// @param snapshot what is shown
/// @param title    over it
/// @param points   the totals over time
/// @param measure  what areas stand for
/// @param words    the language
/// @param theme    colours
public record Picture(
        Snapshot snapshot, String title, List<Timeline.Point> points, Measure measure, Words words, Theme theme) {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final double WIDTH = 1000;
    private static final double MARGIN = 20;
    private static final double TITLE = 30;
    private static final double SPACE = 60;
    private static final double TREEMAP = 520;
    private static final double TIMELINE = 220;
    private static final double BETWEEN = 14;

    /// How many pixels of a PNG a unit has.
    private static final int SCALE = 2;

    /// Takes a copy.
    public Picture {
        points = List.copyOf(points);
    }

    /// Writes a file whose name says what it is: SVG if it ends in `.svg`, else PNG.
    public void write(Path file) throws IOException {
        if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
            Files.writeString(file, svg(), StandardCharsets.UTF_8);
        } else {
            try (var out = Files.newOutputStream(file)) {
                ImageIO.write(image(), "png", out);
            }
        }
    }

    /// The page as a document.
    public String svg() {
        var canvas = new SvgCanvas(FONT);
        draw(canvas);
        return canvas.document(WIDTH, height(), title);
    }

    /// The page as an image, with two pixels for each unit.
    public BufferedImage image() {
        var image = new BufferedImage((int) (WIDTH * SCALE), (int) (height() * SCALE), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(SCALE, SCALE);
            draw(new GraphicsCanvas(graphics, FONT));
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private LegendPlot legend() {
        return new LegendPlot(snapshot.totals(), measure, words, theme);
    }

    private boolean hasTimeline() {
        return points.size() > 1;
    }

    private double height() {
        double timeline = hasTimeline() ? TIMELINE + BETWEEN : 0;
        return Math.ceil(2 * MARGIN
                + TITLE
                + SPACE
                + BETWEEN
                + TREEMAP
                + BETWEEN
                + timeline
                + legend().height(WIDTH - 2 * MARGIN));
    }

    private void draw(Canvas canvas) {
        double inner = WIDTH - 2 * MARGIN;
        canvas.fill(0, 0, WIDTH, height(), theme.ground());
        Color ink = theme.ink();
        canvas.text(canvas.fitting(Printable.of(title), inner, true), MARGIN, MARGIN + 12, true, ink);
        double y = MARGIN + TITLE;
        SpaceScale scale = SpaceScale.compressed(snapshot.memory().map());
        new SpacePlot(snapshot, scale, Optional.empty(), -1, theme).draw(canvas, new Box(MARGIN, y, inner, SPACE));
        y += SPACE + BETWEEN;
        Treemap treemap = Treemap.of(snapshot.memory(), measure, new Box(MARGIN, y, inner, TREEMAP));
        new TreemapPlot(treemap, null, words, theme).draw(canvas);
        y += TREEMAP + BETWEEN;
        if (hasTimeline()) {
            new TimelinePlot(points, measure, words, theme).draw(canvas, new Box(MARGIN, y, inner, TIMELINE));
            y += TIMELINE + BETWEEN;
        }
        legend().draw(canvas, new Box(MARGIN, y, inner, legend().height(inner)));
    }
}
