package anax.bench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void shouldColourOnATerminalOnly() {
        assertThat(Terminal.mayColour(true, Map.of("TERM", "xterm"))).isTrue();
        assertThat(Terminal.mayColour(false, Map.of("TERM", "xterm"))).isFalse();
    }

    /// no-color.org: any value that is not empty.
    @Test
    void shouldObeyNoColor() {
        assertThat(Terminal.mayColour(true, Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isFalse();
        assertThat(Terminal.mayColour(true, Map.of("TERM", "xterm", "NO_COLOR", "")))
                .isTrue();
    }

    @Test
    void shouldNotColourATerminalThatCannot() {
        assertThat(Terminal.mayColour(true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.mayColour(true, Map.of())).isFalse();
    }

    @Test
    void shouldReadTheWidthFromStty() {
        assertThat(Terminal.columns("50 132\n")).isEqualTo(132);
        assertThat(Terminal.columns("0 0\n")).isEqualTo(Terminal.USUAL_COLUMNS);
        assertThat(Terminal.columns("")).isEqualTo(Terminal.USUAL_COLUMNS);
    }

    @Test
    void shouldWriteNoEscapesWithoutColour() {
        assertThat(new Style(false).ours("x")).isEqualTo("x");
        assertThat(new Style(true).ours("x"))
                .startsWith("\033[")
                .endsWith("\033[0m")
                .contains("x");
    }
}
