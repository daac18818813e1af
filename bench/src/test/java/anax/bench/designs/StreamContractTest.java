package anax.bench.designs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.PacketBalance;
import anax.netstack.packet.DropReason;
import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.socket.TcpException;
import anax.netstack.stack.NetworkStack;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// TCP in every design, on one CPU and on several: connections open, carry octets both ways at once, half-close, are
/// reset and refused, and every packet is accounted for. The clients are a stack of their own on the other end of the
/// link.
@Timeout(120)
class StreamContractTest {
    private static final int PORT = 7;
    private static final int NOBODY = 99;
    private static final int CONNECTIONS = 8;
    private static final int OCTETS = 600_000; // more than the buffers of either way hold
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final IpAddress HOST = Questions.HOST.address();

    private static Stream<Arguments> runs() {
        return Stream.concat(Designs.COMPARED.stream(), Designs.FLOORS.stream())
                .flatMap(design -> Stream.of(1, 2, 4)
                        .filter(cpus -> cpus <= design.mostCpus())
                        .map(cpus -> Arguments.of(design.name(), design, cpus)));
    }

    @ParameterizedTest(name = "{0}, {2} CPUs")
    @MethodSource("runs")
    void shouldEchoStreamsAndEndThemWhenPeersDo(String name, Design design, int cpus) throws Exception {
        final PacketBalance balance = run(design, cpus, StreamContractTest::ask);
        assertThat(balance).as("%s", balance).matches(PacketBalance::isEven);
        // What acknowledges a probe of the tail (RFC 8985) may come to the listener when its connection is over.
        assertThat(balance.dropped()).doesNotContainKey(DropReason.TCP_NO_SOCKET);
    }

    @ParameterizedTest(name = "{0}, {2} CPUs")
    @MethodSource("runs")
    void shouldForgetConnectionsThatAreResetAndRefuseWhatNobodyServes(String name, Design design, int cpus)
            throws Exception {
        final PacketBalance balance = run(design, cpus, StreamContractTest::breakOff);
        assertThat(balance).as("%s", balance).matches(PacketBalance::isEven);
        assertThat(balance.dropped()).containsKey(DropReason.TCP_NO_SOCKET);
    }

    private static PacketBalance run(Design design, int cpus, StreamClients.Client client) throws Exception {
        return StreamClients.run(design, cpus, new EchoSocket.Stream(PORT), CONNECTIONS, client);
    }

    private static void ask(NetworkStack clients, int seed) throws Exception {
        final byte[] question = new byte[OCTETS];
        new Random(seed).nextBytes(question);
        try (BlockingTcpSocket socket = BlockingTcpSocket.open(clients)) {
            socket.connect(HOST, PORT, LONG);
            final FutureTask<Void> writer = StreamClients.started(() -> {
                socket.write(ByteBuffer.wrap(question));
                socket.shutdownOutput();
                return null;
            });
            final ByteBuffer answer = ByteBuffer.allocate(OCTETS + 1);
            while (socket.read(answer, LONG) > 0) {}
            writer.get();
            assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(question));
            assertThat(socket.read(ByteBuffer.allocate(1), LONG)).isEqualTo(BlockingTcpSocket.END);
        }
    }

    /// Half of the connections have octets under way when they are reset.
    private static void breakOff(NetworkStack clients, int seed) throws Exception {
        try (BlockingTcpSocket socket = BlockingTcpSocket.open(clients)) {
            assertThatThrownBy(() -> socket.connect(HOST, NOBODY, LONG)).isInstanceOf(TcpException.Refused.class);
        }
        final BlockingTcpSocket socket = BlockingTcpSocket.open(clients);
        socket.connect(HOST, PORT, LONG);
        if (seed % 2 == 0) {
            socket.write(ByteBuffer.allocate(OCTETS), Duration.ofMillis(100));
        }
        socket.abort();
        try (BlockingTcpSocket next = BlockingTcpSocket.open(clients)) {
            next.connect(HOST, PORT, LONG);
            next.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            final ByteBuffer answer = ByteBuffer.allocate(3);
            while (answer.hasRemaining()) {
                next.read(answer, LONG);
            }
            assertThat(answer.array()).containsExactly(1, 2, 3);
        }
    }
}
