package anax.netstack.stack;

import static anax.netstack.stack.Frames.icmp;
import static anax.netstack.stack.Frames.ip;
import static anax.netstack.stack.Frames.octets;
import static anax.netstack.stack.Frames.udp;
import static anax.netstack.stack.Frames.v4;
import static anax.netstack.stack.LonePartition.FAR;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.NEIGHBOR_STATION;
import static anax.netstack.stack.LonePartition.OWN;
import static anax.netstack.stack.LonePartition.ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.Route;
import anax.netstack.ip.SendResult;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import anax.netstack.wire.Ipv4Header;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Routers that name a nearer one: RFC 1122, sections 3.2.2.2, 3.3.1.2 and 3.3.1.4.
class RedirectTest {
    private static final int PORT = 5_000;
    private static final int PEER_PORT = 9;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long ROUTER_STATION = 0x02_00_00_00_00_FEL;
    private static final IpAddress THIRD = IpAddress.parse("10.0.0.3");
    private static final long THIRD_STATION = 0x02_00_00_00_00_03L;

    private LonePartition host;
    private UdpEndpoint socket;

    @BeforeEach
    void begin() {
        begin(UnaryOperator.identity());
    }

    private void begin(UnaryOperator<StackConfig> config) {
        host = LonePartition.only(config);
        knowEverybody();
        socket = new UdpEndpoint(host.environment(), readable -> {});
        host.does(partition -> partition.udpSockets().connect(socket, OWN.v4(), PORT, FAR.v4(), PEER_PORT));
    }

    @AfterEach
    void end() {
        host.does(partition -> partition.udpSockets().close(socket));
        host.pass(10 * SECOND_NS);
        host.close();
    }

