package anax.procmaps.window.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.procmaps.classify.Category;
import anax.procmaps.diff.Change;
import anax.procmaps.show.Words;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Looks that follow each other, and what is kept of them.
class InspectionTest {
    private static final String MORE = Memories.USUAL.replace("000001021000", "000001022000");

    private final Inspection inspection = new Inspection(Words.ofWindow(Locale.ENGLISH));

    private Page shown() {
        Page page = inspection.work().orElseThrow().get();
        inspection.show(page);
        return page;
    }

    @Test
    void shouldHaveNothingToComputeBeforeTheFirstLook() {
        assertThat(inspection.work()).isEmpty();
        assertThat(inspection.keep()).isEmpty();
    }

    @Test
    void shouldCompareWithTheLookBeforeWhenTheProcessIsTheSame() {
        inspection.take(Memories.live(0, Memories.USUAL));
        assertThat(shown().marks().count()).isZero();
        inspection.take(Memories.live(1_000, MORE));
        assertThat(shown().marks().of(2)).isEqualTo(Change.Kind.GROWN);
        assertThat(inspection.points()).hasSize(2);
        assertThat(inspection.kept()).hasSize(1);
    }

    @Test
    void shouldComputeNothingWhenAProcessIsAtRest() {
        assertThat(inspection.take(Memories.live(0, Memories.USUAL))).isTrue();
        Page first = shown();
        assertThat(inspection.take(Memories.live(1_000, Memories.USUAL))).isFalse();
        assertThat(inspection.points()).hasSize(2);
        assertThat(shown().snapshot()).isSameAs(first.snapshot());
        assertThat(inspection.take(Memories.live(2_000, MORE))).isTrue();
        assertThat(shown().marks().count()).isEqualTo(1);
        assertThat(inspection.take(Memories.live(3_000, MORE)))
                .as("the mark has to go some time")
                .isTrue();
    }

    @Test
    void shouldKeepAMarkForAWhileWhenLooksFollowFast() {
        inspection.take(Memories.live(0, Memories.USUAL));
        for (long millis = 500; millis <= Baseline.MARK_MILLIS; millis += 500) {
            inspection.take(Memories.live(millis, MORE));
            assertThat(shown().marks().count()).as("after %d ms", millis).isEqualTo(1);
        }
        inspection.take(Memories.live(2 * Baseline.MARK_MILLIS, MORE));
        inspection.take(Memories.live(4 * Baseline.MARK_MILLIS, MORE));
        assertThat(shown().marks().count()).isZero();
    }

    @Test
    void shouldForgetLooksWhenTheNumberStandsForAnotherProcess() {
        inspection.take(Memories.live(0, Memories.USUAL));
        inspection.take(Memories.live(78, 1_000, MORE));
        assertThat(shown().marks().count()).isZero();
        assertThat(inspection.points()).hasSize(1);
    }

    @Test
    void shouldKeepTheShelfButNotTheBrushWhenSomethingElseIsLookedAt() {
        inspection.take(Memories.live(0, Memories.USUAL));
        inspection.arrange(old -> old.withQuery(Query.parse("lib")));
        inspection.begin();
        inspection.take(Memories.saved(MORE));
        assertThat(inspection.kept()).extracting(Shelf.Kept::number).containsExactly(1, 2);
        assertThat(shown().rows().found()).isEqualTo(2);
        Comparison comparison = Comparison.of(
                inspection.kept().getFirst().snapshot(),
                inspection.kept().getLast().snapshot());
        assertThat(comparison.changes()).hasSize(1);
        assertThat(comparison.growth()).isEqualTo(4096);
    }

    @Test
    void shouldDropTheOldestWhenTheShelfIsFull() {
        inspection.take(Memories.live(0, Memories.USUAL));
        for (int i = 0; i < Shelf.MOST; i++) {
            inspection.keep();
        }
        assertThat(inspection.kept()).hasSize(Shelf.MOST);
        assertThat(inspection.kept().getFirst().number()).isEqualTo(2);
    }

    @Test
    void shouldDropEveryOtherPointWhenTheTimelineIsFull() {
        var timeline = new Timeline();
        for (int i = 0; i <= Timeline.MOST; i++) {
            timeline.add(Memories.live(i, Memories.USUAL));
        }
        assertThat(timeline.points()).hasSize(Timeline.MOST / 2 + 1);
        assertThat(timeline.points().getFirst().millis()).isZero();
        assertThat(timeline.points().getLast().millis()).isEqualTo(Timeline.MOST);
    }

    @Test
    void shouldRestFortyTimesAsLongAsReadingTook() {
        var pace = new Pace(500);
        assertThat(pace.restMillis(5)).isEqualTo(495);
        assertThat(pace.isBackedOff(5)).isFalse();
        assertThat(pace.restMillis(100)).isEqualTo(4_000);
        assertThat(pace.isBackedOff(100)).isTrue();
        assertThatThrownBy(() -> new Pace(499)).hasMessage("looks cannot be 499 ms apart; give 500 to 10000");
        assertThatThrownBy(() -> new Pace(10_001)).hasMessage("looks cannot be 10001 ms apart; give 500 to 10000");
    }

    @Test
    void shouldAddUpWhatIsFreeAndTheLargestPieceOfIt() {
        Totals totals = Memories.saved(Memories.USUAL).totals();
        assertThat(totals.regions()).isEqualTo(10);
        assertThat(totals.largestFree()).isPositive().isLessThan(totals.free());
        assertThat(totals.bySize(Measure.SIZE).getFirst()).isEqualTo(Category.ANONYMOUS);
    }
}
