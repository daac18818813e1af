package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.LinkType;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real kernel pings a stack of ours over a device.
@Timeout(120)
class KernelPingTest {
    private static final long OUR_STATION = 0x02_00_00_00_00_02L;

    @ParameterizedTest
    @CsvSource({"ETHERNET, 1, true", "ETHERNET, 2, true", "ETHERNET, 1, false", "RAW_IP, 1, true", "RAW_IP, 2, false"})
    void shouldAnswerEachPing(LinkType type, int cpus, boolean offload) throws Exception {
        final TapConfig standard = new TapConfig("anaxt%d", type, cpus, 0, offload, OUR_STATION);
        try (KernelHost kernel = KernelHost.make("ping");
                TapLink link = TapLink.open(standard);
                Machine machine = Machine.boot(MachineConfig.ofCpus(cpus).withDebug(false))) {
            kernel.adopt(link, "10.66.0.1/24");
            final NetworkStack stack = NetworkStack.boot(machine, StackConfig.standard(1));
            machine.call(
                    0,
                    "configure",
                    () -> stack.port(0)
                            .doMessage(new AddInterface(stack, link, List.of(InterfaceAddress.parse("10.66.0.2/24")))));
            for (String octets : List.of("56", "1472", "4000", "65000")) {
                final KernelHost.Outcome ping =
                        kernel.exec("ping", "-c", "5", "-i", "0.05", "-W", "2", "-s", octets, "10.66.0.2");
                assertThat(ping.text()).as(octets + " octets").contains(" 0% packet loss");
            }
        }
    }

    @Test
    void shouldSayWhatToDoWhenDeviceIsTaken() throws Exception {
        try (KernelHost kernel = KernelHost.make();
                TapLink first = TapLink.open(TapConfig.tap("anaxt%d", 1, OUR_STATION))) {
            assertThat(kernel).isNotNull();
            assertThatThrownBy(() -> TapLink.open(TapConfig.tap(first.name(), 1, OUR_STATION)))
                    .isInstanceOf(TapException.class)
                    .hasMessageContaining("another program has it");
        }
    }
}
