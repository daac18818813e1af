package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each way of mending losses shows itself in what is said of a connection, and in none if it is switched off.
class RecoveryFiguresTest {
    private static final int MSS = 1_000;
    private static final int RECOVERY = 3; // of Linux's `tcpi_ca_state`

    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    /// Some segments are under way, and as many wait as are written beyond the window.
    private void flight(int segments, UnaryOperator<RecoveryConfig> recovery, Seg opening) {
        peer = TcpPeer.established(
                config -> config.withRecovery(recovery.apply(RecoveryConfig.classic())), opening, 65_535);
        peer.write(1_001, segments * MSS);
        peer.forgetSent();
    }

    private void flight(int segments, UnaryOperator<RecoveryConfig> recovery) {
        flight(segments, recovery, syn().mss(MSS).sackPermitted());
    }

    private void acks(int acknowledged, int... reported) {
        final int[] onWire = Arrays.stream(reported).map(peer::onWire).toArray();
        final Seg seg = ack().seq(5_001).ack(acknowledged);
        peer.receives(reported.length == 0 ? seg : seg.sack(onWire));
    }

    @Test
    void shouldCountSegmentsThatGoByLimitedTransmit() {
        flight(20, recovery -> recovery.withLimitedTransmit(true), syn().mss(MSS));
        acks(1_001);
        acks(1_001);
        assertThat(peer.info().limitedTransmits()).isEqualTo(2);
        acks(1_001);
        assertThat(peer.info().limitedTransmits()).isEqualTo(2);
        assertThat(peer.info().recoveries()).isOne();
    }

    @Test
    void shouldCountThemWithReportsToo() {
        flight(20, recovery -> recovery.withSack(true).withLimitedTransmit(true));
        acks(1_001, 2_001, 4_001);
        assertThat(peer.info().limitedTransmits()).isEqualTo(2);
        close();
        flight(20, recovery -> recovery.withSack(true));
        acks(1_001, 2_001, 4_001);
        assertThat(peer.info().limitedTransmits()).isZero();
    }

    @Test
    void shouldCountRecoveriesThatBeganEarly() {
        flight(2, recovery -> recovery.withEarlyRetransmit(true), syn().mss(MSS));
        acks(1_001);
        assertThat(peer.info().earlyRetransmits()).isOne();
        close();
        flight(2, recovery -> recovery.withSack(true).withEarlyRetransmit(true));
        acks(1_001, 2_001, 3_001);
        assertThat(peer.info().earlyRetransmits()).isOne();
        close();
        flight(2, recovery -> recovery.withSack(true));
        acks(1_001, 2_001, 3_001);
        assertThat(peer.info().earlyRetransmits()).isZero();
        assertThat(peer.info().recoveries()).isZero();
    }

    @Test
    void shouldSayThatTheEchoOfTheFirstCopyTookItBack() {
        peer = TcpPeer.established(
                config -> config.withRecovery(RecoveryConfig.classic().withEifel(true)),
                syn().mss(MSS + SegmentWriter.TIMESTAMPS_LENGTH).ts(1, 0),
                65_535);
        peer.pass(ms(10));
        peer.write(1_001, 10 * MSS);
        final int first = stampOf(peer.next());
        peer.pass(ms(10));
        for (int i = 0; i < 3; i++) {
            peer.receives(ack().seq(5_001).ack(1_001).ts(2, first));
        }
        assertThat(peer.info().recoveries()).isOne();
        peer.receives(ack().seq(5_001).ack(11_001).ts(3, first));
        assertThat(peer.info().undoneByEifel()).isOne();
        assertThat(peer.info().undoneByDuplicates()).isZero();
        assertThat(peer.info().spuriousRecoveries()).isOne();
    }

