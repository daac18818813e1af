package anax.bench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nowNs;

    @Test
    void shouldWriteALineEveryFewSeconds() {
        ProgressLines lines = new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> nowNs);
        show(lines, 1, 0.01);
        show(lines, 10, 0.25);
        show(lines, 11, 0.27);
        show(lines, 20, 0.5);
        lines.close();
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "anax bench:  25 %, 30 s left, messages.thread-switch",
                        "anax bench:  50 %, 20 s left, messages.thread-switch");
    }

    private void show(ProgressLines lines, int second, double share) {
        nowNs = second * 1_000_000_000L;
        lines.show("messages.thread-switch", share);
    }
}
