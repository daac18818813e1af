package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void shouldBeAPointWhereAllFiguresAreOne() {
        assertThat(Interval.of(new double[] {5, 5, 5}, new double[] {5, 5})).isEqualTo(new Interval(5, 5, 5));
    }

    /// Forks that differ tell how wide it has to be, however many slices each has.
    @Test
    void shouldReachOverForksThatDiffer() {
        double[] slow = noisy(100, 1, 1);
        double[] fast = noisy(100, 2, 2);
        Interval interval = Interval.of(slow, fast, noisy(100, 1.5, 3));
        assertThat(interval.low()).isEqualTo(1, within(0.05));
        assertThat(interval.high()).isEqualTo(2, within(0.1));
        assertThat(Interval.of(slow).high()).isLessThan(1.05);
    }

    @Test
    void shouldTellARatioOfFiguresThatWereTakenInTurns() {
        double[] machine = noisy(60, 1, 4);
        double[] twice = new double[machine.length];
        for (int i = 0; i < twice.length; i++) {
            machine[i] *= 1 + i % 7; // a machine whose speed changes all the time
            twice[i] = 2 * machine[i];
        }
        Interval paired = Interval.ofPaired(new double[][] {twice}, new double[][] {machine});
        assertThat(paired).isEqualTo(new Interval(2, 2, 2));
        Interval apart = Interval.ofRatio(new double[][] {twice}, new double[][] {machine});
        assertThat(apart.median()).isEqualTo(2, within(1e-9));
        assertThat(apart.high() - apart.low()).isPositive();
    }

    @Test
    void shouldHoldItsEndsAndNothingBeyond() {
        Interval interval = new Interval(2, 1, 3);
        assertThat(interval.holds(1)).isTrue();
        assertThat(interval.holds(3)).isTrue();
        assertThat(interval.holds(0.99)).isFalse();
        assertThat(interval.holds(3.01)).isFalse();
    }

    private static double[] noisy(int count, double middle, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = middle * random.nextDouble(0.97, 1.03);
        }
        return values;
    }
}
