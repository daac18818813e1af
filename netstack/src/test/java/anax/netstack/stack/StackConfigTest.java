package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.dispatch.FlowHash;
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

    @Test
    void shouldRefuseWhatIsOutOfItsRange() {
        assertThatThrownBy(() -> STANDARD.withBatch(0)).hasMessage("a batch of 0 was asked for; use 1 to 1024");
        assertThatThrownBy(() -> STANDARD.with(draft -> draft.icmpErrorsPerSecond = -1))
                .hasMessage("-1 ICMP errors a second were allowed; use 0 to 1000000");
        assertThatThrownBy(() -> STANDARD.withPool(null)).hasMessage("pool");
    }
}
