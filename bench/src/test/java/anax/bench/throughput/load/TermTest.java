package anax.bench.throughput.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermTest {

    /// The moment at which a request is due is the first at which it counts as due.
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 1_000, 333_333, 999_999_937})
    void shouldCountEachRequestFromTheMomentWhenItIsDue(long perSecond) {
        Term term = new Term(1, Term.Kind.OPEN, 5_000, 50_000_000, new long[] {perSecond}, new int[0], new long[0]);
        for (long request = 0; request < 100; request++) {
            long dueNs = term.dueAtNs(0, request);
            if (dueNs < term.endNs()) {
                assertThat(term.dueBy(0, dueNs)).isGreaterThan(request);
                assertThat(term.dueBy(0, dueNs - 1)).isLessThanOrEqualTo(request);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000})
    void shouldHaveNothingDueBeforeItBeginsNorMoreAfterItEnds(long perSecond) {
        Term term = new Term(1, Term.Kind.OPEN, 5_000, 1_005_000, new long[] {perSecond}, new int[0], new long[0]);
        assertThat(term.dueBy(0, 4_999)).isZero();
        assertThat(term.dueBy(0, 1_005_000)).isEqualTo(perSecond / 1_000);
        assertThat(term.dueBy(0, Long.MAX_VALUE / 2)).isEqualTo(perSecond / 1_000);
    }
}
