package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.PinnedHosts;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Urgent octets (RFC 9293, section 3.8.5; RFC 6093) and looks at what came without taking it, through the sockets of
/// both kinds of threads, on the CPU that owns the connection and on others.
@Timeout(60)
class TcpUrgentTest {
    private static final int PORT = 7;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<Object> seen = new ArrayList<>();

    /// RFC 6093, section 6: urgent octets stay where they were written, and their end can be told.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldStopReadingAtMarkAndTellIt(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            serve(hosts, cpus - 1, socket -> {
                sleep(SECOND_NS); // all of it is here then
                assertThat(socket.owner()).isZero();
                assertThat(socket.isUrgentAhead()).isTrue();
                assertThat(socket.isAtMark()).isFalse();
                assertThat(read(socket, 100)).isEqualTo("beforeSTOP");
                assertThat(socket.isUrgentAhead()).isFalse();
                assertThat(socket.isAtMark()).isTrue();
                assertThat(read(socket, 2)).isEqualTo("be");
                assertThat(socket.isAtMark()).isFalse();
                assertThat(read(socket, 100)).isEqualTo("hind");
                assertThat(read(socket, 100)).isEmpty();
            });
            hosts.call(0, () -> {
                try (TcpSocket socket = connected(hosts)) {
                    socket.write(text("before"));
                    socket.writeUrgent(text("STOP"));
                    socket.write(text("behind"));
                }
                return null;
            });
            assertThat(seen).containsExactly("served");
        }
    }

    /// A writer whose connection another CPU owns, and an urgent text that is longer than the buffer.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldSendUrgentFromEveryCpu(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            final int octets = 700_000;
            serve(hosts, cpus - 1, socket -> {
                assertThat(socket.owner()).isZero();
                final ByteBuffer large = ByteBuffer.allocate(octets);
                assertThat(socket.writeUrgent(large, Cpu.current().nowNs() + SECOND_NS / 100))
                        .isPositive()
                        .isEqualTo(large.position())
                        .isLessThan(octets);
                socket.writeUrgent(large);
                socket.write(text("."));
            });
            hosts.call(0, () -> {
                try (TcpSocket socket = connected(hosts)) {
                    final ByteBuffer all = ByteBuffer.allocate(octets);
                    sleep(SECOND_NS);
                    assertThat(socket.isUrgentAhead()).isTrue();
                    while (all.hasRemaining()) {
                        socket.read(all);
                    }
                    sleep(SECOND_NS);
                    assertThat(socket.isAtMark()).isTrue();
                    assertThat(read(socket, 10)).isEqualTo(".");
                }
                return null;
            });
            assertThat(seen).containsExactly("served");
        }
    }

    /// RFC 9293, section 3.10.7.4: a closed window keeps octets out, but not the news that some are urgent.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldTellOfUrgentOctetsWhenWindowIsClosed(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            serve(hosts, cpus - 1, socket -> {
                final ByteBuffer full = ByteBuffer.allocate(2_000_000);
                socket.write(full, Cpu.current().nowNs() + SECOND_NS); // until both buffers are full
                socket.configure(options -> options.sendBuffer(options.sendBuffer() + 10));
                assertThat(socket.writeUrgent(text("STOP"), Cpu.current().nowNs() + SECOND_NS))
                        .isEqualTo(4);
            });
            hosts.call(0, () -> {
                try (TcpSocket socket = connected(hosts)) {
                    final TcpReadiness question = new TcpReadiness(null);
                    socket.watch(question, TcpReadiness.URGENT);
                    Lwkt.current().port().waitReply(question);
                    assertThat(question.ready()).isEqualTo(TcpReadiness.URGENT);
                    assertThat(socket.isUrgentAhead()).isTrue();
                    String read;
                    do {
                        read = read(socket, 100_000);
                    } while (!socket.isAtMark());
                    assertThat(read).endsWith("STOP");
                }
                return null;
            });
            assertThat(seen).containsExactly("served");
        }
    }

    /// A condition like the others: it holds until the reader has gone on behind the mark.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldAnswerQuestionForUrgentOctets(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            serve(hosts, cpus - 1, socket -> {
                final TcpReadiness question = new TcpReadiness(null);
                socket.watch(question, TcpReadiness.URGENT);
                sleep(SECOND_NS);
                assertThat(question.isDone())
                        .as("answered by what is not urgent")
                        .isFalse();
                Lwkt.current().port().waitReply(question);
                assertThat(question.ready()).isEqualTo(TcpReadiness.URGENT);
                sleep(SECOND_NS);
                assertThat(read(socket, 100)).isEqualTo("plainURGENT");
                socket.watch(question, TcpReadiness.URGENT);
                Lwkt.current().port().waitReply(question);
                assertThat(question.ready()).as("at the mark").isEqualTo(TcpReadiness.URGENT);
                assertThat(read(socket, 100)).isEqualTo("!");
                socket.watch(question, TcpReadiness.URGENT | TcpReadiness.WRITE);
                Lwkt.current().port().waitReply(question);
                assertThat(question.ready()).as("behind it").isEqualTo(TcpReadiness.WRITE);
            });
            hosts.call(0, () -> {
                try (TcpSocket socket = connected(hosts)) {
                    socket.write(text("plain"));
                    sleep(2 * SECOND_NS);
                    socket.writeUrgent(text("URGENT"));
                    socket.write(text("!"));
                    sleep(3 * SECOND_NS);
                }
                return null;
            });
            assertThat(seen).containsExactly("served");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldLeaveOctetsWhenTheyAreOnlyLookedAt(int cpus) {
        try (TwoHosts hosts = TwoHosts.of(cpus, 1)) {
            serve(hosts, cpus - 1, socket -> {
                final ByteBuffer buffer = ByteBuffer.allocate(5);
                final long soonNs = Cpu.current().nowNs() + SECOND_NS / 10;
                assertThat(socket.peek(buffer, soonNs)).isEqualTo(TcpSocket.NOTHING);
                assertThat(Cpu.current().nowNs()).isGreaterThanOrEqualTo(soonNs);
                assertThat(socket.peek(buffer)).isEqualTo(5); // waits
                assertThat(socket.peek(buffer)).as("room").isZero();
                assertThat(string(buffer)).isEqualTo("look ");
                assertThat(peek(socket, 100)).isEqualTo("look here");
                assertThat(read(socket, 3)).isEqualTo("loo");
                assertThat(peek(socket, 4)).isEqualTo("k he");
                assertThat(read(socket, 100)).isEqualTo("k here");
                assertThat(peek(socket, 100)).as("behind the end").isEmpty();
            });
            hosts.call(0, () -> {
                sleep(SECOND_NS);
                try (TcpSocket socket = connected(hosts)) {
                    sleep(SECOND_NS);
                    socket.write(text("look here"));
                }
                return null;
            });
            assertThat(seen).containsExactly("served");
        }
    }

    /// A look goes no further than the mark either.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldTellMarkAndLookToOrdinaryThreads(int cpus) throws Exception {
        try (PinnedHosts hosts = new PinnedHosts(cpus);
                BlockingTcpListener listener = BlockingTcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT)) {
            final FutureTask<Void> writer = new FutureTask<>(() -> {
                try (BlockingTcpSocket socket = BlockingTcpSocket.open(hosts.first())) {
                    socket.connect(TwoHosts.SECOND, PORT, LONG);
                    socket.write(text("before"));
                    assertThat(socket.writeUrgent(text("STOP"), LONG)).isEqualTo(4);
                    socket.write(text("behind"));
                    assertThat(socket.read(ByteBuffer.allocate(1), LONG)).isEqualTo(BlockingTcpSocket.END);
                }
                return null;
            });
            Thread.ofVirtual().start(writer);
            try (BlockingTcpSocket socket = listener.accept(LONG)) {
                final ByteBuffer look = ByteBuffer.allocate(16);
                assertThat(socket.peek(look.clear(), LONG)).isPositive();
                assertThat("beforeSTOP").startsWith(string(look));
                lookFor(10, socket, look);
                assertThat(string(look)).isEqualTo("beforeSTOP");
                assertThat(socket.isUrgentAhead()).isTrue();
                assertThat(socket.read(look.clear())).isEqualTo(10);
                assertThat(socket.isAtMark()).isTrue();
                assertThat(socket.isUrgentAhead()).isFalse();
                lookFor(6, socket, look);
                assertThat(socket.read(look.clear(), LONG)).isEqualTo(6);
                assertThat(string(look)).isEqualTo("behind");
                assertThat(socket.isAtMark()).isFalse();
                assertThat(socket.tryPeek(look.clear())).isEqualTo(BlockingTcpSocket.NOTHING);
                socket.shutdownOutput();
                assertThat(socket.peek(look.clear())).isEqualTo(BlockingTcpSocket.END);
            }
            writer.get();
        }
    }

    /// Looks until so many octets lie there; the test's time-out ends it.
    private static void lookFor(int octets, BlockingTcpSocket socket, ByteBuffer look) throws Exception {
        while (socket.tryPeek(look.clear()) < octets) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private interface Body {
        void run(TcpSocket socket) throws TcpException;
    }

    /// Accepts one connection.
    private void serve(TwoHosts hosts, int cpu, Body body) {
        final TcpListener listener =
                hosts.call(cpu, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 16, true));
        hosts.spawn(cpu, "server", () -> {
            try (listener;
                    TcpSocket socket = listener.accept()) {
                body.run(socket);
                seen.add("served");
            }
            return null;
        });
    }

    private static TcpSocket connected(TwoHosts hosts) throws TcpException {
        final TcpSocket socket = TcpSocket.open(hosts.first());
        socket.connect(TwoHosts.SECOND, PORT);
        return socket;
    }

    private static void sleep(long ns) {
        Lwkt.blockUntil("a while", Cpu.current().nowNs() + ns);
    }

    private static String read(TcpSocket socket, int most) throws TcpException {
        final ByteBuffer buffer = ByteBuffer.allocate(most);
        socket.read(buffer);
        return string(buffer);
    }

    private static String peek(TcpSocket socket, int most) throws TcpException {
        final ByteBuffer buffer = ByteBuffer.allocate(most);
        socket.peek(buffer);
        return string(buffer);
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String string(ByteBuffer buffer) {
        return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
    }
}
