package anax.netstack.stack;

import static anax.netstack.stack.Frames.arpOf;
import static anax.netstack.stack.Frames.etherTypeOf;
import static anax.netstack.stack.Frames.stationOf;
import static anax.netstack.stack.Frames.v4;
import static anax.netstack.stack.LonePartition.FAR;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.NEIGHBOR_STATION;
import static anax.netstack.stack.LonePartition.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.PathMtuCache;
import anax.netstack.ip.Route;
import anax.netstack.ip.SendResult;
import anax.netstack.ip.SourceFilter;
import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkType;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.socket.UdpSocket;
import anax.netstack.tcp.TcpConfig;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What follows an interface that goes down, comes up, or gets other addresses.
class InterfaceChangeTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int OTHER = 2;
    private static final IpPrefix NETWORK = IpPrefix.parse("10.0.0.0/24");
    private static final int GROUP = v4("239.1.2.3");

    /// One partition, octet by octet.
    @Nested
    class InOnePartition {
        private final LonePartition host = LonePartition.only();

        @BeforeEach
        void know() {
            put(host.wire());
            host.pass(10 * SECOND_NS);
            host.sent();
            host.knows(NEIGHBOR, NEIGHBOR_STATION);
        }

        @AfterEach
        void shouldAccountForEveryPacket() {
            host.close();
        }

        /// RFC 1122, section 3.3.1.1: what is on a link is known from the addresses of the interface.
        @Test
        void shouldReachNetworkOnlyWhileUp() {
            put(host.wire().withUp(false));
            assertThat(routeOf(NETWORK)).isNull();
            put(host.wire());
            assertThat(routeOf(NETWORK)).isEqualTo(Route.onLink(NETWORK, 1));
        }

        @Test
        void shouldReachNetworksOfItsNewAddressesAndNotOfItsOldOnes() {
            put(host.wire().withAddresses(List.of(InterfaceAddress.parse("10.7.0.1/16"))));
            assertThat(routeOf(NETWORK)).isNull();
            assertThat(routeOf(IpPrefix.parse("10.7.0.0/16")))
                    .isEqualTo(Route.onLink(IpPrefix.parse("10.7.0.0/16"), 1));
            assertThat(host.partition().interfaces().isOurs(OWN.v4())).isFalse();
        }

        @Test
        void shouldKeepRouteWhenAnotherAddressIsOnTheSameNetwork() {
            final InterfaceAddress second = InterfaceAddress.parse("10.0.0.9/24");
            put(host.wire().withAddresses(List.of(new InterfaceAddress(OWN, 24), second)));
            put(host.wire().withAddresses(List.of(second)));
            assertThat(routeOf(NETWORK)).isEqualTo(Route.onLink(NETWORK, 1));
        }

        @Test
        void shouldReachNetworkByOtherInterfaceWhenFirstGoesDown() {
            put(tunnel("10.0.0.77/24"));
            assertThat(routeOf(NETWORK).interfaceIndex()).isEqualTo(1);
            put(host.wire().withUp(false));
            assertThat(routeOf(NETWORK).interfaceIndex()).isEqualTo(OTHER);
        }

        /// A route that somebody has put in the place of the link's is not the link's to take away.
        @Test
        void shouldLeaveRouteOfOthersAlone() {
            final Route own = Route.via(NETWORK, NEIGHBOR, 1);
            host.does(partition -> partition.routes().replace(own));
            put(host.wire().withUp(false));
            assertThat(routeOf(NETWORK)).isEqualTo(own);
        }

        /// RFC 5227, section 2.1: an address is probed for when its interface comes up, and announced again.
        @Test
        void shouldProbeAgainWhenItComesUp() {
            put(host.wire().withUp(false));
            host.pass(10 * SECOND_NS);
            assertThat(host.sent()).isEmpty();
            host.does(partition -> partition.interfaceChanges().put(host.wire(), true));
            assertThat(host.partition().interfaces().isOurs(OWN.v4())).isFalse();
            host.pass(10 * SECOND_NS);
            final List<byte[]> frames = host.sent();
            assertThat(frames).hasSize(5);
            assertThat(arpOf(frames.get(2)).senderIp()).isZero();
            assertThat(arpOf(frames.get(3)).senderIp()).isEqualTo(OWN.v4());
            assertThat(host.partition().interfaces().isOurs(OWN.v4())).isTrue();
        }

        @Test
        void shouldAnnounceNothingWhenDownInTheMiddleOfIt() {
            put(host.wire().withUp(false));
            put(host.wire());
            put(host.wire().withUp(false));
            host.pass(10 * SECOND_NS);
            assertThat(host.sent()).isEmpty();
        }

        @Test
        void shouldClaimNewAddressAndLeaveOldOneAlone() {
            final InterfaceAddress second = InterfaceAddress.parse("10.0.0.9/24");
            put(host.wire().withAddresses(List.of(new InterfaceAddress(OWN, 24), second)));
            host.pass(10 * SECOND_NS);
            final List<byte[]> frames = host.sent();
            assertThat(frames).hasSize(2);
            frames.forEach(frame -> assertThat(arpOf(frame).senderIp()).isEqualTo(v4("10.0.0.9")));
        }

        /// RFC 5227, section 3: another station address has to be told to all who remember the old one.
        @Test
        void shouldAnnounceAgainWhenStationAddressIsAnother() {
            final NetworkInterface wire = host.wire();
            put(new NetworkInterface(
                    1,
                    "wire",
                    wire.type(),
                    wire.mtu(),
                    0x02_00_00_00_00_55L,
                    wire.capabilities(),
                    wire.addresses(),
                    true));
            host.pass(10 * SECOND_NS);
            final List<byte[]> frames = host.sent();
            assertThat(frames).hasSize(2);
            frames.forEach(frame -> assertThat(arpOf(frame).senderMac()).isEqualTo(0x02_00_00_00_00_55L));
        }

        /// What was known of the link, and what waited for it, is worth nothing when it is another one.
        @Test
        void shouldForgetNeighborsWhenDown() {
            assertThat(send(v4("10.0.0.3"))).isEqualTo(SendResult.OK);
            host.sent();
            put(host.wire().withUp(false));
            assertThat(host.partition().neighbors().size()).isZero();
            assertThat(host.dropped()).containsExactly(DropReason.ARP_UNRESOLVED);
        }

        /// RFC 3376, section 5.1: routers on the link hear of memberships again; while it is down nothing is
        /// said.
        @Test
        void shouldReportMembershipsAgainWhenItComesUp() {
            host.does(partition -> partition.groups().listen(this, 1, GROUP, SourceFilter.ALL));
            host.pass(10 * SECOND_NS);
            host.sent();
            put(host.wire().withUp(false));
            host.pass(10 * SECOND_NS);
            assertThat(host.sent()).isEmpty();
            put(host.wire());
            host.pass(10 * SECOND_NS);
            assertThat(host.sent().stream().filter(frame -> etherTypeOf(frame) == EthernetHeader.IPV4))
                    .hasSize(2)
                    .allMatch(frame -> stationOf(frame) == 0x01_00_5E_00_00_16L);
            assertThat(host.partition().groups().isMember(1, GROUP)).isTrue();
        }

        /// RFC 1191, section 6.3: what is known is known of a way, which is another one now.
        @Test
        void shouldForgetPathMtusWhenInterfaceChanges() {
            host.does(partition -> partition.pathMtus().tooBig(FAR.v4(), 600, 1_500, 1_500, host.nowNs()));
            assertThat(mtu()).isEqualTo(600);
            put(host.wire().withUp(false));
            put(host.wire());
            assertThat(mtu()).isEqualTo(1_500);
        }

        private int mtu() {
            return host.partition().pathMtus().mtu(FAR.v4(), 1_500, host.nowNs());
        }

        private void put(NetworkInterface changed) {
            host.does(partition -> partition.interfaceChanges().put(changed, false));
        }

        private Route routeOf(IpPrefix network) {
            return host.partition().routes().get(network, 0);
        }

        private int send(int to) {
            final int[] result = new int[1];
            host.does(partition -> {
                partition.ipv4Output().route(to, -1);
                final Packet packet = partition.environment().originate(8);
                packet.range(packet.offset(), 8);
                result[0] = partition.ipv4Output().send(packet, OWN.v4(), to, 200, 64, 0, false);
            });
            return result[0];
        }

        private static NetworkInterface tunnel(String address) {
            return new NetworkInterface(
                    OTHER,
                    "tunnel",
                    LinkType.RAW_IP,
                    1_500,
                    0,
                    LinkCapabilities.NONE,
                    List.of(InterfaceAddress.parse(address)),
                    true);
        }
    }

    /// A change visits every partition, and so does what becomes of a claim.
    @Nested
    class InEveryPartition {
        private static final int CPUS = 4;

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3})
        void shouldUseAddressEverywhereWhenClaimStandsAndNowhereBefore(int cpu) {
            try (TwoHosts hosts = TwoHosts.of(CPUS, cpu, config -> config.with(draft -> draft.probeAddresses = true))) {
                hosts.call(cpu, () -> {
                    for (final NetworkStack stack : List.of(hosts.first(), hosts.second())) {
                        change(stack, wire(stack).withUp(false));
                        change(stack, wire(stack).withUp(true));
                    }
                    assertThat(send(hosts.first())).isEqualTo(SendResult.NO_SOURCE);
                    sleep(4 * SECOND_NS);
                    assertThat(send(hosts.first())).isEqualTo(SendResult.NO_SOURCE);
                    sleep(6 * SECOND_NS);
                    assertThat(send(hosts.first())).isEqualTo(SendResult.OK);
                    sleep(SECOND_NS);
                    return null;
                });
                assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.UDP_NO_PORT))
                        .isEqualTo(1);
            }
        }

        /// RFC 5227, section 2.1.1: of two hosts that want one address the second one does not get it, on no CPU.
        @Test
        void shouldLoseAddressEverywhereWhenOtherHostHasIt() {
            try (TwoHosts hosts = TwoHosts.of(CPUS, 5, config -> config.with(draft -> draft.probeAddresses = true))) {
                hosts.call(1, () -> {
                    final NetworkInterface before = wire(hosts.first());
                    change(hosts.first(), before.withAddresses(List.of(InterfaceAddress.parse("10.0.0.2/24"))));
                    sleep(10 * SECOND_NS);
                    for (int cpu = 0; cpu < CPUS; cpu++) {
                        assertThat(hosts.first()
                                        .netisr(cpu)
                                        .partition()
                                        .interfaces()
                                        .isOurs(TwoHosts.SECOND.v4()))
                                .isFalse();
                        assertThat(hosts.second()
                                        .netisr(cpu)
                                        .partition()
                                        .interfaces()
                                        .isOurs(TwoHosts.SECOND.v4()))
                                .isTrue();
                    }
                    change(hosts.first(), before);
                    sleep(10 * SECOND_NS);
                    assertThat(send(hosts.first())).isEqualTo(SendResult.OK);
                    sleep(SECOND_NS);
                    return null;
                });
            }
        }

        /// What became of a claim says nothing about the one that was made since.
        @Test
        void shouldNotBelieveVerdictWhenClaimWasMadeAnew() {
            try (TwoHosts hosts = TwoHosts.of(CPUS, 5, config -> config.with(draft -> draft.probeAddresses = true))) {
                hosts.call(1, () -> {
                    change(hosts.first(), wire(hosts.first()).withUp(false));
                    change(hosts.first(), wire(hosts.first()).withUp(true));
                    hosts.first().port(0).sendMessage(new AddressVerdict(hosts.first(), TwoHosts.FIRST.v4(), true));
                    sleep(SECOND_NS / 10);
                    for (int cpu = 0; cpu < CPUS; cpu++) {
                        assertThat(hosts.first()
                                        .netisr(cpu)
                                        .partition()
                                        .interfaces()
                                        .isOurs(TwoHosts.FIRST.v4()))
                                .isFalse();
                    }
                    return null;
                });
            }
        }

        /// What is known of a path is known of the way that it took.
        @Test
        void shouldForgetPathMtusWhenRouteChanges() {
            try (TwoHosts hosts = TwoHosts.of(CPUS, 5)) {
                for (int cpu = 0; cpu < CPUS; cpu++) {
                    pathMtus(hosts, cpu).tooBig(FAR.v4(), 600, 1_500, 1_500, 0);
                    assertThat(pathMtus(hosts, cpu).mtu(FAR.v4(), 1_500, 0)).isEqualTo(600);
                }
                final Route route = Route.via(IpPrefix.parse("192.0.2.0/24"), TwoHosts.SECOND, 1);
                hosts.call(1, () -> hosts.first().port(1).doMessage(ChangeRoutes.add(hosts.first(), route)));
                for (int cpu = 0; cpu < CPUS; cpu++) {
                    assertThat(pathMtus(hosts, cpu).mtu(FAR.v4(), 1_500, 0)).isEqualTo(1_500);
                }
            }
        }

        /// TCP is told otherwise on every CPU.
        @Test
        void shouldConfigureTcpEverywhere() {
            try (TwoHosts hosts = TwoHosts.of(CPUS, 6)) {
                final TcpConfig other = TcpConfig.standard()
                        .withAcks(TcpConfig.standard().acks().withEverySegments(7));
                hosts.call(1, () -> hosts.first().port(1).doMessage(new ConfigureTcp(hosts.first(), other)));
                for (int cpu = 0; cpu < CPUS; cpu++) {
                    assertThat(hosts.first().netisr(cpu).partition().tcp().config())
                            .isEqualTo(other);
                }
            }
        }

        private static PathMtuCache pathMtus(TwoHosts hosts, int cpu) {
            return hosts.first().netisr(cpu).partition().pathMtus();
        }

        @Test
        void shouldSayWhenThereIsNoSuchInterface() {
            try (TwoHosts hosts = TwoHosts.of(CPUS, 5)) {
                hosts.call(1, () -> {
                    final NetworkInterface wire = wire(hosts.first());
                    final NetworkInterface other = new NetworkInterface(
                            9, "none", wire.type(), wire.mtu(), 0, wire.capabilities(), List.of(), true);
                    assertThat(hosts.first().port(0).doMessage(new ChangeInterface(hosts.first(), other)))
                            .isEqualTo(ChangeInterface.NO_SUCH_INTERFACE);
                    return null;
                });
            }
        }

        /// Interfaces are numbered in one place, whichever partition is asked.
        @Test
        void shouldAddInterfacesInOneOrderWhicheverPartitionIsAsked() {
            try (TwoHosts hosts = TwoHosts.of(CPUS, 5)) {
                final AddInterface[] added = new AddInterface[CPUS];
                for (int cpu = 0; cpu < CPUS; cpu++) {
                    final int asked = cpu;
                    final Link link = MemoryLink.pair(MemoryLinkConfig.ethernet("more " + cpu, CPUS, CPUS))
                            .first();
                    added[cpu] = new AddInterface(
                            hosts.first(), link, List.of(InterfaceAddress.parse("10.9." + cpu + ".1/24")));
                    hosts.spawn(
                            cpu,
                            "add",
                            () -> hosts.first().port(CPUS - 1 - asked).doMessage(added[asked]));
                }
                hosts.runToRest();
                for (final AddInterface each : added) {
                    for (int cpu = 0; cpu < CPUS; cpu++) {
                        assertThat(nameOf(hosts.first(), cpu, each.index()))
                                .startsWith("more")
                                .isEqualTo(nameOf(hosts.first(), 0, each.index()));
                    }
                }
                assertThat(added).extracting(AddInterface::index).doesNotHaveDuplicates();
            }
        }

        /// Two changes at once: whichever of them is the last one, it is so everywhere.
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void shouldEndInOneStateWhenChangesBeginInTwoPartitions(long seed) {
            try (TwoHosts hosts = TwoHosts.of(CPUS, seed)) {
                final NetworkStack stack = hosts.first();
                final NetworkInterface down = wire(stack).withUp(false);
                final NetworkInterface up = wire(stack).withAddresses(List.of());
                hosts.spawn(0, "down", () -> stack.port(0).doMessage(new ChangeInterface(stack, down)));
                hosts.spawn(2, "up", () -> stack.port(2).doMessage(new ChangeInterface(stack, up)));
                hosts.runToRest();
                for (int cpu = 0; cpu < CPUS; cpu++) {
                    assertThat(stack.netisr(cpu).partition().interfaces().get(1))
                            .as("partition " + cpu)
                            .isEqualTo(wire(stack));
                }
            }
        }

        private static String nameOf(NetworkStack stack, int cpu, int index) {
            return stack.netisr(cpu).partition().interfaces().get(index).name();
        }

        private static NetworkInterface wire(NetworkStack stack) {
            return stack.netisr(0).partition().interfaces().get(1);
        }

        private static void change(NetworkStack stack, NetworkInterface changed) {
            assertThat(stack.port(0).doMessage(new ChangeInterface(stack, changed)))
                    .isZero();
        }

        private static int send(NetworkStack stack) throws Exception {
            try (UdpSocket socket = UdpSocket.open(stack)) {
                socket.bind(IpAddress.ANY_V4, 0);
                return socket.send(ByteBuffer.allocate(8), TwoHosts.SECOND.v4(), 99);
            }
        }

        private static void sleep(long ns) {
            Lwkt.blockUntil("test", Cpu.current().nowNs() + ns);
        }
    }
}
