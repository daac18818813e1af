package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.data;
import static anax.netstack.tcp.Seg.fin;
import static anax.netstack.tcp.Seg.push;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A connection that is silent keeps no more than it must, and goes on as if it had kept everything.
class GearTest {
    private static final int WINDOW = 65_535;

    private TcpPeer peer;

    @AfterEach
    void close() {
        if (peer != null) {
            peer.close();
        }
    }

    private void open() {
        peer = TcpPeer.established(
                UnaryOperator.identity(),
                syn().mss(1_460).sackPermitted().ts(1, 0).scale(0),
                WINDOW);
        peer.forgetSent();
    }

    private int awake() {
        return peer.host.partition().tcp().awake();
    }

    private void shouldBeSilent() {
        assertThat(awake()).isZero();
        assertThat(peer.connection().gear).isNull();
        assertThat(peer.connection().loss).isNull();
        assertThat(peer.connection().congestion).isNull();
    }

    @Test
    void shouldGiveItsGearBackWhenSilentForLong() {
        open();
        assertThat(awake()).isOne();
        peer.pass(4 * GearPool.SILENCE_NS);
        shouldBeSilent();
        peer.sendsNothing();
    }

    @Test
    void shouldGoOnWhenSomethingComesAfterASilence() {
        open();
        peer.pass(10 * GearPool.SILENCE_NS);
        shouldBeSilent();
        peer.receives(push(100).seq(5_001).ack(1_001).ts(2, 0));
        assertThat(awake()).isOne();
        assertThat(peer.read(5_001, 1_000)).isEqualTo(100);
        peer.pass(10 * GearPool.SILENCE_NS);
        shouldBeSilent();
    }

    @Test
    void shouldGoOnWhenSomethingIsWrittenAfterASilence() {
        open();
        peer.pass(10 * GearPool.SILENCE_NS);
        assertThat(peer.endpoint.writable()).isEqualTo(peer.endpoint.options().sendBuffer());
        assertThat(peer.endpoint.isWritable()).isTrue();
        assertThat(peer.endpoint.unsent()).isZero();
        assertThat(peer.endpoint.unacknowledged()).isZero();
        assertThat(awake()).as("to be asked is not to be woken").isZero();
        assertThat(peer.write(1_001, 500)).isEqualTo(500);
        peer.sends(push(500).seq(1_001).ack(5_001));
        peer.receives(ack().seq(5_001).ack(1_501).ts(3, 0));
        peer.pass(10 * GearPool.SILENCE_NS);
        shouldBeSilent();
    }

    /// Sent again after a time-out of what is known of the way, as without the silence.
    @Test
    void shouldSendAgainWhenTheFirstSegmentAfterASilenceIsLost() {
        open();
        peer.pass(10 * GearPool.SILENCE_NS);
        peer.write(1_001, 500);
        peer.sends(push(500).seq(1_001).ack(5_001));
        final long waitNs = peer.info().rtoNs();
        peer.sendsNothingFor(waitNs / 4);
        peer.pass(waitNs);
        peer.sends(push(500).seq(1_001).ack(5_001));
    }

    @Test
    void shouldKeepWhatLiesUnread() {
        open();
        peer.receives(push(100).seq(5_001).ack(1_001).ts(2, 0));
        peer.pass(10 * GearPool.SILENCE_NS);
        assertThat(awake()).isOne();
        assertThat(peer.read(5_001, 1_000)).isEqualTo(100);
        peer.pass(10 * GearPool.SILENCE_NS);
        shouldBeSilent();
    }

    @Test
    void shouldKeepWhatWaitsForWhatShouldHaveComeBefore() {
        open();
        peer.receives(data(100).seq(5_101).ack(1_001).ts(2, 0));
        peer.pass(10 * GearPool.SILENCE_NS);
        assertThat(awake()).isOne();
        peer.receives(data(100).seq(5_001).ack(1_001).ts(2, 0));
        assertThat(peer.read(5_001, 1_000)).isEqualTo(200);
        peer.pass(10 * GearPool.SILENCE_NS);
        shouldBeSilent();
    }

    @Test
    void shouldKeepTheCountsWhenItIsSilent() {
        open();
        peer.write(1_001, 500);
        peer.pass(ms(20));
        peer.receives(ack().seq(5_001).ack(1_501).ts(3, 0));
        final TcpInfo before = peer.info();
        peer.pass(10 * GearPool.SILENCE_NS);
        shouldBeSilent();
        final TcpInfo after = peer.info();
        assertThat(awake()).as("to be shown is not to be woken").isZero();
        assertThat(after.deliveryRate()).isEqualTo(before.deliveryRate()).isPositive();
        assertThat(after.isDeliveryRateAppLimited()).isEqualTo(before.isDeliveryRateAppLimited());
        assertThat(after.minRttNs()).isEqualTo(before.minRttNs());
        assertThat(after.congestionPhase()).isEqualTo(before.congestionPhase());
        assertThat(after.sndCwnd()).isEqualTo(before.sndCwnd());
    }

    /// What was learnt of the way by a loss is not forgotten.
    @Test
    void shouldKeepWhatRecoveryRemembers() {
        open();
        peer.write(1_001, 500);
        peer.pass(ms(5_000));
        peer.receives(ack().seq(5_001).ack(1_501).ts(3, 0));
        final TcpInfo before = peer.info();
        assertThat(before.totalRetransmits()).isPositive();
        peer.pass(20 * GearPool.SILENCE_NS);
        assertThat(peer.connection().gear).isNull();
        final TcpInfo after = peer.info();
        assertThat(peer.connection().congestion).as("knows of a loss").isNotNull();
        assertThat(after.sndSsthresh()).isEqualTo(before.sndSsthresh());
        assertThat(after.congestionPhase()).isEqualTo(before.congestionPhase());
    }

    @Test
    void shouldGiveItsGearBackAtOnceWhenItIsOver() {
        open();
        peer.receives(fin().seq(5_001).ack(1_001).ts(2, 0));
        peer.does(() -> peer.endpoint.close());
        peer.forgetSent();
        peer.receives(ack().seq(5_002).ack(1_002).ts(3, 0));
        assertThat(awake()).isZero();
    }

    /// A field that somebody adds must not go on to the next connection.
    @Test
    void shouldForgetAllWhenItIsReset() throws ReflectiveOperationException {
        final RecoveryState used = new RecoveryState();
        for (final Field field : RecoveryState.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                switch (field.getType().getName()) {
                    case "long" -> field.setLong(used, 77);
                    case "int" -> field.setInt(used, 77);
                    case "boolean" -> field.setBoolean(used, !field.getBoolean(used));
                    default -> throw new AssertionError("a field of another kind: " + field);
                }
            }
        }
        used.reset();
        assertThat(used).usingRecursiveComparison().isEqualTo(new RecoveryState());
        assertThat(new RecoveryState().isForgettable()).isTrue();
    }
}