    /// Section 3.2.2.2: "a host receiving a Redirect message MUST update its routing information accordingly",
    /// for a host and for a network, with a type of service and without; the socket has lost nothing.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldSendByNearerRouterWhenRedirected(int code) {
        assertThat(stationOfNext()).isEqualTo(ROUTER_STATION);
        host.receives(redirect(ROUTER, code, NEIGHBOR.v4()));
        assertThat(host.dropped()).isEmpty();
        assertThat(socket.takeError()).isNull();
        assertThat(stationOfNext()).isEqualTo(NEIGHBOR_STATION);
    }

    /// Section 3.3.1.2: a network's redirect is taken as one of its host, as nobody here knows the network.
    @Test
    void shouldSendOtherDestinationsByRouteStill() {
        host.receives(redirect(ROUTER, 0, NEIGHBOR.v4()));
        assertThat(host.partition().ipv4Output().route(FAR.v4() + 1, -1)).isEqualTo(SendResult.OK);
        assertThat(host.partition().redirects().gateway(FAR.v4() + 1, 1, host.nowNs()))
                .isEqualTo(1);
    }

    /// Section 3.2.2.2: discarded "if the new gateway address it specifies is not on the same connected (sub-)
    /// net"; nor can it be everybody, nobody, or we.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "10.0.1.2",
                "10.0.0.255",
                "10.0.0.0",
                "10.0.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "127.0.0.1"
            })
    void shouldIgnoreWhenNamedRouterIsNoOtherHostOfLink(String gateway) {
        host.receives(redirect(ROUTER, 1, v4(gateway)));
        assertThat(host.dropped()).containsExactly(DropReason.ICMP_REDIRECT);
        assertThat(stationOfNext()).isEqualTo(ROUTER_STATION);
    }

    /// Section 3.2.2.2: discarded "if the source of the Redirect is not the current first-hop gateway".
    @Test
    void shouldIgnoreWhenItIsNotFromRouterInUse() {
        host.receives(redirect(NEIGHBOR, 1, THIRD.v4()));
        assertThat(host.dropped()).containsExactly(DropReason.ICMP_REDIRECT);
        assertThat(stationOfNext()).isEqualTo(ROUTER_STATION);
        host.receives(redirect(ROUTER, 1, NEIGHBOR.v4()));
        host.receives(redirect(ROUTER, 1, THIRD.v4()));
        assertThat(host.dropped()).containsExactly(DropReason.ICMP_REDIRECT);
        assertThat(stationOfNext()).isEqualTo(NEIGHBOR_STATION);
        host.receives(redirect(NEIGHBOR, 1, THIRD.v4()));
        assertThat(stationOfNext()).isEqualTo(THIRD_STATION);
    }

    /// What is on the link needs no router, whoever says so.
    @Test
    void shouldIgnoreWhenDestinationIsOnLink() {
        host.does(partition -> {
            partition.udpSockets().close(socket);
            socket = new UdpEndpoint(partition.environment(), readable -> {});
            partition.udpSockets().connect(socket, OWN.v4(), PORT, NEIGHBOR.v4(), PEER_PORT);
        });
        host.receives(redirect(NEIGHBOR, NEIGHBOR, 1, THIRD.v4()));
        assertThat(host.dropped()).containsExactly(DropReason.ICMP_REDIRECT);
        assertThat(stationOfNext()).isEqualTo(NEIGHBOR_STATION);
    }

    /// RFC 5927, section 4: nor is anything believed that quotes what no socket of ours has sent.
    @ParameterizedTest
    @CsvSource({"10.0.0.1, 192.0.2.8", "10.0.0.3, 192.0.2.9"})
    void shouldIgnoreWhenNoSocketSentWhatIsQuoted(String src, String dst) {
        final byte[] quote = ip(Ipv4Header.UDP, udp(v4(src), v4(dst), PORT, PEER_PORT, octets(20)))
                .from(src)
                .to(dst)
                .octets();
        host.receives(ip(Ipv4Header.ICMP, icmp(IcmpHeader.REDIRECT, 1, NEIGHBOR.v4(), quote))
                .from(ROUTER.v4())
                .frame());
        assertThat(host.dropped()).containsExactly(DropReason.ICMP_QUOTE);
    }

    @Test
    void shouldIgnoreUnknownCode() {
        host.receives(redirect(ROUTER, 4, NEIGHBOR.v4()));
        assertThat(host.dropped()).containsExactly(DropReason.ICMP_TYPE);
    }

    /// An entry is not for ever: routes change without anybody saying so.
    @Test
    void shouldSendByRouteAgainAfterAWhile() {
        host.receives(redirect(ROUTER, 1, NEIGHBOR.v4()));
        host.pass(500 * SECOND_NS);
        knowEverybody();
        assertThat(stationOfNext()).isEqualTo(NEIGHBOR_STATION);
        host.pass(101 * SECOND_NS);
        host.sent();
        knowEverybody();
        assertThat(stationOfNext()).isEqualTo(ROUTER_STATION);
    }

    /// Section 3.3.1.4: a router that is dead is not used any longer.
    @Test
    void shouldSendByRouteAgainWhenNearerRouterDoesNotAnswer() {
        host.receives(redirect(ROUTER, 1, v4("10.0.0.77")));
        send();
        host.pass(5 * SECOND_NS);
        assertThat(host.dropped()).containsExactly(DropReason.ARP_UNRESOLVED);
        host.sent();
        assertThat(stationOfNext()).isEqualTo(ROUTER_STATION);
    }

    /// What was said of the old ways does not hold for new ones.
    @Test
    void shouldForgetWhenInterfaceChanges() {
        host.receives(redirect(ROUTER, 1, NEIGHBOR.v4()));
        host.does(partition -> partition.interfaceChanges().put(host.wire(), false));
        assertThat(stationOfNext()).isEqualTo(ROUTER_STATION);
    }

    @Test
    void shouldForgetWhenRoutesChange() {
        try (TwoHosts hosts = TwoHosts.of(2, 1)) {
            hosts.call(0, () -> {
                final Partition partition = hosts.first().enter(0);
                partition.redirects().learn(FAR.v4(), NEIGHBOR.v4(), 0);
                final Route route = Route.via(IpPrefix.parse("192.0.2.0/24"), TwoHosts.SECOND, 1);
                hosts.first().port(1).doMessage(ChangeRoutes.add(hosts.first(), route));
                assertThat(partition.redirects().gateway(FAR.v4(), 1, 0)).isEqualTo(1);
                return null;
            });
        }
    }

    @Test
    void shouldIgnoreAllWhenSwitchedOff() {
        end();
        begin(config -> config.with(draft -> draft.acceptRedirects = false));
        host.receives(redirect(ROUTER, 1, NEIGHBOR.v4()));
        assertThat(host.dropped()).containsExactly(DropReason.ICMP_TYPE);
        assertThat(stationOfNext()).isEqualTo(ROUTER_STATION);
    }

    private void knowEverybody() {
        host.knows(NEIGHBOR, NEIGHBOR_STATION);
        host.knows(THIRD, THIRD_STATION);
        host.knows(ROUTER, ROUTER_STATION);
    }

    /// The station that the next datagram to the peer is sent to.
    private long stationOfNext() {
        send();
        final var frames = host.sent();
        assertThat(frames).hasSize(1);
        return Frames.stationOf(frames.getFirst());
    }

    private void send() {
        host.does(partition -> {
            final Packet packet = partition.environment().originate(8);
            partition.udpOutput().send(socket, packet.range(packet.offset(), 8), 0, 0);
        });
    }

    private static byte[] redirect(IpAddress from, int code, int gateway) {
        return redirect(from, FAR, code, gateway);
    }

    private static byte[] redirect(IpAddress from, IpAddress destination, int code, int gateway) {
        final byte[] quote = ip(Ipv4Header.UDP, udp(OWN.v4(), destination.v4(), PORT, PEER_PORT, octets(20)))
                .from(OWN.v4())
                .to(destination.v4())
                .octets();
        return ip(Ipv4Header.ICMP, icmp(IcmpHeader.REDIRECT, code, gateway, quote))
                .from(from.v4())
                .frame();
    }
}
