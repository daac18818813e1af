package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.Crowd;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a host has to keep for very many connections that are open and silent, each with its socket; every one has
/// carried octets both ways. `-Danax.long=true` has a million of them.
@Timeout(1_200)
class ManyConnectionsTest {
    private static final int PORT = 7;
    private static final int CONNECTIONS = Boolean.getBoolean("anax.long") ? 1_000_000 : 200_000;
    private static final int WARM_UP = 20_000; // tables and pools grow
    private static final int ROUND = 4_096;
    private static final int AT_ONCE = 64;
    private static final int AWAKE = 1_000;
    private static final int MOST_OCTETS = 1_024;
    private static final long MS = 1_000_000;
    private static final int SETTLED = 3;

    private final TcpSocket[] sockets = new TcpSocket[CONNECTIONS];
    private int accepted;

    @Test
    void shouldTakeNoMoreThanAKibibyteForEachWhenIdle() throws Exception {
        final StackConfig config = StackConfig.standard(1);
        try (SimulatedMachine machine =
                new SimulatedMachine(MachineConfig.ofCpus(1).withDebug(false), 1)) {
            final NetworkStack stack = NetworkStack.boot(machine.machine(), config);
            final MemoryLink.Pair wire =
                    MemoryLink.pair(MemoryLinkConfig.rawIp("crowd", 1, 1).withFrames(1_024, 1));
            final Crowd crowd = new Crowd(wire.second(), IpAddress.parse("198.19.255.254"));
            final TcpListener listener = machine.call(0, "begin", () -> {
                stack.port(0)
                        .doMessage(new AddInterface(
                                stack, wire.first(), List.of(InterfaceAddress.parse("198.19.255.254/15"))));
                return TcpListener.open(stack, IpAddress.ANY_V4, PORT, 1_024, false);
            });
            machine.spawn(0, "acceptor", () -> accept(listener));
            open(machine, crowd, 0, WARM_UP);
            final long heapBefore = heap();
            final long directBefore = direct();
            open(machine, crowd, WARM_UP, CONNECTIONS);
            final double each = CONNECTIONS - WARM_UP;
            final double heap = (heap() - heapBefore) / each;
            final double direct = (direct() - directBefore) / each;
            System.out.printf(
                    "%,d idle connections: %.0f octets of heap and %.1f outside of it for each%n",
                    CONNECTIONS, heap, direct);
            assertThat(crowd.opened()).isEqualTo(CONNECTIONS);
            assertThat(heap + direct).isLessThanOrEqualTo(MOST_OCTETS);
            assertThat(machine.call(0, "look", () -> stack.outstanding(0))).isZero();
            shouldStillBeUsable(machine, crowd);
            machine.call(0, "end", () -> {
                listener.close();
                return null;
            });
            TwoHosts.assertBalanced(stack, 0);
        }
    }

    /// Every so manyth of them says something.
    private void shouldStillBeUsable(SimulatedMachine machine, Crowd crowd) {
        final long before = crowd.octets();
        machine.call(0, "speak", () -> {
            for (int i = 0; i < AWAKE; i++) {
                sockets[i * (CONNECTIONS / AWAKE)].write(ByteBuffer.wrap(new byte[] {1}));
                if (i % AT_ONCE == 0) {
                    crowd.pollFor(MS / 10);
                }
            }
            crowd.pollFor(MS);
            return null;
        });
        assertThat(crowd.octets() - before).isEqualTo(AWAKE);
    }

    private void open(SimulatedMachine machine, Crowd crowd, int from, int to) {
        for (int begin = from; begin < to; begin += ROUND) {
            final int first = begin;
            final int end = Math.min(to, begin + ROUND);
            machine.call(0, "open", () -> {
                for (int i = first; i < end; i += AT_ONCE) {
                    for (int number = i; number < Math.min(end, i + AT_ONCE); number++) {
                        crowd.open(number, PORT);
                    }
                    crowd.flush();
                    crowd.pollFor(MS / 5);
                }
                crowd.pollFor(MS); // until the last octet is acknowledged
                return null;
            });
            assertThat(accepted).isEqualTo(end);
        }
    }

    private void accept(TcpListener listener) {
        final ByteBuffer octets = ByteBuffer.allocate(16);
        TcpSocket socket;
        while ((socket = listener.accept()) != null) {
            try {
                socket.read(octets.clear());
                socket.write(octets.flip());
            } catch (TcpException gone) {
                throw new IllegalStateException(gone);
            }
            sockets[accepted++] = socket;
        }
    }

    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < SETTLED; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /// All that is outside of the heap in buffers of this JVM.
    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
