package anax.procmaps.window.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import anax.procmaps.filter.Filter;
import anax.procmaps.maps.MapsSnapshot;
import org.junit.jupiter.api.Test;

/// Where addresses stand on a line.
class SpaceScaleTest {
    private final MapsSnapshot map = Memories.of(Memories.USUAL).map();

    @Test
    void shouldLeaveRoomForAPageWhenTerabytesAreFree() {
        SpaceScale scale = SpaceScale.compressed(map);
        assertThat(scale.from(0)).isZero();
        assertThat(scale.to(scale.count() - 1)).isCloseTo(1, within(1e-9));
        double narrowest = 1;
        double gaps = 0;
        for (int i = 0; i < scale.count(); i++) {
            double width = scale.to(i) - scale.from(i);
            if (scale.region(i) == SpaceScale.NO_REGION) {
                gaps += width;
            } else {
                narrowest = Math.min(narrowest, width);
            }
        }
        assertThat(narrowest).as("a region of one page").isGreaterThan(0.01);
        assertThat(gaps).isLessThanOrEqualTo(0.2);
    }

    @Test
    void shouldFindTheRegionWhenItsMiddleIsPointedAt() {
        SpaceScale scale = SpaceScale.compressed(map);
        for (int i = 0; i < scale.count(); i++) {
            assertThat(scale.segmentAt((scale.from(i) + scale.to(i)) / 2)).isEqualTo(i);
        }
        assertThat(scale.segmentAt(-1)).isZero();
        assertThat(scale.segmentAt(2)).isEqualTo(scale.count() - 1);
    }

    @Test
    void shouldMarkWholeRegionsOnTheCompressedScale() {
        SpaceScale scale = SpaceScale.compressed(map);
        Filter.Range range = scale.range(scale.to(2) - 1e-6, scale.from(0) + 1e-6);
        assertThat(range).isEqualTo(new Filter.Range(0x400000, 0x602fff));
    }

    @Test
    void shouldMakeWidthSizeOnTheLinearScale() {
        SpaceScale scale = SpaceScale.linear(map, new Filter.Range(0x7f1000000000L, 0x7f100001ffffL));
        assertThat(scale.isLinear()).isTrue();
        assertThat(scale.to(0) - scale.from(0)).isCloseTo(0.5, within(1e-9));
        assertThat(scale.region(0)).isEqualTo(5);
        assertThat(scale.region(scale.count() - 1)).isEqualTo(SpaceScale.NO_REGION);
        assertThat(scale.range(0, 0.25)).isEqualTo(new Filter.Range(0x7f1000000000L, 0x7f1000007fffL));
    }

    @Test
    void shouldReachTheLastAddressWhenTheKernelsPageIsMapped() {
        MapsSnapshot top = Memories.of("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0    [vsyscall]\n")
                .map();
        SpaceScale scale = SpaceScale.linear(top, new Filter.Range(0xffffffffff600000L, -1));
        assertThat(scale.count()).isEqualTo(2);
        assertThat(scale.end(1)).isZero();
        assertThat(SpaceScale.compressed(Memories.of("").map()).count()).isZero();
        assertThat(SpaceScale.compressed(Memories.of("").map()).segmentAt(0.5)).isEqualTo(-1);
    }
}
