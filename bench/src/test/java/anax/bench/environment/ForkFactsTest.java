package anax.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkFactsTest {
    private static final Topology THREE = new Topology(List.of(2, 5, 7));

    @Test
    void shouldSayWhichProcessorsThreadsWerePinnedTo() throws InterruptedException {
        ForkFacts facts = ForkFacts.ofThisJvm(2, THREE, processor -> new PinOutcome(processor, true, ""));
        assertThat(facts.pinned()).isTrue();
        assertThat(facts.pinning()).isEqualTo("pinned to processors 2, 5");
    }

    @Test
    void shouldSayWhyPinningWasRefused() throws InterruptedException {
        ForkFacts facts = ForkFacts.ofThisJvm(
                8, THREE, processor -> new PinOutcome(processor, processor != 5, processor == 5 ? "not allowed" : ""));
        assertThat(facts.pinned()).isFalse();
        assertThat(facts.pinning()).isEqualTo("refused: processor 5: not allowed");
    }

    @Test
    void shouldKnowTheCollectorByItsUsualName() throws InterruptedException {
        ForkFacts facts = ForkFacts.ofThisJvm(1, THREE, Pinning.none("test"));
        assertThat(facts.collector()).isIn("Parallel", "G1", "Serial", "ZGC", "Shenandoah");
        assertThat(facts.jdk()).contains(System.getProperty("java.runtime.version"));
    }

    @Test
    void shouldCrossToTheParentAsJson() throws Exception {
        ForkFacts facts = ForkFacts.ofThisJvm(1, THREE, Pinning.none("test"));
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(facts), ForkFacts.class))
                .isEqualTo(facts);
    }
}
