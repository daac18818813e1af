package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.data;
import static anax.netstack.tcp.Seg.fin;
import static anax.netstack.tcp.Seg.push;
import static anax.netstack.tcp.Seg.rst;
import static anax.netstack.tcp.Seg.rstAck;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.Seg.synAck;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.DropReason;
import anax.netstack.stack.LonePartition;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.TcpHeader;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How connections end: RFC 9293, sections 3.6, 3.10.4 and 3.10.5, and the states from FIN-WAIT-1 on; RFC 6191, 1337.
class ClosingTest {
    private static final long SECOND = ms(1_000);
    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    private int count(TcpState state) {
        return peer.host.partition().tcp().count(state);
    }

    /// To FIN-WAIT-1.
    private void finWait1() {
        peer = TcpPeer.established();
        peer.does(peer.endpoint::shutdownOutput);
        peer.sends(fin().seq(1_001).ack(5_001));
        assertThat(peer.state()).isEqualTo(TcpState.FIN_WAIT_1);
    }

    private void finWait2() {
        finWait1();
        peer.receives(ack().seq(5_001).ack(1_002));
        assertThat(peer.state()).isEqualTo(TcpState.FIN_WAIT_2);
    }

    private void timeWait() {
        finWait2();
        peer.receives(fin().seq(5_001).ack(1_002));
        peer.sends(ack().seq(1_002).ack(5_002));
        assertThat(peer.state()).isEqualTo(TcpState.TIME_WAIT);
    }

    /// RFC 9293, section 3.6.
    @Nested
    class Steps {
        @Test
        void shouldEndInTimeWaitWhenClosedFirst() {
            timeWait();
            assertThat(count(TcpState.TIME_WAIT)).isOne();
            peer.pass(59 * SECOND);
            assertThat(count(TcpState.TIME_WAIT)).isOne();
            peer.sendsNothingFor(2 * SECOND);
            assertThat(count(TcpState.TIME_WAIT)).isZero();
        }

        @Test
        void shouldVanishWhenClosedSecond() {
            peer = TcpPeer.established();
            peer.receives(fin().seq(5_001).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_002));
            peer.write(1_001, 10);
            peer.sends(push(10).seq(1_001).ack(5_002));
            peer.does(peer.endpoint::shutdownOutput);
            assertThat(peer.state()).isEqualTo(TcpState.LAST_ACK);
            peer.sends(fin().seq(1_011).ack(5_002));
            peer.receives(ack().seq(5_002).ack(1_012));
            assertThat(peer.state()).isEqualTo(TcpState.CLOSED);
            assertThat(peer.endpoint.takeError()).isZero();
            peer.sendsNothingFor(100 * SECOND);
        }

        @Test
        void shouldPassClosingWhenBothCloseTogether() {
            finWait1();
            peer.receives(fin().seq(5_001).ack(1_001));
            peer.sends(ack().seq(1_002).ack(5_002));
            assertThat(peer.state()).isEqualTo(TcpState.CLOSING);
            peer.receives(ack().seq(5_002).ack(1_002));
            assertThat(peer.state()).isEqualTo(TcpState.TIME_WAIT);
        }

        @Test
        void shouldGoStraightToTimeWaitWhenFinAcknowledgesOurs() {
            finWait1();
            peer.receives(fin().seq(5_001).ack(1_002));
            peer.sends(ack().seq(1_002).ack(5_002));
            assertThat(peer.state()).isEqualTo(TcpState.TIME_WAIT);
        }

        /// Half-closed: the other way stays open.
        @Test
        void shouldStillReceiveWhenOutputIsShut() {
            finWait2();
            peer.receives(data(10).seq(5_001).ack(1_002));
            assertThat(peer.read(5_001, 100)).isEqualTo(10);
            peer.pass(100 * SECOND);
            assertThat(peer.state()).isEqualTo(TcpState.FIN_WAIT_2);
        }

        @Test
        void shouldSendFinAgainWhenLost() {
            finWait1();
            peer.pass(SECOND + 1_024);
            peer.sends(fin().seq(1_001).ack(5_001));
            peer.pass(2 * SECOND);
            peer.sends(fin().seq(1_001).ack(5_001));
        }

        @Test
        void shouldSendWhatWasWrittenBeforeFin() {
            peer = TcpPeer.established();
            peer.write(1_001, 2_000);
            peer.sends(data(1_460).seq(1_001).ack(5_001));
            peer.does(peer.endpoint::close);
            peer.sends(push(540).and(TcpHeader.FIN).seq(2_461).ack(5_001));
        }

