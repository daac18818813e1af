package anax.netstack.udp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.Classifier;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.SendResult;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkType;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.stack.Frames;
import anax.netstack.stack.LonePartition;
import anax.netstack.stack.Partition;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.MacAddress;
import anax.netstack.wire.UdpHeader;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What UDP takes and what it sends, rule by rule, on one partition alone.
class UdpRulesTest {
    private static final int PORT = 4_000;
    private static final int PEER_PORT = 5_000;
    private static final int IP_AT = EthernetHeader.HEADER_LENGTH;
    private static final int UDP_AT = IP_AT + Ipv4Header.MIN_HEADER_LENGTH;
    private static final int PEER = LonePartition.NEIGHBOR.v4();
    private static final int GROUP = IpAddress.parse("239.1.2.3").v4();

    private final LonePartition host = LonePartition.only();
    private UdpEndpoint socket;
    private int told;

    @BeforeEach
    void bind() {
        host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
        socket = new UdpEndpoint(host.environment(), endpoint -> told++);
        host.does(partition -> partition.udpSockets().bind(socket, 0, PORT));
    }

    @AfterEach
    void shouldAccountForEveryPacket() {
        host.does(partition -> partition.udpSockets().close(socket));
        host.close();
    }

    @Test
    void shouldTellReadersOnceForBatch() {
        host.does(partition -> {
            for (int i = 0; i < 3; i++) {
                final byte[] frame = datagram(PORT, 10, 0);
                final Packet packet = host.environment().allocate(frame.length);
                packet.range(packet.offset(), frame.length).buffer().putBytes(packet.offset(), frame);
                host.environment().account().received(1);
                partition.receive(packet, host.wire());
                assertThat(told).isZero();
            }
        });
        assertThat(told).isEqualTo(1);
        assertThat(socket.unread()).isEqualTo(3);
        assertThat(read()).isEqualTo(10);
    }

    /// What was on its way from another partition when the socket was closed.
    @Test
    void shouldDropWhatComesAfterClose() {
        host.does(partition -> {
            partition.udpSockets().close(socket);
            final Packet packet = host.environment().allocate(10);
            packet.range(packet.offset(), 10).recipient(socket).stage(Classifier.STAGE_RECIPIENT);
            host.environment().account().received(1);
            partition.goOn(packet);
        });
        assertThat(socket.unread()).isZero();
        assertThat(host.dropped()).containsExactly(DropReason.SOCKET_CLOSED);
    }

    /// RFC 1112, section 7.2: who joins a group joins it on one interface, and hears its own port only.
    @Test
    void shouldGiveGroupsDatagramToMembersOfItsInterfaceAndPortOnly() {
        final UdpEndpoint[] members = new UdpEndpoint[3];
        host.does(partition -> {
            partition.interfaces().put(other());
            for (int i = 0; i < members.length; i++) {
                members[i] = new UdpEndpoint(host.environment(), endpoint -> {});
            }
            join(partition, members[0], PORT, 1);
            join(partition, members[1], PORT, 2);
            join(partition, members[2], PORT + 1, 1);
        });
        final byte[] udp = Frames.udp(PEER, GROUP, PEER_PORT, PORT, new byte[10]);
        host.receives(Frames.ip(Ipv4Header.UDP, udp).to(GROUP).frameTo(MacAddress.ofIpv4Group(GROUP)));
        assertThat(members).extracting(UdpEndpoint::unread).containsExactly(1, 0, 0);
        host.does(partition -> {
            for (final UdpEndpoint member : members) {
                partition.udpGroups().leaveAll(member);
                partition.udpSockets().close(member);
            }
        });
    }

    private static void join(Partition partition, UdpEndpoint member, int port, int interfaceIndex) {
        partition.udpGroups().change(GroupChange.JOIN, member, UdpEnds.ofPort(port), interfaceIndex, GROUP, 0);
    }

    private static NetworkInterface other() {
        return new NetworkInterface(
                2,
                "other",
                LinkType.ETHERNET,
                1_500,
                0x02_00_00_00_00_11L,
                LinkCapabilities.NONE,
                List.of(InterfaceAddress.parse("10.9.0.1/24")),
                true);
    }

    /// RFC 1122, section 4.1.3.4: a wrong checksum is no datagram; none at all is allowed.
    @Test
    void shouldDropWrongChecksumAndTakeNone() {
        final byte[] damaged = datagram(PORT, 10, 0);
        damaged[damaged.length - 1] ^= 1;
        host.receives(damaged);
        assertThat(host.dropped()).containsExactly(DropReason.UDP_CHECKSUM);
        damaged[UDP_AT + 6] = 0;
        damaged[UDP_AT + 7] = 0;
        host.receives(damaged);
        assertThat(read()).isEqualTo(10);
        assertThat(host.sent()).isEmpty();
    }

    @Test
    void shouldTakeDevicesWordForChecksum() {
        final byte[] damaged = datagram(PORT, 10, 0);
        damaged[damaged.length - 1] ^= 1;
        host.receives(damaged, packet -> packet.checksumState(Packet.CHECKSUM_VALID));
        assertThat(read()).isEqualTo(10);
    }

