package anax.procmaps.window.plot;

import anax.procmaps.classify.Category;
import anax.procmaps.diff.Change;
import anax.procmaps.show.UseColour;
import java.awt.Color;

/// The colours, on light or on dark ground. Each family of uses has the hue that the command gives it on a terminal;
/// within a family they differ in brightness. No red and green are told apart by hue alone, and the word or a sign
/// always stands beside.
///
/// Owner: nobody; a value.
///
/// @param dark whether the ground is dark
public record Theme(boolean dark) {
    private static final double ROW_TINT_LIGHT = 0.34;
    private static final double ROW_TINT_DARK = 0.30;

    /// Black and white stand out equally from this brightness.
    private static final double MIDDLE = 0.179;

    /// What everything stands on.
    public Color ground() {
        return dark ? new Color(0x1e1f22) : Color.WHITE;
    }

    /// Text, and frames that have to be seen.
    public Color ink() {
        return dark ? new Color(0xe6e6e6) : new Color(0x1a1a1a);
    }

    /// What is less important, but has to be read.
    public Color faint() {
        return dark ? new Color(0xa0a4ab) : new Color(0x5c6068);
    }

    /// Lines of a grid, gaps.
    public Color grid() {
        return dark ? new Color(0x3c3f45) : new Color(0xdadde2);
    }

    /// What the user points at or has chosen.
    public Color accent() {
        return dark ? new Color(0x6cb2ff) : new Color(0x0b5cad);
    }

    /// What is wrong, or dangerous.
    public Color alarm() {
        return dark ? new Color(0xff9a8a) : new Color(0xb3261e);
    }

    /// The colour of a use in pictures.
    public Color of(Category category) {
        var base = new Color(UseColour.rgb(category));
        return switch (category) {
            case PROGRAM_DATA, LIBRARY_DATA -> mix(base, Color.WHITE, 0.45);
            case THREAD_STACK, JAVA_HEAP, JAVA_CLASSES -> mix(base, Color.WHITE, 0.35);
            case FILE_TEXT, NAMED_ANONYMOUS, SPECIAL -> mix(base, Color.BLACK, 0.25);
            case JAVA_TABLES -> mix(base, Color.BLACK, 0.3);
            case RESERVED -> mix(base, Color.WHITE, 0.35);
            case KERNEL_VARIABLES -> mix(base, Color.WHITE, 0.4);
            default -> base;
        };
    }

    /// Text that can be read on the colour of a use: black or white, whichever stands out more.
    public Color inkOn(Category category) {
        return luminance(of(category)) > MIDDLE ? Color.BLACK : Color.WHITE;
    }

    /// How bright a colour is, as WCAG 2.1 defines it.
    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /// The ground of a row, quiet enough for text.
    public Color rowOf(Category category) {
        return mix(ground(), of(category), dark ? ROW_TINT_DARK : ROW_TINT_LIGHT);
    }

    /// The colour of the sign of a change: blue for more, orange for less, which nobody confuses.
    public Color of(Change.Kind kind) {
        return switch (kind) {
            case SAME -> faint();
            case NEW, GROWN -> accent();
            case GONE, SHRUNK -> dark ? new Color(0xffb066) : new Color(0xa04a00);
            case CHANGED -> dark ? new Color(0xd7a6ff) : new Color(0x6a2fa0);
        };
    }

    private static Color mix(Color one, Color other, double part) {
        return new Color(
                part(one.getRed(), other.getRed(), part),
                part(one.getGreen(), other.getGreen(), part),
                part(one.getBlue(), other.getBlue(), part));
    }

    private static int part(int one, int other, double part) {
        return (int) Math.round(one + (other - one) * part);
    }
}