        /// The FIN stands behind the last octet, however many segments that takes.
        @Test
        void shouldSendFinWithTheLastOfManySegmentsOnly() {
            peer = TcpPeer.established(UnaryOperator.identity(), syn().mss(1_460), 1_460);
            peer.write(1_001, 4_000);
            peer.sends(data(1_460).seq(1_001).ack(5_001));
            peer.does(peer.endpoint::close);
            peer.receives(ack().seq(5_001).ack(2_461).win(1_460));
            peer.sends(data(1_460).seq(2_461).ack(5_001));
            peer.receives(ack().seq(5_001).ack(3_921).win(1_460));
            peer.sends(push(1_080).and(TcpHeader.FIN).seq(3_921).ack(5_001));
        }

        @Test
        void shouldThrowAwayWhatComesWhenInputIsShut() {
            peer = TcpPeer.established();
            peer.receives(data(10).seq(5_001).ack(1_001));
            peer.does(() -> assertThat(peer.endpoint.shutdownInput()).isZero());
            assertThat(peer.read(0, 10)).isZero();
            peer.receives(data(10).seq(5_011).ack(1_001));
            peer.pass(ms(41));
            peer.sends(ack().seq(1_001).ack(5_021));
            assertThat(peer.endpoint.available()).isZero();
            peer.dropped();
        }
    }

    /// CLOSE of the user.
    @Nested
    class Letting {
        @Test
        void shouldWaitForPeersFinAMinuteAtMost() {
            peer = TcpPeer.established();
            peer.does(peer.endpoint::close);
            peer.sends(fin().seq(1_001).ack(5_001));
            peer.receives(ack().seq(5_001).ack(1_002));
            assertThat(count(TcpState.FIN_WAIT_2)).isOne();
            peer.sendsNothingFor(61 * SECOND);
            assertThat(count(TcpState.FIN_WAIT_2)).isZero();
        }

        /// RFC 9293, section 3.6.1; RFC 2525, section 2.17. A timer for both: an answer to a keepalive probe must
        /// not put the end off by the time after which the next probe would go.
        @Test
        void shouldWaitForPeersFinNoLongerWhenKeepaliveIsAnswered() {
            finWait2();
            peer.with(options -> options.keepIdleNs(1_000 * SECOND).keepAlive(true));
            peer.pass(1_000 * SECOND + ms(1));
            peer.sends(ack().seq(1_001).ack(5_001));
            peer.does(peer.endpoint::close);
            peer.receives(ack().seq(5_001).ack(1_002));
            peer.pass(61 * SECOND);
            assertThat(count(TcpState.FIN_WAIT_2)).isZero();
        }

        @Test
        void shouldResetWhenOctetsLieUnread() {
            peer = TcpPeer.established();
            peer.receives(data(10).seq(5_001).ack(1_001));
            peer.does(peer.endpoint::close);
            peer.sends(rst().seq(1_001));
            assertThat(count(TcpState.ESTABLISHED)).isZero();
            peer.dropped();
        }

        @Test
        void shouldResetWhenOctetsComeAfterClose() {
            peer = TcpPeer.established();
            peer.does(peer.endpoint::close);
            peer.next();
            peer.receives(data(10).seq(5_001).ack(1_002));
            peer.sends(rst().seq(1_002));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_AFTER_CLOSE);
            peer.sendsNothingFor(100 * SECOND);
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void shouldResetWhenLingerIsZero(boolean acknowledges) {
            peer = TcpPeer.established(tcp -> tcp.withClosing(tcp.closing().withResetAcknowledges(acknowledges)));
            peer.with(options -> options.lingerNs(0));
            peer.write(1_001, 10);
            peer.next();
            peer.does(peer.endpoint::close);
            peer.sends(acknowledges ? rstAck().seq(1_011).ack(5_001) : rst().seq(1_011));
            peer.sendsNothingFor(100 * SECOND);
        }

        @Test
        void shouldResetWhenAborted() {
            finWait2();
            peer.does(peer.endpoint::abort);
            peer.sends(rst().seq(1_002));
            assertThat(peer.endpoint.close()).isEqualTo(TcpResult.CLOSED);
            assertThat(peer.read(0, 10)).isEqualTo(TcpResult.CLOSED);
            assertThat(peer.write(0, 10)).isEqualTo(TcpResult.CLOSED);
        }
    }

    /// A RST in the states of closing (RFC 9293, section 3.10.7.4, second).
    @Nested
    class Resets {
        @Test
        void shouldTellReaderInFinWait() {
            finWait2();
            peer.receives(rst().seq(5_001));
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.RESET);
        }

        @Test
        void shouldTellWriterInCloseWait() {
            peer = TcpPeer.established();
            peer.receives(fin().seq(5_001).ack(1_001));
            peer.next();
            peer.receives(rst().seq(5_002));
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.RESET);
        }

        @Test
        void shouldEndInSilenceInLastAck() {
            peer = TcpPeer.established();
            peer.receives(fin().seq(5_001).ack(1_001));
            peer.next();
            peer.does(peer.endpoint::shutdownOutput);
            peer.next();
            peer.receives(rst().seq(5_002));
            assertThat(peer.state()).isEqualTo(TcpState.CLOSED);
            assertThat(peer.endpoint.takeError()).isZero();
        }
    }

    /// RFC 9293, section 3.10.7.4, TIME-WAIT.
    @Nested
    class Waiting {
        @Test
        void shouldAnswerRepeatedFinAndWaitAnew() {
            timeWait();
            peer.pass(50 * SECOND);
            peer.receives(fin().seq(5_001).ack(1_002));
            peer.sends(ack().seq(1_002).ack(5_002));
            peer.pass(50 * SECOND);
            assertThat(count(TcpState.TIME_WAIT)).isOne();
            peer.pass(11 * SECOND);
            assertThat(count(TcpState.TIME_WAIT)).isZero();
            peer.dropped();
        }

        /// One timer serves all, and ends so many at once only; the others are not kept for that.
        @Test
        void shouldEndEachWaitInItsTime() {
            peer = TcpPeer.listening();
            for (int i = 0; i < 600; i++) {
                peer.fromPort(10_000 + i);
                peer.receives(syn().seq(5_000));
                peer.next();
                peer.receives(ack().seq(5_001).ack(1_001));
                peer.accept();
                peer.does(peer.endpoint::close);
                peer.next();
                peer.receives(fin().seq(5_001).ack(1_002));
                peer.next();
                if (i == 299) {
                    peer.pass(10 * SECOND);
                }
            }
            peer.pass(50 * SECOND - ms(1));
            assertThat(count(TcpState.TIME_WAIT)).isEqualTo(600);
            peer.pass(ms(2));
            assertThat(count(TcpState.TIME_WAIT)).isEqualTo(300);
            peer.pass(10 * SECOND);
            assertThat(count(TcpState.TIME_WAIT)).isZero();
        }

        /// RFC 1337, fix F1.
        @Test
        void shouldIgnoreReset() {
            timeWait();
            peer.receives(rst().seq(5_002));
            peer.sendsNothing();
            assertThat(count(TcpState.TIME_WAIT)).isOne();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_TIME_WAIT);
        }

        @Test
        void shouldAnswerStragglers() {
            timeWait();
            peer.receives(data(10).seq(4_900).ack(1_002));
            peer.sends(ack().seq(1_002).ack(5_002));
            peer.receives(syn().seq(4_000));
            peer.sends(ack().seq(1_002).ack(5_002));
            peer.receives(ack().seq(5_002).ack(1_002));
            peer.sendsNothing();
            peer.dropped();
        }

        /// RFC 6191, section 2: a later number, or a later timestamp.
        @Test
        void shouldOpenAnewWhenSynIsLater() {
            timeWait();
            peer.fromPort(TcpPeer.PEER_PORT);
            peer.receives(syn().seq(5_100));
            peer.sends(synAck().seq(1_000).ack(5_101));
            assertThat(count(TcpState.TIME_WAIT)).isZero();
            assertThat(peer.host.partition().tcp().counters().timeWaitsReused()).isOne();
        }

        /// RFC 9293, section 3.6.1: the new connection's numbers begin behind those of the one before.
        @Test
        void shouldBeginBehindOldNumbersWhenOpenedAnew() {
            peer = TcpPeer.established();
            assertThat(peer.write(1_001, 14_600)).isEqualTo(14_600);
            peer.receives(ack().seq(5_001).ack(15_601));
            peer.does(peer.endpoint::close);
            peer.forgetSent();
            peer.receives(fin().seq(5_001).ack(15_602));
            peer.sends(ack().seq(15_602).ack(5_002));
            peer.receives(syn().seq(5_100));
            assertThat(peer.next().seq).isGreaterThan(15_602);
        }

        @Test
        void shouldCompareTimestampsWhenThereAreSome() {
            peer = TcpPeer.established(
                    UnaryOperator.identity(), syn().mss(1_460).ts(1, 0), 65_535);
            peer.does(peer.endpoint::shutdownOutput);
            peer.next();
            peer.receives(fin().seq(5_001).ack(1_002).ts(10, 0));
            peer.next();
            peer.receives(syn().seq(9_000).ts(9, 0));
            peer.sends(ack().seq(1_002).ack(5_002));
            peer.fromPort(TcpPeer.PEER_PORT);
            peer.receives(syn().seq(4_000).ts(11, 0));
            peer.sends(synAck().seq(1_000).ack(4_001));
            peer.dropped();
        }

        /// Who has no room for the new connection has not ended the wait of the old one.
        @Test
        void shouldGoOnWaitingWhenBacklogIsFull() {
            peer = TcpPeer.established();
            peer.does(peer.endpoint::close);
            peer.next();
            peer.receives(fin().seq(5_001).ack(1_002));
            peer.next();
            for (int i = 1; i <= 2; i++) {
                peer.fromPort(40_000 + i);
                peer.receives(syn().seq(5_000));
                peer.next();
                peer.receives(ack().seq(5_001).ack(1_001));
            }
            peer.fromPort(TcpPeer.PEER_PORT);
            peer.receives(syn().seq(5_100));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_BACKLOG);
            assertThat(count(TcpState.TIME_WAIT)).isOne();
        }

        @Test
        void shouldResetSynWhenNobodyListensAnyMore() {
            timeWait();
            peer.does(peer.listener::close);
            peer.receives(syn().seq(5_100));
            peer.refuses(rstAck().seq(0).ack(5_101));
            peer.dropped();
        }

        /// As with SO_REUSEADDR of other stacks: the wait is in nobody's way but that of its own two ends.
        @Test
        void shouldLetPortBeTakenAndListenedOn() {
            timeWait();
            peer.does(peer.listener::close);
            peer.listener = peer.host.partition().tcp().newEndpoint(TcpEvents.SILENT);
            peer.does(() -> {
                assertThat(peer.listener.bind(IpAddress.ANY_V4, TcpPeer.PORT, false))
                        .isZero();
                assertThat(peer.listener.listen(1)).isZero();
            });
            peer.receives(data(10).seq(4_900).ack(1_002));
            peer.sends(ack().seq(1_002).ack(5_002));
            assertThat(count(TcpState.TIME_WAIT)).isOne();
            peer.fromPort(TcpPeer.PEER_PORT);
            peer.receives(syn().seq(5_100));
            peer.sends(synAck().seq(1_000).ack(5_101));
            peer.receives(ack().seq(5_101).ack(1_001));
            assertThat(peer.listener.acceptable()).isOne();
            peer.dropped();
        }

        /// The peer may open anew what it knows the numbers of (RFC 6191); who has closed first may not (RFC
        /// 9293, section 3.6.1).
        @Test
        void shouldNotOpenFromHereBetweenTheSameEndsUntilWaitIsOver() {
            timeWait();
            peer.does(peer.listener::close);
            final TcpEndpoint next = peer.host.partition().tcp().newEndpoint(TcpEvents.SILENT);
            peer.does(() -> {
                assertThat(next.bind(IpAddress.ANY_V4, TcpPeer.PORT, false)).isZero();
                assertThat(next.connect(LonePartition.NEIGHBOR, TcpPeer.PEER_PORT))
                        .isEqualTo(TcpResult.IN_USE);
                assertThat(next.connect(LonePartition.NEIGHBOR, TcpPeer.PEER_PORT + 1))
                        .isEqualTo(TcpResult.IN_PROGRESS);
                next.abort();
            });
            peer.pass(61 * SECOND);
            final TcpEndpoint later = peer.host.partition().tcp().newEndpoint(TcpEvents.SILENT);
            peer.does(() -> {
                assertThat(later.bind(IpAddress.ANY_V4, TcpPeer.PORT, false)).isZero();
                assertThat(later.connect(LonePartition.NEIGHBOR, TcpPeer.PEER_PORT))
                        .isEqualTo(TcpResult.IN_PROGRESS);
            });
        }

        @Test
        void shouldForgetOldestWhenThereAreTooMany() {
            peer = TcpPeer.listening(tcp -> tcp.withClosing(tcp.closing().withMostTimeWaits(1)));
            for (int i = 0; i < 2; i++) {
                peer.fromPort(40_000 + i);
                peer.receives(syn().seq(5_000));
                peer.next();
                peer.receives(ack().seq(5_001).ack(1_001));
                peer.accept();
                peer.does(peer.endpoint::close);
                peer.next();
                peer.receives(fin().seq(5_001).ack(1_002));
                peer.next();
            }
            assertThat(count(TcpState.TIME_WAIT)).isOne();
            assertThat(peer.host.partition().tcp().counters().timeWaitsEvicted())
                    .isOne();
        }
    }
}
