package anax.bench.net;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.clock.Clock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One line on a terminal, plain lines elsewhere.
class StatusDisplayTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long nowNs = 77;

    @Test
    void shouldDrawOverTheSameLineAndLeaveItEmptyOnATerminal() {
        try (StatusDisplay display = display(true, 11)) {
            assertThat(display.isDue()).isTrue();
            display.show("0:01 as long as it may be");
            display.show("0:02 short");
        }
        assertThat(text()).isEqualTo("\r\033[K0:01 as lo\r\033[K0:02 short\r\033[K");
    }

    @Test
    void shouldWriteAPlainLineEveryFiveSecondsElsewhere() {
        try (StatusDisplay display = display(false, 11)) {
            for (int second = 1; second <= 12; second++) {
                nowNs += SECOND_NS;
                if (display.isDue()) {
                    display.show(second + " s, as long as it may be");
                }
            }
        }
        assertThat(text()).isEqualTo("up: 5 s, as long as it may be\nup: 10 s, as long as it may be\n");
    }

    /// The end of the program comes from another thread.
    @Test
    void shouldDrawNothingWhenItIsClosed() {
        StatusDisplay display = display(true, 80);
        display.close();
        display.show("late");
        assertThat(text()).isEqualTo("\r\033[K");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B/s",
        "999, 999 B/s",
        "999.6, 1.0 kB/s",
        "1234, 1.2 kB/s",
        "99949, 99.9 kB/s",
        "123456, 123 kB/s",
        "1e6, 1.0 MB/s",
        "2.5e9, 2.5 GB/s",
        "1e13, 10000 GB/s"
    })
    void shouldTellRatesInUnitsThatFit(double octets, String text) {
        assertThat(HostStatus.rate(octets)).isEqualTo(text);
    }

    private StatusDisplay display(boolean moving, int columns) {
        Clock clock = () -> nowNs;
        return new StatusDisplay(new PrintStream(out, true, StandardCharsets.UTF_8), clock, moving, columns, "up: ");
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
