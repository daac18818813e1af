package anax.netstack.stack;

import static anax.netstack.stack.Frames.ipOf;
import static anax.netstack.stack.Frames.octets;
import static anax.netstack.stack.Frames.payloadOf;
import static anax.netstack.stack.Frames.stationOf;
import static anax.netstack.stack.Frames.v4;
import static anax.netstack.stack.LonePartition.FAR;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.NEIGHBOR_STATION;
import static anax.netstack.stack.LonePartition.OWN;
import static anax.netstack.stack.LonePartition.ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.Route;
import anax.netstack.ip.SendResult;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkType;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.IpPrefix;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.MacAddress;
import anax.netstack.wire.UdpHeader;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which way a datagram goes, what its header says, and how it is cut: RFC 1122, section 3.3; RFC 791, section 3.2.
class Ipv4OutputTest {
    private static final int PROTOCOL = 200;
    private static final int TUNNEL = 2;
    private static final long ROUTER_STATION = 0x02_00_00_00_00_FEL;
    private static final int WHOLE = 1_500 - Ipv4Header.MIN_HEADER_LENGTH;

    /// RFC 1122, section 3.3.1.1: what is on a network of ours goes to the host itself, anything else to a
    /// router.
    @Test
    void shouldSendToHostItselfWhenOnLinkElseToRouter() {
        try (LonePartition host = host()) {
            send(host, NEIGHBOR.v4(), 10);
            assertThat(stationOf(only(host.sent()))).isEqualTo(NEIGHBOR_STATION);
            send(host, FAR.v4(), 10);
            final byte[] frame = only(host.sent());
            assertThat(stationOf(frame)).isEqualTo(ROUTER_STATION);
            assertThat(ipOf(frame).dst()).isEqualTo(FAR.v4());
            assertThat(ipOf(frame).src()).isEqualTo(OWN.v4());
        }
    }

    @Test
    void shouldHaveNoRouteWhenNoneLeadsThere() {
        try (LonePartition host = host()) {
            host.partition().routes().delete(IpPrefix.parse("0.0.0.0/0"), 0);
            assertThat(host.partition().ipv4Output().route(FAR.v4(), -1)).isEqualTo(SendResult.NO_ROUTE);
            host.partition().interfaces().put(host.wire().withUp(false));
            assertThat(host.partition().ipv4Output().route(NEIGHBOR.v4(), -1)).isEqualTo(SendResult.NO_ROUTE);
        }
    }

