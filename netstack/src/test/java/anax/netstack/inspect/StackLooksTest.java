package anax.netstack.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.service.Service;
import anax.netstack.service.Services;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What partitions tell of their sockets, routes and neighbours, on the simulated machine.
@Timeout(60)
class StackLooksTest {
    private static final int CPUS = 2;
    private static final long ALL = 1_000;

    @Test
    void shouldTellEachStateOfAConnectionAndItsQueues() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(1, () -> {
                try (TcpListener listener = TcpListener.open(hosts.second(), IpAddress.ANY_V4, 9_000);
                        TcpSocket socket = TcpSocket.open(hosts.first())) {
                    socket.connect(TwoHosts.SECOND, 9_000);
                    rest();
                    assertThat(sum(hosts.second(), "listen", "receiveQueue")).isEqualTo(1);
                    assertThat(sum(hosts.second(), "listen", "sendQueue")).isEqualTo(CPUS * 128);
                    try (TcpSocket accepted = listener.accept()) {
                        socket.write(ByteBuffer.allocate(300));
                        rest();
                        assertThat(sum(hosts.second(), "listen", "receiveQueue"))
                                .isZero();
                        assertThat(sum(hosts.second(), "established", "receiveQueue"))
                                .isEqualTo(300);
                        assertThat(sum(hosts.second(), "established", "octetsIn"))
                                .isEqualTo(300);
                        assertThat(sum(hosts.first(), "established", "sendQueue"))
                                .isZero();
                        assertThat(sum(hosts.first(), "established", "peerPort"))
                                .isEqualTo(9_000);
                        assertThat(sum(hosts.first(), "established", "cpu")).isEqualTo(1);
                        accepted.read(ByteBuffer.allocate(300));
                        socket.shutdownOutput();
                        rest();
                        assertThat(states(hosts.first())).containsExactly("fin-wait-2");
                        assertThat(states(hosts.second())).contains("close-wait");
                    }
                    rest();
                    assertThat(states(hosts.first())).containsExactly("time-wait");
                }
                return null;
            });
        }
    }

    @Test
    void shouldTellUdpSocketsOnceOnTheCpuThatOwnsThem() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(0, () -> {
                final Services services =
                        Services.open(hosts.second(), EnumSet.of(Service.DISCARD), InstantSource.fixed(Instant.EPOCH));
                try (UdpSocket single = UdpSocket.open(hosts.second());
                        UdpSocket connected = UdpSocket.open(hosts.second())) {
                    single.bind(TwoHosts.SECOND, 5_001);
                    connected.connect(TwoHosts.FIRST, 5_002);
                    single.send(ByteBuffer.allocate(10), TwoHosts.SECOND.v4(), 5_001);
                    rest();
                    final StackTable table = sockets(hosts.second(), ALL);
                    assertThat(rows(table, "udp", "unconnected", "localPort", "9"))
                            .hasSize(CPUS);
                    final List<List<String>> found = rows(table, "udp", "unconnected", "localPort", "5001");
                    assertThat(found).hasSize(1);
                    assertThat(table.cell(found.getFirst(), "cpu")).isEqualTo("" + 5_001 % CPUS);
                    assertThat(table.cell(found.getFirst(), "local")).isEqualTo("10.0.0.2");
                    assertThat(table.cell(found.getFirst(), "receiveQueue")).isEqualTo("10");
                    assertThat(table.cell(found.getFirst(), "datagrams")).isEqualTo("1");
                    assertThat(rows(table, "udp", "connected", "peerPort", "5002"))
                            .hasSize(1);
                }
                services.close();
                return null;
            });
        }
    }

    @Test
    void shouldCountWhatIsNotTold() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(0, () -> {
                final Services services =
                        Services.open(hosts.second(), EnumSet.allOf(Service.class), InstantSource.fixed(Instant.EPOCH));
                final StackTable all = sockets(hosts.second(), ALL);
                final StackTable some = sockets(hosts.second(), 3);
                assertThat(all.omitted()).isZero();
                assertThat(all.rows()).hasSize(2 * CPUS * Service.values().length);
                assertThat(some.rows()).hasSize(2 * CPUS * 3);
                assertThat(some.omitted()).isEqualTo(2L * CPUS);
                services.close();
                final var routes = look(hosts.second(), partition -> NetworkTables.routes(partition, 0));
                assertThat(routes.getFirst().rows()).isEmpty();
                assertThat(routes.getFirst().omitted()).isEqualTo(1);
                return null;
            });
        }
    }

    @Test
    void shouldTellNeighborsThatAnswerAndThoseThatDoNot() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            hosts.call(1, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.bind(IpAddress.ANY_V4, 5_001);
                    socket.send(ByteBuffer.allocate(1), TwoHosts.SECOND.v4(), 5_001);
                    socket.send(
                            ByteBuffer.allocate(1), IpAddress.parse("10.0.0.77").v4(), 5_001);
                    rest();
                    final StackTable table = NetworkTables.ofNeighbors(
                            look(hosts.first(), partition -> NetworkTables.neighbors(partition, ALL)),
                            look(hosts.first(), NetworkTables::interfaces).getFirst());
                    assertThat(table.rows())
                            .contains(List.of("10.0.0.77", "wire-0", "", "asked", "1", "1", "1"))
                            .anySatisfy(row -> assertThat(row)
                                    .startsWith("10.0.0.2", "wire-0")
                                    .contains("known"));
                }
                return null;
            });
        }
    }

    private static long sum(NetworkStack stack, String state, String column) {
        final StackTable table = sockets(stack, ALL);
        return table.rows().stream()
                .filter(row -> table.cell(row, "state").equals(state))
                .mapToLong(row -> Long.parseLong(table.cell(row, column)))
                .sum();
    }

    private static List<String> states(NetworkStack stack) {
        final StackTable table = sockets(stack, ALL);
        return table.rows().stream().map(row -> table.cell(row, "state")).toList();
    }

    private static List<List<String>> rows(StackTable table, String proto, String state, String column, String value) {
        return table.rows().stream()
                .filter(row -> table.cell(row, "proto").equals(proto)
                        && table.cell(row, "state").equals(state)
                        && table.cell(row, column).equals(value))
                .toList();
    }

    private static StackTable sockets(NetworkStack stack, long most) {
        final SocketTable sockets = new SocketTable();
        final List<SocketTable.Part> parts = look(stack, partition -> SocketTable.look(partition, most));
        for (int cpu = 0; cpu < parts.size(); cpu++) {
            sockets.add(cpu, parts.get(cpu));
        }
        return sockets.table();
    }

    private static <T> List<T> look(NetworkStack stack, Function<Partition, T> look) {
        final PartitionLook<T> request = new PartitionLook<>(stack, look);
        stack.port(1).doMessage(request);
        return new ArrayList<>(request.answers());
    }

    private static void rest() {
        Lwkt.blockUntil("rest", Cpu.current().nowNs() + 100_000_000);
    }
}
