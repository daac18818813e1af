package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.tcp.TcpState;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Floods of each kind, with others beside them who mean well: they get their connections, and their answers, in no
/// more than twice the time that it takes in peace; memory stays within its bounds; and nobody fills a log.
///
/// On the simulated machine: a client and a server of ours with 1 ms between them, and at another link of the server
/// the attacker, [#PER_TICK] frames in [#TICK_NS]. `-Danax.long=true` sends a million frames of each kind.
@Tag("computes")
@Timeout(1_200)
class FloodTest implements Attack {
    private static final int FRAMES =
            Integer.getInteger("anax.floodFrames", Boolean.getBoolean("anax.long") ? 1_000_000 : 50_000);
    private static final int PER_TICK = 20;
    private static final long TICK_NS = 100_000; // 200,000 frames a second
    private static final long MS = 1_000_000;
    private static final int IN_PEACE = 30;
    private static final int PORT = 7;
    private static final int OCTETS = 1_000;
    private static final int MOST_TIMES = 2;
    private static final int MOST_LINES = 10;
    private static final long MOST_HEAP = 64L << 20;
    private static final IpAddress ATTACKED = IpAddress.parse("198.19.255.254");

    private TwoHosts hosts;
    private Crowd crowd;
    private Link clientsWire;
    private boolean over;
    private FloodedServer server;
    private int mostPackets;
    private int mostHalfOpen;

