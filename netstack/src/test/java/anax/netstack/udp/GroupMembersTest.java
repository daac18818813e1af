package anax.netstack.udp;

import static anax.netstack.stack.Frames.octets;
import static anax.netstack.stack.Frames.udp;
import static anax.netstack.stack.Frames.v4;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.DropReason;
import anax.netstack.stack.Frames;
import anax.netstack.stack.LonePartition;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.MacAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which members of a group get a datagram: RFC 3376, sections 3.1 and 3.2, and what a socket takes at all.
class GroupMembersTest {
    private static final int PORT = 4_000;
    private static final int WIRE = 1;
    private static final int GROUP = v4("239.1.2.3");
    private static final int ONE = v4("10.0.0.2");
    private static final int OTHER = v4("10.0.0.3");

    private final LonePartition host = LonePartition.only();
    private UdpEndpoint first;
    private UdpEndpoint second;

    @BeforeEach
    void open() {
        first = new UdpEndpoint(host.environment(), readable -> {});
        second = new UdpEndpoint(host.environment(), readable -> {});
    }

    @AfterEach
    void shouldAccountForEveryPacket() {
        host.does(partition -> {
            partition.udpGroups().leaveAll(first);
            partition.udpGroups().leaveAll(second);
            partition.udpSockets().close(first);
            partition.udpSockets().close(second);
        });
        assertThat(host.partition().udpGroups().size()).isZero();
        host.pass(2_000_000_000L);
        assertThat(host.partition().groups().isMember(WIRE, GROUP)).isFalse();
        host.close();
    }

    /// Section 3.1: "the socket filter applies to each socket": what the host takes for one is not for all.
    @Test
    void shouldGiveEachMemberTheSourcesThatItChose() {
        assertThat(change(GroupChange.JOIN_SOURCE, first, ONE)).isEqualTo(UdpGroups.CHANGED);
        assertThat(change(GroupChange.JOIN, second, 0)).isEqualTo(UdpGroups.CHANGED);
        assertThat(change(GroupChange.BLOCK, second, ONE)).isEqualTo(UdpGroups.CHANGED);
        says(ONE, GROUP, 9);
        assertThat(unread()).containsExactly(1, 0);
        says(OTHER, GROUP, 9);
        assertThat(unread()).containsExactly(1, 1);
        assertThat(change(GroupChange.UNBLOCK, second, ONE)).isEqualTo(UdpGroups.CHANGED);
        assertThat(change(GroupChange.JOIN_SOURCE, first, OTHER)).isEqualTo(UdpGroups.CHANGED);
        says(ONE, GROUP, 9);
        says(OTHER, GROUP, 9);
        assertThat(unread()).containsExactly(3, 3);
        assertThat(host.dropped()).isEmpty();
    }

    @Test
    void shouldDropWhatNoMemberWantsToHear() {
        change(GroupChange.JOIN_SOURCE, first, ONE);
        says(OTHER, GROUP, 9);
        assertThat(host.dropped()).containsExactly(DropReason.UDP_SOURCE);
        assertThat(unread()).containsExactly(0, 0);
        change(GroupChange.LEAVE_SOURCE, first, ONE);
        says(ONE, GROUP, 9);
        assertThat(host.dropped()).containsExactly(DropReason.IP_NOT_OURS);
    }

    /// RFC 3678, section 4.1.3: both ways of choosing do not go together; a change that changes nothing says so.
    @Test
    void shouldRefuseWhatDoesNotGoTogetherAndChangeNothing() {
        assertThat(change(GroupChange.LEAVE, first, 0)).isEqualTo(UdpGroups.UNCHANGED);
        assertThat(change(GroupChange.BLOCK, first, ONE)).isEqualTo(UdpGroups.OTHER_MODE);
        assertThat(change(GroupChange.UNBLOCK, first, ONE)).isEqualTo(UdpGroups.OTHER_MODE);
        assertThat(change(GroupChange.LEAVE_SOURCE, first, ONE)).isEqualTo(UdpGroups.UNCHANGED);
        change(GroupChange.JOIN_SOURCE, first, ONE);
        assertThat(change(GroupChange.JOIN_SOURCE, first, ONE)).isEqualTo(UdpGroups.UNCHANGED);
        assertThat(change(GroupChange.JOIN, first, 0)).isEqualTo(UdpGroups.OTHER_MODE);
        assertThat(change(GroupChange.BLOCK, first, ONE)).isEqualTo(UdpGroups.OTHER_MODE);
        assertThat(change(GroupChange.LEAVE, first, 0)).isEqualTo(UdpGroups.CHANGED);
        change(GroupChange.JOIN, first, 0);
        assertThat(change(GroupChange.JOIN, first, 0)).isEqualTo(UdpGroups.UNCHANGED);
        assertThat(change(GroupChange.JOIN_SOURCE, first, ONE)).isEqualTo(UdpGroups.OTHER_MODE);
        assertThat(change(GroupChange.LEAVE_SOURCE, first, ONE)).isEqualTo(UdpGroups.OTHER_MODE);
        assertThat(change(GroupChange.UNBLOCK, first, ONE)).isEqualTo(UdpGroups.UNCHANGED);
        change(GroupChange.BLOCK, first, ONE);
        assertThat(change(GroupChange.BLOCK, first, ONE)).isEqualTo(UdpGroups.UNCHANGED);
        assertThat(change(GroupChange.JOIN, first, 0)).isEqualTo(UdpGroups.UNCHANGED);
        says(ONE, GROUP, 9);
        assertThat(unread()).containsExactly(0, 0);
        host.dropped();
    }

