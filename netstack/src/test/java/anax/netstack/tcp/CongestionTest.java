package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.data;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import anax.netstack.congestion.CongestionAlgorithm;
import anax.netstack.congestion.CongestionConfig;
import anax.netstack.congestion.CongestionControl;
import anax.netstack.congestion.CongestionWindow;
import anax.netstack.congestion.RateSample;
import anax.netstack.stack.LonePartition;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How a connection and its congestion control deal with each other.
class CongestionTest {
    private static final int SMSS = 1_460;

    private final Notes notes = new Notes();
    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    /// Notes what it is told, and leaves the window alone. Owner: one test.
    private static final class Notes implements CongestionControl, CongestionAlgorithm {
        private final List<String> told = new ArrayList<>();
        private long rate;
        private long rttNs;
        private boolean appLimited;
        private int priorFlight;
        private long wantedRate;

        @Override
        public String id() {
            return "notes";
        }

        @Override
        public CongestionControl create(CongestionConfig config) {
            return this;
        }

        @Override
        public void onStart(CongestionWindow window, long nowNs) {
            told.add("start " + window.cwnd() / window.smss());
        }

        @Override
        public void onAck(CongestionWindow window, RateSample sample) {
            told.add("ack " + sample.acknowledged());
            rate = sample.deliveryRate();
            rttNs = sample.rttNs();
            appLimited = sample.isAppLimited();
            priorFlight = sample.priorFlight();
        }

        @Override
        public int onLoss(CongestionWindow window, long nowNs) {
            told.add("loss " + window.flight());
            return window.flight() / 2;
        }

        @Override
        public int onTimeout(CongestionWindow window, long nowNs) {
            told.add("timeout " + window.flight());
            return window.flight() / 2;
        }

        @Override
        public void onUndo(CongestionWindow window, long nowNs) {
            told.add("undo " + window.cwnd() / window.smss());
        }

        @Override
        public void onRestart(CongestionWindow window, long idleNs, long nowNs) {
            told.add("restart " + idleNs / 1_000_000_000);
        }

        @Override
        public long pacingRate(CongestionWindow window) {
            return wantedRate;
        }

        private List<String> taken() {
            final List<String> all = List.copyOf(told);
            told.clear();
            return all;
        }
    }

    private void established() {
        peer = TcpPeer.established(
                tcp -> tcp.withCongestion(tcp.congestion().withAlgorithm(notes)),
                Seg.syn().mss(SMSS),
                65_535);
        assertThat(notes.taken()).containsExactly("start 10");
    }

    private void sendsAll(int from, int segments) {
        for (int i = 0; i < segments; i++) {
            peer.sends(data(SMSS).seq(from + i * SMSS).ack(5_001));
        }
    }

    private void writes(int from, int segments) {
        assertThat(peer.write(from, segments * SMSS)).isEqualTo(segments * SMSS);
    }

    private void acks(int octets) {
        peer.receives(ack().seq(5_001).ack(1_001 + octets));
    }

    @Test
    void shouldTellOfAcknowledgmentsAndOfOneLossInAWindow() {
        established();
        writes(1_001, 20);
        sendsAll(1_001, 10);
        acks(SMSS);
        assertThat(notes.taken()).containsExactly("ack 1460");
        assertThat(notes.priorFlight).isEqualTo(10 * SMSS);
        peer.forgetSent();
        for (int i = 0; i < 5; i++) {
            acks(SMSS);
        }
        assertThat(notes.taken()).containsExactly("loss 14600");
        acks(2 * SMSS);
        assertThat(notes.taken()).isEmpty();
    }

    @Test
    void shouldTellOfOneTimeoutForASegmentThatIsSentAgainAndAgain() {
        established();
        writes(1_001, 4);
        peer.forgetSent();
        peer.pass(ms(8_000));
        assertThat(notes.taken()).containsExactly("timeout 5840");
    }

    @Test
    void shouldTellOfASilenceBeforeSomethingIsSent() {
        established();
        writes(1_001, 1);
        peer.forgetSent();
        acks(SMSS);
        notes.taken();
        peer.pass(ms(30_000));
        assertThat(notes.taken()).isEmpty();
        writes(1_001 + SMSS, 1);
        assertThat(notes.taken()).containsExactly("restart 30");
    }