    /// RFC 1122, section 3.2.1.3 (g): what is for this host stays in it.
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "127.1.2.3"})
    void shouldGoByLoopbackWhenForOwnAddress(String address) {
        try (LonePartition host = host()) {
            send(host, v4(address), 10);
            final Ipv4Header ip = Frames.datagram(only(host.sent()));
            assertThat(ip.dst()).isEqualTo(v4(address));
            assertThat(ip.src()).isEqualTo(v4(address));
        }
    }

    /// The same section: a loopback address must not appear outside a host, be it as a source that was bound.
    @Test
    void shouldNotSendFromLoopbackAddressWhenOverWire() {
        try (LonePartition host = host()) {
            final UdpEndpoint[] socket = new UdpEndpoint[1];
            host.does(partition -> {
                socket[0] = new UdpEndpoint(partition.environment(), readable -> {});
                partition.udpSockets().bind(socket[0], v4("127.0.0.1"), 5_000);
                final Packet packet = partition.environment().originate(10);
                packet.range(packet.offset(), 10);
                assertThat(partition.udpOutput().send(socket[0], packet, NEIGHBOR.v4(), 9))
                        .isEqualTo(SendResult.NO_SOURCE);
            });
            assertThat(host.sent()).isEmpty();
            assertThat(host.dropped()).containsExactly(DropReason.IP_NO_SOURCE);
        }
    }

    /// RFC 1122, section 3.3.6: the limited broadcast goes out by one interface; which one the sender may say. A
    /// route to a router says the link only.
    @ParameterizedTest
    @CsvSource({
        "255.255.255.255, -1, 1",
        "255.255.255.255, 2, 2",
        "255.255.255.255, 1, 1",
        "224.1.2.3, -1, 1",
        "224.1.2.3, 2, 2",
        "10.0.0.255, -1, 1",
        "10.9.0.255, -1, 2"
    })
    void shouldChooseInterfaceWhenForEverybody(String address, int wanted, int chosen) {
        try (LonePartition host = host()) {
            withTunnel(host);
            for (int round = 0; round < 2; round++) {
                assertThat(host.partition().ipv4Output().route(v4(address), wanted))
                        .isEqualTo(SendResult.OK);
                assertThat(host.partition().ipv4Output().way().index()).isEqualTo(chosen);
                host.partition().routes().delete(IpPrefix.parse("0.0.0.0/0"), 0);
            }
        }
    }

    @Test
    void shouldShoutWhenBroadcastThoughDefaultRouteLeadsToRouter() {
        try (LonePartition host = host()) {
            send(host, -1, 10);
            assertThat(stationOf(only(host.sent()))).isEqualTo(MacAddress.BROADCAST);
        }
    }

    /// RFC 1122, sections 3.2.1.6 and 3.2.1.7: TTL and TOS are the transport's to say.
    @Test
    void shouldSayTtlAndServiceAsTold() {
        try (LonePartition host = host()) {
            send(host, NEIGHBOR.v4(), 10, 3, 0xB9, false);
            final Ipv4Header ip = ipOf(only(host.sent()));
            assertThat(ip.ttl()).isEqualTo(3);
            assertThat(ip.dscp() << 2 | ip.ecn()).isEqualTo(0xB9);
            assertThat(ip.protocol()).isEqualTo(PROTOCOL);
            assertThat(ip.dontFragment()).isFalse();
        }
    }

    @Test
    void shouldNotCutWhenItJustFits() {
        try (LonePartition host = host()) {
            send(host, NEIGHBOR.v4(), WHOLE, 64, 0, true);
            final Ipv4Header ip = ipOf(only(host.sent()));
            assertThat(ip.totalLength()).isEqualTo(1_500);
            assertThat(ip.dontFragment()).isTrue();
        }
    }

    /// RFC 1191, section 3: what must not be cut and is too long is the sender's to hear of.
    @Test
    void shouldRefuseWhenTooLongAndNotToBeCut() {
        try (LonePartition host = host()) {
            assertThat(send(host, NEIGHBOR.v4(), WHOLE + 1, 64, 0, true)).isEqualTo(SendResult.TOO_LONG);
            assertThat(host.sent()).isEmpty();
            assertThat(host.dropped()).containsExactly(DropReason.IP_DONT_FRAGMENT);
        }
    }

    @Test
    void shouldRefuseWhenLongerThanAnyDatagram() {
        try (LonePartition host = host()) {
            assertThat(send(host, NEIGHBOR.v4(), 65_516)).isEqualTo(SendResult.TOO_LONG);
            assertThat(send(host, NEIGHBOR.v4(), 65_515)).isEqualTo(SendResult.OK);
            host.sent();
            assertThat(host.dropped()).containsExactly(DropReason.IP_DONT_FRAGMENT);
        }
    }

    /// RFC 791, section 3.2: offsets in eights without gap or overlap, "more fragments" on all but the last, one
    /// identification, service, TTL and protocol of the whole, and none longer than the link carries.
    @ParameterizedTest
    @ValueSource(ints = {WHOLE + 1, 2 * WHOLE, 2 * WHOLE + 1, 10_000, 65_515})
    void shouldCutWithoutGapWhenTooLong(int length) {
        try (LonePartition host = host()) {
            send(host, NEIGHBOR.v4(), length, 9, 0x2E, false);
            final List<byte[]> sent = host.sent();
            final Ipv4Header first = ipOf(sent.getFirst());
            final byte[] joined = new byte[length];
            int expected = 0;
            for (final byte[] frame : sent) {
                final Ipv4Header ip = ipOf(frame);
                assertThat(ip.totalLength()).isLessThanOrEqualTo(1_500);
                assertThat(ip.fragmentOffset()).isEqualTo(expected);
                assertThat(ip.identification()).isEqualTo(first.identification());
                assertThat(ip.ttl()).isEqualTo(9);
                assertThat(ip.dscp() << 2 | ip.ecn()).isEqualTo(0x2E);
                assertThat(ip.protocol()).isEqualTo(PROTOCOL);
                assertThat(stationOf(frame)).isEqualTo(NEIGHBOR_STATION);
                System.arraycopy(payloadOf(frame), 0, joined, expected, ip.payloadLength());
                expected += ip.payloadLength();
                assertThat(ip.moreFragments()).isEqualTo(expected < length);
            }
            assertThat(expected).isEqualTo(length);
            assertThat(joined).isEqualTo(octets(length));
        }
    }

    /// A device that completes checksums cannot complete that of a datagram in pieces.
    @Test
    void shouldCompleteChecksumWhenCut() {
        try (LonePartition host = host()) {
            final UdpEndpoint[] socket = new UdpEndpoint[1];
            host.does(partition -> {
                socket[0] = new UdpEndpoint(partition.environment(), readable -> {});
                partition.udpSockets().bind(socket[0], 0, 5_000);
                final Packet packet = partition.environment().originate(4_000);
                packet.range(packet.offset(), 4_000).buffer().putBytes(packet.offset(), octets(4_000));
                assertThat(partition.udpOutput().send(socket[0], packet, NEIGHBOR.v4(), 9))
                        .isZero();
            });
            byte[] datagram = new byte[0];
            for (final byte[] frame : host.sent()) {
                datagram = Frames.join(datagram, payloadOf(frame));
            }
            final UdpHeader udp = new UdpHeader();
            assertThat(udp.wrap(new UnsafeBuffer(datagram), 0, datagram.length)).isTrue();
            assertThat(udp.hasChecksum()).isTrue();
            assertThat(udp.verifies(
                            InternetChecksum.pseudoHeaderIpv4(OWN.v4(), NEIGHBOR.v4(), Ipv4Header.UDP, udp.length())))
                    .isTrue();
        }
    }

    /// A part alone only lies in the receiver's reassembly until its time is up.
    @Test
    void shouldSendNoFragmentWhenPoolCannotGiveAll() {
        final PacketPoolConfig few = PacketPoolConfig.standard().withSlots(4, 2);
        try (LonePartition host = LonePartition.only(config -> config.withPool(few))) {
            host.knows(NEIGHBOR, NEIGHBOR_STATION);
            assertThat(send(host, NEIGHBOR.v4(), 10_000)).isEqualTo(SendResult.NO_MEMORY);
            assertThat(host.sent()).isEmpty();
            assertThat(host.dropped()).containsExactly(DropReason.POOL_EXHAUSTED);
            assertThat(send(host, NEIGHBOR.v4(), 2_000)).isEqualTo(SendResult.OK);
            assertThat(host.sent()).hasSize(2);
        }
    }

    /// RFC 6864, section 4.3: the identification of what may be cut must not come again soon; so no two
    /// partitions give the same, though they know nothing of each other.
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 128})
    void shouldGiveIdentificationsOfItsOwnWhenSeveralPartitions(int partitions) {
        final Set<Integer> others = new HashSet<>();
        for (int partition = 0; partition < Math.min(partitions, 4); partition++) {
            final Set<Integer> own = new HashSet<>();
            try (LonePartition host = LonePartition.of(partition, partitions)) {
                host.knows(NEIGHBOR, NEIGHBOR_STATION);
                final int all = 0x10000 / partitions;
                for (int i = 0; i < all; i++) {
                    send(host, NEIGHBOR.v4(), 1);
                    own.add(ipOf(only(host.sent())).identification());
                }
                assertThat(own).as("none twice in one round").hasSize(all);
            }
            assertThat(Collections.disjoint(own, others))
                    .as("none that another partition gives")
                    .isTrue();
            others.addAll(own);
        }
    }

    /// RFC 6864, section 4.1: what is not to be cut needs none.
    @Test
    void shouldGiveNoIdentificationWhenNotToBeCut() {
        try (LonePartition host = host()) {
            send(host, NEIGHBOR.v4(), 10, 64, 0, true);
            assertThat(ipOf(only(host.sent())).identification()).isZero();
        }
    }

    /// A route may know a shorter MTU than its link's.
    @Test
    void shouldCutToRoutesMtuWhenItIsLess() {
        try (LonePartition host = host()) {
            host.partition().routes().add(new Route(IpPrefix.parse("192.0.2.0/24"), ROUTER, 1, 0, 600));
            send(host, FAR.v4(), 1_000);
            final List<byte[]> sent = host.sent();
            assertThat(sent).hasSize(2);
            assertThat(ipOf(sent.getFirst()).totalLength()).isEqualTo(596);
        }
    }

    /// Where somebody has said how long packets of a way may be, routers are not believed who say less.
    @Test
    void shouldBelieveNoRouterWhenMtuIsLocked() {
        try (LonePartition host = host()) {
            final IpPrefix network = IpPrefix.parse("192.0.2.0/24");
            host.partition().routes().add(new Route(network, ROUTER, 1, 0, 900, true, Route.MSS_OF_INTERFACE));
            host.partition().pathMtus().tooBig(FAR.v4(), 600, 900, 1_500, host.nowNs());
            host.partition().ipv4Output().route(FAR.v4(), -1);
            assertThat(host.partition().ipv4Output().isMtuLocked()).isTrue();
            assertThat(host.partition().ipv4Output().mtu(FAR.v4())).isEqualTo(900);
            host.partition().ipv4Output().route(NEIGHBOR.v4(), -1);
            assertThat(host.partition().ipv4Output().isMtuLocked()).isFalse();
        }
    }

    private static LonePartition host() {
        final LonePartition host = LonePartition.only();
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        host.knows(ROUTER, ROUTER_STATION);
        return host;
    }

    private static void withTunnel(LonePartition host) {
        final NetworkInterface tunnel = new NetworkInterface(
                TUNNEL,
                "tunnel",
                LinkType.RAW_IP,
                1_400,
                0,
                LinkCapabilities.NONE,
                List.of(InterfaceAddress.parse("10.9.0.1/24")),
                true);
        host.partition().interfaces().put(tunnel);
        host.partition().routes().add(Route.onLink(IpPrefix.parse("10.9.0.0/24"), TUNNEL));
    }

    private static int send(LonePartition host, int address, int length) {
        return send(host, address, length, 64, 0, false);
    }

    private static int send(LonePartition host, int address, int length, int ttl, int service, boolean dontFragment) {
        final int[] result = new int[1];
        host.does(partition -> {
            final Packet packet = partition.environment().originate(length);
            packet.range(packet.offset(), length).buffer().putBytes(packet.offset(), octets(length));
            assertThat(partition.ipv4Output().route(address, -1)).isEqualTo(SendResult.OK);
            final int src = partition.ipv4Output().source(address);
            result[0] = partition.ipv4Output().send(packet, src, address, PROTOCOL, ttl, service, dontFragment);
        });
        return result[0];
    }

    private static byte[] only(List<byte[]> frames) {
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }
}
