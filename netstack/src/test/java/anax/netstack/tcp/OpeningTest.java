package anax.netstack.tcp;

import static anax.netstack.tcp.Seg.ack;
import static anax.netstack.tcp.Seg.data;
import static anax.netstack.tcp.Seg.none;
import static anax.netstack.tcp.Seg.push;
import static anax.netstack.tcp.Seg.rst;
import static anax.netstack.tcp.Seg.rstAck;
import static anax.netstack.tcp.Seg.syn;
import static anax.netstack.tcp.Seg.synAck;
import static anax.netstack.tcp.TcpPeer.ms;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.SipHash;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.Frames;
import anax.netstack.stack.LonePartition;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.TcpHeader;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How connections are opened: RFC 9293, sections 3.5 and 3.10.7.1 to 3.10.7.3, and 3.10.7.4 in SYN-RECEIVED.
class OpeningTest {
    private static final long SECOND = ms(1_000);
    private TcpPeer peer;

    @AfterEach
    void close() {
        peer.close();
    }

    /// RFC 9293, section 3.10.7.1: CLOSED.
    @Nested
    class Nobody {
        @Test
        void shouldResetWithZeroSequenceWhenSegmentHasNoAck() {
            peer = TcpPeer.closed();
            peer.receives(syn().seq(5_000).length(10));
            peer.refuses(rstAck().seq(0).ack(5_011));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NO_SOCKET);
        }

        @Test
        void shouldResetAtAcknowledgedNumberWhenSegmentHasAck() {
            peer = TcpPeer.closed();
            peer.receives(data(10).seq(5_000).ack(777));
            peer.refuses(rst().seq(777));
        }

