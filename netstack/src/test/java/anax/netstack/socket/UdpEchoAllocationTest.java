package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.AllocationWindows;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.SendResult;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Steady state makes no garbage: at most 0.1 B per datagram through two whole stacks and back, over all CPUs that
/// take part, whoever owns the sockets.
@Timeout(120)
class UdpEchoAllocationTest {
    private static final int CPUS = 2;
    private static final int PORT = 7;
    private static final int WINDOW = 16;
    private static final int PAYLOAD = 64;
    private static final long ECHOES = 20_000;
    private static final double MOST_OCTETS = 0.1;
    private static final long PATIENCE_NS = 50_000_000L;
    private static final long LOOK_EVERY_NS = 1_000_000L;
    private static final int SLOTS = 512;
    private static final StackConfig CONFIG =
            StackConfig.standard(1).withPool(PacketPoolConfig.standard().withSlots(SLOTS, 1));
    private static final IpAddress CLIENT = IpAddress.parse("10.0.0.1");
    private static final IpAddress SERVER = IpAddress.parse("10.0.0.2");

    private final Machine machine = Machine.boot(MachineConfig.ofCpus(CPUS));
    private final NetworkStack clients = NetworkStack.boot(machine, CONFIG);
    private final NetworkStack servers = NetworkStack.boot(machine, CONFIG);
    private final Client[] load = new Client[CPUS];

    @Test
    void shouldAllocateNothingWhenEachCpuHasSocketOfGroup() throws Exception {
        final UdpSocketGroup group = on(0, () -> UdpSocketGroup.bind(servers, IpAddress.ANY_V4, PORT));
        for (int cpu = 0; cpu < CPUS; cpu++) {
            machine.spawn(cpu, "member", () -> echo(group.local()));
        }
        assertAllocatesNothing();
        for (int cpu = 0; cpu < CPUS; cpu++) {
            on(cpu, () -> {
                group.local().close();
                return null;
            });
        }
    }

    /// The socket's state is CPU 1's, as its port is odd: half of the flows come to the other CPU.
    @Test
    void shouldAllocateNothingWhenOneSocketServesAllCpus() throws Exception {
        assertSocketAllocatesNothing(1);
    }

    /// Each datagram is fetched by a message, and its memory goes home to another CPU.
    @Test
    void shouldAllocateNothingWhenReaderIsOnAnotherCpuThanSocket() throws Exception {
        assertSocketAllocatesNothing(0);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    private void assertSocketAllocatesNothing(int readersCpu) throws Exception {
        final UdpSocket socket = on(readersCpu, () -> {
            final UdpSocket made = UdpSocket.open(servers);
            made.bind(IpAddress.ANY_V4, PORT);
            return made;
        });
        machine.spawn(readersCpu, "server", () -> echo(socket));
        assertAllocatesNothing();
        on(readersCpu, () -> {
            socket.close();
            return null;
        });
    }

    private void assertAllocatesNothing() throws Exception {
        try {
            connect();
            for (int cpu = 0; cpu < CPUS; cpu++) {
                on(cpu, () -> fillPool(clients));
                on(cpu, () -> fillPool(servers));
            }
            final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            final long[] carriers = new long[CPUS];
            for (int cpu = 0; cpu < CPUS; cpu++) {
                carriers[cpu] = on(cpu, () -> Thread.currentThread().threadId());
                load[cpu] = new Client();
                machine.spawn(cpu, "client", load[cpu]::run);
            }
            final double median = AllocationWindows.median(() -> {
                final long before = sum(threads.getThreadAllocatedBytes(carriers));
                waitForEchoes(ECHOES);
                final long octets = sum(threads.getThreadAllocatedBytes(carriers)) - before;
                return octets / (double) (CPUS * ECHOES);
            });
            assertThat(median).as("octets of the heap per echo").isLessThanOrEqualTo(MOST_OCTETS);
        } finally {
            for (final Client each : load) {
                each.ended = true;
            }
        }
    }

    private void connect() throws Exception {
        final MemoryLink.Pair wire = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", CPUS, CPUS));
        on(0, () -> {
            clients.port(0)
                    .doMessage(new AddInterface(clients, wire.first(), List.of(new InterfaceAddress(CLIENT, 24))));
            return servers.port(0)
                    .doMessage(new AddInterface(servers, wire.second(), List.of(new InterfaceAddress(SERVER, 24))));
        });
    }

    /// Has a pool take all the memory that it may have, which it otherwise does bit by bit, as more is under way.
    private static Void fillPool(NetworkStack stack) {
        final UdpSocket socket = UdpSocket.open(stack);
        final List<Datagram> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            final Datagram each = new Datagram(stack);
            more = socket.allocate(each, PAYLOAD);
            all.add(each);
        }
        all.forEach(Datagram::release);
        return null;
    }

    /// Waits until each CPU has had so many more.
    private void waitForEchoes(long more) {
        final long[] goals = new long[CPUS];
        for (int cpu = 0; cpu < CPUS; cpu++) {
            goals[cpu] = load[cpu].echoes + more;
        }
        for (int cpu = 0; cpu < CPUS; cpu++) {
            while (load[cpu].echoes < goals[cpu]) {
                LockSupport.parkNanos(LOOK_EVERY_NS);
            }
        }
    }

    private void echo(UdpSocket socket) {
        try {
            final Datagram datagram = new Datagram(servers);
            while (socket.receive(datagram)) {
                socket.answer(datagram);
            }
        } catch (SocketException failure) {
            throw new AssertionError(failure);
        }
    }

    private <T> T on(int cpu, Callable<T> body) throws Exception {
        return machine.call(cpu, "test", body);
    }

    private static long sum(long[] octets) {
        long sum = 0;
        for (final long each : octets) {
            sum += each;
        }
        return sum;
    }

    /// Asks and asks again on one CPU. Owner: that CPU; others may look at its count, and end it.
    private final class Client {
        private volatile long echoes;
        private volatile boolean ended;

        private void run() {
            try (UdpSocket socket = UdpSocket.open(clients)) {
                socket.connect(SERVER, PORT);
                final Datagram datagram = new Datagram(clients);
                long count = 0;
                int underWay = 0;
                while (!ended) {
                    for (; underWay < WINDOW; underWay++) {
                        ask(socket, datagram);
                    }
                    if (socket.receive(datagram, Cpu.current().nowNs() + PATIENCE_NS)) {
                        datagram.release();
                        echoes = ++count;
                        underWay--;
                    } else {
                        underWay = 0; // what was lost shall not keep it waiting
                    }
                }
            } catch (SocketException failure) {
                throw new AssertionError(failure);
            }
        }

        private void ask(UdpSocket socket, Datagram datagram) {
            if (!socket.allocate(datagram, PAYLOAD) || socket.send(datagram) != SendResult.OK) {
                throw new AssertionError("a question was not sent");
            }
        }
    }
}
