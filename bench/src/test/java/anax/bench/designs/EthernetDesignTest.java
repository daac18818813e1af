package anax.bench.designs;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Work;
import anax.bench.designs.frame.Workload;
import anax.bench.designs.locked.FineDesign;
import anax.bench.designs.locked.GiantDesign;
import anax.bench.designs.partitioned.PartitionedDesign;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.stack.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Designs on an Ethernet: whichever thread has an answer to send asks where its receiver is, whichever thread hears
/// of it tells all, and nothing that waited meanwhile is lost, sent twice or sent elsewhere.
@Timeout(120)
class EthernetDesignTest {
    private static final int STATIONS = 40;
    private static final int ROUNDS = 30;
    private static final int QUESTIONS = 10; // of a station in a round: fewer than may wait for its address
    private static final int MOST_ASKED = 3;
    private static final int SINGLE = 7;
    private static final int EACH = 9;

    private static Stream<Arguments> runs() {
        return Stream.of(FineDesign.locked(), GiantDesign.locked(), PartitionedDesign.inCohorts())
                .flatMap(design -> IntStream.of(1, 2, 4).mapToObj(cpus -> Arguments.of(design.name(), design, cpus)));
    }

    @ParameterizedTest(name = "{0}, {2} CPUs")
    @MethodSource("runs")
    void shouldFindEveryStationAndAnswerItAloneWhenAllAskAtOnce(String name, Design design, int cpus) {
        final MemoryLinkConfig config =
                MemoryLinkConfig.ethernet("wire", cpus, cpus).withFrames(4_096, 1);
        final MemoryLink.Pair wire = MemoryLink.pair(config);
        final Stations stations = new Stations(wire.second(), config.first().address(), STATIONS, cpus);
        final Workload workload = new Workload(
                StackConfig.standard(cpus),
                Questions.HOST,
                List.of(new EchoSocket.Single(SINGLE), new EchoSocket.OnePerCpu(EACH)),
                Work.NONE);
        final Running running = design.boot(workload, wire.first());
        final SplittableRandom random = new SplittableRandom(cpus);
        final List<String> expected = new ArrayList<>();
        final List<String> answers;
        try (running;
                wire) {
            for (int round = 0; round < ROUNDS; round++) {
                ask(stations, random, round, expected);
                final List<String> heard = stations.await(expected.size());
                assertThat(heard.size())
                        .as("answers by round %d, the last of them %s", round, heard.isEmpty() ? "" : heard.getLast())
                        .isEqualTo(expected.size());
            }
            answers = new ArrayList<>(stations.await(expected.size()));
            running.close();
        }
        assertThat(answers).containsExactlyInAnyOrderElementsOf(expected);
        // A CPU asks for whom it does not know, and once more after a second if the machine is that slow.
        for (int station = 0; station < STATIONS; station++) {
            assertThat(stations.soughtTimes(station)).as("station %d", station).isBetween(1, MOST_ASKED * cpus);
        }
        assertThat(running.balance())
                .as("%s", running.balance())
                .matches(balance -> balance.isEven() && balance.dropped().isEmpty());
    }

    /// In the first round nobody has said where it is; later some stations ask for the host in between.
    private static void ask(Stations stations, SplittableRandom random, int round, List<String> expected) {
        for (int question = 0; question < QUESTIONS; question++) {
            for (int station = 0; station < STATIONS; station++) {
                final int srcPort = 1_024 + random.nextInt(30_000);
                final int dstPort = random.nextBoolean() ? SINGLE : EACH;
                final String text = "round " + round + " question " + question;
                stations.ask(station, srcPort, dstPort, text);
                expected.add(Stations.answer(station, srcPort, dstPort, text));
                if (round > 0 && random.nextInt(20) == 0) {
                    stations.seekHost(station);
                    expected.add(Stations.found(station));
                }
            }
        }
    }
}
