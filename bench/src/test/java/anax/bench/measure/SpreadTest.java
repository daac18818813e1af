package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpreadTest {

    /// The example of R's `quantile`, type 7: 1 to 4 have quartiles 1.75, 2.5, 3.25.
    @Test
    void shouldInterpolateBetweenNeighbours() {
        Spread spread = Spread.of(4, 1, 3, 2);
        assertThat(spread.p25()).isEqualTo(1.75);
        assertThat(spread.median()).isEqualTo(2.5);
        assertThat(spread.p75()).isEqualTo(3.25);
        assertThat(spread.interquartileRange()).isEqualTo(1.5);
    }

    @Test
    void shouldBeThatFigureWhenThereIsOne() {
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void shouldLeaveTheFiguresInTheirOrder() {
        double[] values = {3, 1, 2};
        Spread.of(values);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void shouldNotCareForOneWildFigure() {
        assertThat(Spread.of(10, 11, 12, 13, 1e9).median()).isEqualTo(12);
    }

    @Test
    void shouldRefuseNoFigures() {
        assertThatThrownBy(Spread::of).hasMessage("the spread of no figures was asked for; give at least one");
    }

    @Property
    void shouldHaveHalfOfTheFiguresOnEitherSide(
            @ForAll @Size(min = 1, max = 40) double @DoubleRange(min = 0, max = 1e6) [] values) {
        Spread spread = Spread.of(values);
        long below =
                java.util.Arrays.stream(values).filter(v -> v < spread.median()).count();
        long above =
                java.util.Arrays.stream(values).filter(v -> v > spread.median()).count();
        assertThat(below).isLessThanOrEqualTo(values.length / 2);
        assertThat(above).isLessThanOrEqualTo(values.length / 2);
        assertThat(spread.p25()).isLessThanOrEqualTo(spread.median() + 1e-9);
        assertThat(spread.p75()).isCloseTo(Math.max(spread.p75(), spread.median()), within(1e-9));
    }
}
