package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.data;
import static anax.netstack.tcp.Seg.push;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.StackConfig;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Runs of whole segments leave as one packet where the link cuts them itself: the same octets at the same time, with
/// fewer packets on the way down.
class SuperSegmentTest {
    private static final int MSS = 1_460;
    private static final int LONGEST = 65_535;

    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void shouldSendWholeSegmentsTogetherAndTheRestByItself() {
        connect(LONGEST, 1_500);
        final long before = peer.info().segmentsOut();
        peer.write(1_001, 5 * MSS + 80);
        peer.sends(data(5 * MSS).seq(1_001).ack(5_001));
        peer.sendsNothing(); // 80 octets wait: Nagle
        assertThat(peer.info().segmentsOut() - before).isEqualTo(5);
        peer.receives(ack().seq(5_001).ack(1_001 + 5 * MSS));
        peer.sends(push(80).seq(1_001 + 5 * MSS).ack(5_001));
    }

    @Test
    void shouldPushWhenNothingIsLeft() {
        connect(LONGEST, 1_500);
        peer.write(1_001, 3 * MSS);
        peer.sends(push(3 * MSS).seq(1_001).ack(5_001));
        peer.sendsNothing();
    }

    @Test
    void shouldSendNoMoreTogetherThanCongestionWindowAllows() {
        connect(LONGEST, 1_500);
        peer.write(1_001, 40 * MSS);
        peer.sends(data(10 * MSS).seq(1_001).ack(5_001));
        peer.sendsNothing();
    }

    @Test
    void shouldSendNoMoreTogetherThanLinkTakes() {
        connect(40 + 3 * MSS + MSS - 1, 1_500);
        peer.write(1_001, 8 * MSS);
        peer.sends(data(3 * MSS).seq(1_001).ack(5_001));
        peer.sends(data(3 * MSS).seq(1_001 + 3 * MSS).ack(5_001));
        peer.sends(push(2 * MSS).seq(1_001 + 6 * MSS).ack(5_001));
        peer.sendsNothing();
    }

    @Test
    void shouldSendOneByOneWhenItGoesAgain() {
        connect(LONGEST, 1_500);
        peer.write(1_001, 4 * MSS);
        peer.sends(push(4 * MSS).seq(1_001).ack(5_001));
        peer.pass(ms(1_001));
        peer.sends(data(MSS).seq(1_001).ack(5_001));
        peer.receives(ack().seq(5_001).ack(1_001 + MSS));
        peer.sends(data(MSS).seq(1_001 + MSS).ack(5_001));
        peer.sends(data(MSS).seq(1_001 + 2 * MSS).ack(5_001));
        peer.sendsNothing();
    }

    /// RFC 9293, section 3.8.5: the pointer counts from the segment's own first octet.
    @Test
    void shouldSendOneByOneBeforeUrgentOctets() {
        connect(LONGEST, 1_500);
        peer.does(() -> peer.endpoint.writeUrgent(octets(3 * MSS), 0, 3 * MSS));
        for (int i = 0; i < 3; i++) {
            assertThat(peer.next().length).isEqualTo(MSS);
        }
        peer.sendsNothing();
    }

    @Test
    void shouldSendOneByOneWhenThereIsNoLongPacket() {
        connect(
                LONGEST,
                1_500,
                stack -> stack.withPool(PacketPoolConfig.standard().withSlots(64, 0)));
        peer.write(1_001, 2 * MSS);
        peer.sends(data(MSS).seq(1_001).ack(5_001));
        peer.sends(push(MSS).seq(1_001 + MSS).ack(5_001));
        peer.sendsNothing();
    }

    /// The link would have to cut into segments that it does not take.
    @Test
    void shouldFindOutThatLinkTakesShorterOnesOnly() {
        connect(LONGEST, 1_500);
        wire(LONGEST, 1_000);
        peer.write(1_001, 4 * 960);
        peer.sends(push(4 * 960).seq(1_001).ack(5_001));
        peer.sendsNothing();
    }

    private void connect(int longest, int mtu) {
        connect(longest, mtu, UnaryOperator.identity());
    }

    private void connect(int longest, int mtu, UnaryOperator<StackConfig> config) {
        peer = TcpPeer.listeningOn(config);
        wire(longest, mtu);
        peer.receives(syn().seq(5_000).mss(MSS).win(65_535));
        peer.next();
        peer.receives(ack().seq(5_001).ack(1_001).win(65_535));
        peer.accept();
    }

    private void wire(int longest, int mtu) {
        final NetworkInterface wire = peer.host.wire();
        peer.host.does(partition -> partition
                .interfaces()
                .put(new NetworkInterface(
                        wire.index(),
                        wire.name(),
                        wire.type(),
                        mtu,
                        wire.hardware(),
                        new LinkCapabilities(true, longest),
                        wire.addresses(),
                        true)));
    }

    private static UnsafeBuffer octets(int count) {
        return new UnsafeBuffer(new byte[count]);
    }
}
