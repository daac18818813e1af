package anax.bench.designs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.Exchange;
import anax.bench.designs.frame.PacketBalance;
import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.socket.TcpException;
import anax.netstack.stack.NetworkStack;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The request service in every design, on one CPU and on several: each request gets an answer of the length that it
/// asks for, however long either is, and what is no request gets a reset.
@Timeout(120)
class RequestContractTest {
    private static final int PORT = 7;
    private static final int CONNECTIONS = 8;
    private static final int REQUESTS = 20;
    private static final int LONGEST = 600_000; // more than the buffers of either way hold
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
    void shouldAnswerEachRequestAtTheLengthThatItAsksFor(String name, Design design, int cpus) throws Exception {
        final PacketBalance balance =
                StreamClients.run(design, cpus, new EchoSocket.Requests(PORT), CONNECTIONS, RequestContractTest::ask);
        assertThat(balance).as("%s", balance).matches(PacketBalance::isEven);
    }

    @ParameterizedTest(name = "{0}, {2} CPUs")
    @MethodSource("runs")
    void shouldResetWhoSendsSomethingElse(String name, Design design, int cpus) throws Exception {
        final PacketBalance balance = StreamClients.run(
                design, cpus, new EchoSocket.Requests(PORT), CONNECTIONS, RequestContractTest::babble);
        assertThat(balance).as("%s", balance).matches(PacketBalance::isEven);
    }

    private static void ask(NetworkStack clients, int seed) throws Exception {
        final SplittableRandom random = new SplittableRandom(seed);
        try (BlockingTcpSocket socket = BlockingTcpSocket.open(clients)) {
            socket.connect(HOST, PORT, LONG);
            for (int i = 0; i < REQUESTS; i++) {
                final int request = i == 0 ? LONGEST : Exchange.HEAD + random.nextInt(1 << random.nextInt(1, 16));
                final int answer = i == 1 ? LONGEST : Exchange.HEAD + random.nextInt(1 << random.nextInt(1, 16));
                final ByteBuffer question = request(seed, request, answer);
                final FutureTask<Void> writer = StreamClients.started(() -> {
                    socket.write(question);
                    return null;
                });
                final ByteBuffer answered = ByteBuffer.allocate(answer).order(ByteOrder.nativeOrder());
                while (answered.hasRemaining()) {
                    assertThat(socket.read(answered, LONG)).isPositive();
                }
                writer.get();
                assertThat(answered.getInt(Exchange.FLOW)).isEqualTo(seed);
                assertThat(answered.getInt(Exchange.MARK)).isEqualTo(Exchange.MARK_VALUE);
                assertThat(answered.getInt(Exchange.REQUEST)).isEqualTo(request);
                assertThat(answered.getInt(Exchange.ANSWER)).isEqualTo(answer);
            }
            socket.shutdownOutput();
            assertThat(socket.read(ByteBuffer.allocate(1), LONG)).isEqualTo(BlockingTcpSocket.END);
        }
    }

    /// No mark, lengths that cannot be, and a request that comes before the last one was answered.
    private static void babble(NetworkStack clients, int seed) throws Exception {
        final ByteBuffer octets = switch (seed % 3) {
            case 0 -> ByteBuffer.allocate(64);
            case 1 -> request(seed, 64, 3);
            default ->
                ByteBuffer.allocate(128)
                        .put(request(seed, 64, 64))
                        .put(request(seed, 64, 64))
                        .flip();
        };
        try (BlockingTcpSocket socket = BlockingTcpSocket.open(clients)) {
            socket.connect(HOST, PORT, LONG);
            socket.write(octets);
            assertThatThrownBy(() -> socket.read(ByteBuffer.allocate(1), LONG)).isInstanceOf(TcpException.Reset.class);
        }
    }

    private static ByteBuffer request(int flow, int length, int answer) {
        return ByteBuffer.allocate(length)
                .order(ByteOrder.nativeOrder())
                .putInt(Exchange.FLOW, flow)
                .putInt(Exchange.MARK, Exchange.MARK_VALUE)
                .putInt(Exchange.REQUEST, length)
                .putInt(Exchange.ANSWER, answer);
    }
}
