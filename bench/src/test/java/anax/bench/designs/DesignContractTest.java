package anax.bench.designs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.designs.frame.CpuCounts;
import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.PacketBalance;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Work;
import anax.bench.designs.frame.Workload;
import anax.bench.designs.partitioned.PartitionedDesign;
import anax.netstack.dispatch.FlowHash;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.StackConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every design answers the same questions alike, on one CPU and on several, and accounts for every packet.
@Timeout(120)
class DesignContractTest {
    private static final int QUESTIONS = 600;
    private static final int SINGLE = 7;
    private static final int EACH = 9;
    private static final int CONNECTED = 11;
    private static final int MEMBER = 13;
    private static final int NOBODY = 99;
    private static final int CONNECTED_PEERS = 8;
    private static final int FIRST_PEER_PORT = 40_000;
    private static final Map<Long, List<String>> EXPECTED = new HashMap<>();

    private record Ran(List<String> answers, PacketBalance balance, List<CpuCounts> counts) {}

    private static Stream<Design> designs() {
        return Stream.concat(Designs.COMPARED.stream(), Designs.FLOORS.stream());
    }

    @ParameterizedTest
    @MethodSource("designs")
    void shouldAnswerAsThePartitionedDesignDoesWhenAskedTheSame(Design design) {
        for (long seed = 1; seed <= 3; seed++) {
            for (int cpus = 1; cpus <= Math.min(4, design.mostCpus()); cpus++) {
                final Ran ran = run(design, seed, cpus);
                assertThat(ran.answers())
                        .as("%s, seed %d, %d CPUs", design.name(), seed, cpus)
                        .isEqualTo(expected(seed));
                assertThat(ran.balance()).as("balance of %s", design.name()).matches(PacketBalance::isEven);
                assertThat(ran.balance().dropped().get(DropReason.UDP_NO_PORT)).isPositive();
                assertThat(ran.balance().dropped()).containsOnlyKeys(DropReason.UDP_NO_PORT);
            }
        }
    }

    /// How flows are shared out, and whether a socket is connected for each datagram that it sends, changes who
    /// does the work and not what is answered.
    @ParameterizedTest
    @MethodSource("designsUnderOtherRules")
    void shouldAnswerTheSameUnderOtherRules(Design design, FlowHash hash, boolean pseudoConnect) {
        for (int cpus = 1; cpus <= Math.min(3, design.mostCpus()); cpus += 2) {
            final Ran ran = run(design, 1, cpus, stack(1).with(draft -> {
                draft.flowHash = hash;
                draft.pseudoConnect = pseudoConnect;
            }));
            assertThat(ran.answers())
                    .as("%s, %s, pseudo-connect %s, %d CPUs", design.name(), hash, pseudoConnect, cpus)
                    .isEqualTo(expected(1));
            assertThat(ran.balance()).as("balance of %s", design.name()).matches(PacketBalance::isEven);
            assertThat(ran.balance().dropped()).containsOnlyKeys(DropReason.UDP_NO_PORT);
        }
    }

    private static Stream<Arguments> designsUnderOtherRules() {
        return designs()
                .flatMap(design -> Stream.of(
                        Arguments.of(design, FlowHash.PORT_XOR, false),
                        Arguments.of(design, FlowHash.PORT_XOR, true),
                        Arguments.of(design, FlowHash.TOEPLITZ, true)));
    }

    @ParameterizedTest
    @MethodSource("designs")
    void shouldRefuseMoreCpusThanItServes(Design design) {
        if (design.mostCpus() > 1) {
            assertThat(design.mostCpus()).isEqualTo(256);
            return;
        }
        try (MemoryLink.Pair wire = MemoryLink.pair(MemoryLinkConfig.rawIp("wire", 2, 2))) {
            assertThatThrownBy(() -> design.boot(workload(stack(1)), wire.first()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 1");
        }
    }

    private static List<String> expected(long seed) {
        return EXPECTED.computeIfAbsent(seed, key -> {
            final List<String> answers =
                    run(PartitionedDesign.runToCompletion(32), key, 2).answers();
            assertThat(answers).hasSizeGreaterThan(QUESTIONS).noneMatch(answer -> answer.contains("WRONG"));
            return answers;
        });
    }

    private static Ran run(Design design, long seed, int cpus) {
        return run(design, seed, cpus, stack(seed));
    }

    private static Ran run(Design design, long seed, int cpus, StackConfig stack) {
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("wire", cpus, cpus).withFrames(4_096, 1));
        final Questions questions = new Questions(wire.second());
        final Running running = design.boot(workload(stack), wire.first());
        final List<String> answers;
        try (running;
                wire) {
            final int wanted = ask(questions, new SplittableRandom(seed), cpus);
            answers = new ArrayList<>(questions.await(wanted));
            running.close();
        }
        answers.removeIf("igmp"::equals);
        Collections.sort(answers);
        final List<CpuCounts> counts = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            counts.add(running.counts(cpu));
        }
        return new Ran(answers, running.balance(), counts);
    }

    /// No error is held back, or it would depend on the order of questions which.
    private static StackConfig stack(long seed) {
        return StackConfig.standard(seed).with(draft -> draft.icmpErrorsPerSecond = 1_000_000);
    }

    private static Workload workload(StackConfig stack) {
        final List<EchoSocket> sockets = new ArrayList<>(List.of(
                new EchoSocket.Single(SINGLE),
                new EchoSocket.OnePerCpu(EACH),
                new EchoSocket.Member(MEMBER, Questions.GROUP)));
        for (int i = 0; i < CONNECTED_PEERS; i++) {
            sockets.add(new EchoSocket.Connected(CONNECTED, Questions.PEER, FIRST_PEER_PORT + i));
        }
        return new Workload(stack, Questions.HOST, sockets, Work.NONE);
    }

    /// Asks, and says how many answers there will be: a datagram to a group or in fragments has several parts.
    private static int ask(Questions peer, SplittableRandom random, int cpus) {
        final int host = Questions.HOST.address().v4();
        int answers = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            final String text = "question " + i;
            final int srcPort = 1_024 + random.nextInt(30_000);
            final int kind = random.nextInt(8);
            final int peerPort = FIRST_PEER_PORT + random.nextInt(2 * CONNECTED_PEERS);
            final int queue = random.nextInt(64) % cpus;
            answers++;
            switch (kind) {
                case 0 -> peer.ping(queue, i, text);
                case 1 -> peer.udp(queue, srcPort, host, NOBODY, text);
                case 2 -> peer.udp(queue, peerPort, host, CONNECTED, text);
                case 3 -> peer.udp(queue, srcPort, Questions.GROUP, MEMBER, text);
                case 4 -> {
                    final String longText = text + ".".repeat(100 + random.nextInt(3_000));
                    peer.fragments(queue, i, srcPort, SINGLE, longText, 512, random.nextBoolean());
                    answers += longText.length() + 28 > 1_500 ? (longText.length() + 8 - 1) / 1_480 : 0;
                }
                case 5 -> peer.udp(queue, srcPort, host, EACH, text);
                default -> peer.udp(queue, srcPort, host, SINGLE, text);
            }
        }
        return answers + 1; // the report of the membership
    }
}
