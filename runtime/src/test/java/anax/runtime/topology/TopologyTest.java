package anax.runtime.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopologyTest {

    @Test
    void shouldNameOnlyAllowedProcessors() {
        Topology topology = new Topology(List.of(1, 4));

        assertThat(topology.processorOf(0)).isEqualTo(1);
        assertThat(topology.processorOf(1)).isEqualTo(4);
    }

    @Test
    void shouldShareProcessorsWhenThereAreMoreCpus() {
        Topology topology = new Topology(List.of(1, 4));

        assertThat(topology.processorOf(2)).isEqualTo(1);
        assertThat(topology.oversubscribedBy(2)).isFalse();
        assertThat(topology.oversubscribedBy(3)).isTrue();
    }

    @Test
    void shouldFindProcessorsThatTheKernelGrants() throws Exception {
        String status = Files.readString(Path.of("/proc/thread-self/status"));
        String list = status.lines()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow()
                .split(":")[1]
                .strip();

        assertThat(Topology.ofThisProcess().allowed()).isEqualTo(expand(list));
    }

    @Test
    void shouldRefuseEmptyAndUnorderedLists() {
        assertThatThrownBy(() -> new Topology(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name at least one");
        assertThatThrownBy(() -> new Topology(List.of(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 1]")
                .hasMessageContaining("ascending");
    }

    private static List<Integer> expand(String list) {
        return Arrays.stream(list.split(","))
                .flatMap(part -> {
                    String[] ends = part.split("-");
                    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                            .boxed();
                })
                .toList();
    }
}
