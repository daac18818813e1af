package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.link.LinkType;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A CPU with a device wakes up often at first, so that this is compiled when the first packet comes, and then rests.
@Timeout(60)
class RehearsalTest {
    @Test
    void shouldRehearseItsWaitsAndRestAfterThem() throws Exception {
        final TapConfig config = new TapConfig("anaxt%d", LinkType.ETHERNET, 1, 0, true, 0x02_00_00_00_00_02L);
        try (KernelHost kernel = KernelHost.make("ping");
                TapHost host = TapHost.on(kernel, config)) {
            final var cpu = host.machine().cpu(0);
            awaitTrue(() -> cpu.counters().parks() >= DescriptorWait.REHEARSALS / 2 && cpu.isParked());
            final long parks = cpu.counters().parks();
            Thread.sleep(200);
            assertThat(cpu.counters().parks() - parks)
                    .as("wake-ups of a CPU to which nothing comes")
                    .isLessThan(50);
            assertThat(kernel.exec("ping", "-c", "1", "-W", "2", TapHost.OUR_ADDRESS)
                            .text())
                    .contains(" 0% packet loss");
        }
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
