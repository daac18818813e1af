package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.data;
import static anax.netstack.tcp.Seg.fin;
import static anax.netstack.tcp.Seg.push;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.Seg.synAck;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.NetworkInterface;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.Frames;
import anax.netstack.wire.IcmpHeader;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is sent, when, and again: RFC 9293, sections 3.7 and 3.8; RFC 5681, 6298, 6582, 6928, 5482, 5927.
class SendingTest {
    private static final long SECOND = ms(1_000);
    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    private static TcpPeer withWindow(int window) {
        return TcpPeer.established(UnaryOperator.identity(), syn().mss(1_460), window);
    }

    /// RFC 9293, sections 3.7.1 and 3.7.4; RFC 6691.
    @Nested
    class Segments {
        @Test
        void shouldCutIntoFullSegmentsAndPushTheLast() {
            peer = TcpPeer.established();
            peer.write(1_001, 3_000);
            peer.sends(data(1_460).seq(1_001).ack(5_001));
            peer.sends(data(1_460).seq(2_461).ack(5_001));
            peer.sendsNothing(); // 80 octets wait: Nagle
            peer.receives(ack().seq(5_001).ack(3_921));
            peer.sends(push(80).seq(3_921).ack(5_001));
        }

        @ParameterizedTest
        @CsvSource({"0, 536", "536, 536", "1000, 1000", "9000, 1460"})
        void shouldSendNoLongerThanPeerOrLinkTakes(int announced, int expected) {
            peer = TcpPeer.established(UnaryOperator.identity(), announced == 0 ? syn() : syn().mss(announced), 65_535);
            peer.write(1_001, 9_000);
            assertThat(peer.next().length).isEqualTo(expected);
        }

        @Test
        void shouldMakeRoomForTimestamps() {
            peer = TcpPeer.established(
                    UnaryOperator.identity(), syn().mss(1_460).ts(1, 0), 65_535);
            peer.write(1_001, 2_000);
            peer.sends(data(1_448).seq(1_001).ack(5_001).ts(0, 1));
        }

        @Test
        void shouldSendSmallSegmentsAtOnceWhenNoDelay() {
            peer = TcpPeer.established();
            peer.with(options -> options.noDelay(true));
            peer.write(1_001, 10);
            peer.sends(push(10).seq(1_001).ack(5_001));
            peer.write(1_011, 10);
            peer.sends(push(10).seq(1_011).ack(5_001));
        }

        @Test
        void shouldJoinSmallWritesWhileOneIsUnderWay() {
            peer = TcpPeer.established();
            peer.write(1_001, 10);
            peer.sends(push(10).seq(1_001).ack(5_001));
            peer.write(1_011, 10);
            peer.write(1_021, 10);
            peer.sendsNothingFor(ms(300));
            peer.receives(ack().seq(5_001).ack(1_011));
            peer.sends(push(20).seq(1_011).ack(5_001));
        }

        @Test
        void shouldHoldCorkedOctetsUntilFullOrReleasedOrLate() {
            peer = TcpPeer.established();
            peer.with(options -> options.cork(true));
            peer.write(1_001, 1_000);
            peer.sendsNothingFor(ms(199));
            peer.pass(ms(1) + 1_024);
            peer.sends(push(1_000).seq(1_001).ack(5_001));
            peer.receives(ack().seq(5_001).ack(2_001));
            peer.write(2_001, 1_500);
            peer.sends(data(1_460).seq(2_001).ack(5_001));
            peer.sendsNothing();
            peer.with(options -> options.cork(false));
            peer.receives(ack().seq(5_001).ack(3_461));
            peer.sends(push(40).seq(3_461).ack(5_001));
        }

        /// RFC 6928, section 2.
        @ParameterizedTest
        @CsvSource({"1460, 10", "536, 10", "100, 10"})
        void shouldBeginWithInitialWindow(int mss, int segments) {
            peer = TcpPeer.established(UnaryOperator.identity(), syn().mss(mss), 65_535);
            peer.write(1_001, 60_000);
            for (int i = 0; i < segments; i++) {
                peer.sends(data(mss).seq(1_001 + i * mss).ack(5_001));
            }
            peer.sendsNothing();
        }

