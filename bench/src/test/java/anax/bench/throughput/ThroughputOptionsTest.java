package anax.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.throughput.load.Job;
import anax.bench.throughput.load.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputOptionsTest {

    @Test
    void shouldMakeEachCombinationAKindOfTraffic() {
        ThroughputOptions options = options(List.of("partitioned"), List.of(1, 2), List.of(0, 100), List.of(64, 1_400));
        assertThat(options.traffics())
                .containsExactly(
                        Traffic.of(Job.UDP_ECHO, 0, 16, 0, 64, 0),
                        Traffic.of(Job.UDP_ECHO, 100, 16, 0, 64, 0),
                        Traffic.of(Job.UDP_ECHO, 0, 16, 0, 1_400, 0),
                        Traffic.of(Job.UDP_ECHO, 100, 16, 0, 1_400, 0));
        assertThat(options.mostCpus()).isEqualTo(2);
    }

    @Test
    void shouldUsePowersOfTwoAndAllProcessors() {
        assertThat(ThroughputOptions.usualCpus(1)).containsExactly(1);
        assertThat(ThroughputOptions.usualCpus(2)).containsExactly(1, 2);
        assertThat(ThroughputOptions.usualCpus(6)).containsExactly(1, 2, 4, 6);
        assertThat(ThroughputOptions.usualCpus(64)).containsExactly(1, 2, 4, 8, 16, 32, 64);
    }

    @Test
    void shouldTellAllDesignsOfOneThatThereIsNot() {
        assertThatThrownBy(() -> options(List.of("big"), List.of(1), List.of(100), List.of(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("design big was asked for; there are partitioned, ")
                .hasMessageContaining("giant");
    }

    @Test
    void shouldRefuseWhatIsOutOfItsBounds() {
        assertThatThrownBy(() -> options(List.of("giant"), List.of(0), List.of(100), List.of(64)))
                .hasMessage("--cpus 0 was given; use 1 to 1024, joined by commas");
        assertThatThrownBy(() -> options(List.of("giant"), List.of(1), List.of(101), List.of(64)))
                .hasMessage("--affinity 101 was given; use 0 to 100 percent");
        assertThatThrownBy(() -> options(List.of("giant"), List.of(1), List.of(100), List.of(8)))
                .hasMessage("--payload 8 was given; use 16 to 1472 octets");
        assertThatThrownBy(() -> options(List.of("giant"), List.of(1, 1), List.of(100), List.of(64)))
                .hasMessage("--cpus was given [1, 1], where something stands twice; give each value once, joined by"
                        + " commas");
    }

    @Test
    void shouldRefuseAWorkloadThatThereIsNot() {
        assertThatThrownBy(() -> new ThroughputOptions(
                        List.of("giant"),
                        List.of("tcp-echo"),
                        List.of(1),
                        List.of(100),
                        16,
                        List.of(0.0),
                        List.of(64),
                        Traffic.MOST_MESSAGE,
                        List.of(0),
                        true,
                        true))
                .hasMessage("workload tcp-echo was asked for; there are udp-echo, tcp-rr, tcp-crr, tcp-stream-in,"
                        + " tcp-stream-out, tcp-stream-both, mixed");
    }

    @Test
    void shouldSayTheCommandThatAsksForTheSame() {
        assertThat(options(List.of("giant"), List.of(1, 2), List.of(50), List.of(64))
                        .inWords())
                .isEqualTo("--designs giant --workloads udp-echo --cpus 1,2 --affinity 50 --flows 16 --zipf 0.0"
                        + " --payload 64 --message 64240 --work 0");
    }

    static ThroughputOptions options(
            List<String> designs, List<Integer> cpus, List<Integer> affinities, List<Integer> payloads) {
        return new ThroughputOptions(
                designs,
                List.of("udp-echo"),
                cpus,
                affinities,
                16,
                List.of(0.0),
                payloads,
                Traffic.MOST_MESSAGE,
                List.of(0),
                true,
                true);
    }
}
