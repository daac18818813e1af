package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.socket.Datagram;
import anax.netstack.socket.UdpSocket;
import anax.netstack.wire.IpAddress;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.clock.SystemClock;
import anax.runtime.sim.SimulatedMachine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The same engine under one lock from two plain threads, and partitioned over four CPUs: the same questions get the
/// same answers.
@Timeout(120)
class OneEngineTwoDesignsTest {
    private static final int QUESTIONS = 2_000;
    private static final int CPUS = 4;
    private static final int SEEDS = 8;

    /// All questions stand in the queues before anybody looks; three of four are for another CPU than that of
    /// their queue, and those to the echo cross once more, to the one that has the socket. How many wait for an
    /// owner is up to the simulator's seed, and in a lane of usual length not all find room; here all would, for
    /// one owner.
    private static final int ROOM_FOR_ALL = 2 * 2_048;
    private static final int PORT = 7;
    private static final int STREAMS = 4;
    private static final int OCTETS = 600_000; // more than the buffers of either way hold
    private static final IpAddress HOST = IpAddress.parse("10.0.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final StackConfig CONFIG = quiet();

    @Test
    void shouldAnswerAlikeWhenLockedAndWhenPartitioned() throws InterruptedException {
        final List<String> locked = underOneLock();
        final List<String> partitioned = new ArrayList<>();
        assertThat(partitioned(MachineConfig.ofCpus(CPUS).withRingBound(ROOM_FOR_ALL), 1, partitioned))
                .as("dropped, for an owner had too many")
                .isZero();
        assertThat(locked).hasSizeGreaterThan(QUESTIONS * 3 / 4);
        Collections.sort(locked);
        Collections.sort(partitioned);
        assertThat(partitioned).isEqualTo(locked);
    }

    /// Lanes of usual length: a flood that finds no room is dropped by whoever received it, under that name and
    /// no other, and costs the answers to what was dropped and no more.
    @Test
    void shouldLoseNoMoreThanIsCountedWhenOwnersHaveTooManyWaiting() throws InterruptedException {
        final List<String> locked = underOneLock();
        long allDropped = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            final List<String> partitioned = new ArrayList<>();
            final long dropped = partitioned(MachineConfig.ofCpus(CPUS), seed, partitioned);
            assertThat(partitioned.size() + dropped).as("seed %d", seed).isEqualTo(locked.size());
            assertThat(locked).as("seed %d", seed).containsAll(partitioned);
            allDropped += dropped;
        }
        assertThat(allDropped).isPositive();
    }

    /// Segments of one connection come by both queues at once, so both threads work on it, one after the other.
    @Test
    void shouldEchoStreamsUnderOneLockWhenTwoThreadsTakeTheirSegments() throws Exception {
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("wire", 2, 2).withFrames(4_096, 1));
        final LockedEngine engine =
                new LockedEngine(CONFIG, wire.first(), new InterfaceAddress(HOST, 24), SystemClock.INSTANCE);
        engine.turn(0);
        engine.echoStreamsOn(PORT);
        final AtomicBoolean ended = new AtomicBoolean();
        final Thread[] threads = new Thread[2];
        for (int queue = 0; queue < threads.length; queue++) {
            final int own = queue;
            threads[own] = Thread.ofPlatform().start(() -> {
                while (!ended.get()) {
                    if (engine.turn(own) == 0) {
                        LockSupport.parkNanos(100_000);
                    }
                }
            });
        }
        try (wire;
                Machine machine = Machine.boot(MachineConfig.ofCpus(2).withName("clients"))) {
            final NetworkStack clients = NetworkStack.boot(machine, CONFIG);
            final InterfaceAddress address = new InterfaceAddress(PEER, 24);
            machine.call(
                    0,
                    "configure",
                    () -> clients.port(0).doMessage(new AddInterface(clients, wire.second(), List.of(address))));
            for (int seed = 0; seed < STREAMS; seed++) {
                assertThat(echoed(clients, seed)).as("stream %d", seed).isTrue();
            }
        } finally {
            ended.set(true);
            for (final Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(engine.environment().account().heldIn()).isZero();
        assertThat(engine.environment().account().heldOut()).isZero();
        assertThat(engine.outstanding()).isZero();
    }

    private static boolean echoed(NetworkStack clients, int seed) throws Exception {
        final byte[] question = new byte[OCTETS];
        new Random(seed).nextBytes(question);
        final ByteBuffer answer = ByteBuffer.allocate(OCTETS);
        try (BlockingTcpSocket socket = BlockingTcpSocket.open(clients)) {
            socket.connect(HOST, PORT, Duration.ofSeconds(30));
            final FutureTask<Void> writer = new FutureTask<>(() -> {
                socket.write(ByteBuffer.wrap(question));
                socket.shutdownOutput();
                return null;
            });
            Thread.ofVirtual().start(writer);
            while (answer.hasRemaining() && socket.read(answer, Duration.ofSeconds(30)) > 0) {}
            writer.get();
            return socket.read(ByteBuffer.allocate(1), Duration.ofSeconds(30)) == BlockingTcpSocket.END
                    && Arrays.equals(question, answer.array());
        }
    }

    /// No error is held back, or it would depend on the order of questions which.
    private static StackConfig quiet() {
        return StackConfig.standard(9).with(draft -> draft.icmpErrorsPerSecond = 1_000_000);
    }

    private static List<String> underOneLock() throws InterruptedException {
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("wire", 2, 2).withFrames(4_096, 1));
        final LockedEngine engine = new LockedEngine(CONFIG, wire.first(), new InterfaceAddress(HOST, 24), () -> 0);
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

    /// Asks a stack of several CPUs all questions at once.
    ///
    /// @param answers gets what it answered
    /// @return how many packets were dropped because their owner had too many
    private static long partitioned(MachineConfig config, long seed, List<String> answers) {
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("wire", CPUS, CPUS).withFrames(4_096, 1));
        final Peer peer = new Peer(wire.second(), PEER.v4(), HOST.v4());
        final long dropped;
        try (SimulatedMachine simulation = new SimulatedMachine(config.withDebug(false), seed)) {
            final NetworkStack stack = NetworkStack.boot(simulation.machine(), CONFIG);
            simulation.call(
                    0,
                    "configure",
                    () -> stack.port(0)
                            .doMessage(new AddInterface(stack, wire.first(), List.of(new InterfaceAddress(HOST, 24)))));
            simulation.spawn(1, "echo", () -> echo(stack));
            simulation.runToRest();
            ask(peer, CPUS);
            simulation.runToRest();
            TwoHosts.assertBalanced(stack, 0);
            assertThat(TwoHosts.droppedIn(stack, DropReason.UDP_NO_PORT)).isPositive();
            dropped = TwoHosts.dropped(stack).getOrDefault(DropReason.OWNER_BUSY, 0L); // questions and answers
        }
        answers.addAll(answers(peer, CPUS));
        return dropped;
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
