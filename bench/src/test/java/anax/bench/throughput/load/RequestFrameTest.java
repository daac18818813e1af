package anax.bench.throughput.load;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;
import org.junit.jupiter.api.Test;

class RequestFrameTest {
    private static final int CLIENT = 0x0A01_0203;

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final RequestFrame frame = new RequestFrame(64);
    private final Packet packet = pool.allocate(frame.length());

    @Test
    void shouldBeADatagramThatAStackTakes() {
        frame.write(packet, 7, CLIENT, 4_711, 123);
        Ipv4Header ip = new Ipv4Header();
        assertThat(ip.wrap(packet.buffer(), packet.offset(), packet.length())).isTrue();
        assertThat(ip.verifies()).isTrue();
        assertThat(ip.src()).isEqualTo(CLIENT);
        assertThat(ip.dst()).isEqualTo(Flows.SERVER);
        UdpHeader udp = new UdpHeader();
        assertThat(udp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength()))
                .isTrue();
        assertThat(udp.srcPort()).isEqualTo(4_711);
        assertThat(udp.dstPort()).isEqualTo(Flows.SERVER_PORT);
    }

    @Test
    void shouldKnowItsAnswer() {
        frame.write(packet, 7, CLIENT, 4_711, 123);
        assertThat(frame.flowOf(packet)).as("a request is no answer").isEqualTo(-1);
        RequestFrame.turnRound(packet);
        assertThat(frame.flowOf(packet)).isEqualTo(7);
        assertThat(RequestFrame.address(packet)).isEqualTo(CLIENT);
        assertThat(RequestFrame.port(packet)).isEqualTo(4_711);
        assertThat(RequestFrame.dueNs(packet)).isEqualTo(123);
        packet.range(packet.offset(), packet.length() - 1);
        assertThat(frame.flowOf(packet)).as("cut short").isEqualTo(-1);
    }
}
