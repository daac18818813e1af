package anax.netstack.stack;

import static anax.netstack.stack.Frames.echo;
import static anax.netstack.stack.Frames.icmp;
import static anax.netstack.stack.Frames.icmpOf;
import static anax.netstack.stack.Frames.ip;
import static anax.netstack.stack.Frames.ipOf;
import static anax.netstack.stack.Frames.octets;
import static anax.netstack.stack.Frames.payloadOf;
import static anax.netstack.stack.Frames.stationOf;
import static anax.netstack.stack.Frames.udp;
import static anax.netstack.stack.Frames.udpToUs;
import static anax.netstack.stack.Frames.v4;
import static anax.netstack.stack.LonePartition.FAR;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.NEIGHBOR_STATION;
import static anax.netstack.stack.LonePartition.OWN;
import static anax.netstack.stack.LonePartition.ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.Classifier;
import anax.netstack.ip.IcmpError;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.SendResult;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.MacAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Echoes, the errors that a host sends, and those that it heeds: RFC 792; RFC 1122, section 3.2.2; RFC 5927.
class IcmpTest {
    private static final int PORT = 5_000;
    private static final int PEER_PORT = 9;
    private static final int UNKNOWN_PROTOCOL = 200;
    private static final long ROUTER_STATION = 0x02_00_00_00_00_FEL;

    private LonePartition host = LonePartition.only();

    @BeforeEach
    void knowNeighbors() {
        know(host);
    }

    @AfterEach
    void close() {
        host.close();
    }

