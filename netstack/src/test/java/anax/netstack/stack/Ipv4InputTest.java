package anax.netstack.stack;

import static anax.netstack.stack.Frames.echo;
import static anax.netstack.stack.Frames.icmpOf;
import static anax.netstack.stack.Frames.ip;
import static anax.netstack.stack.Frames.octets;
import static anax.netstack.stack.Frames.udpToUs;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.NEIGHBOR_STATION;
import static anax.netstack.stack.LonePartition.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.DropReason;
import anax.netstack.udp.GroupChange;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpEnds;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv4Options;
import anax.netstack.wire.MacAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a host takes from the wire as IPv4, and what it does not: RFC 1122, section 3.2.1.
class Ipv4InputTest {
    private static final int PORT = 7;
    private static final int UNKNOWN_PROTOCOL = 200;
    private static final int QUOTE = 8;

    private final LonePartition host = LonePartition.only();
    private UdpEndpoint socket;

    @BeforeEach
    void listen() {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        host.does(partition -> {
            socket = new UdpEndpoint(partition.environment(), readable -> {});
            partition.udpSockets().bind(socket, 0, PORT);
        });
    }

    @AfterEach
    void close() {
        host.does(partition -> partition.udpSockets().close(socket));
        host.close();
    }

    /// Section 3.2.1.7: a host must not discard a datagram because its TTL is less than 2.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255})
    void shouldTakeDatagramWhateverItsTtl(int ttl) {
        host.receives(udpToUs(9, PORT, octets(10)).ttl(ttl).frame());
        assertThat(socket.unread()).isEqualTo(1);
    }

