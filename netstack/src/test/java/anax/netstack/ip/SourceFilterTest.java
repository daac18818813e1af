package anax.netstack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What several want together, against what each of them wants alone.
class SourceFilterTest {
    private static final int SOURCES = 8;

    /// RFC 3376, section 3.2: the host wants what at least one wants, and nothing else: INCLUDE lists are united,
    /// EXCLUDE lists cut down to what all of them exclude and none includes.
    @Test
    void shouldWantWhatAnyWants() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 5_000; round++) {
            final SourceFilter[] filters = new SourceFilter[1 + random.nextInt(4)];
            SourceFilter together = SourceFilter.NONE;
            boolean excludes = false;
            for (int i = 0; i < filters.length; i++) {
                filters[i] = random(random);
                together = together.merge(filters[i]);
                excludes |= filters[i].excludes();
            }
            assertThat(together.excludes()).isEqualTo(excludes);
            for (int source = 0; source < SOURCES; source++) {
                boolean wanted = false;
                for (final SourceFilter each : filters) {
                    wanted |= each.allows(source);
                }
                assertThat(together.allows(source)).isEqualTo(wanted);
            }
        }
    }

    @Test
    void shouldListEachSourceOnceWhateverTheirOrder() {
        assertThat(SourceFilter.including(5, -3, 5)).isEqualTo(SourceFilter.including(-3, 5));
        assertThat(SourceFilter.including(5, -3, 5).size()).isEqualTo(2);
        assertThat(SourceFilter.NONE.with(7).with(7)).isEqualTo(SourceFilter.including(7));
        assertThat(SourceFilter.including(7).without(7)).isEqualTo(SourceFilter.NONE);
        assertThat(SourceFilter.excluding(7).without(7))
                .isEqualTo(SourceFilter.ALL)
                .isNotEqualTo(SourceFilter.NONE);
        assertThat(SourceFilter.excluding(7)).isNotEqualTo(SourceFilter.including(7));
        assertThat(SourceFilter.excluding(7).isNone()).isFalse();
    }

    private static SourceFilter random(SplittableRandom random) {
        SourceFilter filter = random.nextBoolean() ? SourceFilter.ALL : SourceFilter.NONE;
        for (int source = 0; source < SOURCES; source++) {
            filter = random.nextBoolean() ? filter.with(source) : filter.without(source);
        }
        return filter;
    }
}
