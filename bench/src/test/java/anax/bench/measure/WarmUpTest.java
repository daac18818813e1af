package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final int PLENTY = 200;

    @Test
    void shouldNotSettleBeforeItHasSeenAWindow() {
        WarmUp warmUp = new WarmUp();
        for (int i = 0; i < WarmUp.WINDOW - 1; i++) {
            warmUp.add(100);
            assertThat(warmUp.isSettled()).isFalse();
        }
        warmUp.add(100);
        assertThat(warmUp.isSettled()).isTrue();
        assertThat(warmUp.slices()).isEqualTo(WarmUp.WINDOW);
    }

    /// The compiler replaces code: three times as fast from one slice to the next.
    @Test
    void shouldWaitForAStepToLeaveTheWindow() {
        int step = 9;
        int settled = settledAfter(i -> i < step ? 300 : 100);
        assertThat(settled).isBetween(step + WarmUp.WINDOW / 2 + 1, step + WarmUp.WINDOW);
    }

    @Test
    void shouldNotSettleWhileFiguresFallSteadily() {
        assertThat(settledAfter(i -> 10_000 * Math.pow(0.97, i))).isGreaterThan(PLENTY);
    }

    @Test
    void shouldSettleSoonWhenFiguresAreNoisyButLevel() {
        Random random = new Random(5);
        assertThat(settledAfter(_ -> 100 + 30 * random.nextGaussian())).isLessThan(3 * WarmUp.WINDOW);
    }

    @Test
    void shouldNotMindASingleOutlier() {
        assertThat(settledAfter(i -> i == 10 ? 5_000 : 100 + i % 2)).isEqualTo(WarmUp.WINDOW);
    }

    @Test
    void shouldStaySettledOnceItIs() {
        WarmUp warmUp = new WarmUp();
        for (int i = 0; i < WarmUp.WINDOW; i++) {
            warmUp.add(100);
        }
        warmUp.add(900);
        warmUp.add(900);
        assertThat(warmUp.isSettled()).isTrue();
    }

    private static int settledAfter(java.util.function.IntToDoubleFunction figure) {
        WarmUp warmUp = new WarmUp();
        for (int i = 0; i <= PLENTY; i++) {
            warmUp.add(figure.applyAsDouble(i));
            if (warmUp.isSettled()) {
                return warmUp.slices();
            }
        }
        return PLENTY + 1;
    }
}
