package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a CPU learns from parking: how long to look for work the next time.
class IdleSpinTest {
    private static final long CEILING_NS = 64_000;
    private static final long FLOOR_NS = 2_000;

    private final IdleSpin spin = new IdleSpin(() -> 0, CEILING_NS);

    @Test
    void shouldLookShorterWhenNothingCameForLong() {
        assertThat(spin.budgetNs()).isEqualTo(CEILING_NS);
        spin.afterPark(1_000_000);
        assertThat(spin.budgetNs()).isEqualTo(CEILING_NS / 2);
        for (int i = 0; i < 20; i++) {
            spin.afterPark(1_000_000);
        }
        assertThat(spin.budgetNs()).as("never less than this").isEqualTo(FLOOR_NS);
    }

    /// Two CPUs that both look for too short a time would wake each other for every message, for ever.
    @Test
    void shouldLookLongerAgainWhenWorkCameSoonAfterParking() {
        for (int i = 0; i < 20; i++) {
            spin.afterPark(1_000_000);
        }
        for (int i = 0; i < 20 && spin.budgetNs() < CEILING_NS; i++) {
            spin.afterPark(60_000);
        }
        assertThat(spin.budgetNs()).isEqualTo(CEILING_NS);
    }

    @Test
    void shouldLookShorterWhenTheLongestLookWasInVain() {
        spin.afterPark(CEILING_NS + 10_000);
        assertThat(spin.budgetNs()).isEqualTo(CEILING_NS / 2);
    }

    @Test
    void shouldNeverLookWhereProcessorsAreShared() {
        IdleSpin none = new IdleSpin(() -> 0, 0);
        none.afterPark(10);
        none.afterPark(1_000_000);
        assertThat(none.budgetNs()).isZero();
    }
}
