package anax.netstack.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every port of the range stands once, in the slot that it hashes to.
class PortsBySlotTest {
    @ParameterizedTest
    @EnumSource
    void shouldHoldEachPortOnceUnderItsSlot(FlowHash hash) {
        var ports = new PortsBySlot(hash, 1000, 4999);
        var seen = new BitSet();
        for (int slot = 0; slot < IndirectionTable.SLOTS; slot++) {
            for (int index = 0; index < ports.count(slot); index++) {
                int port = ports.port(slot, index);
                assertThat(IndirectionTable.slot(hash.ofWord(port))).isEqualTo(slot);
                assertThat(seen.get(port)).isFalse();
                seen.set(port);
            }
        }

        assertThat(seen.cardinality()).isEqualTo(4000);
        assertThat(seen.nextSetBit(0)).isEqualTo(1000);
        assertThat(seen.length()).isEqualTo(5000);
    }

    @Test
    void shouldHaveNearlyTheSameCountInEachSlotOfTheDefaultRange() {
        var ports = new PortsBySlot(FlowHash.TOEPLITZ, PortsBySlot.DEFAULT_FIRST, PortsBySlot.DEFAULT_LAST);
        for (int slot = 0; slot < IndirectionTable.SLOTS; slot++) {
            assertThat(ports.count(slot)).isBetween(220, 222);
        }
        assertThat(ports.mostInSlot()).isEqualTo(222);
    }

    /// All 65536 ports would be 512 each; port 0 is none.
    @ParameterizedTest
    @EnumSource
    void shouldHave512OfAllPortsInEachSlot(FlowHash hash) {
        var ports = new PortsBySlot(hash, 1, 65535);

        assertThat(ports.count(0)).isEqualTo(511);
        for (int slot = 1; slot < IndirectionTable.SLOTS; slot++) {
            assertThat(ports.count(slot)).isEqualTo(512);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "-5, 100", "100, 99", "1, 65536"})
    void shouldRefuseWhatIsNoRange(int first, int last) {
        assertThatThrownBy(() -> new PortsBySlot(FlowHash.TOEPLITZ, first, last))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ports %d to %d are no range; use a first port from 1 and a last one from there to 65535"
                        .formatted(first, last));
    }
}
