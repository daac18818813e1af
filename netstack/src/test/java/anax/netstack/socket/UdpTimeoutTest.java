package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.SendResult;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A receive that gives up loses nothing: what came as its time was up is there for the next one, in its turn.
///
/// On the simulated machine, where a seed decides what comes first; `-Danax.seeds=N` runs more of them, `-Danax.seed=S`
/// runs one again.
@Timeout(300)
class UdpTimeoutTest {
    private static final int SEEDS = Math.min(200, Integer.getInteger("anax.seeds", 200));
    private static final int CPUS = 4;
    private static final int PORT = 7;
    private static final int OWNER = PORT % CPUS;
    private static final int DATAGRAMS = 100; // all of them fit the receive queue
    private static final long PATIENCE_NS = 1_000_000_000L;

    private final Map<String, Long> reached = new TreeMap<>();

    @Test
    void shouldLoseNothingWhenDatagramsComeAsTimeIsUpOnSocketsCpu() {
        runSeeds(OWNER);
    }

    @Test
    void shouldLoseNothingWhenDatagramsComeAsTimeIsUpOnAnotherCpu() {
        runSeeds((OWNER + 1) % CPUS);
    }

    private void runSeeds(int readersCpu) {
        final Long only = Long.getLong("anax.seed");
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            try {
                run(readersCpu, seed);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + " of reader on CPU " + readersCpu + " failed", failure);
            }
        }
        System.out.println("receives with a time-out on CPU " + readersCpu + ": " + reached);
        assertThat(reached).containsKeys("in time", "too late", "just too late");
    }

    private void run(int readersCpu, long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final long longestNs = 1_000L << random.nextInt(8);
        final long rarestNs = 1_000L << random.nextInt(8);
        try (TwoHosts hosts = TwoHosts.over(TwoHosts.machine(CPUS), seed, link -> link, link -> link)) {
            final UdpSocket server = hosts.call(readersCpu, () -> {
                final UdpSocket socket = UdpSocket.open(hosts.second());
                socket.bind(IpAddress.ANY_V4, PORT);
                return socket;
            });
            final SplittableRandom senders = random.split();
            hosts.spawn(random.nextInt(CPUS), "sender", () -> send(hosts, senders, rarestNs));
            hosts.call(readersCpu, () -> {
                receiveAll(hosts, server, random, longestNs);
                server.close();
                return null;
            });
            assertThat(TwoHosts.dropped(hosts.second())).isEmpty();
        }
    }

    private static Void send(TwoHosts hosts, SplittableRandom random, long rarestNs) throws SocketException {
        try (UdpSocket socket = UdpSocket.open(hosts.first())) {
            socket.connect(TwoHosts.SECOND, PORT);
            final Datagram datagram = new Datagram(hosts.first());
            for (int i = 0; i < DATAGRAMS; i++) {
                assertThat(socket.allocate(datagram, Long.BYTES)).isTrue();
                datagram.putLong(0, i);
                assertThat(socket.send(datagram)).isEqualTo(SendResult.OK);
                Lwkt.blockUntil("a while", in(1 + random.nextLong(rarestNs)));
            }
        }
        return null;
    }

    /// Gives up after ever other times, the shortest of which are over before the question is asked.
    private void receiveAll(TwoHosts hosts, UdpSocket socket, SplittableRandom random, long longestNs)
            throws SocketException {
        final Datagram datagram = new Datagram(hosts.second());
        final long untilNs = in(PATIENCE_NS);
        int next = 0;
        while (next < DATAGRAMS && Cpu.current().nowNs() - untilNs < 0) {
            final long endNs = in(random.nextLong(longestNs));
            if (socket.receive(datagram, endNs)) {
                assertThat(datagram.getLong(0)).isEqualTo(next++);
                note(Cpu.current().nowNs() - endNs <= 0 ? "in time" : "just too late", 1);
                datagram.release();
            } else {
                note("too late", 1);
            }
        }
        assertThat(next).as("datagrams received").isEqualTo(DATAGRAMS);
    }

    private void note(String what, long times) {
        reached.merge(what, times, Long::sum);
    }

    private static long in(long ns) {
        return Cpu.current().nowNs() + ns;
    }
}
