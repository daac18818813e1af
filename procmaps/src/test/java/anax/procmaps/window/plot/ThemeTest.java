package anax.procmaps.window.plot;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.classify.Category;
import anax.procmaps.diff.Change;
import java.awt.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Colours that everybody can read: contrasts as WCAG 2.1 computes them.
class ThemeTest {
    /// Success criterion 1.4.3, for text.
    private static final double TEXT = 4.5;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeReadableOnEachColour(boolean dark) {
        var theme = new Theme(dark);
        assertThat(contrast(theme.ink(), theme.ground())).isGreaterThan(TEXT);
        assertThat(contrast(theme.faint(), theme.ground())).isGreaterThan(TEXT);
        assertThat(contrast(theme.alarm(), theme.ground())).isGreaterThan(TEXT);
        for (Category category : Category.values()) {
            assertThat(contrast(theme.ink(), theme.rowOf(category)))
                    .as("text on a row of %s", category)
                    .isGreaterThan(TEXT);
            assertThat(contrast(theme.inkOn(category), theme.of(category)))
                    .as("text on a tile of %s", category)
                    .isGreaterThan(TEXT);
        }
        for (Change.Kind kind : Change.Kind.values()) {
            assertThat(contrast(theme.of(kind), theme.ground()))
                    .as("the sign of %s", kind)
                    .isGreaterThan(TEXT);
        }
    }

    private static double contrast(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
