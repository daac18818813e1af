package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.data;
import static anax.netstack.tcp.Seg.fin;
import static anax.netstack.tcp.Seg.push;
import static anax.netstack.tcp.Seg.rst;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What users can ask for beside the calls of RFC 9293: more to come, octets thrown away, what is left, no options,
/// errors at once, counts, and another configuration while all runs.
class UserCallsTest {
    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    private int writeMore(int octets) {
        final int[] taken = new int[1];
        peer.does(() -> taken[0] = peer.endpoint.writeMore(new UnsafeBuffer(new byte[octets]), 0, octets));
        return taken[0];
    }

    private int skip(int most) {
        final int[] taken = new int[1];
        peer.does(() -> taken[0] = peer.endpoint.skip(most));
        return taken[0];
    }

    /// RFC 9293, section 3.9.1.2: without PUSH octets may be gathered.
    @Test
    void shouldHoldBackWhatMakesNoSegmentWhenMoreIsToCome() {
        peer = TcpPeer.established();
        assertThat(writeMore(100)).isEqualTo(100);
        peer.sendsNothingFor(ms(199));
        peer.pass(ms(1));
        assertThat(peer.next().length).isEqualTo(100);
    }

    @Test
    void shouldSendAllWhenNoMoreIsToCome() {
        peer = TcpPeer.established();
        peer.with(options -> options.noDelay(true));
        writeMore(100);
        peer.sendsNothing();
        peer.write(1_101, 10);
        assertThat(peer.next().length).isEqualTo(110);
    }

    @Test
    void shouldThrowOctetsAwayWhenTheyAreSkipped() {
        peer = TcpPeer.established();
        assertThat(skip(10)).isEqualTo(TcpResult.WOULD_BLOCK);
        peer.receives(push(100).seq(5_001).ack(1_001));
        assertThat(skip(40)).isEqualTo(40);
        assertThat(peer.read(5_041, 1_000)).isEqualTo(60);
        peer.forgetSent();
    }

    @Test
    void shouldOpenTheWindowWhenOctetsAreSkipped() {
        peer = TcpPeer.established(
                config -> config.withBuffers(config.buffers().withReceive(1_000)), syn().mss(500), 65_535);
        peer.receives(push(500).seq(5_001).ack(1_001));
        peer.receives(push(500).seq(5_501).ack(1_001));
        assertThat(peer.next().window).isZero();
        assertThat(skip(1_000)).isEqualTo(1_000);
        assertThat(peer.next().window).isEqualTo(1_000);
        assertThat(skip(1)).isEqualTo(TcpResult.WOULD_BLOCK);
    }

    @Test
    void shouldTellWhatIsLeftAndTheEnd() {
        peer = TcpPeer.established();
        assertThat(peer.endpoint.unreadOrEnd()).isZero();
        peer.receives(fin().length(10).seq(5_001).ack(1_001));
        assertThat(peer.endpoint.unreadOrEnd()).isEqualTo(10);
        peer.read(5_001, 10);
        assertThat(peer.endpoint.unreadOrEnd()).isEqualTo(1);
        peer.forgetSent();
    }

    /// A peer that is told no MSS sends 536 octets at most (RFC 9293, section 3.7.1).
    @Test
    void shouldOfferNothingWhenOptionsAreOff() {
        peer = TcpPeer.synSent();
        assertThat(peer.next().options).isNotEmpty();
        peer.with(options -> options.noOptions(true));
        assertThat(peer.endpoint.options().announced(1_460)).isEqualTo(536);
        peer.pass(ms(1_000));
        assertThat(peer.next().options).isEmpty();
    }

    @Test
    void shouldCountWhatIsSentAgainApart() {
        peer = TcpPeer.established();
        peer.write(1_001, 1_000);
        peer.sends(push(1_000).seq(1_001).ack(5_001));
        peer.pass(ms(1_000));
        peer.sends(push(1_000).seq(1_001).ack(5_001));
        peer.receives(ack().seq(5_001).ack(2_001));
        final TcpTraffic traffic = peer.info().traffic();
        assertThat(traffic.octetsSent()).isEqualTo(2_000);
        assertThat(traffic.octetsResent()).isEqualTo(1_000);
        assertThat(traffic.octetsAcknowledged()).isEqualTo(1_000);
        assertThat(traffic.segmentsSent()).isEqualTo(2);
        assertThat(traffic.timeouts()).isEqualTo(1);
        assertThat(traffic.busyNs()).isEqualTo(ms(1_000));
    }

    @Test
    void shouldTellWhoKeepsItWaiting() {
        peer = TcpPeer.established(config -> config, syn().mss(1_460), 500);
        peer.with(options -> options.sendBuffer(1_000));
        peer.write(1_001, 1_000);
        assertThat(peer.next().length).isEqualTo(500);
        peer.pass(ms(50));
        peer.receives(ack().seq(5_001).ack(1_501).win(5_000));
        assertThat(peer.next().length).isEqualTo(500);
        peer.write(2_001, 500);
        peer.pass(ms(30));
        final TcpTraffic traffic = peer.info().traffic();
        assertThat(traffic.windowLimitedNs()).isEqualTo(ms(50));
        assertThat(traffic.bufferLimitedNs()).isZero();
        peer.forgetSent();
    }

    /// Each of these parts reads the configuration when it needs it.
    @Test
    void shouldHeedAnotherConfigurationAtOnce() {
        peer = TcpPeer.established();
        peer.receives(rst().seq(5_100));
        assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
        peer.forgetSent();
        final TcpSockets sockets = peer.host.partition().tcp();
        peer.does(() -> sockets.configure(insecure(sockets.config())));
        peer.receives(rst().seq(5_100));
        assertThat(peer.state()).isEqualTo(TcpState.CLOSED);
    }

    private static TcpConfig insecure(TcpConfig config) {
        return config.withDefense(config.defense().withInsecureReset(true));
    }

    @Test
    void shouldRoundItsBufferUpToWholeSegmentsWhenAskedTo() {
        peer = TcpPeer.established(
                config ->
                        config.withBuffers(config.buffers().withReceive(10_000).withReceiveInSegments(true)),
                syn().mss(1_460),
                65_535);
        assertThat(peer.info().rcvSpace()).isEqualTo(7 * 1_460);
        peer.write(1_001, 1);
        peer.sends(push(1).seq(1_001).ack(5_001));
        peer.receives(data(1).seq(5_001).ack(1_002));
    }
}
