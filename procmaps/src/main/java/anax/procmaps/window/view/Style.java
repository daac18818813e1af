package anax.procmaps.window.view;

import anax.procmaps.window.plot.Theme;
import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import com.formdev.flatlaf.util.UIScale;
import java.awt.Font;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.SwingConstants;
import javax.swing.UIManager;

/// Light or dark, fonts, and how many pixels a unit has.
///
/// Owner: the event thread.
public final class Style {
    private static final float UNSCALED = 12;

    private Style() {}

    /// Puts on the light or the dark look, also to what is shown already.
    public static void wear(boolean dark) {
        boolean done = dark ? FlatDarkLaf.setup() : FlatLightLaf.setup();
        assert done;
        FlatLaf.updateUI();
    }

    /// The colours of now.
    static Theme theme() {
        return new Theme(FlatLaf.isLafDark());
    }

    /// How many pixels a unit of a plot has; a screen that the JDK scales counts as one.
    static double unit() {
        return UIScale.getUserScaleFactor();
    }

    /// So many units in pixels.
    public static int pixels(int units) {
        return UIScale.scale(units);
    }

    /// The font of plots, in units.
    static Font plotFont() {
        return UIManager.getFont("Label.font").deriveFont(UNSCALED);
    }

    /// The font of addresses.
    static Font monospaced(Font like) {
        return new Font(Font.MONOSPACED, Font.PLAIN, like.getSize());
    }

    /// Rows of a height that fits the font, without lines between them, and headings that begin where their
    /// columns begin; to be called again after fonts changed.
    static void dress(JTable table) {
        table.setShowGrid(false);
        table.setRowHeight(
                table.getFontMetrics(table.getFont().deriveFont(Font.BOLD)).getHeight() + pixels(4));
        if (table.getTableHeader().getDefaultRenderer() instanceof JLabel heading) {
            heading.setHorizontalAlignment(SwingConstants.LEADING);
        }
    }

    /// Names a part: for tests, and for those who cannot see it.
    public static <T extends JComponent> T named(T part, String name, String spoken) {
        part.setName(name);
        part.getAccessibleContext().setAccessibleName(spoken);
        return part;
    }
}
