package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.data;
import static anax.netstack.tcp.Seg.fin;
import static anax.netstack.tcp.Seg.none;
import static anax.netstack.tcp.Seg.push;
import static anax.netstack.tcp.Seg.rst;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.TcpHeader;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a connection that stands makes of segments: RFC 9293, section 3.10.7.4, check by check.
class SynchronizedTest {
    private static final int WINDOW = 65_535; // without scaling
    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    private static TcpPeer withOptions() {
        return TcpPeer.established(
                UnaryOperator.identity(),
                syn().mss(1_460).sackPermitted().ts(1, 0).scale(0),
                WINDOW);
    }

    private static TcpPeer withSack() {
        return TcpPeer.established(UnaryOperator.identity(), syn().mss(1_460).sackPermitted(), WINDOW);
    }

    /// First: sequence numbers, and RFC 7323, section 5.
    @Nested
    class Sequence {
        /// The edges of the window: below and above it a segment earns an acknowledgment and is dropped.
        @ParameterizedTest
        @CsvSource({"4901, 100", "5000, 0", "70536, 0", "70536, 100", "70537, 1"})
        void shouldAnswerAndDropWhenOutsideOfWindow(int seq, int length) {
            peer = TcpPeer.established();
            peer.receives(data(length).seq(seq).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_001));
            assertThat(peer.dropped()).hasSize(1);
            assertThat(peer.endpoint.available()).isZero();
        }

        @ParameterizedTest
        @CsvSource({"4951, 100, 50", "4902, 100, 1", "5001, 1, 1"})
        void shouldTakeWhatIsNewWhenSegmentOverlaps(int seq, int length, int taken) {
            peer = TcpPeer.established();
            peer.receives(data(length).seq(seq).ack(1_001));
            assertThat(peer.read(5_001, 1_000)).isEqualTo(taken);
        }

        @Test
        void shouldCutWhatLiesBehindWindow() {
            peer = TcpPeer.established(tcp -> tcp.withBuffers(tcp.buffers().withReceive(1_000)));
            peer.receives(data(1_200).seq(5_001).ack(1_001));
            assertThat(peer.endpoint.available()).isEqualTo(1_000);
        }

        /// RFC 9293, section 3.10.7.4: both the front and the end are cut off, and what is between them is taken.
        @Test
        void shouldCutBothSidesWhenSegmentCoversWholeWindow() {
            peer = TcpPeer.established(tcp -> tcp.withBuffers(tcp.buffers().withReceive(1_000)));
            peer.receives(data(1_200).seq(4_901).ack(1_001).and(TcpHeader.FIN));
            assertThat(peer.endpoint.available()).isEqualTo(1_000);
            peer.sends(ack().seq(1_001).ack(6_001).win(0));
            assertThat(peer.state()).as("the FIN lies behind the window").isEqualTo(TcpState.ESTABLISHED);
            assertThat(peer.read(5_001, 2_000)).isEqualTo(1_000);
        }

        /// A peer that probes a closed window is heard.
        @Test
        void shouldTakeAckOfProbeWhenWindowIsClosed() {
            peer = TcpPeer.established(tcp -> tcp.withBuffers(tcp.buffers().withReceive(1_000)));
            peer.receives(data(1_000).seq(5_001).ack(1_001));
            peer.pass(ms(40));
            peer.sends(ack().seq(1_001).ack(6_001).win(0));
            peer.write(1_001, 10);
            peer.sends(push(10).seq(1_001).ack(6_001).win(0));
            peer.receives(data(1).seq(6_001).ack(1_011));
            peer.sends(ack().seq(1_011).ack(6_001).win(0));
            assertThat(peer.endpoint.unacknowledged()).isZero();
            assertThat(peer.endpoint.available()).isEqualTo(1_000);
        }