    /// RFC 3522, section 3.2: the first acknowledgment after a retransmission tells which copy came, if it is for
    /// that segment. Here it is for one that had gone again before, in the recovery that has just ended.
    @Test
    void shouldNotTakeTheEchoOfAnEarlierRetransmissionForOneOfTheFirstCopy() {
        peer = TcpPeer.established(
                config -> config.withRecovery(RecoveryConfig.classic()
                        .withSack(true)
                        .withLimitedTransmit(true)
                        .withEifel(true)),
                syn().mss(MSS + SegmentWriter.TIMESTAMPS_LENGTH).ts(1, 0).sackPermitted(),
                65_535);
        peer.pass(ms(10));
        peer.write(1_001, 30 * MSS);
        final int first = stampOf(peer.next());
        peer.pass(ms(10));
        echoes(1_001, first, 2_001, 5_001); // the first is lost, and goes again
        echoes(1_001, first, 2_001, 11_001);
        peer.pass(ms(10));
        echoes(1_001, first, 2_001, 11_001, 12_001, 15_001); // and so does the eleventh
        peer.pass(ms(10));
        echoes(11_001, first + 10, 12_001, 15_001); // the first recovery is over
        assertThat(peer.info().congestionState()).isNotEqualTo(RECOVERY);
        peer.pass(ms(10));
        echoes(11_001, first + 10, 12_001, 15_001, 16_001, 19_001); // the fifteenth begins another one
        assertThat(peer.info().recoveries()).isEqualTo(2);
        peer.pass(ms(10));
        echoes(15_001, first + 20, 16_001, 19_001); // the eleventh's second copy has come
        assertThat(peer.info().undoneByEifel()).isZero();
        assertThat(peer.info().congestionState()).isEqualTo(RECOVERY);
    }

    private void echoes(int acknowledged, int stamp, int... reported) {
        final int[] onWire = Arrays.stream(reported).map(peer::onWire).toArray();
        peer.receives(ack().seq(5_001).ack(acknowledged).ts(2, stamp).sack(onWire));
    }

    @Test
    void shouldSayThatDuplicatesTookItBack() {
        flight(10, recovery -> recovery.withSack(true).withDuplicateUndo(true));
        acks(1_001, 2_001, 5_001);
        assertThat(peer.info().recoveries()).isOne();
        acks(5_001);
        acks(5_001, 1_001, 2_001);
        assertThat(peer.info().undoneByDuplicates()).isOne();
        assertThat(peer.info().undoneByEifel()).isZero();
    }

    @Test
    void shouldSayThatNewAcknowledgmentsTookATimeoutBack() {
        flight(30, recovery -> recovery.withForwardRto(true), syn().mss(MSS));
        peer.pass(ms(1_001));
        assertThat(peer.info().totalRetransmits()).isOne();
        acks(2_001);
        acks(3_001);
        assertThat(peer.info().undoneByForwardRto()).isOne();
        assertThat(peer.info().spuriousTimeouts()).isOne();
    }

    @Test
    void shouldSayThatFirstCopiesTookATimeoutBack() {
        flight(10, recovery -> recovery.withSack(true).withForwardRto(true));
        peer.pass(ms(1_001));
        acks(1_001, 2_001, 3_001);
        assertThat(peer.info().undoneByForwardRto()).isOne();
    }

    /// RFC 6937, section 3: what came and went in the recovery under way, which is not over before all is mended.
    @Test
    void shouldShowWhatTheWindowGoesDownBy() {
        flight(10, recovery -> recovery.withSack(true).withProportionalRate(true));
        acks(1_001, 2_001, 5_001);
        assertThat(peer.info().reductionDelivered()).isEqualTo(3 * MSS);
        assertThat(peer.info().reductionSent()).isEqualTo(MSS);
        acks(1_001, 2_001, 6_001);
        assertThat(peer.info().reductionDelivered()).isEqualTo(4 * MSS);
        acks(11_001);
        assertThat(peer.info().reductionDelivered()).isZero();
        assertThat(peer.info().reductionSent()).isZero();
    }

    @Test
    void shouldCountRescues() {
        flight(10, recovery -> recovery.withSack(true));
        acks(1_001, 2_001, 6_001);
        assertThat(peer.info().rescues()).isZero();
        acks(1_001, 2_001, 10_001);
        assertThat(peer.info().rescues()).isOne();
    }

    @Test
    void shouldShowWhichWaysAreOn() {
        flight(1, recovery -> recovery.withSack(true));
        assertThat(peer.info().recoveryRules())
                .isEqualTo(RecoveryConfig.classic().withSack(true));
    }

    private static int stampOf(Seg seg) {
        return new UnsafeBuffer(seg.options).getInt(4, ByteOrder.BIG_ENDIAN);
    }
}
