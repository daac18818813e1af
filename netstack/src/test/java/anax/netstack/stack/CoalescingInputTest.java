package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

/// TCP segments that come one after the other go on as one packet, and each of them ends in the account.
class CoalescingInputTest {
    private static final IpAddress HOST = IpAddress.parse("10.0.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final int SEGMENTS = 5;
    private static final int SIZE = 100;

    @Test
    void shouldJoinSegmentsOfOneBatch() {
        assertThat(merged(StackConfig.standard(1), LinkCapabilities.NONE)).isEqualTo(SEGMENTS - 1);
    }

    /// Nothing is held for longer than its batch.
    @Test
    void shouldJoinNoSegmentsOfDifferentBatches() {
        assertThat(merged(StackConfig.standard(1).withBatch(1), LinkCapabilities.NONE))
                .isZero();
        assertThat(merged(StackConfig.standard(1).withBatch(2), LinkCapabilities.NONE))
                .isEqualTo(2);
    }

    @Test
    void shouldJoinNothingWhenSwitchedOff() {
        assertThat(merged(StackConfig.standard(1).with(draft -> draft.coalescing = false), LinkCapabilities.NONE))
                .isZero();
    }

    @Test
    void shouldLeaveItToLinkThatJoinsSegmentsItself() {
        assertThat(merged(StackConfig.standard(1), new LinkCapabilities(true, 65_535)))
                .isZero();
    }

    private static long merged(StackConfig config, LinkCapabilities capabilities) {
        final MemoryLink.Pair wire =
                MemoryLink.pair(MemoryLinkConfig.rawIp("wire", 1, 1).withCapabilities(capabilities));
        final Peer peer = new Peer(wire.second(), PEER.v4(), HOST.v4());
        try (SimulatedMachine simulation =
                new SimulatedMachine(MachineConfig.ofCpus(1).withDebug(false), 1)) {
            final NetworkStack stack = NetworkStack.boot(simulation.machine(), config);
            simulation.call(
                    0,
                    "configure",
                    () -> stack.port(0)
                            .doMessage(new AddInterface(stack, wire.first(), List.of(new InterfaceAddress(HOST, 24)))));
            for (int i = 0; i < SEGMENTS; i++) {
                assertThat(peer.sendTcp(0, i * SIZE, new byte[SIZE])).isTrue();
            }
            simulation.runToRest();
            assertThat(stack.netisr(0).environment().account().receivedCount()).isEqualTo(SEGMENTS);
            TwoHosts.assertBalanced(stack, 0);
            return TwoHosts.merged(stack);
        }
    }
}
