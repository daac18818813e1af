package anax.procmaps.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.classify.Category;
import anax.procmaps.filter.Filter;
import anax.procmaps.show.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Which rows the table has, and in which order.
class RowListTest {
    private static final Words WORDS = Words.ofWindow(Locale.ENGLISH);
    private static final Snapshot USUAL = Memories.saved(Memories.USUAL);

    private static Page page(UnaryOperator<Arrangement> change) {
        return Page.of(WORDS, USUAL, Optional.empty(), change.apply(Arrangement.FIRST));
    }

    private static List<String> column(Page page, Column column) {
        return page.rows().rows().stream()
                .map(row -> page.values().text(row, column))
                .toList();
    }

    @Test
    void shouldBeginWithTheTopAddressAsTheOriginalDid() {
        Page page = page(first -> first);
        assertThat(column(page, Column.START)).startsWith("ffff800000000000", "7ffffffff000");
        assertThat(column(page, Column.USE))
                .startsWith("Kernel half", "Non-canonical hole", "Free", "Stack", "Free", "Anonymous")
                .endsWith("Program text", "Free");
        assertThat(page.rows().found()).isEqualTo(10);
    }

    @Test
    void shouldLeaveGapsOutWhenTheyAreNotWantedOrSomethingElseIsAskedFor() {
        assertThat(page(first -> first.withGaps(false)).rows().rows()).hasSize(10);
        assertThat(page(first -> first.withQuery(Query.parse("perm:r"))).rows().rows())
                .hasSize(9)
                .noneMatch(Row.Unused.class::isInstance);
        assertThat(page(first -> first.withUses(Set.of(Category.HEAP))).rows().rows())
                .hasSize(1);
    }

    @Test
    void shouldShowGapsWithinTheBrushWhenARangeIsMarked() {
        Page page = page(first -> first.withBrush(Optional.of(new Filter.Range(0x401000, 0x602000))));
        assertThat(column(page, Column.USE)).containsExactly("Program data", "Free", "Program text");
        assertThat(page.rows().found()).isEqualTo(2);
    }

    @Test
    void shouldShowRowsAroundWhenContextIsAskedFor() {
        Page page = page(first -> first.withQuery(Query.parse("before:1 after:2 heap")));
        assertThat(column(page, Column.USE)).containsExactly("Anonymous", "Guard", "Heap", "Program data");
        assertThat(page.rows().rows().stream().map(row -> ((Row.Mapped) row).context()))
                .containsExactly(true, true, false, true);
        assertThat(page.rows().found()).isEqualTo(1);
    }

    @Test
    void shouldSortByAnyColumnWithEqualValuesByAddress() {
        Page page = page(first -> first.withGaps(false).sorted(Column.SIZE, true));
        assertThat(column(page, Column.SIZE))
                .containsExactly(
                        "8.0 MiB", "132 KiB", "132 KiB", "64 KiB", "16 KiB", "8 KiB", "4 KiB", "4 KiB", "4 KiB",
                        "4 KiB");
        assertThat(column(page, Column.START)).containsSubsequence("1000000", "7ffd00000000");
        for (Column column : Column.values()) {
            assertThat(page(first -> first.sorted(column, false)).rows().rows())
                    .hasSize(10 + USUAL.gaps().size());
        }
    }

    @Test
    void shouldGiveOneRowWhenRegionsBelongTogether() {
        Page closed = page(first -> first.withGaps(false).withGroups(true));
        assertThat(column(closed, Column.MAPPING))
                .contains("/usr/lib/lib one.so (3 parts)", "Anonymous and its guard")
                .contains("/opt/demo/prog (2 parts)")
                .hasSize(6);
        assertThat(closed.rowOf(6)).isEqualTo(column(closed, Column.MAPPING).indexOf("/usr/lib/lib one.so (3 parts)"));

        Page open = closed.arranged(closed.arrangement().withOpen(closed.rows().groups()));
        assertThat(column(open, Column.START)).containsSubsequence("7f1000000000", "7f1000011000", "7f1000010000");
        assertThat(open.rows().rows()).hasSize(13);
    }

    @Test
    void shouldMarkWhatIsNewGrownShrunkAndGone() {
        String after = Memories.USUAL
                .replace("000001000000-000001021000", "000001000000-000001042000")
                .replace("7f0000001000-7f0000801000", "7f0000001000-7f0000701000")
                .replace("7f1100000000-7f1100001000 rwxp 00000000 00:00 0\n", "")
                .replace("7ffd00000000-", "7ffc00000000-7ffc00001000 rw-p 00000000 00:00 0\n7ffd00000000-");
        Page page = Page.of(
                WORDS,
                Memories.live(2_000, after),
                Optional.of(Memories.live(1_000, Memories.USUAL)),
                Arrangement.FIRST.withGaps(false));
        assertThat(column(page, Column.CHANGE).stream().filter(text -> !text.isEmpty()))
                .containsExactly("+ new", "\u2212 gone", "\u25bc shrunk", "\u25b2 grown");
        assertThat(page.marks().count()).isEqualTo(4);
    }

    @Test
    void shouldPointOutWhatCanBeWrittenAndExecuted() {
        Page page = page(first -> first.withQuery(Query.parse("w+x")));
        assertThat(page.rows().rows())
                .allMatch(page.values()::isWritableAndExecutable)
                .hasSize(1);
    }
}
