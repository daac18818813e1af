package anax.procmaps.window.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// A canvas over the graphics of a component or an image.
///
/// Owner: whoever owns the graphics; one painting. Allocates a shape for each call but one.
public final class GraphicsCanvas implements Canvas {
    private final Graphics2D graphics;
    private final Rectangle2D.Double rectangle = new Rectangle2D.Double();
    private final Font plain;
    private final Font bold;

    /// @param font of all text
    public GraphicsCanvas(Graphics2D graphics, Font font) {
        this.graphics = graphics;
        this.plain = font.deriveFont(Font.PLAIN);
        this.bold = font.deriveFont(Font.BOLD);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setStroke(new BasicStroke(1));
    }

    @Override
    public void fill(double x, double y, double width, double height, Color colour) {
        graphics.setColor(colour);
        rectangle.setRect(x, y, width, height);
        graphics.fill(rectangle);
    }

    @Override
    public void frame(double x, double y, double width, double height, Color colour) {
        if (width > 1 && height > 1) {
            graphics.setColor(colour);
            rectangle.setRect(x + 0.5, y + 0.5, width - 1, height - 1);
            graphics.draw(rectangle);
        }
    }

    @Override
    public void polygon(double[] xs, double[] ys, Color colour) {
        var path = new Path2D.Double();
        path.moveTo(xs[0], ys[0]);
        for (int i = 1; i < xs.length; i++) {
            path.lineTo(xs[i], ys[i]);
        }
        path.closePath();
        graphics.setColor(colour);
        graphics.fill(path);
    }

    @Override
    public void line(double fromX, double fromY, double toX, double toY, Color colour) {
        graphics.setColor(colour);
        graphics.draw(new Line2D.Double(fromX, fromY, toX, toY));
    }

    @Override
    public void text(String text, double x, double baseline, boolean isBold, Color colour) {
        graphics.setColor(colour);
        graphics.setFont(isBold ? bold : plain);
        graphics.drawString(text, (float) x, (float) baseline);
    }

    @Override
    public double width(String text, boolean isBold) {
        return graphics.getFontMetrics(isBold ? bold : plain).stringWidth(text);
    }

    @Override
    public double lineHeight() {
        return graphics.getFontMetrics(plain).getHeight();
    }
}
