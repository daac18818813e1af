package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.congestion.CongestionConfig;
import anax.netstack.congestion.StandardAlgorithm;
import anax.netstack.link.BurstLoss;
import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.tcp.RecoveryConfig;
import anax.netstack.tcp.TcpConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How long it takes to carry some octets over good and bad paths, for each algorithm, on the virtual clock: a table
/// that changes only on purpose. `-Danax.grid=write` writes it anew.
@Tag("computes")
class GridTest {
    private static final Path TABLE = Path.of("GRID.md");
    private static final Sender NEW_RENO = new Sender("newreno", CongestionConfig.basic(), RecoveryConfig.classic());
    private static final Sender CUBIC = Sender.today(StandardAlgorithm.CUBIC);
    private static final List<Sender> SENDERS =
            List.of(NEW_RENO, Sender.today(StandardAlgorithm.RENO), CUBIC, Sender.today(StandardAlgorithm.HIGHSPEED));
    private static final int OCTETS = 400_000;
    private static final int PORT = 7;
    private static final long MS = 1_000_000L;
    private static final double FASTER = 0.6;

    /// What a path does to segments. Owner: nobody, it never changes.
    private record Course(Loss loss, double reordering, int roundTripMs, Rate rate) {
        private Impairments forward() {
            Impairments all = Impairments.none(0x6121D)
                    .withRate(rate.bitsPerSecond, rate.queue)
                    .withDelay(roundTripMs * MS / 2, Jitter.NONE)
                    .withLoss(loss.share);
            if (loss.burst > 0) {
                all = all.withBurstLoss(BurstLoss.of(loss.inBursts, loss.burst));
            }
            return reordering > 0 ? all.withReordering(reordering, Math.max(MS, roundTripMs * MS / 4)) : all;
        }

        private Impairments backward() {
            return Impairments.none(1).withDelay(roundTripMs * MS / 2, Jitter.NONE);
        }

        private String shown() {
            return "| %s | %.0f %% | %d ms | %s ".formatted(loss.shown, reordering * 100, roundTripMs, rate.shown);
        }
    }

    /// How segments are lost. Owner: nobody, it never changes.
    private enum Loss {
        NONE("0 %", 0, 0, 0),
        ONE("1 %", 0.01, 0, 0),
        FIVE("5 %", 0.05, 0, 0),
        TEN("10 %", 0.10, 0, 0),
        BURSTS("2 % in bursts of 4", 0, 0.02, 4);

        private final String shown;
        private final double share;
        private final double inBursts;
        private final int burst;

        Loss(String shown, double share, double inBursts, int burst) {
            this.shown = shown;
            this.share = share;
            this.inBursts = inBursts;
            this.burst = burst;
        }
    }

    /// The bottleneck. Owner: nobody, it never changes.
    private enum Rate {
        SLOW("2 Mb/s, 20", 2_000_000, 20),
        FAST("20 Mb/s, 60", 20_000_000, 60);

        private final String shown;
        private final long bitsPerSecond;
        private final int queue;

        Rate(String shown, long bitsPerSecond, int queue) {
            this.shown = shown;
            this.bitsPerSecond = bitsPerSecond;
            this.queue = queue;
        }
    }

    /// Who sends. Owner: nobody, it never changes.
    private record Sender(String name, CongestionConfig congestion, RecoveryConfig recovery) {
        private static Sender today(StandardAlgorithm algorithm) {
            return new Sender(
                    algorithm.id(), CongestionConfig.standard().withAlgorithm(algorithm), RecoveryConfig.standard());
        }

        private StackConfig of(StackConfig config) {
            final TcpConfig tcp = config.tcp();
            return config.withPool(config.pool().withSlots(2_048, 8).withDebug(false))
                    .withTcp(tcp.withCongestion(congestion).withRecovery(recovery));
        }
    }

    /// What came of it.
    ///
    /// Owner: nobody, it never changes.
    ///
    /// @param again segments that were sent again
    /// @param twice those of them that the receiver had already
    private record Outcome(long milliseconds, long again, long twice) {
        private Outcome plus(Outcome other) {
            return new Outcome(milliseconds + other.milliseconds, again + other.again, twice + other.twice);
        }

        private String shown() {
            return "| %,d ms, %d, %d ".formatted(milliseconds, again, twice);
        }
    }

    private long endedNs;

