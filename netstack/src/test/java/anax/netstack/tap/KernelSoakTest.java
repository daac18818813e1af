package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.service.Service;
import anax.netstack.service.Services;
import anax.netstack.tcp.KeepaliveConfig;
import anax.netstack.tcp.TcpState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether a stack stays what it was, however long it is used: [Soak] for `-Danax.soakSeconds`, a quarter of them
/// with each number of CPUs. Now and then everybody is silent: then no connection is left but those in TIME-WAIT, no
/// packet is out of its pool, and heap, memory and descriptors are counted. They must not grow along the line through
/// them.
@Timeout(7_200)
class KernelSoakTest {
    private static final int SECONDS = Integer.getInteger("anax.soakSeconds", 20);
    private static final int COUNTS = 4;
    private static final int SAMPLES = 60;
    private static final int LEAST_SAMPLES = 6;
    private static final long LEAST_INTERVAL_MS = 300;
    private static final int PAGE_OCTETS = 4_096;
    private static final int MOST_TURNS = 6_000; // of 20 ms: FIN-WAIT-2 lasts a minute if a RST was lost
    // In a few seconds the pools of what is lent still grow to what the traffic needs.
    private static final double MOST_HEAP_GROWTH = SECONDS < 600 ? 16 << 20 : 4 << 20;
    private static final double MOST_MEMORY_GROWTH = 64 << 20;
    private static final double MOST_DESCRIPTOR_GROWTH = 2;

    /// A RST that is sent while the other one is down tells nobody.
    private static final KeepaliveConfig FINDS_OUT_SOON = new KeepaliveConfig(false, 2_000_000_000L, 1_000_000_000L, 3);

    private final List<Long> heap = new ArrayList<>();
    private final List<Long> memory = new ArrayList<>();
    private final List<Long> descriptors = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldStayFlatHoweverLongItIsUsed(int cpus) throws Exception {
        final long untilMs = upMs() + TimeUnit.SECONDS.toMillis(SECONDS) / COUNTS;
        final long intervalMs = Math.max(LEAST_INTERVAL_MS, SECONDS * 1_000L / COUNTS / SAMPLES);
        try (KernelHost kernel = KernelHost.make("ping");
                TapHost ours = TapHost.on(
                        kernel,
                        TapConfig.tap("anaxs%d", cpus, TapHost.STATION),
                        config -> config.with(draft -> {
                            draft.tcp = draft.tcp.withKeepalive(FINDS_OUT_SOON);
                            draft.probeAddresses = false; // which takes longer than it is up
                        }));
                Soak soak = new Soak(kernel, ours)) {
            final Services services = ours.machine()
                    .call(
                            0,
                            "services",
                            () -> Services.open(ours.stack(), EnumSet.allOf(Service.class), InstantSource.system()));
            soak.begin();
            while (upMs() < untilMs || heap.size() < LEAST_SAMPLES) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(intervalMs));
                soak.assertAllTalk();
                soak.quietly(_ -> sample(ours, services));
            }
            soak.end();
            ours.machine().call(0, "end", () -> {
                services.close();
                return null;
            });
            report(cpus, soak);
        }
        assertThat(Trend.of(heap).growth()).as("octets of heap that came to be").isLessThan(MOST_HEAP_GROWTH);
        assertThat(Trend.of(memory).growth())
                .as("octets of resident memory that came to be")
                .isLessThan(MOST_MEMORY_GROWTH);
        assertThat(Trend.of(descriptors).growth())
                .as("descriptors that came to be")
                .isLessThan(MOST_DESCRIPTOR_GROWTH);
    }

    private void sample(TapHost ours, Services services) throws Exception {
        for (int turn = 0; turn < MOST_TURNS && (services.connections() > 0 || flows(ours) > 0); turn++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(services.connections()).as("connections that are served").isZero();
        assertThat(flows(ours)).as("connections that nobody has any more").isZero();
        assertThat(ours.outstanding()).as("packets out of their pools").isZero();
        System.gc();
        final var used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        heap.add(used.getUsed());
        memory.add(residentOctets() - used.getCommitted()); // how large the heap is the collector's affair
        descriptors.add(descriptors());
    }

    /// All but those in TIME-WAIT, which wait for nothing but time.
    private static int flows(TapHost ours) throws Exception {
        int flows = 0;
        for (int cpu = 0; cpu < ours.cpus(); cpu++) {
            final int asked = cpu;
            flows += ours.machine().call(cpu, "flows", () -> {
                final var tcp = ours.stack().enter(asked).tcp();
                return tcp.flowCount() - tcp.count(TcpState.TIME_WAIT);
            });
        }
        return flows;
    }

    private static long residentOctets() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * PAGE_OCTETS;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    private void report(int cpus, Soak soak) {
        System.out.printf(
                "soak with %d CPUs: %s, %,d octets, interfaces down or up %d times; %d samples: heap %,.0f %+,.0f,"
                        + " memory %,.0f %+,.0f, descriptors %.1f %+.1f%n",
                cpus,
                soak.done(),
                soak.octets(),
                soak.timesDown(),
                heap.size(),
                Trend.of(heap).mean(),
                Trend.of(heap).growth(),
                Trend.of(memory).mean(),
                Trend.of(memory).growth(),
                Trend.of(descriptors).mean(),
                Trend.of(descriptors).growth());
        assertThat(soak.done().keySet())
                .as("conversations that came to their end")
                .contains(
                        "long echoes",
                        "short echoes",
                        "broken off by the kernel",
                        "discarded",
                        "times",
                        "opened by us",
                        "datagrams",
                        "pings");
        assertThat(soak.timesDown()).as("times down").isPositive();
    }

    private static long upMs() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }
}