        @Test
        void shouldStaySilentWhenSegmentIsReset() {
            peer = TcpPeer.closed();
            peer.receives(rst().seq(5_000));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NO_SOCKET);
        }

        @Test
        void shouldStaySilentWhenBlackholed() {
            peer = TcpPeer.closed(tcp -> tcp.withDefense(tcp.defense().withBlackhole(true)));
            peer.receives(syn().seq(5_000));
            peer.sendsNothing();
            peer.dropped();
        }

        /// RFC 9293, section 3.9.2.3 (MUST-57).
        @Test
        void shouldDropWhenSentToMany() {
            peer = TcpPeer.listening();
            final int src = LonePartition.NEIGHBOR.v4();
            final int dst = IpAddress.parse("10.0.0.255").v4();
            final byte[] segment = syn().seq(1).octets(src, dst, TcpPeer.PEER_PORT, TcpPeer.PORT, 0);
            peer.host.receives(Frames.ip(6, segment).to(dst).frame());
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NOT_UNICAST);
        }

        @Test
        void shouldDropWhenDamaged() {
            peer = TcpPeer.listening();
            final byte[] good = syn().seq(1)
                    .mss(1_460)
                    .octets(LonePartition.NEIGHBOR.v4(), LonePartition.OWN.v4(), TcpPeer.PEER_PORT, TcpPeer.PORT, 0);
            final byte[] wrongSum = good.clone();
            wrongSum[4] ^= 1;
            peer.receivesRaw(wrongSum);
            peer.receivesRaw(Arrays.copyOf(good, 19));
            final byte[] offset = good.clone();
            offset[12] = 0x40;
            peer.receivesRaw(offset);
            peer.sendsNothing();
            assertThat(peer.dropped())
                    .containsExactly(DropReason.TCP_CHECKSUM, DropReason.TCP_HEADER, DropReason.TCP_HEADER);
        }

        /// RFC 9293, section 3.2 (MUST-7).
        @Test
        void shouldDropWhenOptionHasNoLength() {
            peer = TcpPeer.listening();
            peer.receives(syn().seq(1).options(2, 0, 0, 0));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_OPTIONS);
        }
    }

    /// RFC 9293, section 3.10.7.2: LISTEN.
    @Nested
    class Listening {
        @Test
        void shouldIgnoreReset() {
            peer = TcpPeer.listening();
            peer.receives(rst().seq(5_000));
            peer.receives(rst().and(TcpHeader.SYN).seq(5_000));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NOT_LISTENED, DropReason.TCP_NOT_LISTENED);
        }

        @Test
        void shouldResetWhenSegmentAcknowledges() {
            peer = TcpPeer.listening();
            peer.receives(ack().seq(5_000).ack(777));
            peer.refuses(rst().seq(777));
            peer.receives(synAck().seq(5_000).ack(778));
            peer.refuses(rst().seq(778));
            peer.dropped();
        }

        @Test
        void shouldIgnoreWhatIsNoSyn() {
            peer = TcpPeer.listening();
            peer.receives(none().seq(5_000).length(5));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NOT_LISTENED);
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void shouldTakeSynWithFinOnlyIfConfigured(boolean drops) {
            peer = TcpPeer.listening(tcp -> tcp.withDefense(tcp.defense().withDropsSynFin(drops)));
            peer.receives(syn().and(TcpHeader.FIN).seq(5_000));
            if (drops) {
                peer.sendsNothing();
            } else {
                peer.sends(synAck().seq(1_000).ack(5_001));
            }
            peer.dropped();
        }

        /// RFC 7323, sections 2.2 and 3.2; RFC 2018, section 2: an option is agreed to only if the peer offers
        /// it.
        @Test
        void shouldAgreeToWhatIsOffered() {
            peer = TcpPeer.listening();
            peer.receives(syn().seq(5_000).mss(1_460).sackPermitted().ts(77, 0).scale(3));
            peer.sends(synAck().seq(1_000)
                    .ack(5_001)
                    .win(65_535)
                    .mss(1_460)
                    .options(4, 2, 8, 10, 0, 0, 0, 0)
                    .options(0, 0, 0, 77, 1, 3, 3, 7));
            peer.fromPort(40_001);
            peer.receives(syn().seq(5_000));
            peer.sends(synAck().seq(1_000).ack(5_001).mss(1_460));
        }

        @Test
        void shouldKeepPlaceOfOptionsWhenSomeAreMissing() {
            peer = TcpPeer.listening();
            peer.receives(syn().seq(5_000).mss(1_460).scale(3));
            peer.sends(synAck().seq(1_000).ack(5_001).mss(1_460).scale(7));
            peer.fromPort(40_001);
            peer.receives(syn().seq(5_000).mss(1_460).sackPermitted().scale(3));
            peer.sends(synAck().seq(1_000).ack(5_001).mss(1_460).sackPermitted().scale(7));
        }

        @Test
        void shouldBecomeAcceptableWhenHandshakeIsDone() {
            peer = TcpPeer.listening();
            peer.receives(syn().seq(5_000));
            peer.next();
            assertThat(peer.listener.accept()).isNull();
            peer.receives(ack().seq(5_001).ack(1_001));
            assertThat(peer.events).isEqualTo(TcpEvents.ACCEPTABLE);
            peer.accept();
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(peer.endpoint.remoteAddress()).isEqualTo(LonePartition.NEIGHBOR);
            assertThat(peer.endpoint.remotePort()).isEqualTo(TcpPeer.PEER_PORT);
            peer.sendsNothingFor(SECOND);
        }

        @Test
        void shouldTakeDataThatComesWithTheLastAck() {
            peer = TcpPeer.listening();
            peer.receives(syn().seq(5_000));
            peer.next();
            peer.receives(data(100).seq(5_001).ack(1_001));
            peer.accept();
            assertThat(peer.read(5_001, 1_000)).isEqualTo(100);
        }

        /// At the bound a SYN is dropped in silence: the peer tries again.
        @Test
        void shouldDropSynWhenBacklogIsFull() {
            peer = TcpPeer.listening();
            for (int i = 0; i < 2; i++) {
                peer.fromPort(40_000 + i);
                peer.receives(syn().seq(5_000));
                peer.next();
                peer.receives(ack().seq(5_001).ack(1_001));
            }
            peer.fromPort(40_002);
            peer.receives(syn().seq(5_000));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_BACKLOG);
            peer.accept();
            peer.receives(syn().seq(5_000));
            peer.sends(synAck().seq(1_000).ack(5_001));
        }

        /// What became full while a handshake went on takes its last ACK no more; it may come again.
        @Test
        void shouldStayHalfOpenWhenBacklogIsFullAtTheLastAck() {
            peer = TcpPeer.listening();
            peer.receives(syn().seq(5_000));
            final int iss = Seg.headerOf(Frames.payloadOf(peer.nextFrame())).seq();
            for (int i = 1; i <= 2; i++) {
                peer.fromPort(40_000 + i);
                peer.receives(syn().seq(5_000));
                peer.next();
                peer.receives(ack().seq(5_001).ack(1_001));
            }
            peer.fromPort(40_000);
            peer.receives(ack().seq(5_001).ack(iss + 1));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_BACKLOG);
            assertThat(peer.listener.acceptable()).isEqualTo(2);
            assertThat(peer.listener.halfOpen()).isOne();
            peer.accept();
            peer.receives(ack().seq(5_001).ack(iss + 1));
            assertThat(peer.listener.acceptable()).isEqualTo(2);
        }

        /// There is no room for connections without end: the heap has one.
        @Test
        void shouldDropSynWhenThereAreAsManyConnectionsAsMayBe() {
            peer = TcpPeer.listening(tcp -> tcp.withDefense(tcp.defense().withMostFlows(1)));
            peer.receives(syn().seq(5_000));
            peer.next();
            peer.receives(ack().seq(5_001).ack(1_001));
            peer.fromPort(40_001);
            peer.receives(syn().seq(5_000));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_FLOWS);
            peer.fromPort(40_000);
            peer.receives(rst().seq(5_001));
            peer.fromPort(40_001);
            peer.receives(syn().seq(5_000));
            peer.sends(synAck().seq(1_000).ack(5_001));
        }

        /// A cookie needs no room until it comes back.
        @Test
        void shouldDropCookieWhenThereAreAsManyConnectionsAsMayBe() {
            peer = TcpPeer.listening(tcp -> tcp.withDefense(tcp.defense().withMostFlows(1))
                    .withOpening(tcp.opening().withSynCookies(SynCookies.ALWAYS)));
            final int[] iss = new int[2];
            for (int i = 0; i < 2; i++) {
                peer.fromPort(40_000 + i);
                peer.receives(syn().seq(5_000));
                iss[i] = Seg.headerOf(Frames.payloadOf(peer.nextFrame())).seq();
            }
            for (int i = 0; i < 2; i++) {
                peer.fromPort(40_000 + i);
                peer.receives(ack().seq(5_001).ack(iss[i] + 1));
            }
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_FLOWS);
            assertThat(peer.host.partition().tcp().awake()).isOne(); // nothing was made for the other one
        }

        @Test
        void shouldRefuseToConnectWhenThereAreAsManyConnectionsAsMayBe() {
            peer = TcpPeer.listening(tcp -> tcp.withDefense(tcp.defense().withMostFlows(1)));
            peer.receives(syn().seq(5_000));
            peer.next();
            final int[] answer = new int[1];
            peer.does(() -> {
                final TcpEndpoint endpoint = peer.host.partition().tcp().newEndpoint(TcpEvents.SILENT);
                answer[0] = endpoint.connect(LonePartition.NEIGHBOR, 80);
                endpoint.close();
            });
            assertThat(answer[0]).isEqualTo(TcpResult.NO_BUFFER);
        }

        @Test
        void shouldForgetHalfOpenAndResetUnacceptedWhenClosed() {
            peer = TcpPeer.listening();
            peer.receives(syn().seq(5_000));
            peer.next();
            peer.receives(ack().seq(5_001).ack(1_001));
            peer.fromPort(40_001);
            peer.receives(syn().seq(5_000));
            peer.next();
            peer.does(peer.listener::close);
            assertThat(peer.nextFrame()).isNotNull();
            peer.sendsNothingFor(10 * SECOND);
            for (final TcpState state : TcpState.values()) {
                assertThat(peer.host.partition().tcp().count(state)).isZero();
            }
        }
    }

    /// RFC 9293, section 3.10.7.4, SYN-RECEIVED, in the cache.
    @Nested
    class HalfOpenOnes {
        private void halfOpen() {
            peer = TcpPeer.listening();
            halfOpen(peer);
        }

        private void halfOpen(TcpPeer of) {
            of.receives(syn().seq(5_000).mss(1_460));
            of.sends(synAck().seq(1_000).ack(5_001));
        }

        @Test
        void shouldRepeatAnswerAndGiveUpWhenPeerIsSilent() {
            halfOpen();
            for (int i = 0; i < 5; i++) {
                peer.sendsNothingFor((SECOND << i) - ms(1));
                peer.pass(ms(1) + 1_024);
                peer.sends(synAck().seq(1_000).ack(5_001));
            }
            peer.sendsNothingFor(100 * SECOND);
            assertThat(peer.host.partition().tcp().count(TcpState.SYN_RECEIVED)).isZero();
        }

        @Test
        void shouldRepeatAnswerWhenSynIsRepeated() {
            halfOpen();
            peer.receives(syn().seq(5_000).mss(1_460));
            peer.sends(synAck().seq(1_000).ack(5_001));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_SYN);
        }

        /// RFC 7323, section 4.3: what is echoed is the latest timestamp of what begins before the
        /// acknowledgment.
        @Test
        void shouldEchoTimestampOfRepeatedSyn() {
            peer = TcpPeer.listening();
            peer.receives(syn().seq(5_000).mss(1_460).ts(77, 0));
            assertThat(echoed(peer.next())).isEqualTo(77);
            peer.receives(syn().seq(5_000).mss(1_460).ts(1_077, 0));
            assertThat(echoed(peer.next())).isEqualTo(1_077);
            peer.receives(ack().seq(5_001).ack(1_001).ts(1_000, 0));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_SYN, DropReason.TCP_PAWS);
        }

        /// Behind MSS, padding, and the timestamp's own value.
        private static int echoed(Seg synAck) {
            return new UnsafeBuffer(synAck.options).getInt(12, ByteOrder.BIG_ENDIAN);
        }

        @Test
        void shouldVanishWhenResetNamesNextOctet() {
            halfOpen();
            peer.receives(rst().seq(5_001));
            assertThat(peer.host.partition().tcp().count(TcpState.SYN_RECEIVED)).isZero();
            peer.sendsNothing();
        }

        /// RFC 5961, section 3.
        @Test
        void shouldChallengeResetWhenItIsInWindow() {
            halfOpen();
            peer.receives(rst().seq(5_002));
            peer.sends(ack().seq(1_001).ack(5_001));
            peer.receives(rst().seq(5_000));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_RESET, DropReason.TCP_RESET);
            assertThat(peer.host.partition().tcp().count(TcpState.SYN_RECEIVED)).isOne();
        }

        @Test
        void shouldAnswerWhatLiesOutsideOfWindow() {
            halfOpen();
            peer.receives(data(10).seq(5_001 + 70_000).ack(1_001));
            peer.sends(ack().seq(1_001).ack(5_001));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_SEQUENCE);
            assertThat(peer.listener.halfOpen()).isOne();
        }

        /// Return to LISTEN.
        @Test
        void shouldVanishWhenSynIsInWindow() {
            halfOpen();
            peer.receives(syn().seq(5_100));
            peer.sendsNothing();
            assertThat(peer.host.partition().tcp().count(TcpState.SYN_RECEIVED)).isZero();
            peer.dropped();
        }

        @ParameterizedTest
        @CsvSource({"1000", "1002"})
        void shouldResetWhenAckIsWrong(int wrong) {
            halfOpen();
            peer.receives(ack().seq(5_001).ack(wrong));
            peer.sends(rst().seq(wrong));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_ACK);
            assertThat(peer.host.partition().tcp().count(TcpState.SYN_RECEIVED)).isOne();
            assertThat(peer.listener.halfOpen()).isOne();
        }

        @Test
        void shouldDropWhenAckIsMissing() {
            halfOpen();
            peer.receives(none().seq(5_001).length(3));
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NO_ACK);
        }

        /// RFC 7323, section 5.3.
        @Test
        void shouldDropWhenTimestampIsOld() {
            peer = TcpPeer.listening();
            peer.receives(syn().seq(5_000).ts(100, 0));
            peer.next();
            peer.receives(ack().seq(5_001).ack(1_001).ts(99, 0));
            peer.sends(ack().seq(1_001).ack(5_001));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_PAWS);
            assertThat(peer.listener.halfOpen()).isOne();
            peer.receives(ack().seq(5_001).ack(1_001).ts(100, 0));
            peer.accept();
        }
    }

    /// RFC 4987, sections 3.4 and 3.6.
    @Nested
    class Floods {
        @Test
        void shouldEvictOldestWhenCacheIsFull() {
            peer = TcpPeer.listening(
                    tcp -> tcp.withOpening(tcp.opening().withSynCacheEntries(2).withSynCookies(SynCookies.NEVER)));
            for (int i = 0; i < 3; i++) {
                peer.fromPort(40_000 + i);
                peer.receives(syn().seq(5_000));
                peer.next();
            }
            assertThat(peer.host.partition().tcp().count(TcpState.SYN_RECEIVED)).isEqualTo(2);
            assertThat(peer.host.partition().tcp().counters().synsEvicted()).isOne();
            peer.fromPort(40_000);
            peer.receives(rst().seq(5_001));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NOT_LISTENED);
            peer.fromPort(40_001);
            peer.receives(rst().seq(5_001));
            assertThat(peer.host.partition().tcp().count(TcpState.SYN_RECEIVED)).isOne();
        }

        @ParameterizedTest
        @EnumSource(
                value = SynCookies.class,
                names = {"ALWAYS", "WHEN_FULL"})
        void shouldOpenByCookieWhenNothingIsKept(SynCookies cookies) {
            peer = TcpPeer.listening(
                    tcp -> tcp.withOpening(tcp.opening().withSynCacheEntries(1).withSynCookies(cookies)));
            peer.receives(syn().seq(5_000));
            peer.next();
            peer.fromPort(40_001);
            peer.receives(syn().seq(5_000).mss(1_400).sackPermitted().ts(77, 0).scale(5));
            final Seg answer = peer.next();
            final int own = new UnsafeBuffer(answer.options).getInt(8, ByteOrder.BIG_ENDIAN);
            peer.receives(ack().seq(5_001).ack(1_001).win(500).ts(78, own));
            peer.accept();
            assertThat(peer.info().sack()).isTrue();
            assertThat(peer.info().windowScaling()).isTrue();
            assertThat(peer.info().sndWnd()).isEqualTo(500L << 5);
            assertThat(peer.info().sndMss()).isEqualTo(1_380 - 12);
            assertThat(peer.host.partition().tcp().counters().synCookiesTaken()).isOne();
        }

        /// At the bound the peer is not answered, and tries again with its data.
        @Test
        void shouldDropCookieWhenBacklogIsFull() {
            peer = TcpPeer.listening(tcp -> tcp.withOpening(tcp.opening().withSynCookies(SynCookies.ALWAYS)));
            final int[] iss = new int[3];
            for (int i = 0; i < 3; i++) {
                peer.fromPort(40_000 + i);
                peer.receives(syn().seq(5_000));
                iss[i] = Seg.headerOf(Frames.payloadOf(peer.nextFrame())).seq();
            }
            for (int i = 0; i < 3; i++) {
                peer.fromPort(40_000 + i);
                peer.receives(data(10).seq(5_001).ack(iss[i] + 1));
            }
            peer.sendsNothing();
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_BACKLOG);
            peer.accept();
            peer.receives(data(10).seq(5_001).ack(iss[2] + 1));
            assertThat(peer.listener.acceptable()).isEqualTo(2);
        }

        /// RFC 9293, section 3.10.7.2: whatever acknowledges something to a listener is reset. A cookie names one
        /// number only, and is good for as long as it is fresh.
        @Test
        void shouldResetDataThatOvertookCookie() {
            peer = TcpPeer.listening(tcp -> tcp.withOpening(tcp.opening().withSynCookies(SynCookies.ALWAYS)));
            peer.receives(syn().seq(5_000));
            peer.sends(synAck().seq(1_000).ack(5_001));
            peer.receives(data(10).seq(5_011).ack(1_001));
            peer.sends(rst().seq(1_001));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NOT_LISTENED);
            peer.receives(data(10).seq(5_001).ack(1_001));
            peer.accept();
            assertThat(peer.read(5_001, 100)).isEqualTo(10);
        }

        /// RFC 7323, section 5: a clock that went ahead would seem to go back with the first segment behind the
        /// cookie, and the peer would drop that one.
        @Test
        void shouldNeverCarryCookieInTimestampThatIsStillToCome() {
            peer = TcpPeer.listening(tcp -> tcp.withOpening(tcp.opening().withSynCookies(SynCookies.ALWAYS)));
            for (int i = 0; i < 40; i++) {
                peer.pass(ms(1));
                peer.fromPort(40_000 + i);
                peer.receives(
                        syn().seq(5_000).mss(1_460).sackPermitted().ts(77, 0).scale(5));
                final int carrying = timestamp(peer.next(), 8);
                peer.receives(ack().seq(5_001).ack(1_001).ts(78, carrying));
                peer.accept();
                peer.write(1_001, 1);
                assertThat(timestamp(peer.next(), 4) - carrying).isBetween(0, 63);
                peer.does(peer.endpoint::abort);
                peer.forgetSent();
            }
        }

        private static int timestamp(Seg seg, int at) {
            return new UnsafeBuffer(seg.options).getInt(at, ByteOrder.BIG_ENDIAN);
        }

        @Test
        void shouldRefuseCookieWhenForgedOrOld() {
            peer = TcpPeer.listening(tcp -> tcp.withOpening(tcp.opening().withSynCookies(SynCookies.ALWAYS)));
            peer.receives(syn().seq(5_000));
            peer.sends(synAck().seq(1_000).ack(5_001));
            peer.receives(ack().seq(5_001).ack(1_002));
            peer.sends(rst().seq(1_002));
            peer.pass(240 * SECOND);
            peer.receives(ack().seq(5_001).ack(1_001));
            peer.sends(rst().seq(1_001));
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NOT_LISTENED, DropReason.TCP_NOT_LISTENED);
        }
    }

    /// A connection that failed leaves nothing behind in the next one of the same endpoint.
    @Test
    void shouldForgetUnreadOctetsWhenConnectedAnew() {
        peer = TcpPeer.synSent();
        peer.next();
        peer.receives(synAck().seq(5_000).ack(1_001).mss(1_460));
        peer.receives(data(100).seq(5_001).ack(1_001));
        peer.receives(rst().seq(5_101));
        assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.RESET);
        assertThat(peer.endpoint.available()).isEqualTo(100);
        peer.does(() -> assertThat(peer.endpoint.connect(LonePartition.NEIGHBOR, TcpPeer.PEER_PORT))
                .isEqualTo(TcpResult.IN_PROGRESS));
        assertThat(peer.endpoint.available()).isZero();
        assertThat(peer.host.partition().tcp().held()).isZero();
    }

    /// RFC 9293, section 3.10.7.3: SYN-SENT.
    @Nested
    class SynSent {
        private void opening() {
            peer = TcpPeer.synSent();
            peer.toPort(TcpPeer.PORT);
            final Seg first = peer.next();
            assertThat(first.flags).isEqualTo(TcpHeader.SYN);
            assertThat(first.window).isEqualTo(65_535);
        }

        @Test
        void shouldOfferEverythingInOrderOfLayout() {
            peer = TcpPeer.synSent();
            peer.sends(syn().seq(1_000)
                    .win(65_535)
                    .mss(1_460)
                    .options(4, 2, 8, 10, 0, 0, 0, 0)
                    .options(0, 0, 0, 0, 1, 3, 3, 7));
        }

        @Test
        void shouldEstablishWhenAnswered() {
            opening();
            peer.receives(synAck().seq(5_000).ack(1_001).mss(1_460));
            peer.sends(ack().seq(1_001).ack(5_001));
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(peer.events).isEqualTo(TcpEvents.CONNECTED | TcpEvents.WRITABLE);
        }

        /// RFC 7323, section 2.2: the window in a SYN is never scaled, and those behind it are.
        @Test
        void shouldTakeWindowOfSynAsItStands() {
            opening();
            peer.receives(synAck().seq(5_000).ack(1_001).win(1_000).mss(1_460).scale(3));
            assertThat(peer.info().sndWnd()).isEqualTo(1_000);
            peer.receives(ack().seq(5_001).ack(1_001).win(1_000));
            assertThat(peer.info().sndWnd()).isEqualTo(8_000);
        }

        @ParameterizedTest
        @CsvSource({"1000", "1002"})
        void shouldResetWhenAckIsWrong(int wrong) {
            opening();
            peer.receives(synAck().seq(5_000).ack(wrong));
            peer.sends(rst().seq(wrong));
            peer.receives(rstAck().seq(0).ack(wrong));
            peer.sendsNothing();
            assertThat(peer.state()).isEqualTo(TcpState.SYN_SENT);
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_ACK, DropReason.TCP_ACK);
        }

        @Test
        void shouldBeRefusedWhenResetAcknowledgesSyn() {
            opening();
            peer.receives(rst().seq(5_000));
            assertThat(peer.state()).isEqualTo(TcpState.SYN_SENT);
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_RESET);
            peer.receives(rstAck().seq(0).ack(1_001));
            assertThat(peer.state()).isEqualTo(TcpState.CLOSED);
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.REFUSED);
            assertThat(peer.endpoint.takeError()).isZero();
            assertThat(peer.events & TcpEvents.ERROR).isNotZero();
            peer.sendsNothingFor(10 * SECOND);
        }

        @Test
        void shouldIgnoreWhatIsNeitherSynNorReset() {
            opening();
            peer.receives(ack().seq(5_000).ack(1_001));
            peer.sendsNothing();
            assertThat(peer.state()).isEqualTo(TcpState.SYN_SENT);
            assertThat(peer.dropped()).containsExactly(DropReason.TCP_NOT_LISTENED);
        }

        /// RFC 9293, figure 7: simultaneous open.
        @Test
        void shouldOpenTogetherWhenBothSendSyn() {
            opening();
            peer.receives(syn().seq(5_000).mss(1_460));
            peer.sends(synAck().seq(1_000).ack(5_001).mss(1_460));
            assertThat(peer.state()).isEqualTo(TcpState.SYN_RECEIVED);
            peer.receives(synAck().seq(5_000).ack(1_001).mss(1_460));
            peer.receives(ack().seq(5_001).ack(1_001));
            assertThat(peer.state()).isEqualTo(TcpState.ESTABLISHED);
            peer.dropped();
        }

        /// RFC 9293, section 3.8.3 (MUST-23): three minutes at least.
        @Test
        void shouldRepeatSynAndGiveUpWhenPeerIsSilent() {
            opening();
            long passed = 0;
            for (int i = 0; i < 7; i++) {
                final long wait = Math.min(SECOND << i, 60 * SECOND);
                peer.sendsNothingFor(wait - ms(1));
                peer.pass(ms(1) + 1_024);
                peer.sends(syn().seq(1_000).win(65_535));
                passed += wait;
            }
            peer.sendsNothingFor(59 * SECOND);
            assertThat(peer.state()).isEqualTo(TcpState.SYN_SENT);
            peer.sendsNothingFor(2 * SECOND);
            assertThat(passed + 60 * SECOND).isGreaterThanOrEqualTo(180 * SECOND);
            assertThat(peer.endpoint.takeError()).isEqualTo(TcpResult.TIMED_OUT);
        }

        /// RFC 6298, section 5.7; RFC 5681, section 3.1.
        @Test
        void shouldBeginCarefullyWhenSynWasLost() {
            opening();
            peer.pass(SECOND + 1_024);
            peer.sends(syn().seq(1_000));
            peer.receives(synAck().seq(5_000).ack(1_001).mss(1_460));
            peer.sends(ack().seq(1_001).ack(5_001));
            assertThat(peer.info().rtoNs()).isEqualTo(3 * SECOND);
            assertThat(peer.info().sndCwnd()).isOne();
        }

        @Test
        void shouldVanishWhenClosed() {
            opening();
            peer.does(peer.endpoint::close);
            assertThat(peer.state()).isEqualTo(TcpState.CLOSED);
            peer.sendsNothingFor(10 * SECOND);
        }

        /// RFC 9293, section 3.10.7.3, fourth: what comes with the SYN is processed as in other states, within
        /// the window.
        @Test
        void shouldTakeNoMoreWithTheAnswerThanTheWindowHolds() {
            peer = TcpPeer.synSent(tcp -> tcp.withBuffers(tcp.buffers().withReceive(1_000)));
            peer.next();
            peer.receives(synAck().seq(5_000).ack(1_001).mss(1_460).length(1_200));
            assertThat(peer.endpoint.available()).isEqualTo(1_000);
            assertThat(peer.next().ack).isEqualTo(6_001);
        }

        @Test
        void shouldTakeDataWithTheAnswer() {
            opening();
            peer.receives(synAck().seq(5_000).ack(1_001).mss(1_460));
            peer.next();
            peer.receives(push(20).seq(5_001).ack(1_001));
            assertThat(peer.read(5_001, 100)).isEqualTo(20);
        }
    }

    /// RFC 6528, section 3; RFC 9293, section 3.4.1.
    @Test
    void shouldRaiseInitialSequenceWithTime() {
        final InitialSequence sequence = new InitialSequence(new SipHash(1, 2));
        peer = TcpPeer.closed();
        final int first = sequence.next(1, 2, 3, 4, 0);
        assertThat(sequence.next(1, 2, 3, 4, ms(1)) - first).isBetween(240, 250);
        assertThat(sequence.next(1, 2, 3, 5, 0)).isNotEqualTo(first);
    }
}
