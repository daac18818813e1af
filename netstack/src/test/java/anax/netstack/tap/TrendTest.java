package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void shouldFindWhatIsAddedEachTimeBehindTheFirstThird() {
        final List<Long> samples = LongStream.range(0, 30)
                .map(i -> i < 10 ? 7_777 : 100 + 5 * i)
                .boxed()
                .toList();
        assertThat(Trend.of(samples).growth()).isCloseTo(5 * 19, within(1e-9));
    }

    @Test
    void shouldFindNothingInWhatGoesUpAndDown() {
        final List<Long> samples =
                LongStream.range(0, 30).map(i -> 100 + 50 * (i % 2)).boxed().toList();
        assertThat(Trend.of(samples).growth()).isCloseTo(0, within(10.0));
        assertThat(Trend.of(samples).mean()).isCloseTo(125, within(1e-9));
    }
}
