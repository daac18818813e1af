package anax.procmaps.window.export;

import anax.procmaps.window.plot.Canvas;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.Locale;

/// A canvas that writes an SVG document, with tenths of a pixel.
///
/// Owner: one export. Allocates the document; needs the JDK's fonts to know how wide words are.
final class SvgCanvas implements Canvas {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final StringBuilder body = new StringBuilder();
    private final Font plain;
    private final Font bold;

    SvgCanvas(Font font) {
        this.plain = font.deriveFont(Font.PLAIN);
        this.bold = font.deriveFont(Font.BOLD);
    }

    /// The whole document.
    ///
    /// @param title what it shows, for those who cannot see it
    String document(double width, double height, String title) {
        String size = number(width) + "\" height=\"" + number(height);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size
                + "\" viewBox=\"0 0 " + number(width) + " " + number(height)
                + "\" role=\"img\" font-family=\"sans-serif\" font-size=\"" + plain.getSize()
                + "\">\n<title>" + escaped(title) + "</title>\n" + body + "</svg>\n";
    }

    @Override
    public void fill(double x, double y, double width, double height, Color colour) {
        rectangle(x, y, width, height).append("\" fill=\"").append(hex(colour)).append("\"/>\n");
    }

    @Override
    public void frame(double x, double y, double width, double height, Color colour) {
        if (width > 1 && height > 1) {
            rectangle(x + 0.5, y + 0.5, width - 1, height - 1)
                    .append("\" fill=\"none\" stroke=\"")
                    .append(hex(colour))
                    .append("\"/>\n");
        }
    }

    private StringBuilder rectangle(double x, double y, double width, double height) {
        return body.append("<rect x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height));
    }

    @Override
    public void polygon(double[] xs, double[] ys, Color colour) {
        body.append("<polygon points=\"");
        for (int i = 0; i < xs.length; i++) {
            body.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
        }
        body.append("\" fill=\"").append(hex(colour)).append("\"/>\n");
    }

    @Override
    public void line(double fromX, double fromY, double toX, double toY, Color colour) {
        body.append("<path d=\"M")
                .append(number(fromX))
                .append(' ')
                .append(number(fromY))
                .append('L')
                .append(number(toX))
                .append(' ')
                .append(number(toY))
                .append("\" stroke=\"")
                .append(hex(colour))
                .append("\"/>\n");
    }

    @Override
    public void text(String text, double x, double baseline, boolean isBold, Color colour) {
        body.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(baseline))
                .append(isBold ? "\" font-weight=\"bold" : "")
                .append("\" fill=\"")
                .append(hex(colour))
                .append("\">")
                .append(escaped(text))
                .append("</text>\n");
    }

    @Override
    public double width(String text, boolean isBold) {
        return (isBold ? bold : plain).getStringBounds(text, CONTEXT).getWidth();
    }

    @Override
    public double lineHeight() {
        return plain.getLineMetrics("X", CONTEXT).getHeight();
    }

    private static String number(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff);
    }

    /// What XML has no place for is left out.
    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean isSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
                    if (point >= ' ' && !isSurrogate && point != 0xfffe && point != 0xffff) {
                        safe.appendCodePoint(point);
                    }
                }
            }
        });
        return safe.toString();
    }
}
