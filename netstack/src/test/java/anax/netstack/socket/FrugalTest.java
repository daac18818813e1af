package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.TwoHosts;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.wire.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The README's example of an algorithm of one's own is one that works.
class FrugalTest {
    private static final int PORT = 7;
    private static final int OCTETS = 100_000;

    @Test
    void shouldControlConnectionThatChoosesIt() {
        try (TwoHosts hosts = TwoHosts.of(
                1,
                1,
                config -> config.withTcp(
                        config.tcp().withCongestion(config.tcp().congestion().withChoice(Frugal.ALGORITHM))))) {
            final TcpListener listener =
                    hosts.call(0, () -> TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 4, true));
            hosts.spawn(0, "reader", () -> {
                try (TcpSocket socket = listener.accept()) {
                    final ByteBuffer buffer = ByteBuffer.allocate(OCTETS + 1);
                    while (socket.read(buffer) != TcpSocket.END) {}
                    assertThat(buffer.position()).isEqualTo(OCTETS);
                }
                return null;
            });
            final TcpInfo info = hosts.call(0, () -> {
                try (TcpSocket socket = TcpSocket.open(hosts.first())) {
                    socket.configure(options -> options.congestion("frugal"));
                    socket.connect(TwoHosts.SECOND, PORT);
                    socket.write(ByteBuffer.allocate(OCTETS));
                    final TcpInfo filled = new TcpInfo();
                    socket.info(filled);
                    return filled;
                }
            });
            assertThat(info.congestion()).isEqualTo("frugal");
            assertThat(info.congestionPhase()).startsWith("frugal at ");
            hosts.call(0, () -> {
                listener.close();
                return null;
            });
        }
    }

    @Test
    void shouldBeWhatReadmeShows() throws IOException {
        final Path here = Path.of("src/test/java/anax/netstack/socket/Frugal.java");
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + Files.readString(here) + "```\n");
    }
}