        /// RFC 6928, section 2: of long segments two go, and more only within 14,600 octets.
        @Test
        void shouldBeginWithTwoLongSegments() {
            peer = TcpPeer.listening();
            final NetworkInterface wire = peer.host.wire();
            peer.host.does(partition -> partition
                    .interfaces()
                    .put(new NetworkInterface(
                            wire.index(),
                            wire.name(),
                            wire.type(),
                            9_000,
                            wire.hardware(),
                            wire.capabilities(),
                            wire.addresses(),
                            true)));
            peer.receives(syn().seq(5_000).mss(8_960));
            peer.next();
            peer.receives(ack().seq(5_001).ack(1_001).win(65_535));
            peer.accept();
            peer.write(1_001, 60_000);
            peer.sends(data(8_960).seq(1_001).ack(5_001));
            peer.sends(data(8_960).seq(9_961).ack(5_001));
            peer.sendsNothing();
        }

        /// RFC 5681, section 4.1.
        @Test
        void shouldBeginAnewAfterLongSilence() {
            peer = TcpPeer.established();
            for (int i = 0; i < 30; i++) {
                peer.write(1_001 + 1_460 * i, 1_460);
                peer.next();
                peer.receives(ack().seq(5_001).ack(1_001 + 1_460 * (i + 1)));
            }
            assertThat(peer.info().sndCwnd()).isGreaterThan(30);
            peer.pass(2 * SECOND);
            peer.write(1_001 + 30 * 1_460, 1);
            assertThat(peer.info().sndCwnd()).isEqualTo(10);
        }

        @Test
        void shouldTakeNoMoreThanBufferHasRoomForAndTellWhenThereIsRoom() {
            peer = withWindow(1_000);
            peer.with(options -> options.sendBuffer(4_000));
            assertThat(peer.write(1_001, 10_000)).isEqualTo(4_000);
            assertThat(peer.write(5_001, 1)).isEqualTo(TcpResult.WOULD_BLOCK);
            peer.next();
            peer.events = 0;
            peer.receives(ack().seq(5_001).ack(2_001).win(1_000));
            assertThat(peer.events & TcpEvents.WRITABLE).isNotZero();
            assertThat(peer.endpoint.writable()).isEqualTo(1_000);
            peer.sends(data(1_000).seq(2_001).ack(5_001));
        }

        @Test
        void shouldAnswerNoBufferWhenMemoryIsUsedUp() {
            peer = TcpPeer.established(tcp -> tcp.withBuffers(tcp.buffers().withSendMemory(1 << 16)));
            assertThat(peer.write(1_001, 200_000)).isEqualTo(1 << 16);
            assertThat(peer.write(1_001 + (1 << 16), 1)).isEqualTo(TcpResult.NO_BUFFER);
        }
    }

    /// RFC 9293, sections 3.8.6.1 and 3.8.6.2.1.
    @Nested
    class Windows {
        @Test
        void shouldProbeWhenWindowIsClosedAndGoOnWhenItOpens() {
            peer = withWindow(1_460);
            peer.write(1_001, 2_000);
            peer.sends(data(1_460).seq(1_001).ack(5_001));
            peer.receives(ack().seq(5_001).ack(2_461).win(0));
            peer.sendsNothingFor(SECOND - ms(1));
            peer.pass(ms(1) + 1_024);
            peer.sends(data(1).seq(2_461).ack(5_001));
            peer.receives(ack().seq(5_001).ack(2_461).win(0));
            peer.sendsNothingFor(2 * SECOND - ms(1));
            peer.pass(ms(1) + 1_024);
            peer.sends(data(1).seq(2_461).ack(5_001));
            peer.receives(ack().seq(5_001).ack(2_461).win(1_460));
            peer.sends(push(540).seq(2_461).ack(5_001));
            peer.receives(ack().seq(5_001).ack(3_001).win(1_460));
            peer.sendsNothingFor(100 * SECOND);
        }

        /// Behind a window that has opened, what is lost is sent again whole.
        @Test
        void shouldSendAgainInsteadOfProbingWhenWindowHasOpened() {
            peer = withWindow(1_460);
            peer.write(1_001, 2_000);
            peer.next();
            peer.receives(ack().seq(5_001).ack(2_461).win(0));
            peer.pass(SECOND + 1_024);
            peer.sends(data(1).seq(2_461).ack(5_001));
            peer.receives(ack().seq(5_001).ack(2_461).win(1_460));
            peer.sends(push(540).seq(2_461).ack(5_001));
            peer.sendsNothingFor(SECOND - ms(1));
            peer.pass(ms(1) + 1_024);
            peer.sends(push(540).seq(2_461).ack(5_001));
        }

