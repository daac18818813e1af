package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.ip.SendResult;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.PinnedHosts;
import anax.netstack.stack.TwoHosts;
import anax.netstack.udp.UdpGroups;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sockets of ordinary threads, on machines whose CPUs are real threads.
@Timeout(60)
class BlockingUdpSocketTest {
    private static final int PORT = 4_000;
    private static final int SECOND = TwoHosts.SECOND.v4();
    private static final Duration LONG = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldCarryDatagramThereAndBack(int cpus) throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(cpus);
                BlockingUdpSocket client = bound(hosts.first(), 0);
                BlockingUdpSocket server = bound(hosts.second(), PORT)) {
            final Future<?> echo = started(Thread.ofPlatform(), () -> echo(server, 3));
            for (int i = 0; i < 3; i++) {
                assertThat(exchange(client, "hello " + i)).isEqualTo("hello " + i);
            }
            echo.get();
        }
    }

    @Test
    void shouldSayWhereDatagramCameFrom() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket client = bound(hosts.first(), 0);
                BlockingUdpSocket server = bound(hosts.second(), PORT)) {
            client.send(text("abc"), SECOND, PORT);
            final DatagramOrigin origin = new DatagramOrigin();
            server.receive(ByteBuffer.allocate(10), origin, LONG);
            assertThat(origin.address()).isEqualTo(TwoHosts.FIRST);
            assertThat(origin.port()).isEqualTo(client.localPort());
            assertThat(origin.dstAddressV4()).isEqualTo(SECOND);
            assertThat(origin.length()).isEqualTo(3);
        }
    }

    @Test
    void shouldCopyFromAndToEveryKindOfMemory() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket client = bound(hosts.first(), 0);
                BlockingUdpSocket server = bound(hosts.second(), PORT)) {
            final ByteBuffer direct = ByteBuffer.allocateDirect(8).position(2).put(text("xy"));
            client.send(direct.limit(4).position(2), SECOND, PORT);
            final ByteBuffer into = ByteBuffer.allocateDirect(20).position(5);
            assertThat(server.receive(into, null, LONG)).isEqualTo(2);
            assertThat(direct.position()).isEqualTo(4);
            assertThat(into.position()).isEqualTo(7);
            assertThat(into.get(5)).isEqualTo((byte) 'x');

            client.send(text("..read-only").position(2).slice().asReadOnlyBuffer(), SECOND, PORT);
            final byte[] octets = new byte[12];
            assertThat(server.receive(octets, 3, 9, null, LONG)).isEqualTo(9);
            assertThat(new String(octets, 3, 9, StandardCharsets.UTF_8)).isEqualTo("read-only");

            client.send(octets, 3, 4, SECOND, PORT);
            final ByteBuffer slice = ByteBuffer.allocate(30).position(10).slice();
            assertThat(server.receive(slice, null, LONG)).isEqualTo(4);
            assertThat(text(slice.flip())).isEqualTo("read");

            assertThatThrownBy(() -> server.receive(into.asReadOnlyBuffer()))
                    .isInstanceOf(ReadOnlyBufferException.class);
            assertThatThrownBy(() -> server.receive(octets, 10, 3, null, LONG))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldCutWhatBufferHasNoRoomForAndTellItsLength() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket client = bound(hosts.first(), 0);
                BlockingUdpSocket server = bound(hosts.second(), PORT)) {
            client.send(text("0123456789"), SECOND, PORT);
            client.send(text(""), SECOND, PORT);
            final DatagramOrigin origin = new DatagramOrigin();
            final ByteBuffer four = ByteBuffer.allocate(4);
            assertThat(server.receive(four, origin, LONG)).isEqualTo(4);
            assertThat(origin.length()).isEqualTo(10);
            assertThat(text(four.flip())).isEqualTo("0123");
            assertThat(server.receive(four.clear(), origin, LONG)).isZero();
            assertThat(origin.length()).isZero();
        }
    }

    @Test
    void shouldGiveUpWhenTimeIsUpAndReceiveAfterwards() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket client = bound(hosts.first(), 0);
                BlockingUdpSocket server = bound(hosts.second(), PORT)) {
            final ByteBuffer buffer = ByteBuffer.allocate(100);
            for (int i = 0; i < 20; i++) {
                assertThat(server.receive(buffer, null, Duration.ofMillis(i % 3)))
                        .isEqualTo(BlockingUdpSocket.TIMED_OUT);
            }
            client.send(text("late"), SECOND, PORT);
            assertThat(server.receive(buffer, null, LONG)).isEqualTo(4);
        }
    }

    /// Whoever gives up while a datagram comes must leave it to the next one.
    @Test
    void shouldLoseNothingWhenDatagramsComeAsTimeIsUp() throws Exception {
        final int count = 1_000; // all of them fit the receive queue
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket client = bound(hosts.first(), 0);
                BlockingUdpSocket server = bound(hosts.second(), PORT)) {
            client.send(text("that the neighbour is known"), SECOND, PORT);
            server.receive(ByteBuffer.allocate(1));
            final Future<?> sender = started(Thread.ofPlatform(), () -> {
                for (int i = 0; i < count; i++) {
                    assertThat(client.send(ByteBuffer.allocate(4).putInt(0, i), SECOND, PORT))
                            .isEqualTo(SendResult.OK);
                }
                return null;
            });
            final ByteBuffer buffer = ByteBuffer.allocate(4);
            int received = 0;
            for (long late = 0; received < count && late < 1_000_000; ) {
                if (server.receive(buffer.clear(), null, Duration.ofNanos(1 + late % 50_000)) < 0) {
                    late++;
                } else {
                    assertThat(buffer.getInt(0))
                            .as(() -> "dropped: " + TwoHosts.dropped(hosts.first()) + " and "
                                    + TwoHosts.dropped(hosts.second()))
                            .isEqualTo(received++);
                }
            }
            sender.get();
            assertThat(received).isEqualTo(count);
        }
    }

    @Test
    void shouldEndAllWaitsWhenClosed() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2)) {
            final BlockingUdpSocket socket = bound(hosts.first(), PORT);
            final List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(started(Thread.ofPlatform(), () -> socket.receive(ByteBuffer.allocate(1))));
                waiting.add(started(Thread.ofVirtual(), () -> socket.receive(ByteBuffer.allocate(1))));
            }
            socket.receive(ByteBuffer.allocate(1), null, Duration.ofMillis(20)); // so that they do wait
            socket.close();
            socket.close();
            for (final Future<Integer> each : waiting) {
                assertThat(each.get()).isEqualTo(BlockingUdpSocket.CLOSED);
            }
            assertThat(socket.receive(ByteBuffer.allocate(1))).isEqualTo(BlockingUdpSocket.CLOSED);
            assertThat(socket.send(text("x"), SECOND, PORT)).isEqualTo(SendResult.CLOSED);
        }
    }

    @Test
    void shouldEndWaitByInterruptAndLeaveSocketOpen() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket client = bound(hosts.first(), 0);
                BlockingUdpSocket server = bound(hosts.second(), PORT)) {
            for (final Thread.Builder kind : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
                final FutureTask<Integer> waiting = new FutureTask<>(() -> server.receive(ByteBuffer.allocate(9)));
                final Thread thread = kind.start(waiting);
                server.receive(ByteBuffer.allocate(1), null, Duration.ofMillis(20));
                thread.interrupt();
                assertThatThrownBy(waiting::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(InterruptedException.class);
            }
            client.send(text("still open"), SECOND, PORT);
            assertThat(server.receive(ByteBuffer.allocate(20), null, LONG)).isEqualTo(10);
        }
    }

    @Test
    void shouldKeepInterruptForLaterWhenSending() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket client = bound(hosts.first(), 0)) {
            Thread.currentThread().interrupt();
            assertThat(client.send(text("x"), SECOND, PORT)).isEqualTo(SendResult.OK);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThatThrownBy(() -> client.receive(ByteBuffer.allocate(1))).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void shouldTellConnectedSocketThatNobodyHasThePort() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket client = BlockingUdpSocket.open(hosts.first())) {
            client.connect(TwoHosts.SECOND, 99);
            assertThat(client.send(text("anybody?"))).isEqualTo(SendResult.OK);
            assertThatThrownBy(() -> client.receive(ByteBuffer.allocate(1)))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("refused");
            assertThat(client.receive(ByteBuffer.allocate(1), null, Duration.ofMillis(1)))
                    .isEqualTo(BlockingUdpSocket.TIMED_OUT);
        }
    }

    @Test
    void shouldServeManyThreadsByOneSocket() throws Exception {
        final int threads = 8;
        final int each = 200;
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket server = bound(hosts.second(), PORT)) {
            final List<Future<?>> echoes = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                echoes.add(started(Thread.ofVirtual(), () -> echo(server, each)));
            }
            final List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                clients.add(started(Thread.ofVirtual(), () -> {
                    try (BlockingUdpSocket client = bound(hosts.first(), 0)) {
                        for (int n = 0; n < each; n++) {
                            assertThat(exchange(client, "n" + n)).isEqualTo("n" + n);
                        }
                    }
                    return null;
                }));
            }
            for (final Future<?> client : clients) {
                client.get();
            }
            for (final Future<?> echo : echoes) {
                echo.get();
            }
        }
    }

    @Test
    void shouldServeThousandVirtualThreadsWithSocketEach() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(3);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            final BlockingUdpSocket server = bound(hosts.second(), PORT);
            final Future<Integer> echo = started(Thread.ofPlatform(), () -> echo(server, Integer.MAX_VALUE));
            final List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                final String name = "thread " + i;
                done.add(clients.submit(() -> exchangeThrice(hosts.first(), name)));
            }
            for (final Future<Integer> each : done) {
                assertThat(each.get(50, TimeUnit.SECONDS)).isEqualTo(3);
            }
            server.close();
            assertThat(echo.get()).isGreaterThanOrEqualTo(3_000);
        }
    }

    @Test
    void shouldEndWaitsWhenMachineStops() throws Exception {
        final BlockingUdpSocket socket;
        final Future<Integer> waiting;
        final Future<Integer> limited;
        try (PinnedHosts hosts = new PinnedHosts(2)) {
            socket = bound(hosts.first(), PORT);
            waiting = started(Thread.ofPlatform(), () -> socket.receive(ByteBuffer.allocate(1)));
            limited = started(Thread.ofVirtual(), () -> socket.receive(ByteBuffer.allocate(1), null, LONG));
            socket.receive(ByteBuffer.allocate(1), null, Duration.ofMillis(20));
        }
        for (final Future<Integer> each : List.of(waiting, limited)) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(StackStoppedException.class);
        }
        assertThatThrownBy(() -> socket.send(text("x"), SECOND, PORT))
                .isInstanceOf(StackStoppedException.class)
                .hasMessage("a socket was used whose stack's machine is stopped; open another one on a machine that"
                        + " runs");
        socket.close();
        try (PinnedHosts others = new PinnedHosts(1);
                BlockingUdpSocket other = bound(others.first(), PORT)) {
            assertThat(other.localPort()).isEqualTo(PORT); // the thread goes on with another machine
        }
    }

    @Test
    void shouldThrowToCallerWhatOptionRefuses() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket socket = bound(hosts.first(), PORT)) {
            assertThatThrownBy(() -> socket.configure(endpoint -> endpoint.ttl(256)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("TTL 256 was given; use 1 to 255");
            socket.configure(endpoint -> endpoint.ttl(255));
        }
    }

    @Test
    void shouldReceiveWhatIsSentToGroupAfterJoining() throws Exception {
        final IpAddress group = IpAddress.parse("239.1.2.3");
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket sender = bound(hosts.first(), 0);
                BlockingUdpSocket member = bound(hosts.first(), PORT)) {
            sender.configure(endpoint -> endpoint.interfaceIndex(1));
            assertThat(member.join(group, 1)).isTrue();
            assertThat(member.join(group, 1)).isFalse();
            sender.send(text("to all"), group.v4(), PORT);
            assertThat(member.receive(ByteBuffer.allocate(10), null, LONG)).isEqualTo(6);
            assertThat(member.leave(group, 1)).isTrue();
            assertThatThrownBy(() -> member.join(group, 9)).hasMessageContaining("interface 9");
            assertThatThrownBy(() -> member.join(TwoHosts.FIRST, 1)).hasMessageContaining("10.0.0.1 was given");
        }
    }

    /// RFC 3376, section 2; RFC 4607.
    @Test
    void shouldReceiveFromChosenSourcesOfGroupOnly() throws Exception {
        final IpAddress group = IpAddress.parse("232.1.2.3");
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket sender = bound(hosts.first(), 0);
                BlockingUdpSocket member = bound(hosts.first(), PORT)) {
            sender.configure(endpoint -> endpoint.interfaceIndex(1));
            assertThat(member.joinSource(group, TwoHosts.SECOND, 1)).isTrue();
            sender.send(text("not chosen"), group.v4(), PORT);
            assertThat(member.joinSource(group, TwoHosts.FIRST, 1)).isTrue();
            assertThat(member.joinSource(group, TwoHosts.FIRST, 1)).isFalse();
            sender.send(text("chosen"), group.v4(), PORT);
            assertThat(member.receive(ByteBuffer.allocate(10), null, LONG)).isEqualTo(6);
            assertThat(member.leaveSource(group, TwoHosts.FIRST, 1)).isTrue();
            assertThat(member.leaveSource(group, TwoHosts.FIRST, 1)).isFalse();
            assertThat(member.leave(group, 1)).isTrue();
            assertThat(member.leave(group, 1)).isFalse();
        }
    }

    @Test
    void shouldNotReceiveFromBlockedSourceOfGroup() throws Exception {
        final IpAddress group = IpAddress.parse("239.1.2.3");
        try (PinnedHosts hosts = new PinnedHosts(2);
                BlockingUdpSocket sender = bound(hosts.first(), 0);
                BlockingUdpSocket member = bound(hosts.first(), PORT)) {
            sender.configure(endpoint -> endpoint.interfaceIndex(1));
            member.join(group, 1);
            assertThat(member.block(group, TwoHosts.FIRST, 1)).isTrue();
            assertThat(member.block(group, TwoHosts.FIRST, 1)).isFalse();
            sender.send(text("blocked"), group.v4(), PORT);
            assertThat(member.unblock(group, TwoHosts.FIRST, 1)).isTrue();
            assertThat(member.unblock(group, TwoHosts.FIRST, 1)).isFalse();
            sender.send(text("heard"), group.v4(), PORT);
            assertThat(member.receive(ByteBuffer.allocate(10), null, LONG)).isEqualTo(5);
        }
    }

    @Test
    void shouldSayWhySourcesCannotBeChosenSo() throws Exception {
        final IpAddress group = IpAddress.parse("239.1.2.3");
        try (PinnedHosts hosts = new PinnedHosts(1);
                BlockingUdpSocket member = bound(hosts.first(), PORT)) {
            assertThatThrownBy(() -> member.join(IpAddress.parse("232.1.2.3"), 1))
                    .hasMessage("232.1.2.3 was joined without a source, which groups of 232.0.0.0/8 need (RFC 4604,"
                            + " section 2.1); use joinSource");
            for (final String source : new String[] {"0.0.0.0", "224.0.0.9", "255.255.255.255", "::1"}) {
                assertThatThrownBy(() -> member.joinSource(group, IpAddress.parse(source), 1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageEndingWith("was given as a source of 239.1.2.3; use the IPv4 address of one host");
            }
            assertThatThrownBy(() -> member.block(group, TwoHosts.SECOND, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "UDP socket " + PORT + " was to block 239.1.2.3, which it does not hear in that way: all"
                                    + " sources, or chosen ones; leave the group, and join it in the other way");
            for (int i = 1; i <= UdpGroups.MOST_SOURCES; i++) {
                member.joinSource(group, IpAddress.parse("192.0.2." + i), 1);
            }
            assertThatThrownBy(() -> member.joinSource(group, TwoHosts.SECOND, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("UDP socket " + PORT + " names 64 sources of 239.1.2.3 already; take one back, or use"
                            + " another socket");
        }
    }

    @Test
    void shouldRefuseLightweightThreadAndUnboundUse() throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(1);
                BlockingUdpSocket socket = BlockingUdpSocket.open(hosts.first())) {
            assertThatThrownBy(() -> socket.receive(ByteBuffer.allocate(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bind or connect it first");
            socket.bind(IpAddress.ANY_V4, PORT);
            assertThatThrownBy(() -> socket.bind(IpAddress.ANY_V4, PORT)).hasMessageContaining("once more");
            final Callable<Integer> body = () -> socket.receive(ByteBuffer.allocate(1));
            assertThatThrownBy(() -> hosts.first().machine().call(0, "lwkt", body))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasStackTraceContaining("use UdpSocket");
        }
    }

    private static Integer exchangeThrice(NetworkStack stack, String name) throws Exception {
        try (BlockingUdpSocket socket = BlockingUdpSocket.open(stack)) {
            socket.connect(TwoHosts.SECOND, PORT);
            for (int i = 0; i < 3; i++) {
                assertThat(exchange(socket, name)).isEqualTo(name);
            }
        }
        return 3;
    }

    private static Integer echo(BlockingUdpSocket socket, int times) throws Exception {
        final ByteBuffer buffer = ByteBuffer.allocate(2_048);
        final DatagramOrigin origin = new DatagramOrigin();
        int answered = 0;
        while (answered < times && socket.receive(buffer.clear(), origin, null) >= 0) {
            socket.send(buffer.flip(), origin.addressV4(), origin.port());
            answered++;
        }
        return answered;
    }

    /// Asks once more after a while: neighbours' queues are bounded, and a thousand ask at once.
    private static String exchange(BlockingUdpSocket socket, String question) throws Exception {
        final ByteBuffer buffer = ByteBuffer.allocate(100);
        for (int tried = 0; tried < 10; tried++) {
            assertThat(socket.send(text(question), SECOND, PORT)).isEqualTo(SendResult.OK);
            if (socket.receive(buffer, null, Duration.ofSeconds(5)) >= 0) {
                return text(buffer.flip());
            }
        }
        throw new AssertionError("no answer to " + question);
    }

    private static BlockingUdpSocket bound(NetworkStack stack, int port) throws SocketException {
        final BlockingUdpSocket socket = BlockingUdpSocket.open(stack);
        socket.bind(IpAddress.ANY_V4, port);
        return socket;
    }

    private static <T> Future<T> started(Thread.Builder kind, Callable<T> body) {
        final FutureTask<T> task = new FutureTask<>(body);
        kind.start(task);
        return task;
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer octets) {
        return StandardCharsets.UTF_8.decode(octets).toString();
    }
}
