package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Plan plan = new Plan(20_000_000, 30, 60, 3);

    @Test
    void shouldLeaveThePlanAsItIsWhenNothingDiffers() {
        assertThat(Pace.PLANNED.of(plan)).isEqualTo(plan);
        assertThat(Pace.PLANNED.settles()).isTrue();
    }

    @Test
    void shouldReplaceWhatDiffersAndKeepTheForks() {
        Pace pace = new Pace(100_000_000, 9, 2);
        assertThat(pace.of(plan)).isEqualTo(new Plan(100_000_000, 9, 2, 3));
        assertThat(pace.settles()).isFalse();
    }

    @Test
    void shouldRefuseSlicesThatAreTooLongToBeCompared() {
        assertThatThrownBy(() -> new Pace(100_000_001, 9, 2))
                .hasMessage("slices of 100000001 ns, 9 rounds and 2 of warm-up were given;"
                        + " use slices of at most 100000000 ns, and nothing below 0");
    }

    @Test
    void shouldRefuseRatiosOfAUnitThatHasNoFigureForEachSlice() {
        List<Contestant> contestants = List.of(new FakeContestant("a", Role.FLOOR, List.of(), 1));
        assertThatThrownBy(() ->
                        Group.of("test", "Test", "job", Unit.WORST_PASS, 1, Map.of(), "a", contestants, List.of()))
                .hasMessage("unit WORST_PASS was given to test to form ratios of, and has no figure for each slice;"
                        + " give it as a further one");
    }
}
