package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What configuration refuses, and in which words.
class BoundsTest {

    @Test
    void shouldRefuseSlicesThatAreTooLongToBeInterleaved() {
        assertThatThrownBy(() -> new Plan(100_000_001, 1, 1, 1))
                .hasMessage("slice of 100000001 ns was given; use 1 to 100000000, or interleaving means nothing");
    }

    @Test
    void shouldRefuseAPlanOfNothing() {
        assertThatThrownBy(() -> new Plan(1, 0, 5, 2))
                .hasMessage("0 rounds, at most 5 of warm-up, and 2 forks were given; use at least 1 of each");
    }

    @Test
    void shouldPlanThreeForksUnlessItIsToBeQuick() {
        assertThat(Plan.full().forks()).isGreaterThanOrEqualTo(3);
        assertThat(Plan.quick().forks()).isEqualTo(1);
    }

    @Test
    void shouldRefuseDesignsOfTheSameName() {
        Contestant a = new FakeContestant("a", Role.FLOOR, new ArrayList<>(), 1);
        assertThatThrownBy(() -> group("a", a, a))
                .hasMessage("design \"a\" stands twice in test.group; give each contestant a name of its own");
    }

    @Test
    void shouldRefuseAReferenceThatDoesNotRun() {
        Contestant a = new FakeContestant("a", Role.FLOOR, new ArrayList<>(), 1);
        assertThatThrownBy(() -> group("b", a))
                .hasMessage("reference \"b\" is no contestant of test.group; name one of [a]");
    }

    @Test
    void shouldRefuseCpusOutOfBounds() {
        Topology topology = new Topology(List.of(0));
        assertThatThrownBy(() -> new Setting(1025, topology, Pinning.none("test"), SystemClock.INSTANCE))
                .hasMessage("--cpus 1025 was given; use 1 to 1024");
    }

    private static Group group(String reference, Contestant... contestants) {
        return Group.of(
                "test.group",
                "G",
                "job",
                Unit.NS_PER_OPERATION,
                1,
                Map.of(),
                reference,
                List.of(contestants),
                List.of());
    }
}
