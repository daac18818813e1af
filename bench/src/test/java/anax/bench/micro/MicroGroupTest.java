package anax.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.measure.Result;
import anax.bench.measure.Section;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

class MicroGroupTest {
    @Test
    void shouldNameStepsAndParametersThatJmhKnows() throws ClassNotFoundException {
        for (MicroGroup group : MicroGroup.ALL) {
            for (MicroStep step : group.steps()) {
                int dot = step.benchmark().lastIndexOf('.');
                Class<?> benchmarks = Class.forName(step.benchmark().substring(0, dot));
                assertThat(Arrays.stream(benchmarks.getDeclaredMethods())
                                .filter(method -> method.isAnnotationPresent(Benchmark.class)))
                        .anyMatch(method -> step.benchmark().endsWith("." + method.getName()));
                Arrays.stream(benchmarks.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(Param.class))
                        .forEach(field -> assertThat(group.params()).containsKey(field.getName()));
            }
        }
    }

    @Test
    void shouldMakeARowOfTheRoundsOfEachStep() throws JsonProcessingException {
        MicroGroup group = MicroGroup.ALL.getFirst();

        Section section = group.section(answers(group, 3));

        assertThat(section.figures())
                .extracting(Result::design)
                .containsExactly("list read in a row", "Anax FlowTable", "HashMap, record as key");
        assertThat(section.figures()).allMatch(row -> row.spread().median() == 20);
        assertThat(section.figures().getFirst().samples()).containsExactly(10, 20, 40);
        assertThat(section.figures()).allMatch(row -> row.ratios().isEmpty());
    }

    @Test
    void shouldSayWhichStepHasNoResult() {
        MicroGroup group = MicroGroup.ALL.getFirst();

        assertThatThrownBy(() -> group.section(answers(group, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(group.steps().get(1).benchmark());
    }

    private static JsonNode answers(MicroGroup group, int steps) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(group.steps().stream()
                        .limit(steps)
                        .map(step -> "{\"benchmark\":\"" + step.benchmark()
                                + "\",\"primaryMetric\":{\"rawData\":[[10,20,40]]}}")
                        .collect(Collectors.joining(",", "[", "]")));
    }
}
