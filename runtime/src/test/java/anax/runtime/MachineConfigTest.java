package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MachineConfigTest {

    @Test
    void shouldNameTheMistakeAndWhatIsAllowed() {
        assertThatThrownBy(() -> MachineConfig.ofCpus(0)).hasMessage("0 CPUs were given; a machine has 1 to 256");
        assertThatThrownBy(() -> MachineConfig.ofCpus(257)).isInstanceOf(IllegalArgumentException.class);
        MachineConfig good = MachineConfig.ofCpus(1);
        assertThatThrownBy(() -> good.withRingBound(100))
                .hasMessage("ring bound 100 was given; use a power of two from 2 to 65536, for instance 256");
        assertThatThrownBy(() -> good.withInboxBound(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> good.withIdleSpinNs(-1))
                .hasMessage("an idle spin of -1 ns was given; use 0 to 1,000,000,000");
        assertThatThrownBy(() -> good.withSleepBuckets(3))
                .hasMessage("3 sleep buckets were given; use a power of two from 1 to 65536");
        assertThatThrownBy(() -> good.withTickNs(1))
                .hasMessage("a tick of 1 ns was given; use 10,000 to 1,000,000,000");
        assertThatThrownBy(() -> new MachineConfig("m", 1, 256, 256, 0, 1_000_000, 256, -1, true, true))
                .hasMessage("-1 pooled stacks were given; use 0 to 1000000");
        assertThatThrownBy(() -> good.withName(null)).hasMessage("a machine needs a name");
    }

    @Test
    void shouldChangeOneValueAtATime() {
        MachineConfig config = MachineConfig.ofCpus(3)
                .withName("m")
                .withRingBound(8)
                .withInboxBound(16)
                .withIdleSpinNs(7)
                .withTickNs(20_000)
                .withSleepBuckets(8)
                .withPin(false)
                .withDebug(false);

        assertThat(config)
                .isEqualTo(new MachineConfig("m", 3, 8, 16, 7, 20_000, 8, config.pooledStacks(), false, false));
    }
}
