package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.Route;
import anax.netstack.socket.BlockingTcpSocket;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpSocket;
import anax.netstack.stack.ChangeRoutes;
import anax.netstack.wire.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that everybody uses, in a namespace of the real kernel, with a stack of ours at the other end.
@Timeout(120)
class KernelProgramsTest {
    private static final int PORT = 7_777;
    private static final int WEB = 80;
    private static final int BODY = 5_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void shouldServeCurl() throws Exception {
        final byte[] body = new byte[BODY];
        new SplittableRandom(1).nextBytes(body);
        final Path got = folder.resolve("got");
        try (KernelHost kernel = KernelHost.make("curl");
                TapHost ours = host(kernel, 1);
                TapServer web = new TapServer(ours, WEB, (socket, server) -> answer(socket, body))) {
            for (int i = 0; i < 5; i++) {
                final KernelHost.Outcome curl =
                        kernel.exec("curl", "-sS", "-m", "20", "-o", "" + got, "http://" + TapHost.OUR_ADDRESS + "/");
                assertThat(curl.text()).isEmpty();
                assertThat(curl.code()).isZero();
                assertThat(Files.readAllBytes(got)).isEqualTo(body);
            }
            assertThat(web.broken).hasValue(0);
        }
    }

    @Test
    void shouldAnswerNetcat() throws Exception {
        try (KernelHost kernel = KernelHost.make("nc");
                TapHost ours = host(kernel, 1);
                TapServer echo = new TapServer(ours, PORT, TapServer::echo)) {
            final KernelHost.Outcome nc = kernel.exec(
                    "sh",
                    "-c",
                    "seq 100000 | nc -N -w 10 " + TapHost.OUR_ADDRESS + " " + PORT + " | md5sum; seq 100000 | md5sum");
            final String[] sums = nc.text().lines().toArray(String[]::new);
            assertThat(sums).hasSize(2);
            assertThat(sums[0]).isEqualTo(sums[1]);
            assertThat(echo.broken).hasValue(0);
        }
    }

    @Test
    void shouldTalkToListeningNetcat() throws Exception {
        final Path heard = folder.resolve("heard");
        try (KernelHost kernel = KernelHost.make("nc");
                TapHost ours = host(kernel, 1);
                BlockingTcpSocket socket = BlockingTcpSocket.open(ours.stack())) {
            final Process nc = kernel.start(heard, "echo from nc | nc -l " + PORT);
            TcpException refused = null;
            boolean connected = false;
            for (int turn = 0; turn < 100 && !connected; turn++) {
                try {
                    socket.connect(TapHost.KERNEL, PORT, PATIENCE);
                    connected = true;
                } catch (TcpException.Refused notYet) {
                    refused = notYet;
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }
            }
            assertThat(connected).as("%s", refused).isTrue();
            socket.write(ByteBuffer.wrap("from us\n".getBytes(StandardCharsets.US_ASCII)), PATIENCE);
            final ByteBuffer answer = ByteBuffer.allocate(8);
            while (answer.hasRemaining()) {
                assertThat(socket.read(answer, PATIENCE)).isPositive();
            }
            assertThat(StandardCharsets.US_ASCII.decode(answer.flip()).toString())
                    .isEqualTo("from nc\n");
            socket.shutdownOutput();
            assertThat(nc.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(heard).hasContent("from us\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, -P 1", "1, -R -P 1", "2, -P 4", "2, -R -P 4"})
    void shouldServeIperf(int cpus, String how) throws Exception {
        try (KernelHost kernel = KernelHost.make("iperf3");
                TapHost ours = host(kernel, cpus);
                IperfServer server = new IperfServer(ours);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            final Future<Long> carried = thread.submit(server);
            final KernelHost.Outcome iperf =
                    kernel.exec("sh", "-c", "iperf3 -c " + TapHost.OUR_ADDRESS + " -t 1 -f m " + how);
            assertThat(iperf.code()).as(iperf.text()).isZero();
            assertThat(iperf.text()).contains("receiver", "iperf Done.");
            assertThat(carried.get(10, TimeUnit.SECONDS)).isGreaterThan(1_000_000);
        }
    }

    /// By datagrams to ports where nobody is, by pings, and by SYNs: each is answered by us, who are one hop
    /// away.
    @ParameterizedTest
    @ValueSource(strings = {"-U", "-I", "-T"})
    void shouldBeFoundByTraceroute(String how) throws Exception {
        try (KernelHost kernel = KernelHost.make("traceroute");
                TapHost ours = host(kernel, 1)) {
            assertThat(ours.cpus()).isOne();
            final KernelHost.Outcome trace =
                    kernel.exec("traceroute", "-n", "-m", "3", "-w", "2", how, TapHost.OUR_ADDRESS);
            assertThat(trace.text()).containsPattern("(?m)^ 1  10\\.66\\.0\\.2  [0-9.]+ ms .* ms .* ms *$");
            assertThat(trace.text()).doesNotContainPattern("(?m)^ 2 ");
        }
    }

    /// Through a router, which is the kernel on our cable: what we answer goes back the same way.
    @Test
    void shouldBeFoundByTracerouteThroughRouter() throws Exception {
        try (KernelHost router = KernelHost.make("traceroute", "ping");
                KernelHost far = KernelHost.make();
                TapHost ours = host(router, 2)) {
            router.connect(far, "10.77.0.1/24", "10.77.0.2/24");
            router.set("net.ipv4.ip_forward", "1");
            far.ip("route", "add", "default", "via", "10.77.0.1");
            final Route back = Route.via(IpPrefix.parse("10.77.0.0/24"), TapHost.KERNEL, ours.interfaceIndex());
            ours.machine().call(0, "route", () -> ours.stack().port(0).doMessage(ChangeRoutes.add(ours.stack(), back)));
            final KernelHost.Outcome trace = far.exec("traceroute", "-n", "-m", "4", "-w", "2", TapHost.OUR_ADDRESS);
            assertThat(trace.text()).containsPattern("(?m)^ 1  10\\.77\\.0\\.1 ");
            assertThat(trace.text()).containsPattern("(?m)^ 2  10\\.66\\.0\\.2 ");
            assertThat(trace.text()).doesNotContainPattern("(?m)^ 3 ");
            assertThat(far.exec("ping", "-c", "3", "-i", "0.05", "-s", "4000", TapHost.OUR_ADDRESS)
                            .text())
                    .contains(" 0% packet loss");
        }
    }

    private static TapHost host(KernelHost kernel, int cpus) throws Exception {
        return TapHost.on(kernel, TapConfig.tap("anaxp%d", cpus, TapHost.STATION));
    }

    /// Answers one question of HTTP/1.0, whatever it is.
    private static void answer(TcpSocket socket, byte[] body) throws TcpException {
        final byte[] asked = new byte[1 << 12];
        final ByteBuffer question = ByteBuffer.wrap(asked);
        while (!endsWithEmptyLine(asked, question.position())) {
            if (socket.read(question) == TcpSocket.END) {
                return;
            }
        }
        final String head = "HTTP/1.0 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
        socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        socket.write(ByteBuffer.wrap(body));
    }

    private static boolean endsWithEmptyLine(byte[] octets, int length) {
        return length >= 4
                && Arrays.equals(octets, length - 4, length, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 0, 4);
    }
}
