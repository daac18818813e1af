package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.SendResult;
import anax.netstack.link.ImpairedLink;
import anax.netstack.link.ImpairmentCounters;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.link.Link;
import anax.netstack.packet.DropReason;
import anax.netstack.socket.Datagram;
import anax.netstack.socket.EchoRequest;
import anax.netstack.socket.SocketException;
import anax.netstack.socket.UdpSocket;
import anax.netstack.socket.UdpSocketGroup;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.CpuCounters;
import anax.runtime.Lwkt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// One random program of datagrams between two hosts of four CPUs over a bad wire, as its seed decides: sockets of
/// every kind, asked and answered from CPUs that own them and that do not.
///
/// Owner: one test. What arrives must be what was sent, to the octet, and no more often than once, but for what the
/// wire duplicated; and every packet must end in its host's account.
final class DatagramProgram {
    private static final int CPUS = 4;
    private static final int QUESTIONS = 60;
    private static final int PORT = 7;
    private static final int GROUP_PORT = 9;
    private static final int ROOMY_RING = 256;
    private static final int HEAD = 16;
    private static final long PATIENCE_NS = 300_000_000L;
    private static final int SECOND = TwoHosts.SECOND.v4();

    private final long seed;
    private final SplittableRandom random;
    private final Map<String, Long> reached;
    private final List<ImpairedLink> wires = new ArrayList<>();
    private final Map<Long, Integer> asked = new HashMap<>();
    private final Map<Long, Integer> answered = new HashMap<>();
    private long questions;

    DatagramProgram(long seed, Map<String, Long> reached) {
        this.seed = seed;
        this.reached = reached;
        random = new SplittableRandom(seed);
    }

    /// Runs it.
    ///
    /// @return the trace of the simulated machine
    long run() {
        final int smallRing = 4 << random.nextInt(3);
        final int ring =
                isClean() ? ROOMY_RING : smallRing; // where no packet need be dropped for an owner that is busy
        final TwoHosts hosts = TwoHosts.over(
                TwoHosts.machine(CPUS).withRingBound(ring),
                seed,
                link -> link.withFrames(16 << random.nextInt(3), 1),
                this::impaired);
        serve(hosts);
        for (int cpu = 0; cpu < CPUS; cpu++) {
            final int client = cpu;
            final SplittableRandom own = random.split();
            hosts.spawn(cpu, "client " + cpu, () -> ask(hosts.first(), client, own));
        }
        hosts.runToRest();
        final long duplicates = counted(ImpairmentCounters::duplicated);
        assertThat(extra(asked)).as("questions that came more than once").isLessThanOrEqualTo(duplicates);
        assertThat(extra(answered)).as("answers that came more than once").isLessThanOrEqualTo(2 * duplicates);
        if (isClean()) {
            assertAllArrived(hosts);
        }
        note(hosts);
        final long trace = hosts.simulation().trace();
        hosts.close();
        return trace;
    }

    /// A wire that does nothing wrong, in one of four programs; else one that does a little of everything.
    private Link impaired(Link link) {
        Impairments impairments = Impairments.none(random.nextLong());
        if (seed % 4 != 0) {
            impairments = impairments
                    .withLoss(random.nextDouble() * 0.1)
                    .withDuplication(random.nextDouble() * 0.1)
                    .withCorruption(random.nextDouble() * 0.02, 1)
                    .withReordering(random.nextDouble() * 0.2, 1_000_000)
                    .withDelay(random.nextInt(2_000_000), Jitter.uniform(random.nextInt(500_000)));
        }
        final ImpairedLink wire = new ImpairedLink(link, impairments);
        wires.add(wire);
        return wire;
    }

    private boolean isClean() {
        return seed % 4 == 0;
    }

    private void serve(TwoHosts hosts) {
        final NetworkStack stack = hosts.second();
        hosts.spawn(random.nextInt(CPUS), "echo", () -> {
            final UdpSocket socket = UdpSocket.open(stack);
            socket.bind(IpAddress.ANY_V4, PORT);
            return answer(stack, socket);
        });
        final UdpSocketGroup group =
                hosts.call(random.nextInt(CPUS), () -> UdpSocketGroup.bind(stack, IpAddress.ANY_V4, GROUP_PORT));
        for (int cpu = 0; cpu < CPUS; cpu++) {
            hosts.spawn(cpu, "member " + cpu, () -> answer(stack, group.local()));
        }
        hosts.runToRest();
    }

    private Void answer(NetworkStack stack, UdpSocket socket) {
        final Datagram datagram = new Datagram(stack);
        while (receive(socket, datagram, Long.MAX_VALUE)) {
            if (isWhole(datagram)) {
                asked.merge(datagram.getLong(0), 1, Integer::sum);
                socket.answer(datagram);
            } else {
                datagram.release();
            }
        }
        return null;
    }

