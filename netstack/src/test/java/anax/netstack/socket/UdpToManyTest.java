package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.SendResult;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.TwoHosts;
import anax.netstack.wire.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Datagrams to groups and to everybody, with members on several CPUs.
class UdpToManyTest {
    private static final int CPUS = 4;
    private static final int PORT = 4_000;
    private static final int WIRE = 1;
    private static final IpAddress GROUP = IpAddress.parse("239.1.2.3");
    private static final IpAddress OTHER = IpAddress.parse("239.9.9.9");

    private final List<String> heard = new ArrayList<>();

    /// RFC 1112, section 6.2: every member gets a copy, whichever CPU it lives on and whichever one sends.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldGiveOneCopyToEachMemberAndNoneToOthers(int sendingCpu) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, sendingCpu)) {
            final List<UdpSocket> members = members(hosts, hosts.second(), CPUS - 1);
            hosts.call(sendingCpu, () -> send(hosts.first(), GROUP, "to all", true));
            assertThat(heard).containsExactlyInAnyOrder("0: to all", "1: to all", "2: to all");
            hosts.call(sendingCpu, () -> send(hosts.first(), OTHER, "to nobody", true));
            assertThat(heard).hasSize(3);
            assertThat(TwoHosts.droppedIn(hosts.second(), DropReason.IP_NOT_OURS))
                    .isPositive();
            closeAll(hosts, members);
        }
    }

    @Test
    void shouldGiveNothingToMemberThatLeft() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final List<UdpSocket> members = members(hosts, hosts.second(), 2);
            hosts.call(0, () -> {
                assertThat(members.getFirst().leave(GROUP, WIRE)).isTrue();
                assertThat(members.getFirst().leave(GROUP, WIRE)).isFalse();
                return null;
            });
            hosts.call(0, () -> send(hosts.first(), GROUP, "still", true));
            assertThat(heard).containsExactly("1: still");
            closeAll(hosts, members);
            hosts.call(0, () -> send(hosts.first(), GROUP, "gone", true));
            assertThat(heard).containsExactly("1: still");
        }
    }

    /// RFC 1112, section 6.1: the sender says whether members on its own host are to hear it.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldReachMembersOfOwnHostUnlessLoopIsOff(int sendingCpu) {
        try (TwoHosts hosts = TwoHosts.of(CPUS, sendingCpu)) {
            final List<UdpSocket> members = members(hosts, hosts.first(), CPUS);
            hosts.call(sendingCpu, () -> send(hosts.first(), GROUP, "loop", true));
            assertThat(heard).containsExactlyInAnyOrder("0: loop", "1: loop", "2: loop", "3: loop");
            hosts.call(sendingCpu, () -> send(hosts.first(), GROUP, "silence", false));
            assertThat(heard).hasSize(CPUS);
            closeAll(hosts, members);
        }
    }

    /// RFC 3376, section 3.1: each socket hears the sources that it chose, whichever CPU it lives on.
    @Test
    void shouldGiveEachMemberItsSourcesOnly() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final List<UdpSocket> members = members(hosts, hosts.second(), 0);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                final int here = cpu;
                hosts.call(cpu, () -> {
                    final UdpSocket member = members.get(here);
                    return switch (here) {
                        case 0 -> member.joinSource(GROUP, TwoHosts.FIRST, WIRE);
                        case 1 -> member.joinSource(GROUP, TwoHosts.SECOND, WIRE);
                        case 2 -> member.join(GROUP, WIRE) && member.block(GROUP, TwoHosts.FIRST, WIRE);
                        default -> member.join(GROUP, WIRE);
                    };
                });
            }
            hosts.call(2, () -> send(hosts.first(), GROUP, "of first", true));
            assertThat(heard).containsExactlyInAnyOrder("0: of first", "3: of first");
            heard.clear();
            hosts.call(2, () -> send(hosts.second(), GROUP, "of second", true));
            assertThat(heard).containsExactlyInAnyOrder("1: of second", "2: of second", "3: of second");
            heard.clear();
            hosts.call(2, () -> members.get(2).unblock(GROUP, TwoHosts.FIRST, WIRE));
            hosts.call(0, () -> members.get(0).leaveSource(GROUP, TwoHosts.FIRST, WIRE));
            hosts.call(2, () -> send(hosts.first(), GROUP, "again", true));
            assertThat(heard).containsExactlyInAnyOrder("2: again", "3: again");
            closeAll(hosts, members);
        }
    }

    /// As kernels do, a socket stays a member when it connects; of the group it hears its peer.
    @Test
    void shouldStayMemberAndHearItsPeerWhenItConnects() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final List<UdpSocket> members = new ArrayList<>();
            hosts.call(0, () -> {
                final UdpSocket member = UdpSocket.open(hosts.second());
                member.bind(IpAddress.ANY_V4, PORT);
                member.join(GROUP, WIRE);
                member.connect(TwoHosts.FIRST, 9);
                return members.add(member);
            });
            hosts.spawn(0, "member", () -> hear(hosts.second(), members.getFirst(), 0));
            hosts.call(3, () -> {
                for (final int port : new int[] {8, 9}) {
                    try (UdpSocket sender = UdpSocket.open(hosts.first())) {
                        sender.bind(IpAddress.ANY_V4, port);
                        sender.configure(endpoint -> endpoint.interfaceIndex(WIRE));
                        sender.send(text("from " + port), GROUP.v4(), PORT);
                    }
                }
                return null;
            });
            assertThat(heard).containsExactly("0: from 9");
            closeAll(hosts, members);
        }
    }

    @Test
    void shouldReachEverybodyOnLinkWhenBroadcastIsAllowed() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 1)) {
            final UdpSocket[] hearer = new UdpSocket[1];
            hosts.call(2, () -> {
                hearer[0] = UdpSocket.open(hosts.second());
                return hearer[0].bind(IpAddress.ANY_V4, PORT + 3);
            });
            hosts.spawn(2, "hearer", () -> hear(hosts.second(), hearer[0], 2));
            hosts.call(1, () -> {
                try (UdpSocket sender = UdpSocket.open(hosts.first())) {
                    sender.bind(IpAddress.ANY_V4, 0);
                    for (final String all : List.of("10.0.0.255", "255.255.255.255")) {
                        final int address = IpAddress.parse(all).v4();
                        sender.configure(endpoint -> endpoint.allowBroadcast(false));
                        assertThat(sender.send(text(all), address, PORT + 3)).isEqualTo(SendResult.BROADCAST_REFUSED);
                        sender.configure(endpoint -> endpoint.interfaceIndex(WIRE));
                        sender.configure(endpoint -> endpoint.allowBroadcast(true));
                        assertThat(sender.send(text(all), address, PORT + 3)).isEqualTo(SendResult.OK);
                    }
                }
                return null;
            });
            assertThat(heard).containsExactly("2: 10.0.0.255", "2: 255.255.255.255");
            hosts.call(2, () -> {
                hearer[0].close();
                return null;
            });
        }
    }

    /// A group of sockets for one port, of which the first so many join; each that does is read.
    private List<UdpSocket> members(TwoHosts hosts, NetworkStack stack, int joined) {
        final List<UdpSocket> members = new ArrayList<>();
        final UdpSocketGroup sockets = hosts.call(0, () -> UdpSocketGroup.bind(stack, IpAddress.ANY_V4, PORT));
        for (int cpu = 0; cpu < CPUS; cpu++) {
            final int here = cpu;
            hosts.call(cpu, () -> {
                final UdpSocket member = sockets.local();
                members.add(member);
                return here < joined && member.join(GROUP, WIRE) && !member.join(GROUP, WIRE);
            });
            hosts.spawn(cpu, "member", () -> hear(stack, members.get(here), here));
        }
        hosts.runToRest();
        return members;
    }

    private Void hear(NetworkStack stack, UdpSocket socket, int cpu) throws SocketException {
        final Datagram datagram = new Datagram(stack);
        while (socket.receive(datagram)) {
            final byte[] octets = new byte[datagram.length()];
            datagram.copyTo(octets, 0, octets.length);
            heard.add(cpu + ": " + new String(octets, java.nio.charset.StandardCharsets.UTF_8));
            datagram.release();
        }
        return null;
    }

    private static Void send(NetworkStack stack, IpAddress group, String text, boolean loop) throws SocketException {
        try (UdpSocket sender = UdpSocket.open(stack)) {
            sender.bind(IpAddress.ANY_V4, 0);
            sender.configure(endpoint -> endpoint.interfaceIndex(WIRE));
            sender.configure(endpoint -> endpoint.groupLoop(loop));
            assertThat(sender.send(text(text), group.v4(), PORT)).isEqualTo(SendResult.OK);
        }
        return null;
    }

    private static void closeAll(TwoHosts hosts, List<UdpSocket> sockets) {
        for (int cpu = 0; cpu < sockets.size(); cpu++) {
            final UdpSocket socket = sockets.get(cpu);
            hosts.call(cpu, () -> {
                socket.close();
                return null;
            });
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
