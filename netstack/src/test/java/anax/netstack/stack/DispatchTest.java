package anax.netstack.stack;

import static anax.netstack.stack.Frames.ip;
import static anax.netstack.stack.Frames.octets;
import static anax.netstack.stack.Frames.udpToUs;
import static anax.netstack.stack.LonePartition.NEIGHBOR;
import static anax.netstack.stack.LonePartition.OWN;
import static anax.netstack.stack.LonePartition.OWN_STATION;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.Classifier;
import anax.netstack.dispatch.FlowHash;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.StackConfig.UdpDispatch;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.MacAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which frames are looked at at all, and which partition each belongs to.
class DispatchTest {
    private static final int PARTITIONS = 4;
    private static final int TEST_PORT = 7;

    /// Every prefix of a frame is either whole or dropped under a reason, and nothing behind it is read.
    @Test
    void shouldDropEveryTruncation() {
        final byte[] frame =
                udpToUs(9, TEST_PORT, octets(30)).options(1, 1, 1, 0).frame();
        try (LonePartition host = LonePartition.only()) {
            for (int length = 0; length < frame.length; length++) {
                host.receives(Arrays.copyOf(frame, length));
                final DropReason reason =
                        length < EthernetHeader.HEADER_LENGTH ? DropReason.LINK_RUNT : DropReason.IP_HEADER;
                assertThat(host.dropped()).as("%d octets", length).containsExactly(reason);
            }
            for (int length = 0; length < frame.length - EthernetHeader.HEADER_LENGTH; length++) {
                host.loops(Arrays.copyOf(LonePartition.datagramOf(frame), length));
                assertThat(host.dropped())
                        .as("%d octets without link header", length)
                        .containsExactly(length == 0 ? DropReason.LINK_RUNT : DropReason.IP_HEADER);
            }
            assertThat(host.sent()).isEmpty();
        }
    }

    @Test
    void shouldDropWhenForAnotherStation() {
        try (LonePartition host = LonePartition.only()) {
            host.receives(udpToUs(9, TEST_PORT, octets(30)).frameTo(OWN_STATION + 8));
            host.receives(Frames.arp(OWN_STATION ^ 4, ArpHeader.REQUEST, 2, NEIGHBOR.v4(), 0, OWN.v4()));
            assertThat(host.dropped()).containsOnly(DropReason.LINK_NOT_OURS).hasSize(2);
        }
    }