        /// A window that is probed may stay closed for ever, as long as the peer answers.
        @Test
        void shouldNeverGiveUpWhilePeerAnswers() {
            peer = withWindow(1_460);
            peer.write(1_001, 2_000);
            peer.next();
            peer.receives(ack().seq(5_001).ack(2_461).win(0));
            for (int i = 0; i < 40; i++) {
                peer.pass(61 * SECOND);
                assertThat(peer.nextFrame()).as("probe " + i).isNotNull();
                peer.forgetSent();
                peer.receives(ack().seq(5_001).ack(2_461).win(0));
            }
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
        }

        /// A FIN takes up a number of the window like an octet, and is offered in the same way (RFC 9293, section
        /// 3.8.6.1).
        @Test
        void shouldNeverGiveUpFinWhilePeerAnswers() {
            peer = TcpPeer.established();
            peer.write(1_001, 100);
            peer.next();
            peer.receives(ack().seq(5_001).ack(1_101).win(0));
            peer.does(peer.endpoint::shutdownOutput);
            peer.sends(fin().seq(1_101).ack(5_001));
            for (int i = 0; i < 30; i++) {
                peer.receives(ack().seq(5_001).ack(1_101).win(0));
                peer.pass(60 * SECOND + ms(1));
                peer.sends(fin().seq(1_101).ack(5_001));
                peer.forgetSent();
            }
            peer.receives(ack().seq(5_001).ack(1_101).win(1));
            peer.sends(fin().seq(1_101).ack(5_001));
            peer.receives(ack().seq(5_001).ack(1_102).win(0));
            assertThat(peer.state()).isEqualTo(TcpState.FIN_WAIT_2);
            peer.sendsNothingFor(200 * SECOND);
        }

        @Test
        void shouldStopOfferingFinWhenPeerHasTakenIt() {
            peer = TcpPeer.established();
            peer.receives(ack().seq(5_001).ack(1_001).win(0));
            peer.does(peer.endpoint::shutdownOutput);
            peer.sends(fin().seq(1_001).ack(5_001));
            peer.receives(ack().seq(5_001).ack(1_001).win(0));
            peer.pass(SECOND + ms(1));
            peer.sends(fin().seq(1_001).ack(5_001));
            peer.receives(ack().seq(5_001).ack(1_002).win(0));
            assertThat(peer.state()).isEqualTo(TcpState.FIN_WAIT_2);
            peer.sendsNothingFor(200 * SECOND);
        }

        @Test
        void shouldGiveUpWhenNoProbeIsAnswered() {
            peer = withWindow(1_460);
            peer.write(1_001, 2_000);
            peer.next();
            peer.receives(ack().seq(5_001).ack(2_461).win(0));
            peer.pass(1_200 * SECOND);
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.TIMED_OUT);
        }

        @Test
        void shouldTakeProbedOctetAsSentWhenPeerKeepsIt() {
            peer = withWindow(1_460);
            peer.write(1_001, 2_000);
            peer.next();
            peer.receives(ack().seq(5_001).ack(2_461).win(0));
            peer.pass(SECOND + 1_024);
            peer.sends(data(1).seq(2_461).ack(5_001));
            peer.receives(ack().seq(5_001).ack(2_462).win(1_000));
            peer.sends(push(539).seq(2_462).ack(5_001));
        }

        @Test
        void shouldStopProbingWhenPeerHasTakenTheLastOctet() {
            peer = withWindow(1_460);
            peer.write(1_001, 1_461);
            peer.next();
            peer.receives(ack().seq(5_001).ack(2_461).win(0));
            peer.pass(SECOND + 1_024);
            peer.sends(push(1).seq(2_461).ack(5_001));
            peer.receives(ack().seq(5_001).ack(2_462).win(0));
            peer.sendsNothingFor(1_000 * SECOND);
        }

        /// Neither a silly segment, nor silence for ever.
        @Test
        void shouldWaitForHalfTheWindowOrTheOverride() {
            peer = withWindow(1_460);
            peer.write(1_001, 3_000);
            peer.next();
            peer.receives(ack().seq(5_001).ack(2_461).win(100));
            peer.sendsNothingFor(ms(199));
            peer.pass(ms(1) + 1_024);
            peer.sends(data(100).seq(2_461).ack(5_001));
            peer.receives(ack().seq(5_001).ack(2_561).win(730));
            peer.sends(data(730).seq(2_561).ack(5_001));
        }

