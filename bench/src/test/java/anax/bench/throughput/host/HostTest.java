package anax.bench.throughput.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import anax.bench.measure.Count;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.measure.Unit;
import anax.bench.throughput.load.Job;
import anax.bench.throughput.load.Traffic;
import anax.runtime.clock.SystemClock;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class HostTest {
    private static final long SLICE_NS = 20_000_000;

    /// How fast a host is matters in no test here, so none waits until everything is compiled.
    private static final int WARM_UP_SLICES = 2;

    @ParameterizedTest
    @CsvSource({"partitioned, 1", "partitioned, 2", "giant, 2", "giant-unlocked, 1", "run-to-completion-4, 2"})
    void shouldAnswerEveryRequestOfAClosedSliceAndCount(String design, int cpus) throws Exception {
        try (Host host = host(design, cpus, Traffic.of(Job.UDP_ECHO, 50, 64, 0, 64, 100))) {
            Slice slice = new Slice();
            // Where other programs want the processors, a slice may end before anything is answered.
            for (int i = 0; i < 50 && slice.operations() == 0; i++) {
                slice.clear();
                host.work(new HostOrder(SLICE_NS, 0)).fill(slice);
            }
            assertThat(slice.operations()).isPositive();
            assertThat(slice.of(Count.LOAD_NS)).isPositive();
            assertThat(slice.of(Count.BATCHES)).isPositive();
            assertThat(Unit.SKEW.of(slice)).isBetween(1.0, (double) cpus);
            assertThat(slice.of(Count.LOCKS) > 0).isEqualTo(design.equals("giant"));
            assertThat(slice.of(Count.MESSAGES) > 0).isEqualTo(cpus == 2 && !design.equals("giant"));
        }
    }

    @ParameterizedTest
    @MethodSource("tcp")
    void shouldAnswerEveryRequestOverTcp(String design, int cpus, Job job) throws Exception {
        try (Host host = host(design, cpus, Traffic.of(job, 50, 64, 0, 64, 100))) {
            Slice slice = new Slice();
            for (int i = 0; i < 50 && slice.operations() == 0; i++) {
                slice.clear();
                host.work(new HostOrder(SLICE_NS, 0)).fill(slice);
            }
            assertThat(slice.operations()).isPositive();
            assertThat(slice.of(Count.LOAD_NS)).isPositive();
            assertThat(Unit.PROCESSOR_NS_PER_KILOBYTE.of(slice)).isPositive();
            assertThat(Unit.MEGABYTES_PER_SECOND.of(slice) * 1e6 / slice.netOperationsPerSecond())
                    .isEqualTo(job.isStream() ? octets(job) : 2 * 64, within(0.1));
            assertThat(slice.of(Count.LOCKS) > 0).isEqualTo(!design.equals("partitioned"));
            assertThat(slice.of(Count.LOCK_WAIT_NS) > 0).isEqualTo(slice.of(Count.CONTENDED_LOCKS) > 0);
            assertThat(slice.of(Count.HAND_OVERS) > 0).isEqualTo(cpus == 2 && !design.equals("partitioned"));
            assertThat(slice.of(Count.MESSAGES) > 0).isEqualTo(cpus == 2 && design.equals("partitioned"));
        }
    }

    private static int octets(Job job) {
        return job == Job.TCP_STREAM_BOTH ? 2 * Traffic.MOST_MESSAGE : Traffic.MOST_MESSAGE + 64;
    }

    private static Stream<Arguments> tcp() {
        return Arrays.stream(Job.values())
                .filter(Job::isTcp)
                .flatMap(job -> Stream.of("partitioned", "giant", "fine")
                        .flatMap(design -> Stream.of(1, 2).map(cpus -> Arguments.of(design, cpus, job))));
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP_STREAM_IN", "TCP_STREAM_OUT", "TCP_STREAM_BOTH"})
    void shouldCarryStreamsByADeviceThatCutsAndJoins(Job job) throws Exception {
        HostRequest request = new HostRequest("partitioned", Variant.OFFLOAD, 2, Traffic.of(job, 100, 64, 0, 64, 0));
        try (Host host = new Host(request, setting(2), WARM_UP_SLICES)) {
            long answered = 0;
            for (int i = 0; i < 50 && answered == 0; i++) {
                HostAnswer answer = host.work(new HostOrder(SLICE_NS, 0));
                assertThat(answer.failure()).isEmpty();
                answered = answer.operations();
            }
            assertThat(answered).isPositive();
        }
    }

    /// One request in 20 us is far less than any design can do: each is answered, and its latency counted.
    @Test
    void shouldAnswerWhatIsDueInAnOpenSlice() throws Exception {
        try (Host host = host("partitioned", 1, Traffic.of(Job.UDP_ECHO, 100, 64, 0, 64, 0))) {
            Slice slice = new Slice();
            host.work(new HostOrder(SLICE_NS, 50_000)).fill(slice);
            assertThat(slice.of(Count.LOST)).isZero();
            assertThat(slice.latencyNs(50)).isPositive();
            assertThat(slice.latencyNs(100)).isGreaterThanOrEqualTo(slice.latencyNs(50));
        }
    }

    @ParameterizedTest
    @CsvSource({"XOR_HASH", "PSEUDO_CONNECT"})
    void shouldRunVariants(Variant variant) throws Exception {
        HostRequest request = new HostRequest("partitioned", variant, 2, Traffic.of(Job.UDP_ECHO, 100, 64, 0, 64, 0));
        try (Host host = new Host(request, setting(2), WARM_UP_SLICES)) {
            long answered = 0;
            for (int i = 0; i < 50 && answered == 0; i++) {
                answered = host.work(new HostOrder(SLICE_NS, 0)).operations();
            }
            assertThat(answered).isPositive();
        }
    }

    @Test
    void shouldAnswerEachLineByALineUntilThereAreNoMore() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Host host = host("giant", 1, Traffic.of(Job.UDP_ECHO, 100, 8, 0, 64, 0))) {
            String orders = "{\"sliceNs\":5000000,\"perSecond\":0}\n{\"sliceNs\":5000000,\"perSecond\":10000}\n";
            host.obey(new BufferedReader(new StringReader(orders)), new PrintStream(out, true, StandardCharsets.UTF_8));
        }
        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith(HostProcess.ANSWER));
        HostAnswer open =
                new ObjectMapper().readValue(lines[1].substring(HostProcess.ANSWER.length()), HostAnswer.class);
        assertThat(open.failure()).isEmpty();
        assertThat(open.latencies()).isNotEmpty();
    }

    @Test
    void shouldFailTheSliceThatAHostFailed() {
        assertThatThrownBy(() -> HostAnswer.failed("giant: 3 of 9 requests were not answered")
                        .fill(new Slice()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("giant: 3 of 9 requests were not answered");
    }

    private static Host host(String design, int cpus, Traffic traffic) {
        return new Host(new HostRequest(design, Variant.PLAIN, cpus, traffic), setting(cpus), WARM_UP_SLICES);
    }

    private static Setting setting(int cpus) {
        return new Setting(cpus, Topology.ofThisProcess(), Pinning.none("not in this test"), SystemClock.INSTANCE);
    }
}
