package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sequence numbers compare round the circle: RFC 9293, section 3.4.
class SeqTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, -2, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30})
    void shouldCompareWhereverTheyStand(int number) {
        for (final int ahead : new int[] {1, 2, 1 << 30, Integer.MAX_VALUE}) {
            final int later = number + ahead;
            assertThat(Seq.lt(number, later)).isTrue();
            assertThat(Seq.leq(number, later)).isTrue();
            assertThat(Seq.gt(number, later)).isFalse();
            assertThat(Seq.geq(number, later)).isFalse();
            assertThat(Seq.lt(later, number)).isFalse();
            assertThat(Seq.leq(later, number)).isFalse();
            assertThat(Seq.gt(later, number)).isTrue();
            assertThat(Seq.geq(later, number)).isTrue();
            assertThat(Seq.max(number, later)).isEqualTo(later);
            assertThat(Seq.min(number, later)).isEqualTo(number);
        }
        assertThat(Seq.lt(number, number)).isFalse();
        assertThat(Seq.leq(number, number)).isTrue();
        assertThat(Seq.gt(number, number)).isFalse();
        assertThat(Seq.geq(number, number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -100, Integer.MAX_VALUE})
    void shouldTellWhatIsWithinWhereverItStands(int from) {
        assertThat(Seq.isWithin(from - 1, from, 100)).isFalse();
        assertThat(Seq.isWithin(from, from, 100)).isTrue();
        assertThat(Seq.isWithin(from + 99, from, 100)).isTrue();
        assertThat(Seq.isWithin(from + 100, from, 100)).isFalse();
        assertThat(Seq.isWithin(from, from, 0)).isFalse();
    }
}
