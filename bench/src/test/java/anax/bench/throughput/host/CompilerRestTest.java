package anax.bench.throughput.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompilerRestTest {
    private long compiledMs = 7;
    private final CompilerRest rest = new CompilerRest(() -> compiledMs);

    @Test
    void shouldRestOnlyAfterEnoughSlicesWithoutACompilation() {
        for (int i = 1; i < CompilerRest.ENOUGH; i++) {
            assertThat(rest.isThere()).isFalse();
        }
        assertThat(rest.isThere()).isTrue();
    }

    @Test
    void shouldBeginAgainWithEachCompilation() {
        for (int i = 1; i < CompilerRest.ENOUGH; i++) {
            rest.isThere();
        }
        compiledMs++;
        assertThat(rest.isThere()).isFalse();
        for (int i = 1; i < CompilerRest.ENOUGH; i++) {
            assertThat(rest.isThere()).isFalse();
        }
        assertThat(rest.isThere()).isTrue();
    }
}
