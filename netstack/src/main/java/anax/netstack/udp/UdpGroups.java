package anax.netstack.udp;

import anax.netstack.dispatch.Classifier;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.Groups;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;
import java.util.ArrayList;
import java.util.List;

/// The sockets that are members of multicast groups, and the copies that each of them gets (RFC 1112, section 6.2).
///
/// Owner: the first partition, to which all that is for groups goes; those of other partitions have no members and
/// pass on to it what is to be looped back. Allocates when a socket joins. Never blocks. Members are looked for one
/// after another.
public final class UdpGroups {
    private final EngineEnvironment environment;
    private final Groups groups;
    private final List<Member> members = new ArrayList<>();
    private final List<Member> wanting = new ArrayList<>();

    /// Makes an empty one.
    public UdpGroups(EngineEnvironment environment, Groups groups) {
        this.environment = environment;
        this.groups = groups;
    }

    /// Has a socket get what comes by an interface for a group to its port.
    ///
    /// @return false if it does already
    public boolean join(UdpEndpoint endpoint, int port, int interfaceIndex, int group) {
        for (final Member each : members) {
            if (each.endpoint == endpoint && each.isOf(interfaceIndex, group)) {
                return false;
            }
        }
        members.add(new Member(endpoint, port, interfaceIndex, group));
        groups.join(interfaceIndex, group);
        return true;
    }

    /// Ends that.
    ///
    /// @return false if it was no member
    public boolean leave(UdpEndpoint endpoint, int interfaceIndex, int group) {
        final boolean left = members.removeIf(each -> each.endpoint == endpoint && each.isOf(interfaceIndex, group));
        if (left) {
            groups.leave(interfaceIndex, group);
        }
        return left;
    }

    /// Ends all memberships of a socket.
    public void leaveAll(UdpEndpoint endpoint) {
        for (int i = members.size() - 1; i >= 0; i--) {
            final Member each = members.get(i);
            if (each.endpoint == endpoint) {
                members.remove(i);
                groups.leave(each.interfaceIndex, each.group);
            }
        }
    }

    /// How many memberships there are.
    public int size() {
        return members.size();
    }

    /// Gives a datagram to every member that wants it: the packet to the last, copies to the others.
    void deliver(Packet packet, int payloadAt, int payloadLength) {
        for (final Member each : members) {
            if (each.port == packet.dstPort() && each.isOf(packet.interfaceIndex(), packet.dstAddress())) {
                wanting.add(each);
            }
        }
        if (wanting.isEmpty()) {
            environment.drop(packet, DropReason.UDP_NO_PORT);
            return;
        }
        packet.range(payloadAt, payloadLength);
        for (int i = 0; i < wanting.size() - 1; i++) {
            final Packet copy = environment.allocate(packet.end() - Packet.HEADROOM);
            environment.account().copied();
            if (copy == null) {
                environment.account().droppedIn(DropReason.POOL_EXHAUSTED);
            } else {
                give(wanting.get(i).endpoint, copy.copyFrom(packet));
            }
        }
        give(wanting.getLast().endpoint, packet);
        wanting.clear();
    }

    /// Lets members on this host have a datagram that one of its sockets sends to a group. The packet stays the
    /// caller's.
    void loop(Packet sent, int src, int dst, int interfaceIndex) {
        final Packet copy = environment.allocate(sent.end() - Packet.HEADROOM);
        environment.account().copied();
        if (copy == null) {
            environment.account().droppedIn(DropReason.POOL_EXHAUSTED);
            return;
        }
        copy.copyFrom(sent)
                .endpoints(src, dst, sent.srcPort(), sent.dstPort())
                .interfaceIndex(interfaceIndex)
                .checksumState(Packet.CHECKSUM_VALID);
        if (environment.partition() == 0) {
            deliver(copy, copy.transportOffset() + UdpHeader.HEADER_LENGTH, copy.length() - UdpHeader.HEADER_LENGTH);
        } else {
            environment.passOn(copy.protocol(Ipv4Header.UDP).stage(Classifier.STAGE_TRANSPORT), 0);
        }
    }

    private void give(UdpEndpoint endpoint, Packet packet) {
        if (endpoint.owner() == environment.partition()) {
            endpoint.receive(environment, packet, packet.offset(), packet.length());
        } else {
            environment.passOn(packet.recipient(endpoint).stage(Classifier.STAGE_RECIPIENT), endpoint.owner());
        }
    }

    /// One membership. Owner: nobody, it never changes.
    private record Member(UdpEndpoint endpoint, int port, int interfaceIndex, int group) {
        private boolean isOf(int byInterface, int ofGroup) {
            return interfaceIndex == byInterface && group == ofGroup;
        }
    }
}