    @Test
    void shouldTakeAsLongAsTheTableSays() throws IOException {
        final StringBuilder page = new StringBuilder(HEAD);
        final Map<Sender, Outcome> sums = new LinkedHashMap<>();
        for (final Course path : paths()) {
            page.append(path.shown());
            for (final Sender sender : SENDERS) {
                final Outcome outcome = run(path, sender);
                sums.merge(sender, outcome, Outcome::plus);
                page.append(outcome.shown());
            }
            page.append("|\n");
        }
        page.append("\nTogether: ")
                .append(sums.entrySet().stream()
                        .map(sum -> sum.getKey().name + " %,d s".formatted(sum.getValue().milliseconds / 1_000))
                        .collect(Collectors.joining(", ")));
        page.append(".\n");
        if ("write".equals(System.getProperty("anax.grid"))) {
            Files.writeString(TABLE, page);
        }
        assertThat(sums.get(CUBIC).milliseconds)
                .as("the time of CUBIC with today's recovery beside NewReno's")
                .isLessThan((long) (FASTER * sums.get(NEW_RENO).milliseconds));
        assertThat(sums.get(CUBIC).twice)
                .as("what was sent again in vain, beside NewReno's")
                .isLessThan(sums.get(NEW_RENO).twice);
        assertThat(page.toString())
                .as("the table in " + TABLE + "; if it is meant to be another one, run with -Danax.grid=write")
                .isEqualTo(Files.readString(TABLE));
    }

    private static List<Course> paths() {
        final List<Course> paths = new ArrayList<>();
        for (final Loss loss : Loss.values()) {
            for (final double reordering : new double[] {0, 0.01, 0.05}) {
                for (final int roundTripMs : new int[] {1, 20, 200}) {
                    for (final Rate rate : Rate.values()) {
                        paths.add(new Course(loss, reordering, roundTripMs, rate));
                    }
                }
            }
        }
        return paths;
    }

    private Outcome run(Course path, Sender sender) {
        final List<Link> ends = new ArrayList<>();
        try (TwoHosts hosts = TwoHosts.apart(
                TwoHosts.machine(1),
                11,
                sender::of,
                sender::of,
                link -> MemoryLinkConfig.rawIp("wire", 1, 1).withFrames(256, 1),
                link -> {
                    ends.add(link); // the sender's end first, which receives what goes backward
                    return new ImpairedLink(link, ends.size() == 1 ? path.backward() : path.forward());
                })) {
            final long beginNs = hosts.call(0, () -> Cpu.current().nowNs());
            final TcpListener listener =
                    hosts.call(0, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 1, true));
            hosts.spawn(0, "reader", () -> read(listener));
            hosts.spawn(0, "writer", () -> write(hosts));
            hosts.runToRest();
            final var counters = hosts.first().netisr(0).partition().tcp().counters();
            final long twice = TwoHosts.droppedIn(hosts.second(), DropReason.TCP_DUPLICATE);
            return new Outcome((endedNs - beginNs) / MS, counters.retransmitted(), twice);
        }
    }

    private static Void write(TwoHosts hosts) throws Exception {
        try (TcpSocket socket = TcpSocket.open(hosts.first())) {
            socket.connect(TwoHosts.SECOND, PORT);
            socket.write(ByteBuffer.allocate(OCTETS));
        }
        return null;
    }

    private Void read(TcpListener listener) throws Exception {
        try (listener;
                TcpSocket socket = listener.accept()) {
            final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
            long octets = 0;
            while (socket.read(buffer.clear()) != TcpSocket.END) {
                octets += buffer.position();
            }
            assertThat(octets).isEqualTo(OCTETS);
            endedNs = Cpu.current().nowNs();
        }
        return null;
    }

    private static final String HEAD = """
            # How long it takes

            To carry 400,000 octets over a path that loses and reorders segments: from the SYN to the last
            octet, on the virtual clock; how many segments were sent again; how many of those the receiver had
            already. Made by `GridTest`, which fails when a figure changes: `-Danax.grid=write` writes it anew,
            and the commit that does says why.

            A segment that is reordered comes a quarter of the round trip late, 1 ms at least. The bottleneck
            has a rate and a queue, in segments. `newreno` is RFC 5681 and 6582 and nothing newer; the others
            mend losses as the stack does if nobody wants it otherwise.

            | loss | reordering | round trip | bottleneck | newreno | reno | cubic | highspeed |
            |---|---|---|---|---|---|---|---|
            """;
}
