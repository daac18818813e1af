package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.syn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import anax.netstack.congestion.CongestionConfig;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whatever is chosen for a stack, a socket can have otherwise; connections that a listener takes have its choice.
class SocketRulesTest {
    private static final int MSS = 1_000;

    private TcpPeer peer;

    @AfterEach
    void close() {
        if (peer != null) {
            peer.close();
        }
    }

    /// Of a stack with the rules of the first, a connection of a listener that has its own.
    private void established(CongestionConfig stack, Consumer<TcpSocketOptions> listener) {
        close();
        peer = TcpPeer.listening(tcp -> tcp.withCongestion(stack));
        listener.accept(peer.listener.options());
        peer.receives(syn().seq(5_000).mss(MSS));
        peer.next();
        peer.receives(ack().seq(5_001).ack(1_001).win(65_535));
        peer.accept();
    }

    private void established(UnaryOperator<CongestionConfig> stack, UnaryOperator<CongestionConfig> listener) {
        established(
                stack.apply(CongestionConfig.basic()),
                options -> options.congestionRules(listener.apply(CongestionConfig.basic())));
    }

    /// How many segments the window has when ten were acknowledged at once.
    private int windowAfterTen() {
        peer.write(1_001, 30 * MSS);
        peer.receives(ack().seq(5_001).ack(11_001));
        return peer.info().sndCwnd();
    }

    /// RFC 3465, section 2.2.
    @Test
    void shouldCountOctetsAsItsSocketWants() {
        established(rules -> rules, rules -> rules.withByteCountingLimit(8));
        assertThat(windowAfterTen()).isEqualTo(18);
        established(rules -> rules.withByteCountingLimit(8), rules -> rules);
        assertThat(windowAfterTen()).isEqualTo(11);
        assertThat(peer.info().congestionRules().byteCountingLimit()).isEqualTo(1);
    }

    /// RFC 3742, section 2: twice the bound and more grows by a quarter.
    @Test
    void shouldSlowDownSlowStartAsItsSocketWants() {
        established(
                rules -> rules.withByteCountingLimit(8),
                rules -> rules.withByteCountingLimit(8).withSlowStartBound(5));
        assertThat(peer.info().congestionPhase()).isEqualTo("limited slow start");
        assertThat(windowAfterTen()).isEqualTo(12);
        established(
                rules -> rules.withByteCountingLimit(8).withSlowStartBound(5), rules -> rules.withByteCountingLimit(8));
        assertThat(peer.info().congestionPhase()).isEqualTo("slow start");
        assertThat(windowAfterTen()).isEqualTo(18);
    }

    /// RFC 7661, section 4.4.1: of a window of ten one segment is used.
    @Test
    void shouldValidateWindowsAsItsSocketWants() {
        established(rules -> rules, rules -> rules.withValidation(true));
        assertThat(peer.info().windowUsed()).isEqualTo(Integer.MAX_VALUE);
        assertThat(windowAfterOneAtATime()).isEqualTo(10);
        assertThat(peer.info().windowUsed()).isEqualTo(MSS);
        established(rules -> rules.withValidation(true), rules -> rules);
        assertThat(windowAfterOneAtATime()).isEqualTo(15);
        assertThat(peer.info().windowUsed()).isZero();
    }

    private int windowAfterOneAtATime() {
        for (int i = 0; i < 5; i++) {
            peer.write(1_001 + i * MSS, MSS);
            peer.receives(ack().seq(5_001).ack(1_001 + (i + 1) * MSS));
        }
        return peer.info().sndCwnd();
    }

    @Test
    void shouldBeginWithAsManySegmentsAsItsSocketWants() {
        established(CongestionConfig.basic(), options -> options.initialWindowSegments(3));
        peer.write(1_001, 30 * MSS);
        assertThat(peer.info().unackedOctets()).isEqualTo(3 * MSS);
        assertThat(peer.info().initialWindow()).isEqualTo(3 * MSS);
        established(CongestionConfig.basic(), _ -> {});
        peer.write(1_001, 30 * MSS);
        assertThat(peer.info().unackedOctets()).isEqualTo(10 * MSS);
    }

    @Test
    void shouldRefuseWindowThatIsTooLarge() {
        established(CongestionConfig.basic(), _ -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> peer.endpoint.options().initialWindowSegments(1_001))
                .withMessage("initialWindowSegments 1001 was given; use 0 to 1000");
    }

    /// An algorithm that only the socket's rules have.
    @Test
    void shouldChooseAmongItsSocketsAlgorithms() {
        established(CongestionConfig.basic(), options -> options.congestionRules(CongestionConfig.standard()));
        assertThat(peer.info().congestion()).isEqualTo("cubic");
        peer.with(options -> options.congestionRules(CongestionConfig.basic()));
        assertThat(peer.info().congestion()).isEqualTo("reno");
    }
}