    /// Section 3.2.1.3: a source must be one host's address; (g): loopback never leaves a host. What claims to
    /// come from us and comes by a wire was forged.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.0.0.5",
                "127.0.0.1",
                "127.255.255.255",
                "224.0.0.1",
                "239.1.2.3",
                "240.0.0.1",
                "255.255.255.255",
                "10.0.0.255",
                "10.0.0.1"
            })
    void shouldDropMartianWhenNoHostCanBeItsSource(String source) {
        host.receives(udpToUs(9, PORT, octets(10)).from(source).frame());
        assertThat(host.dropped()).containsExactly(DropReason.IP_MARTIAN);
        assertThat(socket.unread()).isZero();
        assertThat(host.sent()).isEmpty();
    }

    /// Section 3.2.1.3 (a): {0, 0} is a source of a host that learns its address, and of nothing but that: it
    /// asks everybody.
    @Test
    void shouldTakeSourceOfHostWithoutAddressWhenItAsksEverybody() {
        final byte[] question = Frames.udp(0, -1, 68, PORT, octets(10));
        host.receives(ip(Ipv4Header.UDP, question).from(0).to(-1).frameTo(MacAddress.BROADCAST));
        assertThat(socket.unread()).isEqualTo(1);
    }

    /// Section 3.2.1.3: {0, 0} and {0, host} and loopback are no destinations on a wire; RFC 1112, section 4:
    /// class E is reserved.
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "127.0.0.1", "240.0.0.1", "255.255.255.254"})
    void shouldDropMartianWhenNoHostCanBeItsDestination(String destination) {
        host.receives(udpToUs(9, PORT, octets(10)).to(destination).frame());
        assertThat(host.dropped()).containsExactly(DropReason.IP_MARTIAN);
        assertThat(host.sent()).isEmpty();
    }

    /// Section 3.2.1.3: what is not for this host is silently discarded; section 3.3.1: a host that is no router
    /// does not forward.
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.3", "192.0.2.9", "10.0.1.255", "224.0.0.251"})
    void shouldDropSilentlyWhenNotOurs(String destination) {
        host.receives(udpToUs(9, PORT, octets(10)).to(destination).frame());
        assertThat(host.dropped()).containsExactly(DropReason.IP_NOT_OURS);
        assertThat(host.sent()).isEmpty();
    }

    /// The same, when its options are malformed or a protocol is asked for that nobody speaks: an error would be
    /// an answer.
    @Test
    void shouldDropSilentlyWhenNotOursWhateverElseIsWrongWithIt() {
        host.receives(
                udpToUs(9, PORT, octets(10)).to("10.0.0.3").options(7, 2, 0, 0).frame());
        host.receives(udpToUs(9, PORT, octets(10))
                .to("10.0.0.3")
                .options(131, 7, 4, 10, 0, 0, 1, 0)
                .frame());
        host.receives(ip(UNKNOWN_PROTOCOL, octets(10)).to("10.0.0.3").frame());
        assertThat(host.dropped()).containsOnly(DropReason.IP_NOT_OURS).hasSize(3);
        assertThat(host.sent()).isEmpty();
    }

    /// Section 3.3.6: the destination of what a link carried to all must be a broadcast or multicast address.
    @ParameterizedTest
    @CsvSource({"10.0.0.1, true", "10.0.0.3, true", "10.0.0.255, false", "255.255.255.255, false"})
    void shouldDropWhenForOneHostButCarriedToAll(String destination, boolean dropped) {
        final byte[] payload = Frames.udp(NEIGHBOR.v4(), Frames.v4(destination), 9, PORT, octets(10));
        host.receives(ip(Ipv4Header.UDP, payload).to(destination).frameTo(MacAddress.BROADCAST));
        assertThat(host.dropped()).hasSize(dropped ? 1 : 0).allMatch(DropReason.IP_MARTIAN::equals);
        assertThat(socket.unread()).isEqualTo(dropped ? 0 : 1);
        assertThat(host.sent()).isEmpty();
    }

    /// Section 3.2.1.2: a wrong header checksum is silently discarded.
    @Test
    void shouldDropWhenHeaderChecksumIsWrong() {
        final byte[] frame = udpToUs(9, PORT, octets(10)).frame();
        frame[14 + 10] ^= 1;
        host.receives(frame);
        assertThat(host.dropped()).containsExactly(DropReason.IP_CHECKSUM);
    }

    /// Section 3.2.1.1: a version other than 4 is silently discarded; so is a header that cannot be.
    @ParameterizedTest
    @ValueSource(ints = {0x44, 0x40, 0x35, 0x55, 0x65, 0x05, 0xF5})
    void shouldDropWhenVersionOrHeaderLengthIsWrong(int versionAndLength) {
        final byte[] frame = udpToUs(9, PORT, octets(10)).frame();
        frame[14] = (byte) versionAndLength;
        host.receives(frame);
        assertThat(host.dropped()).containsExactly(DropReason.IP_HEADER);
    }

    /// Section 3.2.1.8: options that a host does not know are silently ignored; the others are harmless here.
    @Test
    void shouldTakeDatagramWhenOptionsAreWellFormed() {
        host.receives(udpToUs(9, PORT, octets(10)).options(1, 1, 1, 0).frame());
        host.receives(udpToUs(9, PORT, octets(10)).options(0x9E, 4, 1, 2).frame());
        host.receives(udpToUs(9, PORT, octets(10))
                .options(Ipv4Options.RECORD_ROUTE, 7, 4, 0, 0, 0, 0, 0)
                .frame());
        host.receives(udpToUs(9, PORT, octets(10))
                .options(Ipv4Options.ROUTER_ALERT, 4, 0, 0)
                .frame());
        assertThat(socket.unread()).isEqualTo(4);
    }

    /// Section 3.2.2.5: a parameter problem says which octet is wrong, counted from the header's first.
    @ParameterizedTest
    @CsvSource({"7, 2, 20", "1, 1, 22", "68, 3, 20"})
    void shouldSendParameterProblemWhenOptionsAreMalformed(int first, int second, int pointer) {
        host.receives(udpToUs(9, PORT, octets(10)).options(first, second, 7, 40).frame());
        assertThat(host.dropped()).containsExactly(DropReason.IP_OPTIONS);
        final var sent = host.sent();
        assertThat(sent).hasSize(1);
        final IcmpHeader error = icmpOf(sent.getFirst());
        assertThat(error.type()).isEqualTo(IcmpHeader.PARAMETER_PROBLEM);
        assertThat(error.code()).isZero();
        assertThat(error.pointer()).isEqualTo(pointer);
    }

    /// RFC 7126, sections 4.3 and 4.4: source routes are refused; they are for those who forge their sources.
    @ParameterizedTest
    @ValueSource(ints = {Ipv4Options.LOOSE_SOURCE_ROUTE, Ipv4Options.STRICT_SOURCE_ROUTE})
    void shouldDropSilentlyWhenSourceRouted(int option) {
        host.receives(udpToUs(9, PORT, octets(10))
                .options(option, 7, 8, 10, 0, 0, 2, 0)
                .frame());
        assertThat(host.dropped()).containsExactly(DropReason.IP_SOURCE_ROUTE);
        assertThat(host.sent()).isEmpty();
    }

    /// Section 3.2.2.1: a protocol that this host does not speak earns an error, with the datagram's header and
    /// eight octets or more.
    @Test
    void shouldSendProtocolUnreachableWhenNobodySpeaksIt() {
        final byte[] frame = ip(UNKNOWN_PROTOCOL, octets(10)).frame();
        host.receives(frame);
        assertThat(host.dropped()).containsExactly(DropReason.PROTOCOL_UNKNOWN);
        final IcmpHeader error = icmpOf(host.sent().getFirst());
        assertThat(error.type()).isEqualTo(IcmpHeader.UNREACHABLE);
        assertThat(error.code()).isEqualTo(IcmpHeader.PROTOCOL_UNREACHABLE);
        assertThat(error.payloadLength()).isGreaterThanOrEqualTo(Ipv4Header.MIN_HEADER_LENGTH + QUOTE);
    }

    /// RFC 1112, section 7.2: a group is heard by the interface that it was joined by; all systems (224.0.0.1)
    /// always.
    @Test
    void shouldTakeGroupsDatagramWhenMemberOnly() {
        final int group = Frames.v4("224.1.2.3");
        final byte[] udp = Frames.udp(NEIGHBOR.v4(), group, 9, PORT, octets(10));
        host.receives(ip(Ipv4Header.UDP, udp).to(group).frameTo(MacAddress.ofIpv4Group(group)));
        assertThat(host.dropped()).containsExactly(DropReason.IP_NOT_OURS);
        host.does(
                partition -> partition.udpGroups().change(GroupChange.JOIN, socket, UdpEnds.ofPort(PORT), 1, group, 0));
        host.receives(ip(Ipv4Header.UDP, udp).to(group).frameTo(MacAddress.ofIpv4Group(group)));
        assertThat(socket.unread()).isEqualTo(1);
        host.does(partition -> partition.udpGroups().leaveAll(socket));
        host.receives(ip(Ipv4Header.UDP, udp).to(group).frameTo(MacAddress.ofIpv4Group(group)));
        assertThat(host.dropped()).containsExactly(DropReason.IP_NOT_OURS);
    }

    /// 32 groups share a station address, so a frame to a joined group's address may be for another group (RFC
    /// 1112, section 6.4).
    @Test
    void shouldDropWhenForAnotherGroupOfTheSameStationAddress() {
        final int group = Frames.v4("224.1.2.3");
        final int other = Frames.v4("225.129.2.3");
        assertThat(MacAddress.ofIpv4Group(other)).isEqualTo(MacAddress.ofIpv4Group(group));
        host.does(
                partition -> partition.udpGroups().change(GroupChange.JOIN, socket, UdpEnds.ofPort(PORT), 1, group, 0));
        final byte[] udp = Frames.udp(NEIGHBOR.v4(), other, 9, PORT, octets(10));
        host.receives(ip(Ipv4Header.UDP, udp).to(other).frameTo(MacAddress.ofIpv4Group(other)));
        assertThat(host.dropped()).containsExactly(DropReason.IP_NOT_OURS);
    }

    /// Link padding is no part of the datagram.
    @Test
    void shouldCutPaddingWhenFrameIsLongerThanDatagram() {
        host.receives(Frames.join(echo(octets(3)).frame(), new byte[15]));
        assertThat(icmpOf(host.sent().getFirst()).payloadLength()).isEqualTo(3);
    }

    /// What goes to the host itself never sees a wire, so a host hears itself only by its own interface (RFC
    /// 1122, section 3.2.1.3 (g)).
    @Test
    void shouldTakeLoopbackAddressesWhenLooped() {
        final byte[] udp = Frames.udp(Frames.v4("127.0.0.1"), Frames.v4("127.3.2.1"), 9, PORT, octets(10));
        host.loops(ip(Ipv4Header.UDP, udp).from("127.0.0.1").to("127.3.2.1").octets());
        final byte[] own = Frames.udp(OWN.v4(), OWN.v4(), 9, PORT, octets(10));
        host.loops(ip(Ipv4Header.UDP, own).from(OWN.v4()).octets());
        assertThat(socket.unread()).isEqualTo(2);
    }
}
