package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
    private static final int TIMES = 150;

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
        assertThat(interval.low()).isLessThan(1).isPositive();
        assertThat(interval.high()).isGreaterThan(2);
        assertThat(Interval.of(slow).high()).isLessThan(1.05);
    }

    /// What 95 % means: machines whose JVMs differ by a known spread are measured again and again, and the
    /// interval holds what is true of them 19 times in 20, more or less, with three forks as with eight. From the
    /// lowest to the highest fork, as a bootstrap alone would have it, is three times in four for three.
    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void shouldHoldTheTruthNineteenTimesInTwentyWhateverTheForks(int forks) {
        SplittableRandom random = new SplittableRandom(forks);
        int held = 0;
        int heldRatio = 0;
        for (int time = 0; time < TIMES; time++) {
            double[][] one = drawn(forks, 3, random);
            held += Interval.of(one).holds(3) ? 1 : 0;
            heldRatio += Interval.ofRatio(one, drawn(forks, 2, random)).holds(1.5) ? 1 : 0;
        }
        assertThat(held).isBetween((int) (0.88 * TIMES), (int) (0.99 * TIMES));
        assertThat(heldRatio).isGreaterThan((int) (0.90 * TIMES));
    }

    /// Otherwise an interval of everything would pass for a good one.
    @Test
    void shouldBeNarrowerTheMoreForksThereAre() {
        SplittableRandom random = new SplittableRandom(1);
        double few = 0;
        double many = 0;
        for (int time = 0; time < 20; time++) {
            Interval three = Interval.of(drawn(3, 1, random));
            Interval eight = Interval.of(drawn(8, 1, random));
            few += three.high() - three.low();
            many += eight.high() - eight.low();
        }
        assertThat(many).isLessThan(few / 2);
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

    /// Forks that lie 4 % apart by their luck, and slices of them by theirs.
    private static double[][] drawn(int forks, double truth, SplittableRandom random) {
        double[][] drawn = new double[forks][];
        for (int fork = 0; fork < forks; fork++) {
            double luck = truth * (1 + 0.04 * random.nextGaussian());
            drawn[fork] = new double[15];
            for (int slice = 0; slice < drawn[fork].length; slice++) {
                drawn[fork][slice] = luck * (1 + 0.03 * random.nextGaussian());
            }
        }
        return drawn;
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
