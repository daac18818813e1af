package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.SendResult;
import anax.netstack.link.LinkType;
import anax.netstack.socket.BlockingUdpSocket;
import anax.netstack.socket.DatagramOrigin;
import anax.netstack.wire.IpAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// UDP and pings between the real kernel and a stack of ours.
@Timeout(120)
class KernelUdpTest {
    private static final int PORT = 7;
    private static final int[] SIZES = {1, 512, 1_472, 1_473, 2_952, 4_000, 20_000, 65_507};
    private static final int TIMES = Math.max(1, Integer.getInteger("anax.seeds", 1_000) / 1_000);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// What is longer than the MTU goes in fragments both ways: the kernel puts ours together, and we the
    /// kernel's.
    @ParameterizedTest
    @CsvSource({
        "ETHERNET, 1,  1500, true",
        "ETHERNET, 2,  1500, false",
        "ETHERNET, 1,   576, true",
        "RAW_IP,   1,  1500, true",
        "RAW_IP,   2,  9000, false",
        "ETHERNET, 1, 65521, true",
    })
    void shouldExchangeDatagramsOfAnyLength(LinkType type, int cpus, int mtu, boolean offload) throws Exception {
        final TapConfig config = new TapConfig("anaxu%d", type, cpus, mtu, offload, TapHost.STATION);
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = TapHost.on(kernel, config);
                BlockingUdpSocket socket = BlockingUdpSocket.open(ours.stack());
                DatagramChannel peer = kernel.in(() -> DatagramChannel.open(StandardProtocolFamily.INET))) {
            socket.bind(IpAddress.ANY_V4, PORT);
            peer.connect(new InetSocketAddress(TapHost.OUR_ADDRESS, PORT));
            final ByteBuffer received = ByteBuffer.allocate(1 << 16);
            final DatagramOrigin origin = new DatagramOrigin();
            for (int i = 0; i < SIZES.length * TIMES; i++) {
                final byte[] octets = new byte[SIZES[i % SIZES.length]];
                new SplittableRandom(i).nextBytes(octets);
                assertThat(peer.write(ByteBuffer.wrap(octets))).isEqualTo(octets.length);
                assertThat(socket.receive(received.clear(), origin, PATIENCE)).isEqualTo(octets.length);
                assertThat(received.flip()).isEqualTo(ByteBuffer.wrap(octets));
                assertThat(socket.send(received, origin.addressV4(), origin.port()))
                        .isEqualTo(SendResult.OK);
                peer.read(received.clear());
                assertThat(received.flip()).as(octets.length + " octets back").isEqualTo(ByteBuffer.wrap(octets));
            }
            if (mtu < 65_507) {
                assertThat(ours.look().sum(part -> part.joined()))
                        .as("datagrams put together")
                        .isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"56, 20000", "1400, 5000", "65000, 500"})
    void shouldAnswerEachOfFloodOfPings(int octets, int count) throws Exception {
        try (KernelHost kernel = KernelHost.make("ping");
                TapHost ours = TapHost.on(kernel, TapConfig.tap("anaxu%d", 1, TapHost.STATION))) {
            assertThat(ours.cpus()).isOne();
            final KernelHost.Outcome ping =
                    kernel.exec("ping", "-f", "-q", "-c", "" + count * TIMES, "-s", "" + octets, TapHost.OUR_ADDRESS);
            assertThat(ping.text()).contains(count * TIMES + " received", " 0% packet loss");
        }
    }

    @Test
    void shouldAnswerAgainWhenInterfaceWasDown() throws Exception {
        try (KernelHost kernel = KernelHost.make("ping");
                TapHost ours = TapHost.on(kernel, TapConfig.tap("anaxu%d", 1, TapHost.STATION))) {
            for (int round = 0; round < 3; round++) {
                kernel.ip("link", "set", ours.device(), "down");
                kernel.ip("link", "set", ours.device(), "up");
                assertThat(kernel.exec("ping", "-c", "3", "-i", "0.05", "-W", "2", TapHost.OUR_ADDRESS)
                                .text())
                        .contains(" 0% packet loss");
            }
        }
    }
}
