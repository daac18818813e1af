package anax.bench.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.w3c.dom.Document;

/// What all plots have in common: quiet axes, and a chart as an `svg` element for an HTML page.
///
/// Owner: whoever calls; stateless. Allocates. Needs fonts, which some small machines have not.
final class Drawing {
    /// What axes are labelled in.
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    private static final int WIDTH = 860;
    private static final int PRECISION = 1; // digits behind the point: a tenth of a pixel
    private static final String SVG = "http://www.w3.org/2000/svg";

    private Drawing() {}

    /// A chart as an element.
    ///
    /// @param meaning what it shows, for those who cannot see it
    /// @param id      starts the names of what the element defines, so that several fit into one page
    static String svg(JFreeChart chart, int height, String meaning, String id) {
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(2, 2, 2, 18));
        SVGGraphics2D graphics = new SVGGraphics2D(context(id), true);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        StringWriter text = new StringWriter();
        try {
            graphics.stream(graphics.getRoot(), text, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return element(text.toString(), meaning, height, id);
    }

    /// Makes an axis no louder than what it measures.
    static <A extends ValueAxis> A quiet(A axis) {
        axis.setTickLabelFont(FONT);
        axis.setLabelFont(FONT.deriveFont(12.5f));
        axis.setTickLabelPaint(Palette.INK);
        axis.setLabelPaint(Palette.INK);
        axis.setTickMarkPaint(Palette.GRID);
        axis.setAxisLinePaint(Palette.GRID);
        return axis;
    }

    /// Leaves of a plot what shows its figures.
    static void quieten(XYPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(Palette.GRID);
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
    }

    private static SVGGeneratorContext context(String id) {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setComment("");
            context.setPrecision(PRECISION);
            context.setIDGenerator(new SVGIDGenerator() {
                @Override
                public String generateID(String prefix) {
                    return id + "-" + super.generateID(prefix);
                }
            });
            return context;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this JVM has no XML parser; use a complete one", e);
        }
    }

    /// Turns the document into an element: no prologue, no name space, a size that follows the page's width.
    private static String element(String document, String meaning, int height, String id) {
        String svg = document.substring(document.indexOf("<svg"));
        String body = svg.substring(svg.indexOf('>') + 1)
                .replace("<!---->", "")
                .replace("\"genericDefs\"", "\"" + id + "-defs\"");
        String start = "<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\""
                + Html.escaped(meaning) + "\""
                + " fill=\"none\" stroke-linecap=\"butt\">";
        return start + Palette.withVariables(body);
    }
}
