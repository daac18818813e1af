package anax.procmaps.window.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import anax.procmaps.ProcessMemory;
import anax.procmaps.classify.Category;
import org.junit.jupiter.api.Test;

/// Areas that stand for sizes.
class TreemapTest {
    private static final Box WHOLE = new Box(10, 20, 800, 600);

    @Test
    void shouldGiveEachUseItsShareOfTheArea() {
        ProcessMemory memory = Memories.of(Memories.USUAL);
        Treemap map = Treemap.of(memory, Measure.SIZE, WHOLE);
        Totals totals = Memories.saved(Memories.USUAL).totals();
        long all = totals.bytes(Measure.SIZE) - totals.bytes(Measure.SIZE, Category.GUARD);
        for (Tile tile : map.tiles()) {
            assertThat(inside(tile.box(), WHOLE)).as(tile.toString()).isTrue();
            if (tile.level() == Tile.Level.CATEGORY) {
                assertThat(tile.box().area() / WHOLE.area()).isCloseTo((double) tile.bytes() / all, within(1e-6));
            }
        }
        assertThat(map.tiles().stream().filter(tile -> tile.region() >= 0)).isNotEmpty();
        assertThat(map.tiles()).as("addresses without rights are no memory").noneMatch(tile -> tile.region() == 3);
    }

    private static boolean inside(Box box, Box outer) {
        double slack = 1e-6;
        return box.x() >= outer.x() - slack
                && box.y() >= outer.y() - slack
                && box.x() + box.width() <= outer.x() + outer.width() + slack
                && box.y() + box.height() <= outer.y() + outer.height() + slack;
    }

    @Test
    void shouldFindTheInnermostTileWhenAPointIsAsked() {
        Treemap map = Treemap.of(Memories.of(Memories.USUAL), Measure.SIZE, WHOLE);
        Tile region = map.tiles().stream()
                .filter(tile -> tile.region() == 4)
                .findFirst()
                .orElseThrow();
        Box box = region.box();
        assertThat(map.at(box.x() + box.width() / 2, box.y() + box.height() / 2))
                .isEqualTo(region);
        assertThat(map.at(0, 0)).isNull();
    }

    @Test
    void shouldPutTheSmallestTogetherWhenThereAreTooMany() {
        var lines = new StringBuilder();
        for (int i = 0; i < 3 * Treemap.MOST_REGIONS; i++) {
            long start = 0x10000000L + i * 0x4000L;
            lines.append("%08x-%08x rw-p 00000000 00:00 0 \n".formatted(start, start + 0x1000 + (i % 2) * 0x1000L));
        }
        Treemap map = Treemap.of(Memories.of(lines.toString()), Measure.SIZE, WHOLE);
        Tile others = map.tiles().getLast();
        assertThat(others.region()).isEqualTo(-1);
        assertThat(others.count()).isEqualTo(2 * Treemap.MOST_REGIONS);
        assertThat(map.tiles()).hasSize(Treemap.MOST_REGIONS + 3);
    }

    @Test
    void shouldBeEmptyWhenTheMeasureIsNotKnown() {
        ProcessMemory memory = Memories.of(Memories.USUAL);
        assertThat(Measure.RSS.isKnown(memory)).isFalse();
        assertThat(Treemap.of(memory, Measure.RSS, WHOLE).tiles()).isEmpty();
    }
}
