package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalabilityLawTest {
    private static final int[] CPUS = {1, 2, 4, 8, 16};

    @ParameterizedTest
    @CsvSource({"1e6, 0.05, 0.001", "3e6, 0, 0.002", "2e6, 0.3, 0", "5e5, 0, 0"})
    void shouldFindTheLawThatFiguresWereMadeBy(double perCpu, double contention, double coherence) {
        ScalabilityLaw law = new ScalabilityLaw(perCpu, contention, coherence);
        double[] throughput = new double[CPUS.length];
        for (int i = 0; i < CPUS.length; i++) {
            throughput[i] = law.at(CPUS[i]);
        }
        ScalabilityLaw fitted = ScalabilityLaw.fit(CPUS, throughput);
        assertThat(fitted.perCpu()).isEqualTo(perCpu, within(perCpu * 1e-6));
        assertThat(fitted.contention()).isEqualTo(contention, within(1e-6));
        assertThat(fitted.coherence()).isEqualTo(coherence, within(1e-6));
    }

    /// Better than linear is noise or a cache; the law has no number for it.
    @Test
    void shouldNotFindCostsBelowNothing() {
        ScalabilityLaw law = ScalabilityLaw.fit(CPUS, new double[] {1, 2.1, 4.3, 9, 18.5});
        assertThat(law.contention()).isZero();
        assertThat(law.coherence()).isZero();
        assertThat(law.peak()).isInfinite();
    }

    @Test
    void shouldTellWhereMoreCpusDoLess() {
        ScalabilityLaw law = new ScalabilityLaw(1, 0.04, 0.0006);
        assertThat(law.peak()).isEqualTo(40, within(1e-9));
        assertThat(law.at(40)).isGreaterThan(law.at(39)).isGreaterThan(law.at(41));
    }

    @Test
    void shouldNotBeFittedToFewerThanFourCounts() {
        assertThatThrownBy(() -> ScalabilityLaw.fit(new int[] {1, 2, 4}, new double[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 numbers of CPUs and 3 throughputs were given; use as many of each, 4 at least");
    }
}