        @Test
        void shouldDropWhenTimestampIsOld() {
            peer = withOptions();
            peer.receives(data(10).seq(5_001).ack(1_001).ts(50, 0));
            peer.pass(ms(40));
            peer.next();
            peer.receives(data(10).seq(5_011).ack(1_001).ts(49, 0));
            peer.sends(
                    ack().seq(1_001).ack(5_011).options(1, 1, 8, 10, 0, 0, 0, 0).options(0, 0, 0, 50));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_PAWS);
            assertThat(peer.read(5_001, 100)).isEqualTo(10);
        }

        /// RFC 7323, section 5.5: after 24 days TS.Recent is no measure any more.
        @Test
        void shouldTakeOldTimestampWhenSilenceWasLong() {
            peer = withOptions();
            peer.pass(25L * 24 * 3_600 * ms(1_000));
            peer.receives(data(10).seq(5_001).ack(1_001).ts(-5, 0));
            assertThat(peer.read(5_001, 100)).isEqualTo(10);
        }

        /// Whoever does not know the window must not have TS.Recent set by then, or the peer's own segments would
        /// be taken for old ones.
        @Test
        void shouldNotTakeTimestampOfWhatLiesOutsideOfWindowWhenSilenceWasLong() {
            peer = withOptions();
            peer.pass(25L * 24 * 3_600 * ms(1_000));
            peer.receives(data(10).seq(500_000).ack(1_001).ts(-5, 0));
            peer.receives(data(10).seq(5_001).ack(1_001).ts(-2_000, 0));
            assertThat(peer.read(5_001, 100)).isEqualTo(10);
        }

        /// RFC 7323, section 3.2.
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void shouldDropWhenTimestampIsMissingUnlessTolerated(boolean tolerated) {
            peer = TcpPeer.established(
                    tcp -> tcp.withOptions(tcp.options().withToleratesMissingTimestamps(tolerated)),
                    syn().mss(1_460).ts(1, 0),
                    WINDOW);
            peer.receives(data(10).seq(5_001).ack(1_001));
            assertThat(peer.endpoint.available()).isEqualTo(tolerated ? 10 : 0);
            assertThat(peer.dropped().contains(DropReason.TCP_NO_TIMESTAMP)).isEqualTo(!tolerated);
        }

        /// RFC 7323, section 4.3: only what reaches the last acknowledgment renews the timestamp to be echoed.
        @Test
        void shouldNotEchoTimestampOfWhatCameOutOfOrder() {
            peer = withOptions();
            peer.receives(data(10).seq(5_011).ack(1_001).ts(70, 0));
            peer.sends(ack().seq(1_001).ack(5_001).ts(0, 1).sack(5_011, 5_021));
            peer.receives(data(10).seq(5_001).ack(1_001).ts(60, 0));
            peer.sends(ack().seq(1_001).ack(5_021).ts(0, 60));
        }

        /// ACKs that acknowledge nothing could go back and forth for ever.
        @Test
        void shouldAnswerOnlyTenASecondWhenSegmentsAreEmpty() {
            peer = TcpPeer.established();
            for (int i = 0; i < 20; i++) {
                peer.receives(ack().seq(4_000).ack(1_001));
            }
            for (int i = 0; i < 10; i++) {
                peer.sends(ack().seq(1_001).ack(5_001));
            }
            peer.sendsNothing();
            peer.pass(ms(1_000));
            peer.receives(ack().seq(4_000).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_001));
            peer.dropped();
        }

        /// RFC 5961, section 7: all connections have a bound together, too.
        @Test
        void shouldAnswerNoMoreThanAllConnectionsMayTogether() {
            peer = TcpPeer.established(tcp ->
                    tcp.withDefense(tcp.defense().withChallengesPerSecond(1_000).withChallengesPerSecondTogether(100)));
            final Set<Integer> answered = new HashSet<>();
            for (int second = 0; second < 8; second++) {
                for (int i = 0; i < 150; i++) {
                    peer.receives(ack().seq(4_000).ack(1_001));
                }
                int answers = 0;
                while (peer.nextFrame() != null) {
                    answers++;
                }
                assertThat(answers).isBetween(50, 100);
                answered.add(answers);
                peer.pass(ms(1_000));
            }
            assertThat(answered).as("how many, second by second").hasSizeGreaterThan(2);
            peer.dropped();
        }

        /// Section 3.4: numbers go round, and later is what lies ahead by less than half of them.
        @Test
        void shouldGoOnWhenNumbersGoRound() {
            final int last = -10;
            peer = TcpPeer.listening();
            peer.receives(syn().seq(last - 1).mss(1_460));
            peer.next();
            peer.receives(ack().seq(last).ack(1_001));
            peer.accept();
            peer.receives(data(5).seq(last).ack(1_001));
            peer.receives(data(5).seq(last + 15).ack(1_001));
            peer.receives(data(10).seq(last + 5).ack(1_001));
            assertThat(peer.read(last, 100)).isEqualTo(20);
            peer.receives(data(5).seq(last).ack(1_001));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_DUPLICATE);
        }
    }

    /// Second: RST. RFC 5961, section 3.
    @Nested
    class Reset {
        @Test
        void shouldEndWhenResetNamesNextOctet() {
            peer = TcpPeer.established();
            peer.receives(rst().seq(5_001));
            assertThat(peer.state()).isEqualTo(TcpState.CLOSED);
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.RESET);
            assertThat(peer.events & TcpEvents.ERROR).isNotZero();
            peer.sendsNothing();
            assertThat(peer.write(1_001, 1)).isEqualTo(TcpResult.PIPE);
        }

        @ParameterizedTest
        @ValueSource(ints = {5_002, 70_535})
        void shouldChallengeWhenResetIsElsewhereInWindow(int seq) {
            peer = TcpPeer.established();
            peer.receives(rst().seq(seq));
            peer.sends(ack().seq(1_001).ack(5_001));
            peer.sendsNothingFor(ms(200));
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_RESET);
        }

        @ParameterizedTest
        @ValueSource(ints = {5_000, 70_536})
        void shouldIgnoreWhenResetIsOutsideOfWindow(int seq) {
            peer = TcpPeer.established();
            peer.receives(rst().seq(seq));
            peer.sendsNothing();
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_RESET);
        }

        @Test
        void shouldEndByAnyResetInWindowWhenInsecure() {
            peer = TcpPeer.established(tcp -> tcp.withDefense(tcp.defense().withInsecureReset(true)));
            peer.receives(rst().seq(5_002));
            assertThat(peer.state()).isEqualTo(TcpState.CLOSED);
        }

        @Test
        void shouldLeaveUnreadOctetsToReader() {
            peer = TcpPeer.established();
            peer.receives(data(10).seq(5_001).ack(1_001));
            peer.receives(rst().seq(5_011));
            assertThat(peer.read(5_001, 100)).isEqualTo(10);
            assertThat(peer.read(0, 100)).isEqualTo(TcpResult.RESET);
            assertThat(peer.read(0, 100)).isZero();
        }
    }

    /// Fourth: SYN. RFC 5961, section 4: a challenge, and nothing else changes.
    @Nested
    class Syn {
        @ParameterizedTest
        @ValueSource(ints = {5_001, 5_002, 5_000, 100})
        void shouldChallenge(int seq) {
            peer = TcpPeer.established();
            peer.receives(syn().seq(seq));
            peer.sends(ack().seq(1_001).ack(5_001));
            peer.sendsNothingFor(ms(200));
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(peer.dropped()).hasSize(1);
        }

        @Test
        void shouldEndWhenInsecure() {
            peer = TcpPeer.established(tcp -> tcp.withDefense(tcp.defense().withInsecureSyn(true)));
            peer.receives(syn().seq(5_100));
            peer.sends(rst().seq(1_001));
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.RESET);
            peer.dropped();
        }
    }

    /// Fifth: ACK. RFC 5961, section 5.
    @Nested
    class Ack {
        @Test
        void shouldDropWhenMissing() {
            peer = TcpPeer.established();
            peer.receives(none().seq(5_001).length(10));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NO_ACK);
        }

        @ParameterizedTest
        @CsvSource({"1002", "-64535"})
        void shouldChallengeWhenOutOfRange(int wrong) {
            peer = TcpPeer.established();
            peer.receives(data(10).seq(5_001).ack(wrong));
            peer.sends(ack().seq(1_001).ack(5_001));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_ACK);
            assertThat(peer.endpoint.available()).isZero();
        }

        @Test
        void shouldTakeDataWhenAckIsOldButNotTooOld() {
            peer = TcpPeer.established();
            peer.receives(data(10).seq(5_001).ack(1_000));
            assertThat(peer.endpoint.available()).isEqualTo(10);
        }

        /// SND.WL1 and SND.WL2 keep an old segment from changing the window.
        @Test
        void shouldTakeWindowOfLatestSegmentOnly() {
            peer = TcpPeer.established();
            peer.receives(data(10).seq(5_001).ack(1_001).win(9_000));
            assertThat(peer.info().sndWnd()).isEqualTo(9_000);
            peer.receives(data(20).seq(4_991).ack(1_001).win(100));
            assertThat(peer.info().sndWnd()).isEqualTo(9_000);
            peer.receives(ack().seq(5_011).ack(1_001).win(7_000));
            assertThat(peer.info().sndWnd()).isEqualTo(7_000);
            peer.dropped();
        }

        /// What was sent before fills a gap, but its window is older than that of what came already.
        @Test
        void shouldNotTakeWindowOfSegmentThatWasSentBefore() {
            peer = TcpPeer.established();
            peer.receives(data(10).seq(5_011).ack(1_001).win(9_000));
            peer.receives(data(10).seq(5_001).ack(1_001).win(100));
            assertThat(peer.endpoint.available()).isEqualTo(20);
            assertThat(peer.info().sndWnd()).isEqualTo(9_000);
        }

        /// Nor is an old ACK's window, which other octets have used up since.
        @Test
        void shouldNotTakeWindowOfAckThatIsOld() {
            peer = TcpPeer.established();
            peer.write(1_001, 100);
            peer.next();
            peer.receives(data(10).seq(5_001).ack(1_101).win(9_000));
            peer.receives(data(10).seq(5_011).ack(1_001).win(100));
            assertThat(peer.endpoint.available()).isEqualTo(20);
            assertThat(peer.info().sndWnd()).isEqualTo(9_000);
        }
    }

    /// Sixth: URG. RFC 6093.
    @Nested
    class Urgent {
        @Test
        void shouldTellAndStopReadingAtMark() {
            peer = TcpPeer.established();
            peer.receives(data(100).seq(5_001).ack(1_001).urg(40));
            assertThat(peer.events & TcpEvents.URGENT).isNotZero();
            assertThat(peer.endpoint.isAtMark()).isFalse();
            assertThat(peer.read(5_001, 1_000)).isEqualTo(40);
            assertThat(peer.endpoint.isAtMark()).isTrue();
            assertThat(peer.read(5_041, 1_000)).isEqualTo(60);
            assertThat(peer.endpoint.isAtMark()).isFalse();
        }

        private void writeUrgent(int seq, int count) {
            final UnsafeBuffer octets = new UnsafeBuffer(new byte[count]);
            for (int i = 0; i < count; i++) {
                octets.putByte(i, Seg.octetAt(seq + i));
            }
            peer.does(() ->
                    assertThat(peer.endpoint.writeUrgent(octets, 0, count)).isEqualTo(count));
        }

        /// Neither Nagle's algorithm nor a cork: the user wants the peer to hear of it (RFC 9293, section 3.8.5).
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void shouldHoldNothingBackThatIsUrgent(boolean corked) {
            peer = TcpPeer.established();
            peer.write(1_001, 5);
            peer.sends(push(5).seq(1_001).ack(5_001));
            peer.with(options -> options.cork(corked));
            peer.write(1_006, 5);
            peer.sendsNothing();
            writeUrgent(1_011, 5);
            peer.sends(push(10).seq(1_006).ack(5_001).urg(10));
        }

        @Test
        void shouldPointBehindLastUrgentOctet() {
            peer = TcpPeer.established();
            writeUrgent(1_001, 5);
            peer.sends(push(5).seq(1_001).ack(5_001).urg(5));
            peer.receives(ack().seq(5_001).ack(1_006));
            peer.write(1_006, 5);
            peer.sends(push(5).seq(1_006).ack(5_001));
        }
    }

    /// Seventh: text, its acknowledgment (RFC 5681, section 4.2), and SACK (RFC 2018, 2883).
    @Nested
    class Text {
        @Test
        void shouldDelayAckOfSmallSegment() {
            peer = TcpPeer.established();
            peer.receives(push(100).seq(5_001).ack(1_001));
            peer.sendsNothingFor(ms(39));
            peer.pass(ms(1) + 1_024);
            peer.sends(ack().seq(1_001).ack(5_101));
        }

        @Test
        void shouldAckEverySecondFullSegmentAtOnce() {
            peer = TcpPeer.established();
            peer.receives(data(1_460).seq(5_001).ack(1_001));
            peer.sendsNothing();
            peer.receives(data(1_460).seq(6_461).ack(1_001));
            peer.sends(ack().seq(1_001).ack(7_921));
        }

        /// A batch is one arrival.
        @Test
        void shouldAckOnceWhenSegmentsComeTogether() {
            peer = TcpPeer.established();
            peer.receivesTogether(
                    data(1_460).seq(5_001).ack(1_001),
                    data(1_460).seq(6_461).ack(1_001),
                    data(1_460).seq(7_921).ack(1_001),
                    data(1_460).seq(9_381).ack(1_001));
            peer.sends(ack().seq(1_001).ack(10_841));
            peer.sendsNothingFor(ms(100));
        }

        @Test
        void shouldAckEachWhenQuick() {
            peer = TcpPeer.established(tcp -> tcp.withAcks(tcp.acks().withQuickSegments(1)));
            peer.receives(push(1).seq(5_001).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_002));
            peer.receives(push(1).seq(5_002).ack(1_001));
            peer.sendsNothing();
            peer.with(options -> options.quickAck(true));
            peer.receives(push(1).seq(5_003).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_004));
        }

        @Test
        void shouldCarryAckWithData() {
            peer = TcpPeer.established();
            peer.receives(push(100).seq(5_001).ack(1_001));
            peer.write(1_001, 10);
            peer.sends(push(10).seq(1_001).ack(5_101));
            peer.sendsNothingFor(ms(100));
        }

        /// Each one that is out of order is acknowledged at once, though they came together: the peer counts.
        @Test
        void shouldAckEachAtOnceWhenOutOfOrder() {
            peer = withSack();
            peer.receivesTogether(
                    data(100).seq(5_101).ack(1_001),
                    data(100).seq(5_301).ack(1_001),
                    data(100).seq(5_201).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_001).sack(5_101, 5_201));
            peer.sends(ack().seq(1_001).ack(5_001).sack(5_301, 5_401, 5_101, 5_201));
            peer.sends(ack().seq(1_001).ack(5_001).sack(5_101, 5_401));
            peer.sendsNothing();
            peer.receives(data(100).seq(5_001).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_401).options());
            assertThat(peer.read(5_001, 1_000)).isEqualTo(400);
        }

        @Test
        void shouldReportFourRunsAndLatestFirst() {
            peer = withSack();
            for (int i = 0; i < 5; i++) {
                peer.receives(data(10).seq(5_101 + 100 * i).ack(1_001));
            }
            for (int i = 0; i < 4; i++) {
                peer.next();
            }
            peer.sends(ack().seq(1_001).ack(5_001).sack(5_501, 5_511, 5_401, 5_411, 5_301, 5_311, 5_201, 5_211));
        }

        /// RFC 2883, sections 4.1 and 4.2.
        @Test
        void shouldReportDuplicates() {
            peer = withSack();
            peer.receives(data(100).seq(5_001).ack(1_001));
            peer.pass(ms(41));
            peer.next();
            peer.receives(data(100).seq(5_001).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_101).sack(5_001, 5_101));
            peer.receives(data(100).seq(5_201).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_101).sack(5_201, 5_301));
            peer.receives(data(100).seq(5_201).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_101).sack(5_201, 5_301, 5_201, 5_301));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_DUPLICATE, DropReason.TCP_DUPLICATE);
        }

        @Test
        void shouldNotSayMoreThanWasAgreedWhenSackIsOff() {
            peer = TcpPeer.established();
            peer.receives(data(100).seq(5_101).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_001).options());
        }

        @Test
        void shouldDropWhenTooManyRunsAreApart() {
            peer = TcpPeer.established();
            for (int i = 0; i <= Reordering.MOST_BLOCKS; i++) {
                peer.receives(data(1).seq(5_003 + 2 * i).ack(1_001));
            }
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_REORDERING);
        }

        /// Single octets must not take a packet each.
        @Test
        void shouldJoinShortSegments() {
            peer = TcpPeer.established();
            for (int i = 0; i < 500; i++) {
                peer.receives(push(1).seq(5_001 + i).ack(1_001));
            }
            assertThat(peer.host.partition().tcp().held()).isOne();
            assertThat(peer.read(5_001, 200)).isEqualTo(200);
            final Packet rest = peer.endpoint.readPacket();
            assertThat(rest.length()).isEqualTo(300);
            assertThat(rest.buffer().getByte(rest.offset())).isEqualTo(Seg.octetAt(5_201));
            peer.host.environment().deliver(rest);
            assertThat(peer.endpoint.readPacket()).isNull();
        }

        @Test
        void shouldLeaveOctetsWhenTheyAreOnlyLookedAt() {
            peer = TcpPeer.established();
            peer.receives(data(300).seq(5_001).ack(1_001));
            peer.receives(data(300).seq(5_301).ack(1_001));
            final UnsafeBuffer seen = new UnsafeBuffer(new byte[400]);
            assertThat(peer.endpoint.read(seen, 0, 400, true)).isEqualTo(400);
            assertThat(seen.getByte(399)).isEqualTo(Seg.octetAt(5_400));
            assertThat(peer.read(5_001, 1_000)).isEqualTo(600);
        }
    }

    /// RFC 9293, section 3.8.6: the window that is announced.
    @Nested
    class Window {
        @Test
        void shouldShrinkNever() {
            peer = TcpPeer.established(tcp -> tcp.withBuffers(tcp.buffers().withReceive(10_000)));
            int edge = 0;
            for (int i = 0; i < 6; i++) {
                peer.receives(data(1_460).seq(5_001 + 1_460 * i).ack(1_001));
                peer.pass(ms(41));
                final Seg answer = peer.next();
                assertThat(answer.ack + answer.window).isGreaterThanOrEqualTo(edge);
                edge = answer.ack + answer.window;
            }
            assertThat(edge).isEqualTo(15_001);
        }

        /// What a scaled field cannot say exactly is said as more, since less would take some back.
        @Test
        void shouldShrinkNeverWhenScaled() {
            peer = withOptions();
            long edge = 0;
            for (int i = 0; i < 20; i++) {
                peer.receives(data(10).seq(5_001 + 10 * i).ack(1_001).ts(2, 0));
                peer.pass(ms(41));
                final Seg answer = peer.next();
                final long next = answer.ack + ((long) answer.window << 7);
                assertThat(next).isGreaterThanOrEqualTo(edge);
                edge = next;
            }
        }

        /// Section 3.8.6.2.2: no news of little room.
        @Test
        void shouldOpenInLargeStepsWhenReaderIsSlow() {
            peer = TcpPeer.established(tcp -> tcp.withBuffers(tcp.buffers().withReceive(4_000)));
            peer.receivesTogether(
                    data(1_460).seq(5_001).ack(1_001),
                    data(1_460).seq(6_461).ack(1_001),
                    data(1_080).seq(7_921).ack(1_001));
            peer.sends(ack().seq(1_001).ack(9_001).win(0));
            peer.read(5_001, 1_000);
            peer.sendsNothingFor(ms(500));
            peer.receives(data(1).seq(9_001).ack(1_001)); // nor when the peer asks
            peer.sends(ack().seq(1_001).ack(9_001).win(0));
            peer.read(6_001, 460);
            peer.sends(ack().seq(1_001).ack(9_001).win(1_460));
        }

        @Test
        void shouldScaleWhenAgreed() {
            peer = withOptions();
            peer.receives(data(1_448).seq(5_001).ack(1_001).ts(2, 0));
            peer.pass(ms(41));
            assertThat(peer.next().window).isEqualTo(((1 << 18) - 1_448) >> 7);
        }

        /// Windows come in units of the scale. Rounded up to one after each octet they would never close.
        @Test
        void shouldGiveHalfABufferTooMuchAtMostWhenPeerSendsOctetByOctet() {
            final int bound = 1_000;
            final int scale = 8;
            peer = TcpPeer.established(
                    tcp -> tcp.withBuffers(tcp.buffers().withReceive(bound).withMostReceive(bound))
                            .withOptions(tcp.options().withWindowScaling(true).withWindowScale(scale)),
                    syn().mss(1_460).scale(0),
                    65_535);
            int sent = 0;
            while (peer.connection().rcvWnd() > 0 && sent < 10 * bound) {
                peer.receives(data(1).seq(5_001 + sent++).ack(1_001));
                peer.pass(ms(41)); // until it is acknowledged
            }
            peer.forgetSent();
            assertThat(peer.endpoint.available()).isEqualTo(sent).isBetween(bound, bound + bound / 2);
            assertThat(peer.read(5_001, sent)).isEqualTo(sent);
            peer.pass(ms(1_000));
            assertThat(peer.connection().rcvWnd()).as("it opens again").isGreaterThan(bound / 2);
        }
    }

    /// Eighth: FIN.
    @Nested
    class Fin {
        @Test
        void shouldTellReaderAndAcknowledge() {
            peer = TcpPeer.established();
            peer.receives(fin().seq(5_001).ack(1_001).length(10));
            peer.sends(ack().seq(1_001).ack(5_012));
            assertThat(peer.state()).isEqualTo(TcpState.CLOSE_WAIT);
            assertThat(peer.events & TcpEvents.PEER_CLOSED).isNotZero();
            assertThat(peer.read(5_001, 100)).isEqualTo(10);
            assertThat(peer.read(0, 100)).isZero();
        }

        @Test
        void shouldWaitForWhatIsMissing() {
            peer = withSack();
            peer.receives(fin().seq(5_101).ack(1_001).length(10));
            peer.sends(ack().seq(1_001).ack(5_001).sack(5_101, 5_111));
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            peer.receives(data(100).seq(5_001).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_112));
            assertThat(peer.state()).isEqualTo(TcpState.CLOSE_WAIT);
        }

        @Test
        void shouldIgnoreTextBehindFin() {
            peer = TcpPeer.established();
            peer.receives(fin().seq(5_001).ack(1_001));
            peer.next();
            peer.receives(data(10).seq(5_002).ack(1_001));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_AFTER_CLOSE);
            assertThat(peer.endpoint.available()).isZero();
        }
    }
}
