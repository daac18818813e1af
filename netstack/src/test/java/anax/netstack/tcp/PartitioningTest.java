package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.LonePartition;
import anax.netstack.udp.UdpPortRange;
import anax.netstack.wire.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Connections belong to the partition that opens them, and user calls say why they cannot be served.
class PartitioningTest {
    private static final int PARTITIONS = 4;

    /// A port that leads back to the partition, and that no other one gives for the same peer.
    @Test
    void shouldOpenFromPortsOfItsOwn() {
        final Set<Integer> all = new HashSet<>();
        for (int number = 0; number < PARTITIONS; number++) {
            try (LonePartition host = LonePartition.of(number, PARTITIONS)) {
                host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
                for (int i = 0; i < 200; i++) {
                    host.does(partition -> {
                        final TcpEndpoint endpoint = partition.tcp().newEndpoint(TcpEvents.SILENT);
                        assertThat(endpoint.connect(LonePartition.NEIGHBOR, 80)).isEqualTo(TcpResult.IN_PROGRESS);
                        assertThat(all.add(endpoint.localPort())).isTrue();
                        assertThat(partition
                                        .tcp()
                                        .ownerOfFlow(
                                                LonePartition.OWN.v4(),
                                                LonePartition.NEIGHBOR.v4(),
                                                endpoint.localPort(),
                                                80))
                                .isEqualTo(partition.environment().partition());
                    });
                }
            }
        }
    }

    /// Every port of the range is given before none is left, and one that is free again before those that are
    /// not.
    @Test
    void shouldOpenFromPortThatIsFree() {
        try (LonePartition host =
                LonePartition.only(config -> config.with(draft -> draft.udpPorts = new UdpPortRange(40_000, 40_003)))) {
            host.does(partition -> {
                final List<TcpEndpoint> open = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    open.add(partition.tcp().newEndpoint(TcpEvents.SILENT));
                    assertThat(open.getLast().connect(LonePartition.NEIGHBOR, 80))
                            .isEqualTo(TcpResult.IN_PROGRESS);
                }
                final TcpEndpoint next = partition.tcp().newEndpoint(TcpEvents.SILENT);
                assertThat(next.connect(LonePartition.NEIGHBOR, 80)).isEqualTo(TcpResult.IN_USE);
                final int free = open.get(2).localPort();
                open.get(2).close();
                assertThat(next.connect(LonePartition.NEIGHBOR, 80)).isEqualTo(TcpResult.IN_PROGRESS);
                assertThat(next.localPort()).isEqualTo(free);
            });
        }
    }

    @Test
    void shouldAnswerWhyCallCannotBeServed() {
        try (LonePartition host = LonePartition.only()) {
            host.does(partition -> {
                final TcpEndpoint one = partition.tcp().newEndpoint(TcpEvents.SILENT);
                final TcpEndpoint two = partition.tcp().newEndpoint(TcpEvents.SILENT);
                assertThat(one.listen(1)).isEqualTo(TcpResult.INVALID);
                assertThat(one.bind(IpAddress.ANY_V6, 80, false)).isEqualTo(TcpResult.WRONG_FAMILY);
                assertThat(one.bind(LonePartition.FAR, 80, false)).isEqualTo(TcpResult.NO_SUCH_ADDRESS);
                assertThat(one.bind(IpAddress.ANY_V4, 70_000, false)).isEqualTo(TcpResult.INVALID);
                assertThat(one.bind(IpAddress.ANY_V4, 80, false)).isEqualTo(TcpResult.OK);
                assertThat(one.bind(IpAddress.ANY_V4, 81, false)).isEqualTo(TcpResult.INVALID);
                assertThat(two.bind(LonePartition.OWN, 80, true)).isEqualTo(TcpResult.IN_USE);
                assertThat(one.listen(1)).isEqualTo(TcpResult.OK);
                assertThat(one.state()).isEqualTo(TcpState.LISTEN);
                assertThat(one.connect(LonePartition.NEIGHBOR, 1)).isEqualTo(TcpResult.NOT_SUPPORTED);
                assertThat(two.connect(LonePartition.NEIGHBOR, 0)).isEqualTo(TcpResult.INVALID);
                assertThat(two.connect(IpAddress.BROADCAST_V4, 80)).isEqualTo(TcpResult.INVALID);
                assertThat(two.shutdownOutput()).isEqualTo(TcpResult.NOT_CONNECTED);
                assertThat(one.close()).isEqualTo(TcpResult.OK);
                assertThat(one.close()).isEqualTo(TcpResult.CLOSED);
                assertThat(two.bind(LonePartition.OWN, 80, true)).isEqualTo(TcpResult.OK);
            });
        }
    }
}
