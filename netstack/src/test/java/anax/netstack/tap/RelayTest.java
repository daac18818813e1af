package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.link.ImpairedLink;
import anax.netstack.link.ImpairmentCounters;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.link.LinkType;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bad path between the real kernel and a stack of ours, and between two kernels, which is what ours is compared
/// with: TCP carries each octet all the same.
@Timeout(180)
class RelayTest {
    private static final long MS = 1_000_000;
    private static final long KILO = 1 << 10;
    private static final int TIMES = Math.max(1, Integer.getInteger("anax.seeds", 1_000) / 1_000);
    private static final String OTHER_ADDRESS = "10.66.0.3";

    private static final Map<String, Impairments> PATHS = Map.of(
            "NONE", Impairments.none(1),
            "LOSS", Impairments.none(2).withLoss(0.02).withDelay(2 * MS, Jitter.NONE),
            "REORDERING", Impairments.none(3).withReordering(0.05, MS).withDelay(2 * MS, Jitter.NONE),
            "DUPLICATES", Impairments.none(4).withDuplication(0.2),
            "CORRUPTION", Impairments.none(5).withCorruption(0.02, 1).withDelay(MS, Jitter.NONE),
            "RATE", Impairments.none(6).withRate(20_000_000, 40).withDelay(5 * MS, Jitter.uniform(MS)),
            "ALL",
                    Impairments.none(7)
                            .withLoss(0.01)
                            .withReordering(0.02, 2 * MS)
                            .withDuplication(0.02)
                            .withCorruption(0.005, 1)
                            .withDelay(2 * MS, Jitter.uniform(MS)));

    @ParameterizedTest
    @CsvSource({
        "NONE,       KERNEL, 4000",
        "LOSS,       KERNEL, 800",
        "LOSS,       ANAX,   800",
        "REORDERING, KERNEL, 800",
        "DUPLICATES, ANAX,   800",
        "CORRUPTION, KERNEL, 800",
        "RATE,       ANAX,   800",
        "ALL,        KERNEL, 400",
        "ALL,        ANAX,   400",
    })
    void shouldCarryEachOctetBetweenKernelAndUs(String path, String client, long kiloOctets) throws Exception {
        final MemoryLink.Pair pair = MemoryLink.pair(MemoryLinkConfig.ethernet("relayed", 1, 1));
        try (KernelHost kernel = KernelHost.make();
                Machine machine = Machine.boot(MachineConfig.ofCpus(1).withDebug(false));
                TapLink tap = TapLink.open(config());
                pair) {
            kernel.adopt(tap, TapHost.KERNEL_ADDRESS + "/24");
            final ImpairedLink fromKernel = new ImpairedLink(tap, PATHS.get(path));
            final ImpairedLink fromUs = new ImpairedLink(pair.first(), PATHS.get(path));
            try (Relay relay = Relay.between(machine, 0, fromKernel, fromUs);
                    TapHost ours = TapHost.over(pair.second())) {
                final TcpPair connection =
                        client.equals("KERNEL") ? TcpPair.fromKernel(kernel, ours) : TcpPair.toKernel(kernel, ours);
                connection.exchange(kiloOctets * KILO * TIMES);
                assertThat(relay.carriedThere()).isPositive();
                assertThat(relay.carriedBack()).isPositive();
                assertHappened(path, machine.call(0, "look", () -> fromKernel.counters(0)));
                assertHappened(path, machine.call(0, "look", () -> fromUs.counters(0)));
            }
        }
    }

    /// The same between two kernels: so it is the path that is bad, and TCP that makes up for it.
    @ParameterizedTest
    @CsvSource({"NONE, 4000", "ALL, 400"})
    void shouldCarryEachOctetBetweenTwoKernels(String path, long kiloOctets) throws Exception {
        try (KernelHost kernel = KernelHost.make();
                KernelHost other = KernelHost.make();
                Machine machine = Machine.boot(MachineConfig.ofCpus(1).withDebug(false));
                TapLink tap = TapLink.open(config());
                TapLink otherTap = TapLink.open(config())) {
            kernel.adopt(tap, TapHost.KERNEL_ADDRESS + "/24");
            other.adopt(otherTap, OTHER_ADDRESS + "/24");
            final ImpairedLink one = new ImpairedLink(tap, PATHS.get(path));
            final ImpairedLink two = new ImpairedLink(otherTap, PATHS.get(path));
            try (Relay relay = Relay.between(machine, 0, one, two)) {
                TcpPair.between(kernel, other, OTHER_ADDRESS).exchange(kiloOctets * KILO * TIMES);
                assertThat(relay.carriedThere()).isPositive();
                assertThat(relay.carriedBack()).isPositive();
            }
        }
    }

    @Test
    void shouldSayWhichLinkLeavesWorkToOthers() throws Exception {
        try (KernelHost kernel = KernelHost.make();
                Machine machine = Machine.boot(MachineConfig.ofCpus(1).withDebug(false));
                TapLink one = TapLink.open(config());
                TapLink other = TapLink.open(TapConfig.tap("anaxr%d", 1, TapHost.STATION))) {
            assertThat(kernel).isNotNull();
            assertThatThrownBy(() -> Relay.between(machine, 0, one, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the link " + other.name() + " leaves checksums or segments to others; a relay takes"
                            + " links without offload");
            try (TapLink shorter = TapLink.open(config().withMtu(1_400))) {
                assertThatThrownBy(() -> Relay.between(machine, 0, one, shorter))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("give them the same type and MTU");
            }
        }
    }

    private static TapConfig config() {
        return new TapConfig("anaxr%d", LinkType.ETHERNET, 1, 1_500, false, TapHost.STATION);
    }

    /// A path that did nothing would prove nothing.
    private static void assertHappened(String path, ImpairmentCounters counters) {
        switch (path) {
            case "LOSS" -> assertThat(counters.lost()).isPositive();
            case "REORDERING" -> assertThat(counters.reordered()).isPositive();
            case "DUPLICATES" -> assertThat(counters.duplicated()).isPositive();
            case "CORRUPTION" -> assertThat(counters.corrupted()).isPositive();
            case "ALL" ->
                assertThat(counters.lost() + counters.reordered() + counters.duplicated())
                        .isPositive();
            default -> assertThat(counters.delivered()).isPositive();
        }
    }
}
