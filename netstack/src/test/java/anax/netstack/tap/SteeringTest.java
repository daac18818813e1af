package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.inspect.PartitionSnapshot;
import anax.netstack.inspect.SnapshotRequest;
import anax.netstack.inspect.StackSnapshot;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.LinkType;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our hash in the kernel: frames come by the queue of their owner.
@Timeout(120)
class SteeringTest {
    private static final int CPUS = 4;
    private static final long OUR_STATION = 0x02_00_00_00_00_02L;

    /// What a kernel sends before the stack has the device, and so before anybody could put a program in.
    @Test
    void shouldSteerFromTheFirstFrameOn() throws Exception {
        final TapConfig config = TapConfig.tap("anaxs%d", CPUS, OUR_STATION);
        try (KernelHost kernel = KernelHost.make("bash");
                Machine machine = Machine.boot(MachineConfig.ofCpus(CPUS).withDebug(false))) {
            final NetworkStack stack = NetworkStack.boot(machine, StackConfig.standard(1));
            try (TapLink link = kernel.in(() ->
                    TapLink.open(config, stack.shares().hash(), stack.shares().table()))) {
                kernel.ip("address", "add", "10.66.0.1/24", "dev", link.name());
                kernel.ip("neighbor", "add", "10.66.0.2", "lladdr", "02:00:00:00:00:02", "dev", link.name());
                kernel.exec("bash", "-c", "for i in $(seq 100); do echo x > /dev/udp/10.66.0.2/$((i + 9000)); done");
                machine.call(
                        0,
                        "configure",
                        () -> stack.port(0)
                                .doMessage(new AddInterface(
                                        stack, link, List.of(InterfaceAddress.parse("10.66.0.2/24")))));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                final SnapshotRequest look = new SnapshotRequest(stack);
                machine.call(0, "look", () -> stack.port(0).doMessage(look));
                assertThat(look.snapshot().sum(PartitionSnapshot::received)).isGreaterThanOrEqualTo(100);
                assertThat(look.snapshot().sum(PartitionSnapshot::misdelivered)).isZero();
            }
        }
    }

    /// 300 flows of UDP, fragments, errors that we earn, and the multicast of a kernel: in the one case each
    /// frame comes to its owner at once, in the other some do not, so that the figure means something.
    @ParameterizedTest
    @CsvSource({
        "ETHERNET, TOEPLITZ_STEERED, 2",
        "ETHERNET, TOEPLITZ, 2",
        "RAW_IP, TOEPLITZ_STEERED, 4",
        "RAW_IP, XOR_STEERED, 3",
        "RAW_IP, XOR, 3"
    })
    void shouldBringEachFrameToItsOwnerWhenSteered(LinkType type, String how, int cpus) throws Exception {
        final FlowHash hash = how.startsWith("XOR") ? FlowHash.PORT_XOR : FlowHash.TOEPLITZ;
        final boolean steered = how.endsWith("STEERED");
        try (KernelHost kernel = KernelHost.make("ping", "bash");
                TapLink link = TapLink.open(new TapConfig("anaxs%d", type, cpus, 1500, true, OUR_STATION));
                Machine machine = Machine.boot(MachineConfig.ofCpus(cpus).withDebug(false))) {
            final StackConfig config = StackConfig.standard(1).with(draft -> draft.flowHash = hash);
            final NetworkStack stack = NetworkStack.boot(machine, config);
            if (steered) {
                link.steer(stack.shares().hash(), stack.shares().table());
            }
            kernel.adopt(link, "10.66.0.1/24");
            machine.call(
                    0,
                    "configure",
                    () -> stack.port(0)
                            .doMessage(new AddInterface(stack, link, List.of(InterfaceAddress.parse("10.66.0.2/24")))));
            kernel.exec("ping", "-c", "3", "-i", "0.05", "-s", "4000", "10.66.0.2");
            kernel.exec(
                    "bash", "-c", "for i in $(seq 300); do echo x > /dev/udp/10.66.0.2/$((i + 9000)); done; sleep 0.2");
            final SnapshotRequest look = new SnapshotRequest(stack);
            machine.call(0, "look", () -> stack.port(0).doMessage(look));
            final StackSnapshot seen = look.snapshot();
            assertThat(seen.sum(PartitionSnapshot::received)).isGreaterThan(300);
            if (steered) {
                assertThat(seen.sum(PartitionSnapshot::misdelivered))
                        .as("misdelivered")
                        .isZero();
            } else {
                assertThat(seen.sum(PartitionSnapshot::misdelivered))
                        .as("misdelivered")
                        .isPositive();
            }
        }
    }
}
