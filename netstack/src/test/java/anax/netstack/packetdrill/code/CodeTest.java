package anax.netstack.packetdrill.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Code blocks are worked out as Python would, and what does not hold is told with the values that it rests on.
class CodeTest {
    private static final Position AT = new Position("a.pkt", 7);
    private static final Map<String, Long> NAMES =
            Map.of("tcpi_snd_cwnd", 10L, "tcpi_rto", 200_000L, "tcpi_unacked", 0L);

    private final Code code = new Code();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assert tcpi_snd_cwnd == 10",
                "assert tcpi_snd_cwnd != 11, 'cwnd'",
                "assert (tcpi_snd_cwnd + 2 * 3 == 16)",
                "assert 9 < tcpi_snd_cwnd <= 10 < tcpi_rto",
                "assert tcpi_snd_cwnd & 2 | 4 == 6",
                "assert not tcpi_unacked and (tcpi_unacked or tcpi_rto)",
                "assert -tcpi_snd_cwnd + 0x0a == 0",
                "assert tcpi_rto >= 200000 and tcpi_rto - 1 < 200000",
                "assert True and not False",
                "tcpi_snd_cwnd == 10",
                "assert 2 - 1 - 1 == 0 # is 2 with other brackets"
            })
    void shouldHoldWhenPythonSaysSo(String text) {
        assertThat(code.run(AT, text, NAMES)).isEmpty();
        assertThat(code.assertions()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "assert tcpi_snd_cwnd == 11|tcpi_snd_cwnd = 10",
                "assert tcpi_snd_cwnd != 10|tcpi_snd_cwnd = 10",
                "assert tcpi_snd_cwnd < 10|tcpi_snd_cwnd = 10",
                "assert tcpi_snd_cwnd > 10|tcpi_snd_cwnd = 10",
                "assert tcpi_snd_cwnd <= 9|tcpi_snd_cwnd = 10",
                "assert tcpi_snd_cwnd >= 11|tcpi_snd_cwnd = 10",
                "assert 9 < tcpi_snd_cwnd < 10|tcpi_snd_cwnd = 10",
                "assert 10 < tcpi_snd_cwnd < 11|tcpi_snd_cwnd = 10",
                "assert tcpi_snd_cwnd & 5|tcpi_snd_cwnd = 10",
                "assert tcpi_unacked * 7|tcpi_unacked = 0",
                "assert not tcpi_rto|tcpi_rto = 200000",
                "assert tcpi_snd_cwnd and tcpi_unacked|tcpi_snd_cwnd = 10, tcpi_unacked = 0",
                "assert tcpi_unacked or False|tcpi_unacked = 0, False = 0",
                "tcpi_snd_cwnd == 11|tcpi_snd_cwnd = 10",
            })
    void shouldSayTheAssertionAndTheValuesWhenItDoesNotHold(String text, String got) {
        assertThat(code.run(AT, text, NAMES)).contains(new Code.Failure(AT, text, got));
    }

    @Test
    void shouldTellTheLineWithinTheBlock() {
        final var failure = code.run(AT, "\nassert tcpi_unacked == 0; assert tcpi_rto == 1\n", NAMES);
        assertThat(failure).hasValueSatisfying(it -> assertThat(it.at()).hasToString("a.pkt:8"));
        assertThat(code.assertions()).isEqualTo(2);
    }

    @Test
    void shouldRememberWhatEarlierBlocksAssigned() {
        assertThat(code.run(AT, "before = tcpi_snd_cwnd", NAMES)).isEmpty();
        assertThat(code.assertions()).isZero();
        assertThat(code.run(AT, "assert tcpi_snd_cwnd == before + 1", Map.of("tcpi_snd_cwnd", 11L)))
                .isEmpty();
        assertThat(code.run(AT, "assert tcpi_snd_cwnd == before", Map.of("tcpi_snd_cwnd", 11L)))
                .contains(new Code.Failure(AT, "assert tcpi_snd_cwnd == before", "tcpi_snd_cwnd = 11, before = 10"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "assert tcpi_nothing == 1|name tcpi_nothing",
                "print(tcpi_rto)|neither asserts nor compares",
                "tcpi_rto|neither asserts nor compares",
                "assert tcpi_rto / 2 == 1|\"/\" in",
                "assert tcpi_rto << 2|\"<\" in",
                "assert (tcpi_rto == 1|the end",
                "assert tcpi_rto == 'text'|'text'",
                "assert tcpi_rto == 99999999999999999999|99999999999999999999",
                "import os|import os",
            })
    void shouldNameWhatItDoesNotKnow(String text, String construct) {
        assertThatThrownBy(() -> code.run(AT, text, NAMES))
                .isInstanceOfSatisfying(
                        UnsupportedException.class, e -> assertThat(e.at()).isEqualTo(AT))
                .hasMessageContaining(construct);
    }
}
