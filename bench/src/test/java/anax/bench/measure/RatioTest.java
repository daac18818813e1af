package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatioTest {

    /// A machine that runs at half its speed for some rounds slows both sides: every round still says 2.
    @Test
    void shouldNotSeeWhatSlowsBothSides() {
        double[] floor = {100, 100, 200, 200, 200, 100, 400};
        double[] ours = {200, 200, 400, 400, 400, 200, 800};
        Ratio ratio = Ratio.of("floor", ours, floor);
        assertThat(ratio).isEqualTo(new Ratio("floor", 2, 2, 2));
    }

    /// Where the slow rounds hit the two sides unevenly, the ratio of the medians would say 4, the rounds say 2.
    @Test
    void shouldBeTheMedianOfTheRatiosAndNotTheRatioOfTheMedians() {
        double[] floor = {100, 100, 100, 200, 200};
        double[] ours = {200, 200, 400, 400, 400};
        assertThat(Spread.of(ours).median() / Spread.of(floor).median()).isEqualTo(4);
        assertThat(Ratio.of("floor", ours, floor).median()).isEqualTo(2);
    }

    @Test
    void shouldTellItsSpread() {
        Ratio ratio = Ratio.of("floor", new double[] {1, 2, 3, 4, 5}, new double[] {1, 1, 1, 1, 1});
        assertThat(ratio.p25()).isCloseTo(2, within(1e-12));
        assertThat(ratio.p75()).isCloseTo(4, within(1e-12));
    }

    @Test
    void shouldBeUndecidedWhenOneLiesBetweenTheQuartiles() {
        assertThat(new Ratio("floor", 1.1, 0.9, 1.3).isUndecided()).isTrue();
        assertThat(new Ratio("floor", 1.1, 1.01, 1.3).isUndecided()).isFalse();
        assertThat(new Ratio("floor", 0.9, 0.8, 0.99).isUndecided()).isFalse();
    }

    @Test
    void shouldRefuseRoundsThatDoNotMatch() {
        assertThatThrownBy(() -> Ratio.of("floor", new double[2], new double[3]))
                .hasMessage("2 figures were given beside 3 of floor; a ratio needs one of each in every round");
    }
}
