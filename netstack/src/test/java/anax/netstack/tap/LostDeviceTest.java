package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.LinkType;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A device that is removed while a stack uses it.
@Timeout(60)
class LostDeviceTest {
    @Test
    void shouldSayThatDeviceIsGoneAndRestWhenItsNamespaceIsDeleted() throws Exception {
        try (TapLink link =
                        TapLink.open(new TapConfig("anaxt%d", LinkType.ETHERNET, 1, 0, true, 0x02_00_00_00_00_02L));
                Machine machine = Machine.boot(MachineConfig.ofCpus(1).withDebug(false))) {
            try (KernelHost kernel = KernelHost.make("ping")) {
                kernel.adopt(link, "10.66.0.1/24");
                final NetworkStack stack = NetworkStack.boot(machine, StackConfig.standard(1));
                machine.call(
                        0,
                        "configure",
                        () -> stack.port(0)
                                .doMessage(new AddInterface(
                                        stack, link, List.of(InterfaceAddress.parse("10.66.0.2/24")))));
                assertThat(kernel.exec("ping", "-c", "1", "-W", "2", "10.66.0.2")
                                .text())
                        .contains(" 0% packet loss");
                assertThat(link.isGone()).isFalse();
            }
            awaitTrue(link::isGone);
            awaitTrue(() -> machine.cpu(0).isParked());
            final long parks = machine.cpu(0).counters().parks();
            Thread.sleep(200);
            assertThat(machine.cpu(0).counters().parks() - parks)
                    .as("wake-ups of a CPU whose only device is gone")
                    .isLessThan(20);
        }
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