    @ParameterizedTest
    @EnumSource(Flood.class)
    void shouldServeOthersInTwiceTheirTimeAtMost(Flood flood) {
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final PrintStream out = System.out;
        final PrintStream err = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        final long[] before;
        final long[] during;
        final long[] after;
        final long heapBefore;
        final long heapAfter;
        final Map<DropReason, Long> dropped;
        try (TwoHosts opened = TwoHosts.apart(
                TwoHosts.machine(flood.cpus()),
                1,
                config -> config.withPool(config.pool().withDebug(false)),
                config -> configOf(config, flood),
                link -> link.withFrames(1_024, 1),
                this::delayed)) {
            hosts = opened;
            begin();
            before = inPeace();
            heapBefore = heap();
            during = underFlood(flood);
            heapAfter = heap();
            crowd.behave(Crowd.Manner.POLITE, 1);
            after = inPeace();
            dropped = TwoHosts.dropped(hosts.second());
            hosts.call(0, () -> {
                server.close();
                return null;
            });
            letGo();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        print(flood, before, during, after, dropped, heapAfter - heapBefore);
        final long worst = Arrays.stream(during).max().orElseThrow();
        final long usual = Arrays.stream(before).max().orElseThrow();
        assertThat(during.length).as("connections during the flood").isGreaterThan(3);
        assertThat(worst).as("ns until a connection was open and answered").isLessThanOrEqualTo(MOST_TIMES * usual);
        assertThat(Arrays.stream(after).max().orElseThrow()).isLessThanOrEqualTo(MOST_TIMES * usual);
        assertThat(mostHalfOpen).isLessThanOrEqualTo(flood.cpus() * 1_024);
        assertThat(mostPackets)
                .isLessThan(flood.cpus()
                        * configOf(StackConfig.standard(1), flood).pool().smallSlots());
        assertThat(heapAfter - heapBefore).isLessThan(MOST_HEAP);
        assertThat(said.toString(StandardCharsets.UTF_8).lines().count()).isLessThanOrEqualTo(MOST_LINES);
    }

    private Link delayed(Link link) {
        if (clientsWire == null) {
            clientsWire = link;
        }
        return new ImpairedLink(link, Impairments.none(1).withDelay(MS, Jitter.NONE));
    }

    private static StackConfig configOf(StackConfig config, Flood flood) {
        return config.with(draft -> {
            draft.pool = PacketPoolConfig.standard();
            draft.tcp = draft.tcp.withOpening(draft.tcp.opening().withSynCookies(flood.cookies()));
        });
    }

    private void begin() {
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("crowd", 1, 1).withFrames(4_096, 1));
        crowd = new Crowd(wire.second(), ATTACKED);
        final TcpListener listener = hosts.call(0, () -> {
            hosts.second()
                    .port(0)
                    .doMessage(new AddInterface(
                            hosts.second(), wire.first(), List.of(InterfaceAddress.parse(ATTACKED + "/15"))));
            return TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 4_096, false);
        });
        server = new FloodedServer(listener, hosts.second().partitions());
        for (int cpu = 0; cpu < hosts.second().partitions(); cpu++) {
            hosts.spawn(cpu, "acceptor", () -> {
                server.accept();
                return null;
            });
        }
    }

    /// Of what the attacker still has open.
    private void letGo() {
        for (int cpu = 0; cpu < hosts.second().partitions(); cpu++) {
            hosts.call(cpu, () -> {
                server.letGo();
                return null;
            });
        }
    }

    /// How long each of some connections takes, one after the other.
    private long[] inPeace() {
        return hosts.call(0, () -> {
            final long[] times = new long[IN_PEACE];
            for (int i = 0; i < times.length; i++) {
                times[i] = exchange();
            }
            return times;
        });
    }

    private long[] underFlood(Flood flood) {
        over = false;
        final List<Long> times = new ArrayList<>();
        hosts.spawn(0, "attacker", () -> {
            try {
                attack(flood);
            } finally {
                over = true;
            }
            return null;
        });
        return hosts.call(0, () -> {
            Lwkt.blockUntil("the flood", Cpu.current().nowNs() + 10 * MS);
            while (!over) {
                times.add(exchange());
            }
            return times.stream().mapToLong(Long::longValue).toArray();
        });
    }

    private void attack(Flood flood) {
        for (int frame = 0; frame < FRAMES; frame += PER_TICK) {
            for (int i = frame; i < frame + PER_TICK; i++) {
                flood.send(this, i);
            }
            crowd.flush();
            crowd.poll();
            mostPackets = Math.max(mostPackets, outstanding());
            mostHalfOpen = Math.max(mostHalfOpen, frame % 1_000 == 0 ? halfOpen() : 0);
            Lwkt.blockUntil("the next tick", Cpu.current().nowNs() + TICK_NS);
        }
    }

    private int outstanding() {
        int sum = 0;
        for (int cpu = 0; cpu < hosts.second().partitions(); cpu++) {
            sum += hosts.second().outstanding(cpu);
        }
        return sum;
    }

    private int halfOpen() {
        int sum = 0;
        for (int cpu = 0; cpu < hosts.second().partitions(); cpu++) {
            sum += hosts.second().netisr(cpu).partition().tcp().count(TcpState.SYN_RECEIVED);
        }
        return sum;
    }

    /// Opens a connection, says something, hears it again, and closes.
    private long exchange() throws TcpException {
        final long beganNs = Cpu.current().nowNs();
        try (TcpSocket socket = TcpSocket.open(hosts.first())) {
            socket.connect(TwoHosts.SECOND, PORT);
            socket.write(ByteBuffer.allocate(OCTETS));
            final ByteBuffer heard = ByteBuffer.allocate(OCTETS);
            while (heard.hasRemaining()) {
                assertThat(socket.read(heard)).isNotEqualTo(TcpSocket.END);
            }
        }
        return Cpu.current().nowNs() - beganNs;
    }

    private static long heap() {
        System.gc();
        final Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public Crowd crowd() {
        return crowd;
    }

    /// The client's end of its own wire, without the delay.
    @Override
    public Link wire() {
        return clientsWire;
    }

    @Override
    public int neighbor() {
        return TwoHosts.SECOND.v4();
    }

    private void print(
            Flood flood, long[] before, long[] during, long[] after, Map<DropReason, Long> dropped, long heap) {
        System.out.printf(
                "%-18s %,9d frames  before %s  during %s (%d)  after %s ms  packets %,5d  half open %,5d"
                        + "  heap %+,5d KiB"
                        + "  dropped %s%n",
                flood,
                FRAMES,
                shown(before),
                shown(during),
                during.length,
                shown(after),
                mostPackets,
                mostHalfOpen,
                heap >> 10,
                dropped.entrySet().stream()
                        .map(entry -> entry.getKey().key() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
    }

    /// Median and worst.
    private static String shown(long[] times) {
        final long[] sorted = times.clone();
        Arrays.sort(sorted);
        return "%.1f/%.1f".formatted(sorted[sorted.length / 2] / 1e6, sorted[sorted.length - 1] / 1e6);
    }
}
