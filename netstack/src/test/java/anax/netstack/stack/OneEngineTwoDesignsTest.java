package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.socket.Datagram;
import anax.netstack.socket.UdpSocket;
import anax.netstack.wire.IpAddress;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The same engine under one lock from two plain threads, and partitioned over four CPUs: the same questions get the
/// same answers.
@Timeout(120)
class OneEngineTwoDesignsTest {
    private static final int QUESTIONS = 2_000;
    private static final int PORT = 7;
    private static final IpAddress HOST = IpAddress.parse("10.0.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final StackConfig CONFIG = quiet();

    @Test
    void shouldAnswerAlikeWhenLockedAndWhenPartitioned() throws InterruptedException {
        final List<String> locked = underOneLock();
        final List<String> partitioned = partitioned();
        assertThat(locked).hasSizeGreaterThan(QUESTIONS * 3 / 4);
        Collections.sort(locked);
        Collections.sort(partitioned);
        assertThat(partitioned).isEqualTo(locked);
    }

    /// No error is held back, or it would depend on the order of questions which.
    private static StackConfig quiet() {
        return StackConfig.standard(9).with(draft -> draft.icmpErrorsPerSecond = 1_000_000);
    }

    private static List<String> underOneLock() throws InterruptedException {
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("wire", 2, 2).withFrames(4_096, 1));
        final LockedEngine engine = new LockedEngine(CONFIG, wire.first(), new InterfaceAddress(HOST, 24));
        engine.turn(0);
        engine.echoOn(PORT);
        final Peer peer = new Peer(wire.second(), PEER.v4(), HOST.v4());
        ask(peer, 2);
        final Thread[] threads = new Thread[2];
        for (int queue = 0; queue < threads.length; queue++) {
            final int own = queue;
            threads[own] = new Thread(() -> {
                while (engine.turn(own) > 0) {
                    Thread.onSpinWait();
                }
            });
        }
        for (final Thread thread : threads) {
            thread.start();
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        assertThat(engine.environment().account().heldIn()).isZero();
        assertThat(engine.environment().account().heldOut()).isZero();
        assertThat(engine.outstanding()).isZero();
        return answers(peer, 2);
    }

    private static List<String> partitioned() {
        final int cpus = 4;
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("wire", cpus, cpus).withFrames(4_096, 1));
        final Peer peer = new Peer(wire.second(), PEER.v4(), HOST.v4());
        try (SimulatedMachine simulation =
                new SimulatedMachine(MachineConfig.ofCpus(cpus).withDebug(false), 1)) {
            final NetworkStack stack = NetworkStack.boot(simulation.machine(), CONFIG);
            simulation.call(
                    0,
                    "configure",
                    () -> stack.port(0)
                            .doMessage(new AddInterface(stack, wire.first(), List.of(new InterfaceAddress(HOST, 24)))));
            simulation.spawn(1, "echo", () -> echo(stack));
            simulation.runToRest();
            ask(peer, cpus);
            simulation.runToRest();
            TwoHosts.assertBalanced(stack, 0);
            assertThat(TwoHosts.droppedIn(stack, DropReason.UDP_NO_PORT)).isPositive();
        }
        return answers(peer, cpus);
    }

    private static void echo(NetworkStack stack) {
        try {
            final UdpSocket socket = UdpSocket.open(stack);
            socket.bind(IpAddress.ANY_V4, PORT);
            final Datagram datagram = new Datagram(stack);
            while (socket.receive(datagram)) {
                socket.answer(datagram);
            }
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /// Datagrams to the echo, to a port that nobody has, and pings.
    private static void ask(Peer peer, int queues) {
        final SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < QUESTIONS; i++) {
            final byte[] text = ("question " + i).getBytes(StandardCharsets.US_ASCII);
            final int queue = i % queues;
            final boolean sent = switch (random.nextInt(4)) {
                case 0 -> peer.sendEcho(queue, i, text);
                case 1 -> peer.sendUdp(queue, 1_024 + random.nextInt(60_000), PORT + 1, text);
                default -> peer.sendUdp(queue, 1_024 + random.nextInt(60_000), PORT, text);
            };
            assertThat(sent).as("question %d", i).isTrue();
        }
    }

    private static List<String> answers(Peer peer, int queues) {
        final List<String> answers = new ArrayList<>();
        for (int queue = 0; queue < queues; queue++) {
            answers.addAll(peer.receive(queue));
        }
        assertThat(answers).noneMatch(answer -> answer.contains("WRONG"));
        return answers;
    }
}