    private Void ask(NetworkStack stack, int client, SplittableRandom own) throws SocketException {
        final int port = own.nextBoolean() ? PORT : GROUP_PORT;
        try (UdpSocket socket = UdpSocket.open(stack)) {
            if (own.nextBoolean()) {
                socket.connect(TwoHosts.SECOND, port);
            } else {
                socket.bind(IpAddress.ANY_V4, own.nextBoolean() ? 0 : 2_000 + own.nextInt(1_000) * CPUS + client + 1);
            }
            final Datagram datagram = new Datagram(stack);
            final EchoRequest ping = new EchoRequest(TwoHosts.SECOND, client, 0, 0, PATIENCE_NS);
            stack.port(0).doMessage(ping); // so that the address is known, or all else would wait for that
            for (int i = 0; i < QUESTIONS; i++) {
                send(socket, datagram, port, (long) client << 32 | i, own);
                while (own.nextInt(3) == 0
                        && receive(socket, datagram, Cpu.current().nowNs())) {
                    take(datagram);
                }
                if (own.nextInt(8) == 0) {
                    Lwkt.blockUntil("a while", Cpu.current().nowNs() + own.nextInt(100_000));
                }
            }
            while (receive(socket, datagram, Cpu.current().nowNs() + PATIENCE_NS)) {
                take(datagram);
            }
        }
        return null;
    }

    /// What the other host could not put together, it tells us; that is an error of the wire, and expected.
    private boolean receive(UdpSocket socket, Datagram datagram, long untilNs) {
        while (true) {
            try {
                return socket.receive(datagram, untilNs);
            } catch (SocketException told) {
                note("errors told", 1);
            }
        }
    }

    private void send(UdpSocket socket, Datagram datagram, int port, long id, SplittableRandom own) {
        final int length = HEAD + (own.nextInt(10) == 0 ? own.nextInt(4_000) : own.nextInt(200));
        if (!socket.allocate(datagram, length)) {
            return;
        }
        questions++;
        datagram.putLong(0, id);
        datagram.putLong(8, length);
        for (int i = HEAD; i < length; i++) {
            datagram.put(i, octet(id, i));
        }
        assertThat(socket.send(datagram, SECOND, port)).isIn(SendResult.OK, SendResult.NO_MEMORY, SendResult.BUSY);
    }

    private void take(Datagram datagram) {
        if (isWhole(datagram)) {
            answered.merge(datagram.getLong(0), 1, Integer::sum);
        }
        datagram.release();
    }

    /// False if two fragments were corrupted so that their errors cancel out in the sum, which no receiver can
    /// see: a bit of the same column set in one and cleared in the other.
    private boolean isWhole(Datagram datagram) {
        final long id = datagram.getLong(0);
        assertThat(datagram.getLong(8)).as("length that was sent").isEqualTo(datagram.length());
        int firstChanged = -1;
        int changedBits = 0;
        int sumOfErrors = 0;
        for (int i = HEAD; i < datagram.length(); i++) {
            final int got = datagram.get(i) & 0xFF;
            final int sent = octet(id, i) & 0xFF;
            if (got != sent) {
                firstChanged = firstChanged < 0 ? i : firstChanged;
                changedBits += Integer.bitCount(got ^ sent);
                sumOfErrors += (got - sent) << (i % 2 == 0 ? 8 : 0);
            }
        }
        if (firstChanged < 0) {
            return true;
        }
        if (changedBits == 2 && sumOfErrors == 0) {
            note("errors that cancel out", 1);
            return false;
        }
        throw new AssertionError("octet " + firstChanged + " of datagram " + Long.toHexString(id) + " was changed");
    }

    private static byte octet(long id, int place) {
        return (byte) (((id ^ place) * 0x9E37_79B9L) >>> 24);
    }

    private static long extra(Map<Long, Integer> times) {
        return times.values().stream().mapToLong(count -> count - 1L).sum();
    }

    /// Over a good wire all that was not dropped for a reason arrived.
    private void assertAllArrived(TwoHosts hosts) {
        final Map<DropReason, Long> dropped = new HashMap<>(TwoHosts.dropped(hosts.first()));
        TwoHosts.dropped(hosts.second()).forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
        if (dropped.isEmpty()) {
            assertThat(asked).as("questions").hasSize((int) questions);
            assertThat(answered).as("answers").hasSize((int) questions);
        }
    }

    private long counted(java.util.function.ToLongFunction<ImpairmentCounters> figure) {
        long sum = 0;
        for (final ImpairedLink wire : wires) {
            for (int queue = 0; queue < wire.queues(); queue++) {
                sum += figure.applyAsLong(wire.counters(queue));
            }
        }
        return sum;
    }

    private void note(TwoHosts hosts) {
        note("questions", questions);
        note("answered", answered.size());
        note("lost", counted(ImpairmentCounters::lost));
        note("duplicated", counted(ImpairmentCounters::duplicated));
        note("corrupted", counted(ImpairmentCounters::corrupted));
        note("reordered", counted(ImpairmentCounters::reordered));
        for (final NetworkStack stack : List.of(hosts.first(), hosts.second())) {
            TwoHosts.dropped(stack).forEach((reason, count) -> note("drop " + reason.key(), count));
            for (int cpu = 0; cpu < CPUS; cpu++) {
                final var account = stack.netisr(cpu).environment().account();
                note("passed on", account.passedOnCount());
                note("joined", account.joinedCount());
            }
        }
        for (int cpu = 0; cpu < CPUS; cpu++) {
            final CpuCounters counters = hosts.simulation().machine().cpu(cpu).counters();
            note("full rings", counters.fifoFull());
            note("parks", counters.parks());
            note("nested drains", counters.nested());
        }
    }

    private void note(String what, long times) {
        reached.merge(what, times, Long::sum);
    }
}