    /// Ten segments, acknowledged all at once after 100 ms: 146,000 octets a second. The first window of all is
    /// limited by the application, which was silent before.
    @Test
    void shouldMeasureRateAndRoundTrip() {
        established();
        writes(1_001, 30);
        peer.pass(ms(100));
        acks(10 * SMSS);
        assertThat(notes.appLimited).isTrue();
        peer.pass(ms(100));
        acks(20 * SMSS);
        assertThat(notes.rate).isCloseTo(146_000, Percentage.withPercentage(1));
        assertThat(notes.rttNs).isCloseTo(ms(100), Percentage.withPercentage(1));
        assertThat(notes.appLimited).isFalse();
        assertThat(peer.info().deliveryRate()).isEqualTo(notes.rate);
    }

    /// One segment in 100 ms is no measure of what the path takes.
    @Test
    void shouldSayThatTheApplicationHadTooLittleToSend() {
        established();
        writes(1_001, 1);
        peer.pass(ms(100));
        acks(SMSS);
        writes(1_001 + SMSS, 1);
        peer.pass(ms(100));
        acks(2 * SMSS);
        assertThat(notes.rate).isCloseTo(14_600, Percentage.withPercentage(1));
        assertThat(notes.appLimited).isTrue();
    }

    /// Karn: after a retransmission nothing is measured until new octets are acknowledged.
    @Test
    void shouldMeasureNothingByWhatWasSentAgain() {
        established();
        writes(1_001, 2);
        peer.pass(ms(1_100));
        acks(2 * SMSS);
        assertThat(notes.rttNs).isZero();
        assertThat(notes.rate).isZero();
    }

    @Test
    void shouldTakeReductionBackWhenItWasWrong() {
        established();
        writes(1_001, 10);
        peer.pass(ms(1_100));
        assertThat(peer.info().sndCwnd()).isEqualTo(1);
        final TcpConnection connection = connection();
        peer.does(() -> connection.tcp.congestion.onUndo(connection, 0));
        assertThat(notes.taken()).containsExactly("timeout 14600", "undo 10");
        assertThat(peer.info().sndCwnd()).isEqualTo(10);
        assertThat(peer.info().sndSsthresh()).isEqualTo(Integer.MAX_VALUE);
        assertThat(peer.info().reductionsUndone()).isOne();
        peer.does(() -> connection.tcp.congestion.onUndo(connection, 0));
        assertThat(notes.taken()).isEmpty();
    }

    @Test
    void shouldRefuseAlgorithmThatIsNotThere() {
        established();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> peer.endpoint.options().congestion("vegas"))
                .withMessage("congestion control vegas was asked for; use one of reno, cubic, highspeed, notes");
        assertThat(peer.endpoint.options().congestion()).isEqualTo("notes");
    }

    @Test
    void shouldBeginAnewWithAlgorithmThatIsChosenLater() {
        established();
        peer.with(options -> options.congestion("cubic"));
        assertThat(peer.info().congestion()).isEqualTo("cubic");
        peer.with(options -> options.congestion("notes"));
        assertThat(notes.taken()).containsExactly("start 10");
        peer.with(options -> options.congestion("notes"));
        assertThat(notes.taken()).isEmpty();
    }

    /// An algorithm's own rate: 1,460,000 octets a second are a segment each millisecond.
    @Test
    void shouldSendAtTheRateThatTheAlgorithmWants() {
        notes.wantedRate = 1_460_000;
        established();
        peer.with(options -> options.pacing(true));
        writes(1_001, 10);
        assertThat(peer.info().pacingRate()).isEqualTo(1_460_000);
        peer.sends(data(SMSS).seq(1_001).ack(5_001));
        peer.sendsNothingFor(ms(1) - 10_000);
        for (int i = 1; i < 5; i++) {
            peer.pass(20_000);
            peer.sends(data(SMSS).seq(1_001 + i * SMSS).ack(5_001));
            peer.sendsNothingFor(ms(1) - 20_000);
        }
    }

    private TcpConnection connection() {
        return (TcpConnection) peer.host
                .partition()
                .tcp()
                .find(LonePartition.OWN.v4(), LonePartition.NEIGHBOR.v4(), TcpPeer.PORT, TcpPeer.PEER_PORT);
    }
}