    /// IPv6, tags of virtual networks, IEEE 802.3 lengths and what nobody knows.
    @ParameterizedTest
    @ValueSource(ints = {EthernetHeader.IPV6, EthernetHeader.VLAN, 0x88A8, 0x0000, 0x05DC, 0x0801, 0x8035, 0xFFFF})
    void shouldDropWhenEtherTypeIsNobodys(int etherType) {
        try (LonePartition host = LonePartition.only()) {
            host.receives(Frames.ethernet(
                    OWN_STATION, etherType, udpToUs(9, TEST_PORT, octets(30)).octets()));
            assertThat(host.dropped()).containsExactly(DropReason.LINK_TYPE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x15, 0x60, 0xF5})
    void shouldDropWhenRawDatagramIsOfAnotherVersion(int first) {
        try (LonePartition host = LonePartition.only()) {
            final byte[] datagram = udpToUs(9, TEST_PORT, octets(30)).octets();
            datagram[0] = (byte) first;
            host.loops(datagram);
            assertThat(host.dropped()).containsExactly(DropReason.LINK_TYPE);
        }
    }

    /// All that is for several hosts, whatever its flow.
    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "239.255.255.250", "255.255.255.255", "10.0.0.255"})
    void shouldGiveFirstPartitionWhatIsForMany(String address) {
        for (int port = 1; port < 40; port++) {
            final byte[] udp = Frames.udp(NEIGHBOR.v4(), Frames.v4(address), port, TEST_PORT, octets(9));
            assertThat(targetOf(ip(Ipv4Header.UDP, udp).to(address).frameTo(MacAddress.BROADCAST), c -> c))
                    .isZero();
        }
    }

    @Test
    void shouldGiveFirstPartitionArpAndUnknownProtocols() {
        assertThat(targetOf(Frames.arp(OWN_STATION, ArpHeader.REQUEST, 2, NEIGHBOR.v4(), 0, OWN.v4()), c -> c))
                .isZero();
        for (int protocol = 0; protocol < 256; protocol++) {
            if (protocol != Ipv4Header.UDP && protocol != Ipv4Header.TCP) {
                assertThat(targetOf(ip(protocol, octets(40)).frame(), c -> c)).isZero();
            }
        }
    }

    /// Whoever sends by a flow and whoever receives it ask the same table, whichever hash it is.
    @ParameterizedTest
    @EnumSource(FlowHash.class)
    void shouldGiveFlowToItsOwner(FlowHash hash) {
        final UnaryOperator<StackConfig> config = each -> each.withDispatch(hash, UdpDispatch.FLOW);
        final Set<Integer> targets = new HashSet<>();
        try (LonePartition host = LonePartition.of(3, PARTITIONS, config)) {
            for (int port = 1; port < 200; port++) {
                final byte[] frame = udpToUs(port, TEST_PORT, octets(9)).frame();
                final int owner = host.partition().udpSockets().ownerOfFlow(OWN.v4(), NEIGHBOR.v4(), TEST_PORT, port);
                assertThat(target(host, frame)).isEqualTo(owner);
                targets.add(owner);
            }
        }
        assertThat(targets).hasSize(PARTITIONS);
    }

    @Test
    void shouldShareOutOtherwiseWhenHashIsAnother() {
        final List<Integer> toeplitz = new ArrayList<>();
        final List<Integer> xor = new ArrayList<>();
        for (int port = 1; port < 50; port++) {
            final byte[] frame = udpToUs(port, TEST_PORT, octets(9)).frame();
            toeplitz.add(targetOf(frame, each -> each.withDispatch(FlowHash.TOEPLITZ, UdpDispatch.FLOW)));
            xor.add(targetOf(frame, each -> each.withDispatch(FlowHash.PORT_XOR, UdpDispatch.FLOW)));
        }
        assertThat(xor).isNotEqualTo(toeplitz);
    }

    /// Fragments have ports in the first of them only: so all of a pair of hosts' go the same way, and none by
    /// ports.
    @Test
    void shouldGiveFragmentsOfTwoHostsToOnePartition() {
        final Set<Integer> targets = new HashSet<>();
        for (int port = 1; port < 40; port++) {
            for (final Frames.Ip piece :
                    udpToUs(port, TEST_PORT, octets(3_000)).identification(port).cut(1_000)) {
                targets.add(targetOf(piece.frame(), c -> c));
            }
        }
        assertThat(targets).hasSize(1);
        final Set<Integer> ofOthers = new HashSet<>();
        for (int host = 2; host < 40; host++) {
            final Frames.Ip[] pieces = udpToUs(1, TEST_PORT, octets(3_000))
                    .from(Frames.v4("10.0.0.0") + host)
                    .cut(1_000);
            ofOthers.add(targetOf(pieces[1].frame(), c -> c));
        }
        assertThat(ofOthers).hasSize(PARTITIONS);
    }

    /// A datagram too short to have ports has none: what lies behind it in the frame is not read.
    @Test
    void shouldReadNoPortsWhenNotThere() {
        for (int length = 0; length < 4; length++) {
            final byte[] cut = ip(Ipv4Header.UDP, octets(length)).frame();
            final Set<Integer> targets = new HashSet<>();
            for (int padding = 0; padding < 40; padding++) {
                targets.add(targetOf(Frames.join(cut, new byte[] {(byte) padding, 1, 2, (byte) padding}), c -> c));
            }
            assertThat(targets).hasSize(1);
        }
    }

    /// The paper's hybrid strategy: each datagram in turn to another partition, whatever its flow.
    @Test
    void shouldTakeTurnsWhenRoundRobin() {
        final UnaryOperator<StackConfig> config = c -> c.withDispatch(FlowHash.TOEPLITZ, UdpDispatch.ROUND_ROBIN);
        try (LonePartition host = LonePartition.of(2, PARTITIONS, config)) {
            final UdpEndpoint socket = new UdpEndpoint(host.environment(), readable -> {});
            host.does(partition -> partition.udpSockets().addBinding(socket, 0, TEST_PORT));
            final List<Integer> turns = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                turns.add(target(host, udpToUs(9, TEST_PORT, octets(9)).frame()));
            }
            host.does(partition -> partition.udpSockets().close(socket));
            assertThat(turns).containsExactly(2, 3, 0, 1, 2, 3, 0, 1);
        }
    }

    /// A connected socket lies in one partition only; in turn or not, what is for it must find it.
    @Test
    void shouldFindConnectedSocketWhenRoundRobin() {
        final UnaryOperator<StackConfig> config = c -> c.withDispatch(FlowHash.TOEPLITZ, UdpDispatch.ROUND_ROBIN);
        for (int here = 0; here < PARTITIONS; here++) {
            try (LonePartition host = LonePartition.of(here, PARTITIONS, config)) {
                final int owner = host.partition().udpSockets().ownerOfFlow(OWN.v4(), NEIGHBOR.v4(), TEST_PORT, 9);
                final UdpEndpoint socket = new UdpEndpoint(host.environment(), readable -> {});
                if (owner == here) {
                    host.does(
                            partition -> partition.udpSockets().connect(socket, OWN.v4(), TEST_PORT, NEIGHBOR.v4(), 9));
                }
                host.receives(udpToUs(9, TEST_PORT, octets(9)).frame());
                assertThat(socket.unread()).isEqualTo(owner == here ? 1 : 0);
                assertThat(host.sent()).isEmpty();
                if (owner != here) {
                    assertThat(host.passedOnStages()).containsExactly(Classifier.STAGE_TRANSPORT);
                    assertThat(host.passedOn()).containsExactly(owner);
                }
                host.does(partition -> partition.udpSockets().close(socket));
            }
        }
    }

    private static int targetOf(byte[] frame, UnaryOperator<StackConfig> config) {
        try (LonePartition host = LonePartition.of(3, PARTITIONS, config)) {
            return target(host, frame);
        }
    }

    /// The partition that a frame belongs to: another one, or this one.
    private static int target(LonePartition host, byte[] frame) {
        host.receives(frame);
        host.dropped();
        host.sent();
        final List<Integer> targets = host.passedOn();
        assertThat(targets.size()).isLessThanOrEqualTo(1);
        return targets.isEmpty() ? host.environment().partition() : targets.getFirst();
    }
}
