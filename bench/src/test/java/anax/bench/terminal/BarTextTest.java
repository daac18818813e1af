package anax.bench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarTextTest {

    @Test
    void shouldShowShareAndTimeLeft() {
        assertThat(BarText.line("anax bench", 0.25, Duration.ofSeconds(30), "messages", 79))
                .startsWith("anax bench  25 % [=======                       ]   1:30 left  messages")
                .hasSize(79);
    }

    @Test
    void shouldNotGuessTheTimeLeftTooEarly() {
        assertThat(BarText.line("anax bench", 0.001, Duration.ofSeconds(3), "messages", 79))
                .contains("?:?? left");
    }

    @Test
    void shouldFitIntoANarrowTerminal() {
        assertThat(BarText.line("anax bench", 0.5, Duration.ofSeconds(30), "messages.cross-cpu-sync", 40))
                .hasSize(40)
                .startsWith("anax bench  50 %");
    }
}
