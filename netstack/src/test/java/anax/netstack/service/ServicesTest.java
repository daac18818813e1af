package anax.netstack.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.socket.Datagram;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.stack.TwoHosts;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.tcp.TcpState;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The small services, used from another host over the memory link, on the simulated machine.
@Timeout(120)
class ServicesTest {
    private static final int CPUS = 2;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Instant DAY = Instant.parse("1980-01-01T00:00:00Z");
    private static final IpAddress BROADCAST = IpAddress.parse("10.0.0.255");

    private Services services;

    // Echo: RFC 862.

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldEchoEveryOctetInOrderWhenMoreIsSentThanIsHeld(long seed) {
        withServices(seed, hosts -> {
            for (int cpu = 0; cpu < CPUS; cpu++) {
                hosts.call(cpu, () -> {
                    exchange(hosts, 600_000, seed);
                    return null;
                });
            }
            assertThat(services.accepted()).isEqualTo(CPUS);
            assertThat(services.connections()).isZero();
        });
    }

    @Test
    void shouldEchoEachDatagramToWhereItCameFrom() {
        withServices(1, hosts -> {
            for (int cpu = 0; cpu < CPUS; cpu++) {
                assertThat(ask(hosts, cpu, Service.ECHO, 0, "to be or not")).isEqualTo("to be or not");
            }
            assertThat(services.received()).isEqualTo(CPUS);
        });
    }

    /// Two hosts that echo would echo each other's echoes for ever (CERT CA-1996-01).
    @ParameterizedTest
    @ValueSource(ints = {7, 19, 37})
    void shouldNotAnswerDatagramThatMayBeAnAnswerItself(int port) {
        withServices(1, hosts -> {
            for (final Service each : Service.values()) {
                assertThat(ask(hosts, 0, each, port, "x")).as(each.title()).isNull();
            }
            assertThat(services.received()).isEqualTo(Service.values().length);
        });
    }

