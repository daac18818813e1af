package anax.bench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CharactersTest {
    private static final String TEXT = "45\u202F790 (1.50–1.60) × the time ÷ floor";

    @Test
    void shouldLeaveTextAloneWhereItCanBeWritten() {
        assertThat(Characters.printable(TEXT, StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }

    @Test
    void shouldUsePlainCharactersOfTheSameWidthWhereThereAreNoOthers() {
        assertThat(Characters.printable(TEXT, StandardCharsets.US_ASCII))
                .isEqualTo("45 790 (1.50-1.60) x the time / floor")
                .hasSameSizeAs(TEXT);
    }
}
