package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.TwoHosts;
import anax.runtime.Cpu;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The README's example is a program that runs.
class EchoServerTest {
    private static final int CPUS = 2;
    private static final int PORT = 7;

    @Test
    void shouldEchoOnCpuOfEachConnection() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final EchoServer server = hosts.call(0, () -> new EchoServer(hosts.second(), PORT));
            for (int cpu = 0; cpu < CPUS; cpu++) {
                hosts.spawn(cpu, "acceptor", () -> {
                    server.listen();
                    return null;
                });
            }
            for (int cpu = 0; cpu < CPUS; cpu++) {
                hosts.call(cpu, () -> {
                    try (TcpSocket socket = TcpSocket.open(hosts.first())) {
                        socket.connect(TwoHosts.SECOND, PORT);
                        socket.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                        socket.shutdownOutput();
                        final ByteBuffer answer = ByteBuffer.allocate(4);
                        while (socket.read(answer, Cpu.current().nowNs() + 1_000_000_000L) > 0) {}
                        assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                    }
                    return null;
                });
            }
            hosts.call(0, () -> {
                server.stop();
                return null;
            });
        }
    }

    @Test
    void shouldBeWhatReadmeShows() throws IOException {
        final Path here = Path.of("src/test/java/anax/netstack/socket/EchoServer.java");
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + Files.readString(here) + "```\n");
    }
}