    @Test
    void shouldNotAnswerWhatEverybodyGot() {
        withServices(1, hosts -> {
            for (final Service each : Service.values()) {
                hosts.call(0, () -> {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.bind(IpAddress.ANY_V4, 0);
                        socket.configure(endpoint -> endpoint.allowBroadcast(true));
                        socket.send(text("x"), BROADCAST.v4(), each.port());
                        assertThat(socket.receive(new Datagram(hosts.first()), soon()))
                                .as(each.title())
                                .isFalse();
                    }
                    return null;
                });
            }
            assertThat(services.received()).isEqualTo(Service.values().length);
        });
    }

    // Discard: RFC 863.

    @Test
    void shouldThrowAwayWhatComesAndAnswerNothing() {
        withServices(
                1,
                hosts -> hosts.call(1, () -> {
                    try (TcpSocket socket = connect(hosts, Service.DISCARD)) {
                        socket.write(ByteBuffer.allocate(1_000_000));
                        socket.shutdownOutput();
                        assertThat(socket.read(ByteBuffer.allocate(1), soon())).isEqualTo(TcpSocket.END);
                    }
                    return null;
                }));
    }

    @Test
    void shouldThrowDatagramsAway() {
        withServices(1, hosts -> {
            assertThat(ask(hosts, 0, Service.DISCARD, 0, "nothing")).isNull();
            assertThat(services.received()).isEqualTo(1);
        });
    }

    // Chargen: RFC 864.

    @Test
    void shouldSendLinesEachOfWhichBeginsOneCharacterFurther() {
        withServices(1, hosts -> {
            final byte[] got = hosts.call(0, () -> {
                final ByteBuffer text = ByteBuffer.allocate(300_000);
                try (TcpSocket socket = connect(hosts, Service.CHARGEN)) {
                    while (text.hasRemaining()) {
                        assertThat(socket.read(text)).isPositive();
                    }
                    socket.abort();
                }
                return text.array();
            });
            assertThat(new String(got, StandardCharsets.US_ASCII))
                    .startsWith("""
                             !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg\r
                            !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefgh\r
                            """)
                    .isEqualTo(lines(got.length));
        });
    }

    /// It must not fill memory for a peer that does not read.
    @Test
    void shouldSendNoMoreThanTheWindowWhenNobodyReads() {
        withServices(
                1,
                hosts -> hosts.call(0, () -> {
                    try (TcpSocket socket = connect(hosts, Service.CHARGEN)) {
                        final TcpInfo info = new TcpInfo();
                        Lwkt.blockUntil("stall", Cpu.current().nowNs() + 60 * SECOND_NS);
                        socket.info(info);
                        final int held = hosts.first().config().tcp().buffers().receive();
                        assertThat(info.unread())
                                .isBetween(held / 2L, held + 1_500L + (1L << 10)); // a window has a scale
                        assertThat(services.connections()).isEqualTo(1);
                        final ByteBuffer text = ByteBuffer.allocate(2 * held);
                        while (text.hasRemaining()) {
                            assertThat(socket.read(text)).isPositive();
                        }
                        assertThat(new String(text.array(), StandardCharsets.US_ASCII))
                                .isEqualTo(lines(2 * held));
                        socket.abort();
                    }
                    return null;
                }));
    }

    @Test
    void shouldThrowAwayWhatIsSentToChargenAndGoOn() {
        withServices(
                1,
                hosts -> hosts.call(0, () -> {
                    try (TcpSocket socket = connect(hosts, Service.CHARGEN)) {
                        socket.write(ByteBuffer.allocate(1_000_000));
                        socket.shutdownOutput();
                        final ByteBuffer text = ByteBuffer.allocate(1_000_000);
                        while (text.hasRemaining()) {
                            assertThat(socket.read(text)).isPositive();
                        }
                        socket.abort();
                    }
                    return null;
                }));
    }

    @Test
    void shouldAnswerDatagramWithUpTo512Characters() {
        withServices(1, hosts -> {
            int longest = 0;
            int shortest = 512;
            final Set<String> beginnings = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                final String answer = ask(hosts, 0, Service.CHARGEN, 0, "");
                assertThat(lines(100_000)).contains(answer);
                beginnings.add(answer.isEmpty() ? "" : answer.substring(0, 1));
                longest = Math.max(longest, answer.length());
                shortest = Math.min(shortest, answer.length());
            }
            assertThat(beginnings).hasSizeGreaterThan(40);
            assertThat(longest).isBetween(450, 512);
            assertThat(shortest).isLessThan(62);
        });
    }

    // Time: RFC 868.

    /// The RFC's own examples, and the number with which it begins anew.
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 2208988800",
        "1976-01-01T00:00:00Z, 2398291200",
        "1980-01-01T00:00:00Z, 2524521600",
        "1983-05-01T00:00:00Z, 2629584000",
        "1858-11-17T00:00:00Z, 2997239296",
        "2036-02-07T06:28:16Z, 0"
    })
    void shouldTellTheSecondsSince1900(String when, long seconds) {
        final Instant instant = Instant.parse(when);
        withServices(1, InstantSource.fixed(instant), hosts -> {
            assertThat(hosts.call(0, () -> readTime(hosts))).isEqualTo((int) seconds);
            final String answer = ask(hosts, 1, Service.TIME, 0, "");
            assertThat(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1))
                            .getInt())
                    .isEqualTo((int) seconds);
        });
    }

    /// What a peer has said and nobody read would turn the end into a RST.
    @Test
    void shouldTellTheTimeToWhoeverTalks() {
        withServices(1, hosts -> {
            final int seconds = hosts.call(0, () -> {
                try (TcpSocket socket = connect(hosts, Service.TIME)) {
                    socket.write(text("what time is it?"));
                    return readAll(socket);
                }
            });
            assertThat(seconds).isEqualTo((int) 2_524_521_600L);
        });
    }

    // All of them.

    @Test
    void shouldServeNextConnectionOnlyWhenOneEndsAtBound() {
        try (TwoHosts hosts = TwoHosts.of(1, 1)) {
            services = hosts.call(
                    0, () -> Services.open(hosts.second(), EnumSet.of(Service.ECHO), InstantSource.fixed(DAY), 2));
            hosts.call(0, () -> {
                final TcpSocket first = connect(hosts, Service.ECHO);
                final TcpSocket second = connect(hosts, Service.ECHO);
                final TcpSocket third = connect(hosts, Service.ECHO);
                third.write(text("me too"));
                final ByteBuffer answer = ByteBuffer.allocate(6);
                assertThat(third.read(answer, soon())).isEqualTo(TcpSocket.NOTHING);
                assertThat(services.connections()).isEqualTo(2);
                first.close();
                assertThat(third.read(answer, soon())).isEqualTo(6);
                assertThat(services.connections()).isEqualTo(2);
                second.close();
                third.close();
                return null;
            });
            close(hosts);
        }
    }

    @Test
    void shouldTellWhoIsConnectedAndFreeThePortsWhenClosed() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            for (int round = 0; round < 2; round++) {
                services = open(hosts, InstantSource.fixed(DAY));
                hosts.call(1, () -> {
                    final TcpSocket echo = connect(hosts, Service.ECHO);
                    final TcpSocket chargen = connect(hosts, Service.CHARGEN);
                    Lwkt.create(0, "close", Lwkt.current().priority(), services::close);
                    assertThatThrownBy(() -> echo.read(ByteBuffer.allocate(1))).isInstanceOf(TcpException.Reset.class);
                    Lwkt.blockUntil("rest", soon());
                    assertThat(services.connections()).isZero();
                    assertThatThrownBy(() -> connect(hosts, Service.ECHO)).isInstanceOf(TcpException.Refused.class);
                    echo.close();
                    chargen.close();
                    return null;
                });
                assertThat(hosts.second().partitions()).isEqualTo(CPUS);
                for (int cpu = 0; cpu < CPUS; cpu++) {
                    final int at = cpu;
                    assertThat(hosts.call(
                                    at, () -> hosts.second().enter(at).tcp().count(TcpState.ESTABLISHED)))
                            .isZero();
                }
            }
        }
    }

    @Test
    void shouldServeNothingWhenAPortIsTaken() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final UdpSocket taken = hosts.call(0, () -> {
                final UdpSocket socket = UdpSocket.open(hosts.second());
                socket.bind(IpAddress.ANY_V4, Service.CHARGEN.port());
                return socket;
            });
            assertThatThrownBy(() -> open(hosts, InstantSource.fixed(DAY))).hasStackTraceContaining("port 19 failed");
            hosts.call(0, () -> {
                assertThatThrownBy(() -> connect(hosts, Service.ECHO)).isInstanceOf(TcpException.Refused.class);
                taken.close();
                return null;
            });
            services = open(hosts, InstantSource.fixed(DAY));
            close(hosts);
        }
    }

    @Test
    void shouldReadListOfServices() {
        assertThat(Service.parse("echo,discard,chargen,time")).isEqualTo(EnumSet.allOf(Service.class));
        assertThat(Service.parse("time, echo")).containsExactly(Service.ECHO, Service.TIME);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Service.parse("echo,,time"))
                .withMessage("'' is no service; use some of echo, discard, chargen, time, with commas between");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Service.parse("ECHO"))
                .withMessageStartingWith("'ECHO' is no service");
    }

    /// What a test does with two hosts, the second of which serves.
    @FunctionalInterface
    private interface Use {
        void of(TwoHosts hosts);
    }

    private void withServices(long seed, Use use) {
        withServices(seed, InstantSource.fixed(DAY), use);
    }

    private void withServices(long seed, InstantSource calendar, Use use) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, seed)) {
            services = open(hosts, calendar);
            use.of(hosts);
            close(hosts);
        }
    }

    private static Services open(TwoHosts hosts, InstantSource calendar) {
        return hosts.call(0, () -> Services.open(hosts.second(), EnumSet.allOf(Service.class), calendar));
    }

    private void close(TwoHosts hosts) {
        hosts.call(hosts.second().partitions() - 1, () -> {
            services.close();
            return null;
        });
    }

    private static TcpSocket connect(TwoHosts hosts, Service service) throws TcpException {
        final TcpSocket socket = TcpSocket.open(hosts.first());
        try {
            socket.connect(TwoHosts.SECOND, service.port());
            return socket;
        } catch (TcpException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Sends and reads at once, as whoever sends more than both hosts hold must.
    private static void exchange(TwoHosts hosts, int octets, long seed) throws TcpException {
        final byte[] sent = new byte[octets];
        new SplittableRandom(seed).nextBytes(sent);
        final ByteBuffer out = ByteBuffer.wrap(sent);
        final ByteBuffer in = ByteBuffer.allocate(octets + 1);
        try (TcpSocket socket = connect(hosts, Service.ECHO)) {
            while (out.hasRemaining()) {
                if (socket.tryWrite(out) == 0) {
                    assertThat(socket.read(in)).isPositive();
                }
            }
            socket.shutdownOutput();
            while (socket.read(in) != TcpSocket.END) {
                assertThat(in.hasRemaining()).isTrue();
            }
        }
        assertThat(in.flip()).isEqualTo(ByteBuffer.wrap(sent));
    }

    private static int readTime(TwoHosts hosts) throws TcpException {
        try (TcpSocket socket = connect(hosts, Service.TIME)) {
            return readAll(socket);
        }
    }

    /// Four octets and the end, without having sent one's own.
    private static int readAll(TcpSocket socket) throws TcpException {
        final ByteBuffer answer = ByteBuffer.allocate(5);
        while (socket.read(answer) != TcpSocket.END) {
            assertThat(answer.hasRemaining()).isTrue();
        }
        assertThat(answer.position()).isEqualTo(Integer.BYTES);
        return answer.getInt(0);
    }

    /// The answer to a datagram; null if none comes.
    private static String ask(TwoHosts hosts, int cpu, Service service, int fromPort, String question) {
        return hosts.call(cpu, () -> {
            try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                socket.bind(IpAddress.ANY_V4, fromPort);
                socket.send(text(question), TwoHosts.SECOND.v4(), service.port());
                final Datagram answer = new Datagram(hosts.first());
                if (!socket.receive(answer, soon())) {
                    return null;
                }
                assertThat(answer.srcPort()).isEqualTo(service.port());
                final byte[] octets = new byte[answer.length()];
                answer.copyTo(octets, 0, octets.length);
                answer.release();
                return new String(octets, StandardCharsets.ISO_8859_1);
            }
        });
    }

    private static String lines(int octets) {
        final StringBuilder text = new StringBuilder();
        for (int line = 0; text.length() < octets; line++) {
            for (int i = 0; i < 72; i++) {
                text.append((char) (32 + (line + i) % 95));
            }
            text.append("\r\n");
        }
        return text.substring(0, octets);
    }

    private static ByteBuffer text(String octets) {
        return ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static long soon() {
        return Cpu.current().nowNs() + SECOND_NS;
    }
}
