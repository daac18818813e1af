package anax.bench.designs;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.PacketBalance;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Work;
import anax.bench.designs.frame.Workload;
import anax.bench.designs.locked.FineDesign;
import anax.bench.designs.locked.GiantDesign;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Locked designs under fire from all queues at once, at what their threads share: one socket for all, fragments of a
/// datagram that come by different queues, and flows that are connected for each send.
@Timeout(120)
class LockedStressTest {
    private static final int ROUNDS = 60;
    private static final int QUESTIONS = 256; // fewer than a socket may leave unread
    private static final int SINGLE = 7;
    private static final int EACH = 9;
    private static final int NOBODY = 99;

    private static Stream<Arguments> runs() {
        return Stream.of(GiantDesign.locked(), FineDesign.locked())
                .flatMap(design -> Stream.of(2, 4)
                        .flatMap(cpus -> Stream.of(false, true)
                                .map(pseudoConnect -> Arguments.of(design.name(), design, cpus, pseudoConnect))));
    }

    @ParameterizedTest(name = "{0}, {2} threads, pseudo-connect {3}")
    @MethodSource("runs")
    void shouldLoseAndDuplicateNothingWhenThreadsMeet(String name, Design design, int cpus, boolean pseudoConnect) {
        final StackConfig stack = StackConfig.standard(cpus).with(draft -> {
            draft.icmpErrorsPerSecond = 1_000_000;
            draft.pseudoConnect = pseudoConnect;
        });
        final Workload workload = new Workload(
                stack,
                Questions.HOST,
                List.of(new EchoSocket.Single(SINGLE), new EchoSocket.OnePerCpu(EACH)),
                Work.NONE);
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("wire", cpus, cpus).withFrames(4_096, 1));
        final Questions peer = new Questions(wire.second());
        final SplittableRandom random = new SplittableRandom(cpus);
        final Running running = design.boot(workload, wire.first());
        long unanswerable = 0;
        try (running;
                wire) {
            for (int round = 0; round < ROUNDS; round++) {
                final List<String> expected = new ArrayList<>();
                for (int i = 0; i < QUESTIONS; i++) {
                    unanswerable += ask(peer, random, cpus, round * QUESTIONS + i, expected) ? 1 : 0;
                }
                final List<String> answers = new ArrayList<>(peer.await(expected.size()));
                peer.forget();
                assertThat(answers).as("round %d", round).containsExactlyInAnyOrderElementsOf(expected);
            }
            running.close();
        }
        final PacketBalance balance = running.balance();
        assertThat(balance).as("%s", balance).matches(PacketBalance::isEven);
        assertThat(balance.dropped()).containsOnlyKeys(DropReason.UDP_NO_PORT);
        assertThat(balance.dropped().get(DropReason.UDP_NO_PORT)).isEqualTo(unanswerable);
        assertThat(served(running)).isEqualTo((long) ROUNDS * QUESTIONS - unanswerable);
    }

    private static long served(Running running) {
        long served = 0;
        for (int cpu = 0; cpu < running.cpus(); cpu++) {
            served += running.operations(cpu);
        }
        return served;
    }

    /// Asks one question, and notes the answer to it.
    ///
    /// @return true if nobody can answer
    private static boolean ask(Questions peer, SplittableRandom random, int cpus, int number, List<String> expected) {
        final int host = Questions.HOST.address().v4();
        final int srcPort = 1_024 + random.nextInt(30_000);
        final int queue = random.nextInt(64) % cpus;
        final String text = "question " + number;
        final String ends = Integer.toHexString(host) + ">" + Integer.toHexString(Questions.PEER);
        switch (random.nextInt(4)) {
            case 0 -> {
                peer.udp(queue, srcPort, host, NOBODY, text);
                expected.add(ends + " icmp 3/3 port " + srcPort);
                return true;
            }
            case 1 -> {
                final String longText = text + ".".repeat(200);
                peer.fragments(queue, number, srcPort, SINGLE, longText, 64, random.nextBoolean());
                expected.add(ends + " udp " + SINGLE + ">" + srcPort + " " + longText);
            }
            case 2 -> {
                peer.udp(queue, srcPort, host, EACH, text);
                expected.add(ends + " udp " + EACH + ">" + srcPort + " " + text);
            }
            default -> {
                peer.udp(queue, srcPort, host, SINGLE, text);
                expected.add(ends + " udp " + SINGLE + ">" + srcPort + " " + text);
            }
        }
        return false;
    }
}
