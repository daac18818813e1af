package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Section;
import org.junit.jupiter.api.Test;

class HeadlineTest {

    @Test
    void shouldSayWhomOursBeatsWhomItLosesToAndWhomItCannotBeToldFrom() {
        Section fair = without(Examples.trip());
        assertThat(Headline.of(fair).getFirst().split("; "))
                .containsExactly(
                        "anax doMessage takes 1.50 (1.40–1.60) × the time of its floor, raw ring",
                        "better than one rival: 0.010 (0.008–0.020) × the time of lock",
                        "worse than one rival: 3.00 (2.50–3.50) × the time of faster",
                        "no difference that this run can tell from one rival: 1.02 (0.90–1.10) × the time of"
                                + " Disruptor.");
    }

    @Test
    void shouldNameTheRivalThatComesClosestWhenOursDoesNotRun() {
        assertThat(Headline.of(Examples.flow()))
                .containsExactly("Closest to the floor: Disruptor reaches 0.75 (0.70–0.80) × the rate of raw ring.");
    }

    @Test
    void shouldSayFirstWhatSpoilsTheComparison() {
        assertThat(Headline.of(Examples.trip()).getFirst())
                .isEqualTo("Oversubscribed: 4 CPUs on 2 cores, says nothing about speed.");
    }

    @Test
    void shouldSayWhyNothingWasMeasured() {
        assertThat(Headline.of(Examples.skipped())).containsExactly("Not measured: it needs 64 CPUs.");
    }

    @Test
    void shouldGiveTheFigureItselfWhereItMeansSomethingAlone() {
        assertThat(Headline.of(Examples.wake()))
                .containsExactly("anax sendMessage: 25.0 us (22.5–27.5), 91.0 us p99, 1.00 wakes/op;"
                        + " takes 1.25 (1.20–1.30) × the latency of its floor, raw unpark.");
    }

    @Test
    void shouldLeaveTheRatioOutWhereTheFloorShowedNothing() {
        assertThat(Headline.of(Examples.idle()))
                .containsExactly("anax, 2 CPUs: 0.020 % of a core (0.018–0.022), 0.030 % mean.");
    }

    /// What is neither floor nor rival stands behind the floor: it shows where the time goes.
    @Test
    void shouldTellTheRatioToReferencesBesideThatToTheFloor() {
        assertThat(Headline.of(Examples.tripBesideReference()))
                .containsExactly("anax doMessage takes 2.00 (1.90–2.10) × the time of its floor, raw ring,"
                        + " 1.20 (1.10–1.30) × the time of ring and switch.");
    }

    @Test
    void shouldTellTheFiguresOfEachSideAtEachRate() {
        assertThat(Headline.of(Examples.kicks()))
                .containsExactly(
                        "anax sendMessage, kicks/msg: 1.00 at 1 k/s, 0 at full speed.",
                        "lock, kicks/msg: 1.00 at 1 k/s, 0.50 at full speed.");
    }

    private static Section without(Section section) {
        return new Section(
                section.bench(),
                section.title(),
                section.job(),
                section.unit(),
                section.reference(),
                section.figures(),
                section.further(),
                java.util.List.of(),
                "");
    }
}