        /// The window was taken back: what lies behind it is no loss (SHLD-15 to SHLD-18).
        @Test
        void shouldProbeWhenWindowIsTakenBack() {
            peer = withWindow(10_000);
            peer.write(1_001, 2_920);
            peer.next();
            peer.next();
            peer.receives(ack().seq(5_001).ack(1_001).win(0));
            for (int i = 0; i < 20; i++) {
                peer.pass(61 * SECOND);
                peer.forgetSent();
                peer.receives(ack().seq(5_001).ack(1_001).win(0));
            }
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            peer.receives(ack().seq(5_001).ack(1_001).win(10_000));
            peer.sends(data(1_460).seq(1_001).ack(5_001));
            peer.sends(push(1_460).seq(2_461).ack(5_001));
        }
    }

    /// RFC 6298; RFC 9293, section 3.8.1 and 3.8.3; RFC 5482.
    @Nested
    class TimeOuts {
        @Test
        void shouldSendAgainTwiceAsLateAndGiveUp() {
            peer = TcpPeer.established();
            peer.write(1_001, 100);
            peer.sends(push(100).seq(1_001).ack(5_001));
            long wait = SECOND;
            for (int i = 0; i < 15; i++) {
                peer.sendsNothingFor(wait - ms(1));
                peer.pass(ms(1) + 1_024);
                peer.sends(push(100).seq(1_001).ack(5_001));
                wait = Math.min(2 * wait, 60 * SECOND);
            }
            peer.sendsNothingFor(61 * SECOND);
            assertThat(peer.state()).isEqualTo(TcpState.CLOSED);
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.TIMED_OUT);
        }

        /// SHLD-9 and SHLD-10: the user hears of the third repetition, and of nothing more once data gets
        /// through.
        @Test
        void shouldTellUserWhenPeerHasAnsweredNothingForThreeRepetitions() {
            peer = TcpPeer.established();
            peer.write(1_001, 100);
            peer.pass(3 * SECOND + ms(1));
            assertThat(peer.events & TcpEvents.SOFT_ERROR)
                    .as("after the second")
                    .isZero();
            peer.pass(4 * SECOND);
            assertThat(peer.events & TcpEvents.SOFT_ERROR).isNotZero();
            assertThat(peer.endpoint.softError()).isEqualTo(TcpResult.TIMED_OUT);
            assertThat(peer.info().softError()).isEqualTo(TcpResult.TIMED_OUT);
            assertThat(peer.endpoint.hasError()).isFalse();
            peer.receives(ack().seq(5_001).ack(1_101));
            assertThat(peer.endpoint.softError()).isZero();
        }

        /// Section 3.1 of RFC 5681: one segment, and slow start from there.
        @Test
        void shouldBeginWithOneSegmentAfterTimeOut() {
            peer = TcpPeer.established();
            peer.write(1_001, 14_600);
            for (int i = 0; i < 10; i++) {
                peer.next();
            }
            peer.pass(SECOND + 1_024);
            peer.sends(data(1_460).seq(1_001).ack(5_001));
            peer.sendsNothing();
            assertThat(peer.info().sndSsthresh()).isEqualTo(7_300);
            peer.receives(ack().seq(5_001).ack(2_461));
            peer.sends(data(1_460).seq(2_461).ack(5_001));
            peer.sends(data(1_460).seq(3_921).ack(5_001));
            peer.sendsNothing();
            peer.receives(ack().seq(5_001).ack(15_601));
            peer.sendsNothingFor(100 * SECOND);
        }

        @Test
        void shouldFollowRoundTripTime() {
            peer = TcpPeer.established();
            peer.write(1_001, 100);
            peer.next();
            peer.pass(ms(800));
            peer.receives(ack().seq(5_001).ack(1_101));
            // SRTT was 0 from the handshake: 7/8 * 0 + 1/8 * 800, RTTVAR 3/4 * 0 + 1/4 * 800
            assertThat(peer.info().rttNs()).isEqualTo(ms(100));
            assertThat(peer.info().rttvarNs()).isEqualTo(ms(200));
            assertThat(peer.info().rtoNs()).isEqualTo(SECOND);
        }

        /// Karn's algorithm: an answer after a repetition measures nothing.
        @Test
        void shouldNotMeasureWhatWasRepeated() {
            peer = TcpPeer.established();
            peer.write(1_001, 100);
            peer.next();
            peer.pass(SECOND + ms(500));
            peer.next();
            peer.receives(ack().seq(5_001).ack(1_101));
            assertThat(peer.info().rttNs()).isZero();
            assertThat(peer.info().rtoNs()).isEqualTo(2 * SECOND);
        }

        /// Karn's algorithm holds when three duplicates had it sent again, too.
        @Test
        void shouldNotMeasureWhatThreeDuplicatesHadRepeated() {
            peer = TcpPeer.established();
            peer.write(1_001, 10 * 1_460);
            peer.pass(ms(400));
            for (int i = 0; i < 3; i++) {
                peer.receives(ack().seq(5_001).ack(1_001));
            }
            peer.pass(ms(400));
            peer.receives(ack().seq(5_001).ack(15_601));
            assertThat(peer.info().rttNs()).isZero();
        }

        /// RFC 6298, section 5.3: the timer runs from the latest ACK that brought something.
        @Test
        void shouldWaitAnewWhenPartIsAcknowledged() {
            peer = TcpPeer.established();
            peer.with(options -> options.noDelay(true));
            peer.write(1_001, 100);
            peer.write(1_101, 100);
            peer.forgetSent();
            peer.pass(ms(200));
            peer.receives(ack().seq(5_001).ack(1_101));
            peer.sendsNothingFor(SECOND - ms(1));
            peer.pass(ms(1) + 1_024);
            peer.sends(push(100).seq(1_101).ack(5_001));
        }

        /// RFC 7323, appendix G: the samples of one round trip weigh together as much as a single one.
        @Test
        void shouldWeighSampleByHowManyComeInRoundTrip() {
            peer = TcpPeer.established(
                    UnaryOperator.identity(), syn().mss(1_460).ts(1, 0), 65_535);
            peer.write(1_001, 10 * 1_448);
            final int stamp = new UnsafeBuffer(peer.next().options).getInt(4, ByteOrder.BIG_ENDIAN);
            peer.pass(ms(80));
            peer.receives(ack().seq(5_001).ack(1_001 + 2 * 1_448).ts(10, stamp));
            assertThat(peer.info().rttNs()).isBetween(ms(1), ms(3)); // a fifth of an eighth of 80 ms
        }

        /// RFC 7323, section 4: with timestamps it measures all the same.
        @Test
        void shouldMeasureByTimestampWhenRepeated() {
            peer = TcpPeer.established(
                    UnaryOperator.identity(), syn().mss(1_460).ts(1, 0), 65_535);
            peer.write(1_001, 100);
            peer.next();
            peer.pass(SECOND + ms(500));
            final Seg again = peer.next();
            final int stamp = new UnsafeBuffer(again.options).getInt(4, ByteOrder.BIG_ENDIAN);
            peer.receives(ack().seq(5_001).ack(1_101).ts(10, stamp));
            assertThat(peer.info().rttNs()).isBetween(ms(61), ms(64)); // an eighth of 500 ms
        }

        @Test
        void shouldGiveUpWhenUserTimeOutHasPassed() {
            peer = TcpPeer.established();
            peer.with(options -> options.userTimeoutNs(5 * SECOND));
            peer.write(1_001, 100);
            peer.pass(5 * SECOND - ms(10));
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            peer.forgetSent();
            peer.sendsNothingFor(ms(20));
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.TIMED_OUT);
        }
    }

    /// RFC 5681, section 3.2; RFC 6582.
    @Nested
    class FastRecovery {
        private void flight(int segments) {
            flight(segments, UnaryOperator.identity());
        }

        private void flight(int segments, UnaryOperator<TcpConfig> config) {
            peer = TcpPeer.established(config);
            peer.write(1_001, segments * 1_460);
            for (int i = 0; i < segments; i++) {
                peer.next();
            }
        }

        private void duplicates(int count, int number) {
            for (int i = 0; i < count; i++) {
                peer.receives(ack().seq(5_001).ack(number));
            }
        }

        @Test
        void shouldSendAgainOnThirdDuplicate() {
            flight(10);
            duplicates(2, 1_001);
            peer.sendsNothing();
            duplicates(1, 1_001);
            peer.sends(data(1_460).seq(1_001).ack(5_001));
            peer.sendsNothing();
            assertThat(peer.info().sndSsthresh()).isEqualTo(7_300);
            assertThat(peer.info().sndCwndOctets()).isEqualTo(7_300 + 3 * 1_460);
        }

        @Test
        void shouldSendNextAgainOnPartialAck() {
            flight(10);
            duplicates(3, 1_001);
            peer.next();
            peer.receives(ack().seq(5_001).ack(3_921));
            peer.sends(data(1_460).seq(3_921).ack(5_001));
            peer.sendsNothing();
            peer.receives(ack().seq(5_001).ack(15_601));
            peer.sendsNothingFor(100 * SECOND);
            assertThat(peer.info().sndCwndOctets()).isEqualTo(2_920);
            assertThat(peer.info().congestionState()).isZero();
        }

        @Test
        void shouldSendNewSegmentsWhenDuplicatesGoOn() {
            flight(10, config -> config.withRecovery(RecoveryConfig.classic()));
            peer.write(15_601, 14_600);
            duplicates(3, 1_001);
            peer.sends(data(1_460).seq(1_001).ack(5_001));
            duplicates(2, 1_001);
            peer.sendsNothing();
            duplicates(1, 1_001);
            peer.sends(data(1_460).seq(15_601).ack(5_001));
        }

        /// RFC 6582, section 3.2, step 1, and section 4: what a time-out has found lost is not lost once more.
        @Test
        void shouldNotRecoverFromWhatTimeOutFoundLost() {
            flight(10);
            peer.pass(SECOND + 1_024);
            peer.sends(data(1_460).seq(1_001).ack(5_001));
            duplicates(3, 1_001);
            peer.sendsNothing();
            assertThat(peer.info().sndCwnd()).isOne();
        }

        /// RFC 6582, section 3.2, step 3: the timer starts anew with the first partial ACK and with no other, so
        /// that many losses in one window do not take a round trip each.
        @Test
        void shouldStartTimerAnewWithFirstPartialAckOnly() {
            flight(10);
            duplicates(3, 1_001);
            peer.next();
            peer.pass(ms(400));
            peer.receives(ack().seq(5_001).ack(2_461));
            peer.sends(data(1_460).seq(2_461).ack(5_001));
            peer.pass(ms(400));
            peer.receives(ack().seq(5_001).ack(3_921));
            peer.sends(data(1_460).seq(3_921).ack(5_001));
            peer.sendsNothingFor(ms(590));
            peer.pass(ms(20));
            peer.sends(data(1_460).seq(3_921).ack(5_001));
            assertThat(peer.info().sndCwnd()).isOne();
        }

        /// RFC 5827, section 2: fewer duplicates are enough with less than four segments only.
        @Test
        void shouldNeedThreeDuplicatesWhenMuchIsUnderWay() {
            flight(10, config -> config.withRecovery(RecoveryConfig.classic().withEarlyRetransmit(true)));
            duplicates(2, 1_001);
            peer.sendsNothing();
            duplicates(1, 1_001);
            peer.sends(data(1_460).seq(1_001).ack(5_001));
        }

        /// RFC 6675, section 5.1: until all is acknowledged that was under way at a time-out, what is lost only
        /// goes again.
        @Test
        void shouldNotRecoverFromLossWhileTimeOutIsMended() {
            peer = TcpPeer.established(
                    config -> config.withRecovery(RecoveryConfig.classic().withSack(true)),
                    syn().mss(1_000).sackPermitted(),
                    65_535);
            peer.write(1_001, 20_000);
            peer.pass(SECOND + 1_024);
            for (int number = 2_001; number <= 5_001; number += 1_000) {
                peer.receives(ack().seq(5_001).ack(number));
            }
            reports(5_001, 6_001, 11_001);
            peer.forgetSent();
            reports(5_001, 12_001, 15_001, 6_001, 11_001);
            peer.sends(data(1_000).seq(11_001).ack(5_001));
            assertThat(peer.info().congestionState()).isEqualTo(4); // 3 would be a recovery
        }

        /// RFC 8985, section 7.3: none as long as another one is out, though new octets follow it.
        @Test
        void shouldProbeTailOnlyOnceUntilProbeIsAnswered() {
            final RecoveryConfig probing =
                    RecoveryConfig.classic().withSack(true).withTailProbe(true);
            peer = TcpPeer.established(
                    config -> config.withRecovery(probing), syn().mss(1_000).sackPermitted(), 65_535);
            peer.write(1_001, 1_000);
            peer.pass(ms(100));
            peer.receives(ack().seq(5_001).ack(2_001));
            peer.write(2_001, 2_000);
            peer.forgetSent();
            peer.pass(ms(300));
            peer.sends(push(1_000).seq(3_001).ack(5_001));
            peer.write(4_001, 1_000);
            peer.sends(push(1_000).seq(4_001).ack(5_001));
            peer.sendsNothingFor(ms(600));
        }

        /// RFC 4015, section 3.2, step 6: what is under way and what was acknowledged; no burst.
        @Test
        void shouldOpenWindowByWhatWasAcknowledgedWhenTimeOutWasTooEarly() {
            peer = TcpPeer.established(
                    config -> config.withRecovery(RecoveryConfig.classic().withEifel(true)),
                    syn().mss(1_012).ts(1, 0),
                    65_535);
            peer.pass(ms(10));
            peer.write(1_001, 4_000);
            final int stamp = new UnsafeBuffer(peer.next().options).getInt(4, ByteOrder.BIG_ENDIAN);
            peer.pass(2 * SECOND);
            assertThat(peer.info().sndCwndOctets()).isEqualTo(1_000);
            peer.receives(ack().seq(5_001).ack(2_001).ts(2, stamp));
            assertThat(peer.info().sndCwndOctets()).isEqualTo(4_000);
        }

        private void reports(int number, int... edges) {
            peer.receives(ack().seq(5_001)
                    .ack(number)
                    .sack(Arrays.stream(edges).map(peer::onWire).toArray()));
        }

        /// Section 2: what brings a window or octets is no duplicate.
        @Test
        void shouldNotCountWhatBringsNews() {
            flight(10);
            for (int i = 0; i < 5; i++) {
                peer.receives(ack().seq(5_001).ack(1_001).win(60_000 - i));
            }
            peer.receives(data(10).seq(5_001).ack(1_001).win(59_996));
            peer.receives(data(10).seq(5_011).ack(1_001).win(59_996));
            peer.receives(data(10).seq(5_021).ack(1_001).win(59_996));
            peer.sendsNothing();
        }
    }

    /// RFC 9293, section 3.8.4.
    @Nested
    class Keepalive {
        private void withKeepalive() {
            peer = TcpPeer.established();
            peer.with(options -> options.keepIdleNs(10 * SECOND)
                    .keepIntervalNs(2 * SECOND)
                    .keepCount(3)
                    .keepAlive(true));
        }

        @Test
        void shouldAskWhenIdleAndGiveUpWhenNobodyAnswers() {
            withKeepalive();
            peer.sendsNothingFor(10 * SECOND - ms(1));
            peer.pass(ms(2));
            peer.sends(ack().seq(1_000).ack(5_001));
            peer.pass(2 * SECOND);
            peer.sends(ack().seq(1_000).ack(5_001));
            peer.pass(2 * SECOND);
            peer.sends(ack().seq(1_000).ack(5_001));
            peer.pass(2 * SECOND);
            peer.sends(Seg.rst().seq(1_001));
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.TIMED_OUT);
        }

        @Test
        void shouldWaitAnewWhenPeerAnswers() {
            withKeepalive();
            peer.pass(10 * SECOND + ms(1));
            peer.next();
            peer.receives(ack().seq(5_001).ack(1_001));
            peer.sendsNothingFor(10 * SECOND - ms(2));
            peer.pass(ms(10));
            peer.sends(ack().seq(1_000).ack(5_001));
        }

        @Test
        void shouldBeOffUnlessAskedFor() {
            peer = TcpPeer.established();
            peer.sendsNothingFor(8_000 * SECOND);
        }

        /// A probe of the peer's is answered.
        @Test
        void shouldAnswerWhenAsked() {
            peer = TcpPeer.established();
            peer.receives(ack().seq(5_000).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_001));
            peer.dropped();
        }
    }

    /// RFC 5927; RFC 1191; RFC 9293, section 3.9.2.2.
    @Nested
    class Icmp {
        /// The error about a frame that was sent.
        private void error(byte[] frame, int code, int mtu) {
            final byte[] datagram = Arrays.copyOfRange(frame, 14, 14 + 28);
            peer.host.receives(Frames.ip(1, Frames.icmp(IcmpHeader.UNREACHABLE, code, mtu, datagram))
                    .frame());
        }

        @Test
        void shouldEndOpeningWhenRefused() {
            peer = TcpPeer.synSent();
            error(peer.nextFrame(), IcmpHeader.PORT_UNREACHABLE, 0);
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.REFUSED);
        }

        @Test
        void shouldKeepOpeningWhenErrorIsSoftAndReportItAtTheEnd() {
            peer = TcpPeer.synSent();
            error(peer.nextFrame(), IcmpHeader.HOST_UNREACHABLE, 0);
            assertThat(peer.state()).isEqualTo(TcpState.SYN_SENT);
            peer.pass(200 * SECOND);
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.UNREACHABLE);
        }

        /// MUST-47: it is told at once, and can be asked for as long as it holds.
        @Test
        void shouldTellSoftErrorWhileItHolds() {
            peer = TcpPeer.established();
            peer.write(1_001, 100);
            error(peer.nextFrame(), IcmpHeader.NET_UNREACHABLE, 0);
            assertThat(peer.events & TcpEvents.SOFT_ERROR).isNotZero();
            assertThat(peer.events & TcpEvents.ERROR).isZero();
            assertThat(peer.endpoint.softError()).isEqualTo(TcpResult.UNREACHABLE);
            peer.receives(ack().seq(5_001).ack(1_101));
            assertThat(peer.endpoint.softError()).isZero();
        }

        /// What stood in the way of the opening is not what ends the connection later.
        @Test
        void shouldForgetSoftErrorWhenOpened() {
            peer = TcpPeer.synSent();
            final byte[] syn = peer.nextFrame();
            error(syn, IcmpHeader.HOST_UNREACHABLE, 0);
            final int iss = Seg.headerOf(Frames.payloadOf(syn)).seq();
            peer.receives(synAck().seq(5_000).ack(iss + 1).mss(1_460));
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(peer.endpoint.softError()).isZero();
        }

        @Test
        void shouldKeepConnectionWhenRefusedLater() {
            peer = TcpPeer.established();
            peer.write(1_001, 100);
            error(peer.nextFrame(), IcmpHeader.PORT_UNREACHABLE, 0);
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
        }

        @Test
        void shouldNotHearWhatQuotesNothingUnderWay() {
            peer = TcpPeer.established();
            peer.write(1_001, 1_460);
            final byte[] frame = peer.nextFrame();
            peer.receives(ack().seq(5_001).ack(2_461));
            error(frame, IcmpHeader.FRAGMENTATION_NEEDED, 1_000);
            assertThat(peer.dropped()).containsExactly(DropReason.ICMP_QUOTE);
            peer.write(2_461, 1_460);
            assertThat(peer.next().length).isEqualTo(1_460);
        }

        /// RFC 5927, section 4.1: also not while other octets are.
        @Test
        void shouldNotHearWhatQuotesOctetsThatCame() {
            peer = TcpPeer.established();
            peer.write(1_001, 1_460);
            final byte[] frame = peer.nextFrame();
            peer.receives(ack().seq(5_001).ack(2_461));
            peer.write(2_461, 1_460);
            error(frame, IcmpHeader.FRAGMENTATION_NEEDED, 1_000);
            assertThat(peer.dropped()).containsExactly(DropReason.ICMP_QUOTE);
        }

        @Test
        void shouldSendShorterSegmentsWhenPathIsNarrow() {
            peer = TcpPeer.established();
            peer.write(1_001, 2_920);
            final byte[] frame = peer.nextFrame();
            peer.next();
            error(frame, IcmpHeader.FRAGMENTATION_NEEDED, 1_000);
            peer.sends(data(960).seq(1_001).ack(5_001));
            peer.sends(data(960).seq(1_961).ack(5_001));
            peer.sends(data(960).seq(2_921).ack(5_001));
            peer.sends(push(40).seq(3_881).ack(5_001));
        }
    }

    /// RFC 9293, sections 3.6 and 3.10.4.
    @Test
    void shouldSendFinWithLastOctets() {
        peer = TcpPeer.established();
        peer.does(() -> {
            peer.endpoint.write(new UnsafeBuffer(new byte[0]), 0, 0);
            peer.endpoint.shutdownOutput();
        });
        peer.sends(fin().seq(1_001).ack(5_001));
        assertThat(peer.write(1_001, 1)).isEqualTo(TcpResult.PIPE);
    }
}
