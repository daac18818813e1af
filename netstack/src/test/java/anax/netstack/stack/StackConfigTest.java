package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.StackConfig.UdpDispatch;
import org.junit.jupiter.api.Test;

/// What a stack is told: changed in parts, and checked as a whole.
class StackConfigTest {
    private static final StackConfig STANDARD = StackConfig.standard(5);

    @Test
    void shouldBeEqualWhenNothingIsChanged() {
        assertThat(STANDARD.with(draft -> {})).isEqualTo(STANDARD);
    }

    @Test
    void shouldKeepAllElseWhenOnePartIsChanged() {
        assertThat(STANDARD.withBatch(7).batch()).isEqualTo(7);
        assertThat(STANDARD.withBatch(7).withBatch(STANDARD.batch())).isEqualTo(STANDARD);
        final StackConfig other = STANDARD.withDispatch(FlowHash.PORT_XOR, UdpDispatch.ROUND_ROBIN)
                .withPseudoConnect(true)
                .withPool(STANDARD.pool().withSlots(9, 9));
        assertThat(other.flowHash()).isEqualTo(FlowHash.PORT_XOR);
        assertThat(other.udpDispatch()).isEqualTo(UdpDispatch.ROUND_ROBIN);
        assertThat(other.pseudoConnect()).isTrue();
        assertThat(other.pool().smallSlots()).isEqualTo(9);
        assertThat(other.secret()).isEqualTo(5);
    }

    /// The bounds stand for memory: 64 MiB of short packets at most, and of long ones where many are held.
    @Test
    void shouldSuitItsPoolToTheLink() {
        assertThat(poolOver(MemoryLinkConfig.ethernet("plain", 1, 1))).isEqualTo(STANDARD.pool());
        assertThat(poolOver(MemoryLinkConfig.ethernet("offloading", 1, 1)
                        .withCapabilities(new LinkCapabilities(true, 65_535))))
                .isEqualTo(STANDARD.pool().withSlots(8_192, 1_024));
        assertThat(poolOver(MemoryLinkConfig.ethernet("jumbo", 1, 1).withMtu(9_000)))
                .isEqualTo(new PacketPoolConfig((1 << 26) / 9_014, 9_014, 64, false));
        assertThat(poolOver(MemoryLinkConfig.ethernet("huge", 1, 1).withMtu(65_521)))
                .isEqualTo(STANDARD.pool().withSlots(8_192, 1_024));
    }

    private static PacketPoolConfig poolOver(MemoryLinkConfig config) {
        try (Link link = MemoryLink.pair(config).first()) {
            final StackConfig chosen = StackConfig.forLink(link, 5);
            assertThat(chosen.withPool(STANDARD.pool())).isEqualTo(STANDARD);
            return chosen.pool();
        }
    }

    @Test
    void shouldRefuseWhatIsOutOfItsRange() {
        assertThatThrownBy(() -> STANDARD.withBatch(0)).hasMessage("a batch of 0 was asked for; use 1 to 1024");
        assertThatThrownBy(() -> STANDARD.with(draft -> draft.icmpErrorsPerSecond = -1))
                .hasMessage("-1 ICMP errors a second were allowed; use 0 to 1000000");
        assertThatThrownBy(() -> STANDARD.withPool(null)).hasMessage("pool");
    }
}