    /// RFC 768: the length counts the header, and cannot be more than IP has.
    @Test
    void shouldDropLengthUnderHeaderOrPastDatagram() {
        for (final int wrong : new int[] {0, 7, 19, 65_535}) {
            final byte[] frame = datagram(PORT, 10, 0);
            frame[UDP_AT + 4] = (byte) (wrong >>> 8);
            frame[UDP_AT + 5] = (byte) wrong;
            host.receives(frame);
            assertThat(host.dropped()).as("length " + wrong).containsExactly(DropReason.UDP_LENGTH);
        }
    }

    @Test
    void shouldDropWhatIsTooShortForHeader() {
        final byte[] frame = new byte[UDP_AT + 7];
        System.arraycopy(datagram(PORT, 10, 0), 0, frame, 0, frame.length);
        new Ipv4Header()
                .wrapNew(new UnsafeBuffer(frame), IP_AT, frame.length - IP_AT)
                .ttl(64)
                .protocol(Ipv4Header.UDP)
                .src(PEER)
                .dst(LonePartition.OWN.v4())
                .fillChecksum();
        host.receives(frame);
        assertThat(host.dropped()).containsExactly(DropReason.UDP_LENGTH);
    }

    @Test
    void shouldCutOffWhatIpHasBehindLength() {
        host.receives(datagram(PORT, 10, 5));
        assertThat(read()).isEqualTo(10);
    }

    @Test
    void shouldTakeEmptyDatagram() {
        host.receives(datagram(PORT, 0, 0));
        assertThat(socket.unread()).isEqualTo(1);
        assertThat(read()).isZero();
    }

    /// RFC 1122, section 4.1.3.1.
    @Test
    void shouldAnswerUnreachableWhenNobodyHasThePort() {
        host.receives(datagram(PORT + 1, 10, 0));
        assertThat(host.dropped()).containsExactly(DropReason.UDP_NO_PORT);
        assertThat(host.sent()).hasSize(1);
    }

    @Test
    void shouldSendWithItsTtlAndServiceAndChecksum() {
        socket.ttl(3);
        socket.service(0xB8);
        assertThat(send(10, PEER)).isEqualTo(SendResult.OK);
        final Ipv4Header ip = sentDatagram();
        assertThat(ip.ttl()).isEqualTo(3);
        assertThat(ip.dscp()).isEqualTo(0xB8 >>> 2);
        assertThat(ip.dst()).isEqualTo(PEER);
        assertThat(sentUdp.srcPort()).isEqualTo(PORT);
        assertThat(sentUdp.dstPort()).isEqualTo(PEER_PORT);
        assertThat(sentUdp.length()).isEqualTo(18);
        assertThat(sentUdp.hasChecksum()).isTrue();
    }

    /// RFC 1122, section 4.1.3.4: the application may do without.
    @Test
    void shouldSendNoChecksumWhenSwitchedOff() {
        socket.checksums(false);
        send(10, PEER);
        sentDatagram();
        assertThat(sentUdp.hasChecksum()).isFalse();
    }

    /// RFC 1112, section 6.1: 1 unless the application says more; 0 never leaves the host.
    @Test
    void shouldSendToGroupsWithTtlOfTheirOwn() {
        socket.ttl(99);
        socket.interfaceIndex(1);
        socket.groupLoop(false);
        send(10, GROUP);
        assertThat(sentDatagram().ttl()).isEqualTo(1);
        socket.groupTtl(9);
        send(10, GROUP);
        assertThat(sentDatagram().ttl()).isEqualTo(9);
        socket.groupTtl(0);
        assertThat(send(10, GROUP)).isEqualTo(SendResult.OK);
        assertThat(host.sent()).isEmpty();
    }

    @Test
    void shouldLoopToMembersWhenTtlKeepsItOnHost() {
        host.does(partition ->
                partition.udpGroups().change(GroupChange.JOIN, socket, UdpEnds.ofPort(PEER_PORT), 1, GROUP, 0));
        host.pass(1_000_000_000L);
        host.sent();
        socket.interfaceIndex(1);
        socket.groupTtl(0);
        send(10, GROUP);
        assertThat(read()).isEqualTo(10);
        socket.groupLoop(false);
        send(10, GROUP);
        assertThat(socket.unread()).isZero();
        assertThat(host.sent()).isEmpty();
        host.does(partition -> partition.udpGroups().leaveAll(socket));
        host.pass(1_000_000_000L);
        host.sent();
    }

