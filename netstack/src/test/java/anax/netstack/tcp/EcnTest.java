package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.Seg.synAck;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.LonePartition;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.TcpHeader;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 3168, section 6.1.1: whether a connection uses congestion marks is its socket's choice, whatever the stack's
/// other sockets do.
class EcnTest {
    private static final int ASKING = TcpHeader.ECE | TcpHeader.CWR;
    private static final int MARKS_IN_COOKIE = 1 << 5;

    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    @ParameterizedTest
    @CsvSource({"OFF, REQUESTED, true", "REQUESTED, OFF, false", "REQUESTED, ACCEPTED, false", "OFF, ACCEPTED, false"})
    void shouldAskAsItsSocketWants(Ecn stack, Ecn socket, boolean asks) {
        peer = TcpPeer.closed(tcp -> with(tcp, stack));
        peer.endpoint = peer.host.partition().tcp().newEndpoint((_, _) -> {});
        peer.endpoint.options().ecn(socket);
        peer.does(() -> {
            peer.endpoint.bind(IpAddress.ANY_V4, TcpPeer.PORT, true);
            peer.endpoint.connect(LonePartition.NEIGHBOR, TcpPeer.PEER_PORT);
        });
        assertThat(peer.next().flags & ASKING).isEqualTo(asks ? ASKING : 0);
        peer.receives(synAck().seq(5_000).ack(1_001).mss(1_460).and(TcpHeader.ECE));
        assertThat(peer.info().ecn()).isEqualTo(asks);
    }

    @ParameterizedTest
    @CsvSource({"OFF, ACCEPTED, true", "OFF, REQUESTED, true", "REQUESTED, OFF, false", "ACCEPTED, OFF, false"})
    void shouldAgreeAsItsListenerWants(Ecn stack, Ecn listener, boolean agrees) {
        peer = TcpPeer.listening(tcp -> with(tcp, stack));
        peer.listener.options().ecn(listener);
        peer.receives(syn().seq(5_000).mss(1_460).and(ASKING));
        assertThat(peer.next().flags & ASKING).isEqualTo(agrees ? TcpHeader.ECE : 0);
        peer.receives(ack().seq(5_001).ack(1_001));
        peer.accept();
        assertThat(peer.info().ecn()).isEqualTo(agrees);
        assertThat(peer.endpoint.options().ecn()).isEqualTo(listener);
    }

    /// What a peer echoes is not what was sent, perhaps: a listener without marks opens nothing with them.
    @ParameterizedTest
    @CsvSource({"ACCEPTED, true", "OFF, false"})
    void shouldBelieveMarksInCookieOnlyWhenItsListenerWantsThem(Ecn listener, boolean believes) {
        peer = TcpPeer.listening(
                tcp -> with(tcp, Ecn.ACCEPTED).withOpening(tcp.opening().withSynCookies(SynCookies.ALWAYS)));
        peer.listener.options().ecn(listener);
        peer.receives(syn().seq(5_000).mss(1_400).sackPermitted().ts(77, 0).scale(5));
        final int own = new UnsafeBuffer(peer.next().options).getInt(8, ByteOrder.BIG_ENDIAN);
        peer.receives(ack().seq(5_001).ack(1_001).ts(78, own | MARKS_IN_COOKIE));
        peer.accept();
        assertThat(peer.info().ecn()).isEqualTo(believes);
    }

    private static TcpConfig with(TcpConfig tcp, Ecn value) {
        return tcp.withSegments(tcp.segments().withEcn(value));
    }
}
