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
                        List.of(16),
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

    @Test
    void shouldSetEverythingBesideEverythingInTheMatrix() {
        assertThat(ThroughputOptions.matrix(2, null).inWords())
                .isEqualTo(
                        "--designs partitioned,run-to-completion-1,run-to-completion-4,run-to-completion-32,giant,fine"
                                + " --workloads udp-echo --cpus 1,2 --affinity 100,50,0 --flows 1024 --zipf 0.0"
                                + " --payload 64,1400 --message 64240 --work 0,500 --no-latency --no-questions");
        assertThat(ThroughputOptions.matrix(2, List.of("tcp-rr", "tcp-stream")).inWords())
                .contains(
                        "--workloads tcp-rr,tcp-stream-in,tcp-stream-out,tcp-stream-both",
                        "--payload 64 ",
                        "--work 0 ");
    }

    @Test
    void shouldHaveAGroupForEachNumberOfClients() {
        ThroughputOptions usual = ThroughputOptions.matrix(2, List.of("tcp-crr"));
        ThroughputOptions many = new ThroughputOptions(
                usual.designs(),
                usual.workloads(),
                usual.cpus(),
                List.of(100),
                List.of(1, 1_024, 1_000_000),
                usual.zipfs(),
                usual.payloads(),
                usual.message(),
                usual.works(),
                false,
                false);
        assertThat(many.traffics())
                .extracting(Traffic::inWords)
                .containsExactly(
                        "100 % of flows on their owner's queue, 64 octets, no work, one client",
                        "100 % of flows on their owner's queue, 64 octets, no work",
                        "100 % of flows on their owner's queue, 64 octets, no work, 1,000,000 clients");
    }

    static ThroughputOptions options(
            List<String> designs, List<Integer> cpus, List<Integer> affinities, List<Integer> payloads) {
        return new ThroughputOptions(
                designs,
                List.of("udp-echo"),
                cpus,
                affinities,
                List.of(16),
                List.of(0.0),
                payloads,
                Traffic.MOST_MESSAGE,
                List.of(0),
                true,
                true);
    }
}