    /// Connecting for the time of a send must not take another socket's flow away with it.
    @Test
    void shouldLeaveConnectedSocketItsFlowWhenAnotherPseudoConnects() {
        try (LonePartition other = LonePartition.only(config -> config.withPseudoConnect(true))) {
            other.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
            final UdpEndpoint connected = new UdpEndpoint(other.environment(), endpoint -> {});
            final UdpEndpoint bound = new UdpEndpoint(other.environment(), endpoint -> {});
            final int own = LonePartition.OWN.v4();
            other.does(partition -> {
                partition.udpSockets().connect(connected, own, PORT, PEER, PEER_PORT);
                partition.udpSockets().bind(bound, own, PORT);
                final Packet packet = other.environment().originate(10);
                packet.range(packet.offset(), 10);
                partition.udpOutput().send(bound, packet, PEER, PEER_PORT);
            });
            other.receives(datagram(PORT, 10, 0));
            assertThat(connected.unread()).isEqualTo(1);
            assertThat(bound.unread()).isZero();
            other.does(partition -> {
                partition.udpSockets().close(connected);
                partition.udpSockets().close(bound);
            });
        }
    }

    @Test
    void shouldRefuseBroadcastUntilAllowed() {
        final int all = IpAddress.parse("10.0.0.255").v4();
        assertThat(send(10, all)).isEqualTo(SendResult.BROADCAST_REFUSED);
        assertThat(host.sent()).isEmpty();
        socket.allowBroadcast(true);
        assertThat(send(10, all)).isEqualTo(SendResult.OK);
        final EthernetHeader ethernet = new EthernetHeader();
        final byte[] frame = host.sent().getFirst();
        assertThat(ethernet.wrap(new UnsafeBuffer(frame), 0, frame.length)).isTrue();
        assertThat(ethernet.dst()).isEqualTo(MacAddress.BROADCAST);
    }

    @Test
    void shouldSayWhyNothingIsSent() {
        host.does(partition -> partition.routes().delete(IpPrefix.parse("0.0.0.0/0"), 0));
        assertThat(send(10, LonePartition.FAR.v4())).isEqualTo(SendResult.NO_ROUTE);
        assertThat(send(10, 0)).isEqualTo(SendResult.NO_DESTINATION);
        assertThat(send(UdpOutput.LONGEST_PAYLOAD + 1, PEER)).isEqualTo(SendResult.TOO_LONG);
        socket.dontFragment(true);
        assertThat(send(1_473, PEER)).isEqualTo(SendResult.TOO_LONG);
        assertThat(send(1_472, PEER)).isEqualTo(SendResult.OK);
        host.sent();
        host.does(partition -> partition.interfaces().put(host.wire().withAddresses(List.of())));
        assertThat(send(10, PEER)).isEqualTo(SendResult.NO_SOURCE);
        host.does(partition -> partition.interfaces().put(host.wire().withUp(false)));
        assertThat(send(10, PEER)).isEqualTo(SendResult.NO_ROUTE);
        host.does(partition -> partition.udpSockets().close(socket));
        assertThat(send(10, PEER)).isEqualTo(SendResult.CLOSED);
        assertThat(host.sent()).isEmpty();
    }

    private final UdpHeader sentUdp = new UdpHeader();

    private Ipv4Header sentDatagram() {
        final List<byte[]> frames = host.sent();
        assertThat(frames).hasSize(1);
        final UnsafeBuffer frame = new UnsafeBuffer(frames.getFirst());
        final Ipv4Header ip = new Ipv4Header();
        assertThat(ip.wrap(frame, IP_AT, frame.capacity() - IP_AT)).isTrue();
        assertThat(sentUdp.wrap(frame, ip.payloadOffset(), ip.payloadLength())).isTrue();
        return ip;
    }

    private int send(int octets, int to) {
        final Packet packet = host.environment().originate(octets);
        packet.range(packet.offset(), octets);
        final int[] result = new int[1];
        host.does(partition -> result[0] = partition.udpOutput().send(socket, packet, to, PEER_PORT));
        return result[0];
    }

    private int read() {
        final Packet packet = socket.poll();
        assertThat(packet).as("an unread datagram; dropped: " + host.dropped()).isNotNull();
        final int length = packet.length();
        host.environment().deliver(packet);
        return length;
    }

    /// A datagram of the neighbour's, with so many octets in it and behind it.
    private static byte[] datagram(int dstPort, int payload, int behind) {
        final int length = UdpHeader.HEADER_LENGTH + payload;
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[UDP_AT + length + behind]);
        new EthernetHeader()
                .wrapNew(frame, 0, frame.capacity())
                .dst(LonePartition.OWN_STATION)
                .src(LonePartition.NEIGHBOR_STATION)
                .etherType(EthernetHeader.IPV4);
        new Ipv4Header()
                .wrapNew(frame, IP_AT, frame.capacity() - IP_AT)
                .ttl(64)
                .protocol(Ipv4Header.UDP)
                .src(PEER)
                .dst(LonePartition.OWN.v4())
                .fillChecksum();
        new UdpHeader()
                .wrapNew(frame, UDP_AT, length)
                .srcPort(PEER_PORT)
                .dstPort(dstPort)
                .fillChecksum(InternetChecksum.pseudoHeaderIpv4(PEER, LonePartition.OWN.v4(), Ipv4Header.UDP, length));
        return frame.byteArray();
    }
}