    @Test
    void shouldRefuseMoreSourcesThanItMayName() {
        for (int i = 0; i < UdpGroups.MOST_SOURCES; i++) {
            assertThat(change(GroupChange.JOIN_SOURCE, first, ONE + i)).isEqualTo(UdpGroups.CHANGED);
        }
        assertThat(change(GroupChange.JOIN_SOURCE, first, ONE + UdpGroups.MOST_SOURCES))
                .isEqualTo(UdpGroups.TOO_MANY_SOURCES);
        assertThat(change(GroupChange.JOIN_SOURCE, first, ONE)).isEqualTo(UdpGroups.UNCHANGED);
        assertThat(change(GroupChange.LEAVE_SOURCE, first, ONE)).isEqualTo(UdpGroups.CHANGED);
        assertThat(change(GroupChange.JOIN_SOURCE, first, ONE + UdpGroups.MOST_SOURCES))
                .isEqualTo(UdpGroups.CHANGED);
    }

    /// POSIX, `connect`: "limits the remote sender for subsequent recv() functions", of groups as well.
    @Test
    void shouldGiveConnectedMemberItsPeersDatagramsOnly() {
        host.does(partition ->
                partition.udpGroups().change(GroupChange.JOIN, first, new UdpEnds(0, PORT, ONE, 9), WIRE, GROUP, 0));
        says(ONE, GROUP, 9);
        assertThat(unread()).containsExactly(1, 0);
        says(ONE, GROUP, 10);
        says(OTHER, GROUP, 9);
        assertThat(unread()).containsExactly(1, 0);
        assertThat(host.dropped()).containsExactly(DropReason.UDP_NO_PORT, DropReason.UDP_NO_PORT);
    }

    /// A socket takes what comes to the address that it is bound to: one of the host's, or a group's.
    @Test
    void shouldGiveBoundMemberWhatIsForItsAddressOnly() {
        final int ofHost = LonePartition.OWN.v4();
        host.does(partition -> {
            partition.udpGroups().change(GroupChange.JOIN, first, new UdpEnds(ofHost, PORT, 0, 0), WIRE, GROUP, 0);
            partition.udpGroups().change(GroupChange.JOIN, second, new UdpEnds(GROUP, PORT, 0, 0), WIRE, GROUP, 0);
        });
        says(ONE, GROUP, 9);
        assertThat(unread()).containsExactly(0, 1);
    }

    /// The host goes on to want what it wanted, and no router hears of it.
    @Test
    void shouldKeepFilterWhenMembershipMoves() {
        change(GroupChange.JOIN_SOURCE, first, ONE);
        host.pass(2_000_000_000L);
        host.sent();
        host.does(partition -> partition.udpGroups().move(first, second, new UdpEnds(0, PORT, ONE, 9)));
        host.pass(2_000_000_000L);
        assertThat(host.sent()).isEmpty();
        says(ONE, GROUP, 9);
        says(OTHER, GROUP, 9);
        assertThat(unread()).containsExactly(0, 1);
        host.dropped();
    }

    private int change(GroupChange how, UdpEndpoint socket, int source) {
        final int[] result = new int[1];
        host.does(partition ->
                result[0] = partition.udpGroups().change(how, socket, UdpEnds.ofPort(PORT), WIRE, GROUP, source));
        return result[0];
    }

    private void says(int source, int group, int port) {
        host.receives(Frames.ip(Ipv4Header.UDP, udp(source, group, port, PORT, octets(8)))
                .from(source)
                .to(group)
                .frameTo(MacAddress.ofIpv4Group(group)));
    }

    private int[] unread() {
        return new int[] {first.unread(), second.unread()};
    }
}
