package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.LonePartition;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Why a connection sends nothing, in words.
class ExplanationTest {
    private static final int SMSS = 1_460;
    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    private String explained() {
        return peer.endpoint.explain();
    }

    @Test
    void shouldNameTheApplicationWhenNothingIsThere() {
        peer = TcpPeer.established();
        assertThat(explained()).isEqualTo("application: all that was written is acknowledged");
        peer.write(1_001, 100);
        assertThat(explained()).isEqualTo("application: all that was written is sent, 100 octets are under way");
    }

    @Test
    void shouldNameTheCongestionWindowAndItsAlgorithm() {
        peer = TcpPeer.established();
        peer.write(1_001, 20 * SMSS);
        assertThat(explained())
                .isEqualTo("congestion window: 14600 octets wait, window 14600 (reno, slow start), 14600 under way,"
                        + " round trip 0 ms");
        assertThat(peer.info().isWindowLimited()).isTrue();
    }

    @Test
    void shouldNameThePeersWindow() {
        peer = TcpPeer.established(UnaryOperator.identity(), syn().mss(SMSS), 2_000);
        peer.write(1_001, 3 * SMSS);
        assertThat(explained()).isEqualTo("peer's window: 2920 octets wait, it takes 2000, 1460 are under way");
        assertThat(peer.info().isWindowLimited()).isFalse();
    }

    @Test
    void shouldNameThePeersClosedWindowAndCountProbes() {
        peer = TcpPeer.established(UnaryOperator.identity(), syn().mss(SMSS), SMSS);
        peer.write(1_001, 2 * SMSS);
        peer.receives(ack().seq(5_001).ack(1_001 + SMSS).win(0));
        peer.pass(ms(1_100));
        assertThat(explained())
                .isEqualTo("peer's window: closed, with 1460 octets to send; probed 1 times, and again within 2000 ms");
    }

    @Test
    void shouldNameTheTimeOut() {
        peer = TcpPeer.established();
        peer.write(1_001, SMSS);
        peer.pass(ms(3_500));
        assertThat(explained())
                .isEqualTo("recovery: the time-out has come 2 times, the next one after 4000 ms; window 1460 of 1460"
                        + " octets under way");
    }

    @Test
    void shouldNameRecovery() {
        peer = TcpPeer.established();
        peer.write(1_001, 40 * SMSS);
        for (int i = 0; i < 3; i++) {
            peer.receives(ack().seq(5_001).ack(1_001));
        }
        assertThat(explained()).startsWith("recovery: a loss is being mended; 43800 octets wait");
    }

    @Test
    void shouldNameNagleAndTheCork() {
        peer = TcpPeer.established();
        peer.write(1_001, 10);
        peer.write(1_011, 10);
        assertThat(explained())
                .isEqualTo("Nagle: 10 octets are less than a segment, and wait until 10 are acknowledged");
        peer.with(options -> options.cork(true));
        assertThat(explained()).isEqualTo("cork: 10 octets are less than a segment, and wait for more for 200 ms");
    }

    @Test
    void shouldNamePacing() {
        peer = TcpPeer.established(tcp -> tcp.withCongestion(tcp.congestion().withPacing(true)));
        peer.write(1_001, SMSS);
        peer.pass(ms(100));
        peer.receives(ack().seq(5_001).ack(1_001 + SMSS));
        peer.write(1_001 + SMSS, 5 * SMSS);
        assertThat(explained()).startsWith("pacing: ").contains(" octets wait, ");
    }

    /// RFC 7661, section 4.4.2: a window of more than ten segments, of which one was used, is spread.
    @Test
    void shouldNameThePauseWhenItsBurstIsSpread() {
        peer = TcpPeer.established(tcp -> tcp.withCongestion(tcp.congestion().withValidation(true)));
        int seq = 1_001;
        for (final int segments : new int[] {10, 10, 10}) {
            peer.write(seq, segments * SMSS);
            peer.pass(ms(100));
            seq += segments * SMSS;
            peer.receives(ack().seq(5_001).ack(seq));
        }
        peer.pass(ms(5_000));
        peer.write(seq, 20 * SMSS);
        assertThat(explained()).startsWith("pacing after a pause: ").contains(" octets wait, ");
    }

    @Test
    void shouldNameTheHandshake() {
        peer = TcpPeer.synSent();
        assertThat(explained()).isEqualTo("opening: the peer has not answered the SYN");
        peer.pass(ms(1_100));
        assertThat(explained()).isEqualTo("opening: the peer has not answered the SYN, sent again once");
    }

    @Test
    void shouldNameTheNeighbourThatDoesNotAnswer() {
        peer = TcpPeer.established();
        peer.host.does(partition -> partition.neighbors().forget(peer.host.wire(), LonePartition.NEIGHBOR.v4()));
        peer.write(1_001, 10);
        assertThat(explained()).startsWith("neighbour: ");
    }

    @Test
    void shouldSayThatAllIsOver() {
        peer = TcpPeer.established();
        peer.does(() -> peer.endpoint.shutdownOutput());
        assertThat(explained()).isEqualTo("closing: all is sent, the FIN too; the peer has still to acknowledge it");
        peer.receives(ack().seq(5_001).ack(1_002));
        assertThat(explained()).isEqualTo("closed for sending: the peer has all, the FIN too");
    }

    @Test
    void shouldSayThatAListenerSendsNothing() {
        peer = TcpPeer.listening();
        assertThat(peer.listener.explain()).isEqualTo("listening: it sends nothing by itself");
    }
}