    /// RFC 1122, section 3.2.2.6.
    @Nested
    class Echoes {
        /// Data received must be entirely included in the answer, and its source is the address that was asked.
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 8, 1_471, 1_472})
        void shouldAnswerWithSameOctetsWhenAsked(int length) {
            host.receives(echo(octets(length)).service(0xB9).frame());
            final byte[] answer = only(host.sent());
            assertThat(stationOf(answer)).isEqualTo(NEIGHBOR_STATION);
            assertThat(ipOf(answer).src()).isEqualTo(OWN.v4());
            assertThat(ipOf(answer).dst()).isEqualTo(NEIGHBOR.v4());
            assertThat(ipOf(answer).dscp()).isEqualTo(0xB9 >>> 2);
            assertThat(icmpOf(answer).type()).isEqualTo(IcmpHeader.ECHO_REPLY);
            assertThat(icmpOf(answer).identifier()).isEqualTo(0x1234);
            assertThat(icmpOf(answer).sequence()).isEqualTo(1);
            assertThat(Arrays.copyOfRange(payloadOf(answer), 8, 8 + length)).isEqualTo(octets(length));
        }

        /// A long echo comes in fragments and goes back in fragments.
        @ParameterizedTest
        @ValueSource(ints = {3_000, 65_507})
        void shouldAnswerLongEchoInFragments(int length) {
            for (final Frames.Ip piece : echo(octets(length)).cut(1_480)) {
                host.receives(piece.frame());
            }
            byte[] answer = new byte[0];
            for (final byte[] frame : host.sent()) {
                assertThat(ipOf(frame).fragmentOffset()).isEqualTo(answer.length);
                answer = Frames.join(answer, payloadOf(frame));
            }
            assertThat(answer).isEqualTo(icmp(IcmpHeader.ECHO_REPLY, 0, 0x1234_0001, octets(length)));
        }

        @Test
        void shouldAnswerWhenOptionsStandBeforeIt() {
            host.receives(echo(octets(20)).options(1, 1, 1, 0).frame());
            final byte[] answer = only(host.sent());
            assertThat(ipOf(answer).headerLength()).isEqualTo(Ipv4Header.MIN_HEADER_LENGTH);
            assertThat(icmpOf(answer).payloadLength()).isEqualTo(20);
        }

        /// Section 3.2.2.6: Record Route and Timestamp "SHOULD be updated to include the current host and
        /// included in the IP header of the Echo Reply message, without truncation". Other options have nothing
        /// to tell.
        @ParameterizedTest
        @CsvSource({
            // route: one entry there, room for another one; and none left
            "07 0B 08 C0 00 02 01 00 00 00 00 00, 07 0B 0C C0 00 02 01 0A 00 00 01 00",
            "07 07 08 C0 00 02 01 00, 07 07 08 C0 00 02 01 00",
            // times alone: 2,000 ms of a clock without midnight; with no room left; with no room to say so
            "44 0C 09 00 11 11 11 11 00 00 00 00, 44 0C 0D 00 11 11 11 11 80 00 07 D0",
            "44 08 09 00 11 11 11 11, 44 08 09 10 11 11 11 11",
            "44 08 09 F0 11 11 11 11, 44 08 09 F0 11 11 11 11",
            // addresses and times
            "44 0C 05 01 00 00 00 00 00 00 00 00, 44 0C 0D 01 0A 00 00 01 80 00 07 D0",
            // times of given addresses: ours, and another's
            "44 0C 05 03 0A 00 00 01 00 00 00 00, 44 0C 0D 03 0A 00 00 01 80 00 07 D0",
            "44 0C 05 03 0A 00 00 02 00 00 00 00, 44 0C 05 03 0A 00 00 02 00 00 00 00",
            // two of them, among others
            "01 07 07 04 00 00 00 00 44 08 05 00 00 00 00 00 94 04 00 00,"
                    + "07 07 08 0A 00 00 01 44 08 09 00 80 00 07 D0 00"
        })
        void shouldUpdateRouteAndTimesAndSendThemBack(String asked, String answered) {
            host.pass(2_000_000_000L - host.nowNs());
            know(host);
            host.receives(echo(octets(20)).options(options(asked)).frame());
            final byte[] answer = only(host.sent());
            final int[] expected = options(answered);
            assertThat(ipOf(answer).optionsLength()).isEqualTo(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(answer[34 + i] & 0xFF).as("octet " + i).isEqualTo(expected[i]);
            }
            assertThat(icmpOf(answer).type()).isEqualTo(IcmpHeader.ECHO_REPLY);
            assertThat(icmpOf(answer).payloadLength()).isEqualTo(20);
        }

        /// RFC 791, section 3.1: both are in the first fragment only.
        @Test
        void shouldSendRouteBackInFirstFragmentOnly() {
            final int[] route = options("07 0F 04 00 00 00 00 00 00 00 00 00 00 00 00 00");
            final Frames.Ip[] pieces = echo(octets(3_000)).cut(1_400);
            host.receives(pieces[0].options(route).frame());
            host.receives(pieces[1].frame());
            host.receives(pieces[2].frame());
            byte[] answer = new byte[0];
            for (final byte[] frame : host.sent()) {
                assertThat(ipOf(frame).optionsLength()).isEqualTo(answer.length == 0 ? route.length : 0);
                assertThat(ipOf(frame).totalLength()).isLessThanOrEqualTo(1_500);
                assertThat(ipOf(frame).fragmentOffset()).isEqualTo(answer.length);
                answer = Frames.join(answer, payloadOf(frame));
            }
            assertThat(answer).isEqualTo(icmp(IcmpHeader.ECHO_REPLY, 0, 0x1234_0001, octets(3_000)));
        }

        private static int[] options(String hexadecimal) {
            return Arrays.stream(hexadecimal.split(" "))
                    .mapToInt(octet -> Integer.parseInt(octet, 16))
                    .toArray();
        }

        /// A question to many from one forged source would be answered by many: so none answers.
        @ParameterizedTest
        @ValueSource(strings = {"10.0.0.255", "255.255.255.255", "224.0.0.1"})
        void shouldNotAnswerWhenAskedWithMany(String address) {
            host.receives(echo(octets(20)).to(address).frameTo(MacAddress.BROADCAST));
            assertThat(host.sent()).isEmpty();
            assertThat(host.dropped()).containsExactly(DropReason.ICMP_TYPE);
        }

        @Test
        void shouldNotAnswerWhenChecksumIsWrong() {
            final byte[] frame = echo(octets(20)).frame();
            frame[frame.length - 1] ^= 1;
            host.receives(frame);
            assertThat(host.sent()).isEmpty();
            assertThat(host.dropped()).containsExactly(DropReason.ICMP_CHECKSUM);
        }

        @Test
        void shouldDropWhenCut() {
            for (int length = 0; length < IcmpHeader.HEADER_LENGTH; length++) {
                host.receives(ip(Ipv4Header.ICMP, Arrays.copyOf(icmp(8, 0, 0, new byte[0]), length))
                        .frame());
            }
            assertThat(host.dropped()).containsOnly(DropReason.ICMP_MALFORMED).hasSize(8);
        }

        /// Unknown types must be silently discarded (section 3.2.2); as must those that only routers heed.
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 6, 7, 9, 10, 13, 14, 15, 16, 17, 18, 30, 255})
        void shouldDropSilentlyWhenTypeIsNoHosts(int type) {
            host.receives(ip(Ipv4Header.ICMP, icmp(type, 0, 0, octets(40))).frame());
            assertThat(host.sent()).isEmpty();
            assertThat(host.dropped()).containsExactly(DropReason.ICMP_TYPE);
        }
    }

    /// RFC 1122, section 3.2.2: what a host says went wrong.
    @Nested
    class ErrorsSent {
        /// Section 3.2.2: the header and at least eight octets, unchanged; RFC 1812, section 4.3.2.3: as much as
        /// fits in 576.
        @ParameterizedTest
        @CsvSource({"0, 28", "12, 40", "520, 548", "1400, 548"})
        void shouldQuoteAsMuchAsFits(int payload, int quoted) {
            final byte[] frame = udpToUs(PEER_PORT, 99, octets(payload)).frame();
            host.receives(frame);
            final byte[] error = only(host.sent());
            assertThat(icmpOf(error).type()).isEqualTo(IcmpHeader.UNREACHABLE);
            assertThat(icmpOf(error).code()).isEqualTo(IcmpHeader.PORT_UNREACHABLE);
            assertThat(ipOf(error).totalLength()).isEqualTo(28 + quoted);
            assertThat(Arrays.copyOfRange(payloadOf(error), 8, 8 + quoted))
                    .isEqualTo(Arrays.copyOfRange(frame, 14, 14 + quoted));
        }

        /// A sender in this machine leaves the sum of the pseudo-header in the field: whoever gets the quote must
        /// find there what would have stood there on a wire.
        @Test
        void shouldQuoteWholeChecksumWhenItCamePartial() {
            final byte[] whole = udpToUs(PEER_PORT, 99, octets(40)).frame();
            final byte[] partial = whole.clone();
            final int checksumAt = 14 + 20 + 6;
            final int pseudo = InternetChecksum.pseudoHeaderIpv4(NEIGHBOR.v4(), OWN.v4(), Ipv4Header.UDP, 48);
            partial[checksumAt] = (byte) (pseudo >>> 8);
            partial[checksumAt + 1] = (byte) pseudo;
            host.receives(partial, packet -> packet.partialChecksum(packet.offset() + 14 + 20, 6));
            final byte[] error = only(host.sent());
            assertThat(Arrays.copyOfRange(payloadOf(error), 8, 8 + 68))
                    .isEqualTo(Arrays.copyOfRange(whole, 14, 14 + 68));
        }

        /// RFC 1812, section 4.3.2.4: from the address that was written to; 4.3.2.5: with the precedence of
        /// network control.
        @Test
        void shouldSendFromAddressThatWasWrittenTo() {
            host.receives(
                    udpToUs(PEER_PORT, 99, octets(10)).from(FAR.v4()).frame(),
                    packet -> packet.checksumState(Packet.CHECKSUM_VALID));
            final byte[] error = only(host.sent());
            assertThat(stationOf(error)).isEqualTo(ROUTER_STATION);
            assertThat(ipOf(error).src()).isEqualTo(OWN.v4());
            assertThat(ipOf(error).dst()).isEqualTo(FAR.v4());
            assertThat(ipOf(error).dscp() << 2).isEqualTo(0xC0);
            assertThat(ipOf(error).ttl()).isEqualTo(64);
        }

        /// Also when that is another one of the host's than it would choose by itself.
        @Test
        void shouldSendFromSecondAddressWhenThatWasWrittenTo() {
            final InterfaceAddress second = InterfaceAddress.parse("10.0.0.7/24");
            host.does(partition -> partition
                    .interfaces()
                    .put(host.wire().withAddresses(List.of(new InterfaceAddress(OWN, 24), second))));
            host.receives(
                    udpToUs(PEER_PORT, 99, octets(10)).to("10.0.0.7").frame(),
                    packet -> packet.checksumState(Packet.CHECKSUM_VALID));
            assertThat(ipOf(only(host.sent())).src()).isEqualTo(v4("10.0.0.7"));
        }

        /// Section 3.2.2: none about an ICMP error.
        @ParameterizedTest
        @ValueSource(ints = {3, 4, 5, 11, 12})
        void shouldSendNoneAboutAnError(int type) {
            final byte[] frame = ip(Ipv4Header.ICMP, icmp(type, 0, 0, octets(28)))
                    .options(7, 2, 0, 0)
                    .frame();
            host.receives(frame);
            assertThat(host.dropped()).containsExactly(DropReason.IP_OPTIONS);
            assertThat(host.sent()).isEmpty();
        }

        /// Though about an echo there may be one.
        @Test
        void shouldSendOneAboutAnEcho() {
            host.receives(echo(octets(8)).options(7, 2, 0, 0).frame());
            assertThat(icmpOf(only(host.sent())).type()).isEqualTo(IcmpHeader.PARAMETER_PROBLEM);
        }

        /// None about what went to a broadcast or multicast address, or came as one over the link.
        @ParameterizedTest
        @CsvSource({
            "10.0.0.255, true",
            "10.0.0.255, false",
            "255.255.255.255, true",
            "224.0.0.1, true",
            "224.0.0.1, false"
        })
        void shouldSendNoneAboutWhatWentToMany(String address, boolean shouted) {
            final long station = shouted ? MacAddress.BROADCAST : LonePartition.OWN_STATION;
            final byte[] udp = udp(NEIGHBOR.v4(), v4(address), PEER_PORT, 99, octets(8));
            host.receives(ip(Ipv4Header.UDP, udp).to(address).frameTo(station));
            host.receives(ip(UNKNOWN_PROTOCOL, udp).to(address).frameTo(station));
            host.receives(
                    ip(Ipv4Header.UDP, udp).to(address).options(7, 2, 0, 0).frameTo(station));
            assertThat(host.dropped()).hasSize(3);
            assertThat(host.sent()).isEmpty();
        }

        /// None about a fragment but the first.
        @Test
        void shouldSendNoneAboutLaterFragment() {
            host.receives(ip(Ipv4Header.UDP, octets(16))
                    .fragment(8, true)
                    .options(7, 2, 0, 0)
                    .frame());
            assertThat(host.sent()).isEmpty();
            host.receives(ip(Ipv4Header.UDP, octets(16))
                    .fragment(0, true)
                    .options(7, 2, 0, 0)
                    .frame());
            assertThat(host.sent()).hasSize(1);
        }

        /// None to a source that is nobody's single address.
        @Test
        void shouldSendNoneToHostWithoutAddress() {
            final byte[] udp = udp(0, -1, PEER_PORT, 99, octets(8));
            host.receives(ip(Ipv4Header.UDP, udp).from(0).to(-1).frameTo(MacAddress.BROADCAST));
            assertThat(host.dropped()).containsExactly(DropReason.UDP_NO_PORT);
            assertThat(host.sent()).isEmpty();
        }

        /// RFC 1812, section 4.3.2.8: no more than a rate, however many are earned.
        @Test
        void shouldHoldBackWhenOverTheRate() {
            host.close();
            host = LonePartition.only(config -> config.with(draft -> draft.icmpErrorsPerSecond = 10));
            know(host);
            int sent = 0;
            for (int i = 0; i < 1_000; i++) {
                host.receives(udpToUs(PEER_PORT, 99, octets(10)).frame());
                sent += host.sent().size();
                host.pass(1_000_000);
            }
            assertThat(sent).isBetween(10, 21);
            assertThat(host.partition().icmpErrors().limited()).isEqualTo(1_000 - sent);
            host.pass(1_000_000_000);
            host.receives(udpToUs(PEER_PORT, 99, octets(10)).frame());
            assertThat(host.sent()).hasSize(1);
        }

        /// RFC 1812, section 4.3.2.8, allows a limit; a host may be told to send none at all.
        @Test
        void shouldSendNoneWhenNoneIsAllowed() {
            host.close();
            host = LonePartition.only(config -> config.with(draft -> draft.icmpErrorsPerSecond = 0));
            know(host);
            host.receives(udpToUs(PEER_PORT, 99, octets(10)).frame());
            assertThat(host.sent()).isEmpty();
            assertThat(host.partition().icmpErrors().limited()).isEqualTo(1);
        }
    }

    /// RFC 1122, sections 3.2.2.1, 4.1.3.3 and 4.2.3.9; RFC 5927, section 4: what a host believes of what went
    /// wrong.
    @Nested
    class ErrorsReceived {
        private UdpEndpoint socket;

        @BeforeEach
        void connect() {
            socket = connected(host);
        }

        @AfterEach
        void end() {
            host.does(partition -> partition.udpSockets().close(socket));
        }

        /// Section 3.2.2.1; RFC 1122, section 4.2.3.9, and RFC 5461, section 2.2: codes 0, 1 and 5 and what is
        /// like them may pass, codes 2 to 4 don't; nor does a parameter problem end a connection.
        @ParameterizedTest
        @CsvSource({
            "3, 0, UNREACHABLE, false",
            "3, 1, UNREACHABLE, false",
            "3, 2, REFUSED, true",
            "3, 3, REFUSED, true",
            "3, 5, UNREACHABLE, false",
            "3, 6, UNREACHABLE, false",
            "3, 7, UNREACHABLE, false",
            "3, 8, UNREACHABLE, false",
            "3, 9, PROHIBITED, false",
            "3, 10, PROHIBITED, false",
            "3, 11, UNREACHABLE, false",
            "3, 12, UNREACHABLE, false",
            "3, 13, PROHIBITED, false",
            "11, 0, TIME_EXCEEDED, false",
            "11, 1, TIME_EXCEEDED, false",
            "12, 0, PROTOCOL, false",
            "12, 1, PROTOCOL, false"
        })
        void shouldTellSocketWhenItsDatagramIsQuoted(int type, int code, IcmpError error, boolean hard) {
            host.receives(errorAbout(type, code, 0, quote()).frame());
            assertThat(socket.takeError()).isEqualTo(error);
            assertThat(error.isHard()).isEqualTo(hard);
        }

        /// Routers on the way report it, whoever they are.
        @Test
        void shouldTellSocketWhenRouterReports() {
            host.receives(errorAbout(3, 1, 0, quote()).from("198.51.100.1").frame());
            assertThat(socket.takeError()).isEqualTo(IcmpError.UNREACHABLE);
        }

        /// RFC 6633: a source quench must be silently discarded.
        @Test
        void shouldIgnoreSourceQuench() {
            host.receives(errorAbout(4, 0, 0, quote()).frame());
            assertThat(socket.takeError()).isNull();
            assertThat(host.dropped()).containsExactly(DropReason.ICMP_TYPE);
        }

        /// RFC 5927, section 4: what quotes nothing that a socket of ours can have sent was forged.
        @ParameterizedTest
        @CsvSource({
            "10.0.0.3, 5000, 192.0.2.9, 9", // not from us
            "10.0.0.1, 5001, 192.0.2.9, 9", // not from a port of ours
            "10.0.0.1, 5000, 192.0.2.8, 9", // not to our peer
            "10.0.0.1, 5000, 192.0.2.9, 8" // not to its port
        })
        void shouldIgnoreWhenNoSocketSentWhatIsQuoted(String src, int srcPort, String dst, int dstPort) {
            final byte[] quote = ip(Ipv4Header.UDP, udp(v4(src), v4(dst), srcPort, dstPort, octets(8)))
                    .from(src)
                    .to(dst)
                    .octets();
            host.receives(errorAbout(3, 3, 0, quote).frame());
            assertThat(socket.takeError()).isNull();
            assertThat(host.dropped()).containsExactly(DropReason.ICMP_QUOTE);
        }

        /// RFC 792: an error goes to the source of what it quotes; one that comes to another address of ours was
        /// forged.
        @Test
        void shouldIgnoreWhenItCameToAnotherAddressThanTheQuotesSource() {
            final UdpEndpoint[] local = new UdpEndpoint[1];
            final int loopback = v4("127.0.0.1");
            host.does(partition -> {
                local[0] = new UdpEndpoint(partition.environment(), readable -> {});
                partition.udpSockets().connect(local[0], loopback, PORT, loopback, PEER_PORT);
            });
            final byte[] quote = ip(Ipv4Header.UDP, udp(loopback, loopback, PORT, PEER_PORT, octets(8)))
                    .from(loopback)
                    .to(loopback)
                    .octets();
            host.receives(errorAbout(3, 3, 0, quote).frame());
            assertThat(local[0].takeError()).isNull();
            assertThat(host.dropped()).containsExactly(DropReason.ICMP_QUOTE);
            host.does(partition -> partition.udpSockets().close(local[0]));
        }

        /// Of a later fragment there are no ports to see.
        @Test
        void shouldIgnoreWhenLaterFragmentIsQuoted() {
            final byte[] quote = ip(Ipv4Header.UDP, udp(OWN.v4(), FAR.v4(), PORT, PEER_PORT, octets(8)))
                    .from(OWN.v4())
                    .to(FAR.v4())
                    .fragment(8, false)
                    .octets();
            host.receives(errorAbout(3, 3, 0, quote).frame());
            assertThat(socket.takeError()).isNull();
            assertThat(host.dropped()).containsExactly(DropReason.ICMP_QUOTE);
        }

        /// Section 3.2.2: eight octets of the datagram are always quoted; with less nobody can be told.
        @Test
        void shouldDropWhenQuoteIsCut() {
            final byte[] quote = Arrays.copyOf(quote(), 28);
            for (int length = 0; length < quote.length; length++) {
                host.receives(errorAbout(3, 3, 0, Arrays.copyOf(quote, length)).frame());
            }
            assertThat(host.dropped()).containsOnly(DropReason.ICMP_MALFORMED).hasSize(28);
            assertThat(socket.takeError()).isNull();
            host.receives(errorAbout(3, 3, 0, quote).frame());
            assertThat(socket.takeError()).isEqualTo(IcmpError.REFUSED);
        }

        private byte[] quote() {
            return quoted(20);
        }
    }

    /// RFC 1191.
    @Nested
    class PathMtu {
        private UdpEndpoint socket;

        @BeforeEach
        void connect() {
            socket = connected(host);
        }

        @AfterEach
        void end() {
            host.does(partition -> partition.udpSockets().close(socket));
        }

        /// Section 3: what the router says it takes is what is sent from then on.
        @Test
        void shouldSendNoMoreThanRouterTakes() {
            host.receives(errorAbout(3, 4, 1_000, quoted(1_480)).frame());
            assertThat(socket.takeError()).isEqualTo(IcmpError.TOO_LONG);
            assertThat(longest(FAR.v4())).isEqualTo(1_000);
            assertThat(longest(NEIGHBOR.v4())).isEqualTo(1_500);
        }

        /// Section 5: a router that does not say leaves us to the plateaus, the next one below what was quoted.
        @Test
        void shouldTakeNextPlateauWhenRouterDoesNotSay() {
            host.receives(errorAbout(3, 4, 0, quoted(1_480)).frame());
            assertThat(longest(FAR.v4())).isBetween(1_006, 1_492);
        }

        /// Section 3: never below 68; nor must a message raise what is known.
        @Test
        void shouldNeitherGoBelowLeastMtuNorRaiseIt() {
            host.receives(errorAbout(3, 4, 10, quoted(1_480)).frame());
            assertThat(longest(FAR.v4())).isBetween(68, 1_500);
            final int known = longest(FAR.v4());
            host.receives(errorAbout(3, 4, 1_499, quoted(1_480)).frame());
            assertThat(longest(FAR.v4())).isLessThanOrEqualTo(Math.max(known, 1_499));
            host.receives(errorAbout(3, 4, 9_000, quoted(1_480)).frame());
            assertThat(longest(FAR.v4())).isLessThanOrEqualTo(1_500);
        }

        /// Section 6.3: it is tried again some ten minutes later whether the way has become wider.
        @Test
        void shouldForgetAfterAWhile() {
            host.receives(errorAbout(3, 4, 1_000, quoted(1_480)).frame());
            host.pass(60_000_000_000L);
            assertThat(longest(FAR.v4())).isEqualTo(1_000);
            host.pass(3_600_000_000_000L);
            assertThat(longest(FAR.v4())).isEqualTo(1_500);
        }

        /// RFC 5927, section 7: forged ones do not lower it.
        @Test
        void shouldNotBelieveWhenNoSocketSentWhatIsQuoted() {
            final byte[] quote = ip(Ipv4Header.UDP, udp(OWN.v4(), FAR.v4(), PORT + 1, PEER_PORT, octets(1_472)))
                    .from(OWN.v4())
                    .to(FAR.v4())
                    .octets();
            host.receives(errorAbout(3, 4, 600, quote).frame());
            assertThat(longest(FAR.v4())).isEqualTo(1_500);
        }

        private int longest(int address) {
            assertThat(host.partition().ipv4Output().route(address, -1)).isEqualTo(SendResult.OK);
            return host.partition().ipv4Output().mtu(address);
        }
    }

    /// An error goes to the partition of the flow that it quotes, and on to that of the socket that sent it.
    @Test
    void shouldPassErrorOnToOwnerOfUnconnectedSocket() {
        final int partitions = 4;
        for (int here = 0; here < partitions; here++) {
            try (LonePartition one = LonePartition.of(here, partitions);
                    LonePartition other = LonePartition.of(PORT % partitions, partitions)) {
                final UdpEndpoint socket = new UdpEndpoint(other.environment(), readable -> {});
                one.partition().udpSockets().addBinding(socket, 0, PORT);
                one.receives(errorAbout(3, 3, 0, quoted(20)).frame());
                final int flowOwner = one.partition().udpSockets().ownerOfFlow(OWN.v4(), FAR.v4(), PORT, PEER_PORT);
                if (flowOwner != here) {
                    assertThat(one.passedOn()).containsExactly(flowOwner);
                } else if (PORT % partitions != here) {
                    assertThat(one.passedOnStages()).containsExactly(Classifier.STAGE_TRANSPORT);
                    assertThat(one.passedOn()).containsExactly(PORT % partitions);
                } else {
                    assertThat(socket.takeError()).isEqualTo(IcmpError.REFUSED);
                }
                one.partition().udpSockets().removeBinding(socket, PORT);
            }
        }
    }

    private static void know(LonePartition host) {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        host.knows(ROUTER, ROUTER_STATION);
    }

    private static UdpEndpoint connected(LonePartition host) {
        final UdpEndpoint socket = new UdpEndpoint(host.environment(), readable -> {});
        host.does(partition -> partition.udpSockets().connect(socket, OWN.v4(), PORT, FAR.v4(), PEER_PORT));
        return socket;
    }

    /// What the socket sent, with so many octets behind the UDP header.
    private static byte[] quoted(int length) {
        final byte[] payload = octets(Math.min(length, 1_472));
        return ip(Ipv4Header.UDP, udp(OWN.v4(), FAR.v4(), PORT, PEER_PORT, payload))
                .from(OWN.v4())
                .to(FAR.v4())
                .dontFragment()
                .octets();
    }

    private static Frames.Ip errorAbout(int type, int code, int rest, byte[] quote) {
        return ip(Ipv4Header.ICMP, icmp(type, code, rest, Arrays.copyOf(quote, Math.min(quote.length, 548))));
    }

    private static byte[] only(List<byte[]> frames) {
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }
}
