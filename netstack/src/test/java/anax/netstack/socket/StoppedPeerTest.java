package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of a stack whose neighbour on a memory link is gone with its machine.
@Timeout(60)
class StoppedPeerTest {
    private static final int PORT = 4_000;
    private static final IpAddress OWN = IpAddress.parse("10.0.0.2");
    private static final IpAddress GONE = IpAddress.parse("10.0.0.1");

    @Test
    void shouldLiveOnWhenTheMachineAtTheOtherEndIsStopped() throws Exception {
        final MemoryLink.Pair wire = MemoryLink.pair(MemoryLinkConfig.rawIp("wire", 1, 1));
        final Machine other = Machine.boot(MachineConfig.ofCpus(1).withName("other"));
        try (wire;
                Machine machine = Machine.boot(MachineConfig.ofCpus(1).withName("own"))) {
            stack(other, wire.first(), GONE);
            final NetworkStack own = stack(machine, wire.second(), OWN);
            try (BlockingUdpSocket socket = BlockingUdpSocket.open(own)) {
                socket.bind(IpAddress.ANY_V4, PORT);
                other.close();
                for (int i = 0; i < 3; i++) {
                    socket.send(ByteBuffer.wrap(new byte[] {1}), GONE.v4(), PORT);
                }
                socket.send(ByteBuffer.wrap(new byte[] {2}), OWN.v4(), PORT);
                final ByteBuffer came = ByteBuffer.allocate(1);
                assertThat(socket.receive(came, new DatagramOrigin(), Duration.ofSeconds(10)))
                        .isEqualTo(1);
                assertThat(came.get(0)).isEqualTo((byte) 2);
            }
        }
    }

    private static NetworkStack stack(Machine machine, Link link, IpAddress address) throws Exception {
        final NetworkStack stack = NetworkStack.boot(machine, StackConfig.standard(1));
        machine.call(
                0,
                "configure",
                () -> stack.port(0)
                        .doMessage(new AddInterface(stack, link, List.of(InterfaceAddress.parse(address + "/24")))));
        return stack;
    }
}
