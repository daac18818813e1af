package anax.netstack.udp;

import anax.netstack.dispatch.Classifier;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.Groups;
import anax.netstack.ip.SourceFilter;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;
import java.util.ArrayList;
import java.util.List;

/// The sockets that are members of multicast groups, and the copies that each of them gets (RFC 1112, section 6.2),
/// from the sources that it wants (RFC 3376, section 3.1).
///
/// Owner: the first partition, to which all that is for groups goes; those of other partitions have no members and
/// pass on to it what is to be looped back. Allocates when a socket changes what it hears. Never blocks. Members are
/// looked for one after another. Bound: [#MOST_SOURCES] for each membership.
///
/// A member that is bound to an address of the host hears no group, and one that is bound to a group's hears that one
/// only; one that is connected hears its peer only.
public final class UdpGroups {
    /// What was asked for was done.
    public static final int CHANGED = 0;

    /// It was so already.
    public static final int UNCHANGED = 1;

    /// The socket hears chosen sources of the group, and was to hear all; or the other way round. It must leave
    /// the group first (RFC 3678, section 4.1.3).
    public static final int OTHER_MODE = 2;

    /// The socket names as many sources of the group as it may.
    public static final int TOO_MANY_SOURCES = 3;

    /// The most sources of one group that a socket chooses, or blocks.
    public static final int MOST_SOURCES = 64;

    private final EngineEnvironment environment;
    private final Groups groups;
    private final List<Member> members = new ArrayList<>();
    private final List<Member> wanting = new ArrayList<>();

    /// Makes an empty one.
    public UdpGroups(EngineEnvironment environment, Groups groups) {
        this.environment = environment;
        this.groups = groups;
    }

    /// Changes what a socket hears of a group.
    ///
    /// @param ends   what it takes at all
    /// @param source the source that is meant, if it is about one
    /// @return [#CHANGED]; or [#UNCHANGED], [#OTHER_MODE] or [#TOO_MANY_SOURCES]: then nothing was changed
    public int change(GroupChange how, UdpEndpoint endpoint, UdpEnds ends, int interfaceIndex, int group, int source) {
        final Member member = find(endpoint, interfaceIndex, group);
        final SourceFilter before = member == null ? SourceFilter.NONE : member.filter;
        if (isOfOtherMode(how, before, member != null)) {
            return OTHER_MODE;
        }
        if (before.size() == MOST_SOURCES && addsToList(how) && !before.lists(source)) {
            return TOO_MANY_SOURCES;
        }
        final SourceFilter after = switch (how) {
            case JOIN -> SourceFilter.ALL;
            case LEAVE -> SourceFilter.NONE;
            case JOIN_SOURCE, BLOCK -> before.with(source);
            case LEAVE_SOURCE, UNBLOCK -> before.without(source);
        };
        if (after.equals(before) || (how == GroupChange.JOIN && member != null)) {
            return UNCHANGED;
        }
        members.remove(member);
        if (!after.isNone()) {
            members.add(new Member(endpoint, ends, interfaceIndex, group, after));
        }
        groups.listen(endpoint, interfaceIndex, group, after);
        return CHANGED;
    }

    /// Has a socket's memberships go over to the one that takes its place.
    public void move(UdpEndpoint endpoint, UdpEndpoint successor, UdpEnds ends) {
        for (int i = 0; i < members.size(); i++) {
            final Member each = members.get(i);
            if (each.endpoint == endpoint) {
                members.set(i, new Member(successor, ends, each.interfaceIndex, each.group, each.filter));
                groups.listen(successor, each.interfaceIndex, each.group, each.filter);
                groups.listen(endpoint, each.interfaceIndex, each.group, SourceFilter.NONE);
            }
        }
    }

    /// Ends all memberships of a socket.
    public void leaveAll(UdpEndpoint endpoint) {
        for (int i = members.size() - 1; i >= 0; i--) {
            final Member each = members.get(i);
            if (each.endpoint == endpoint) {
                members.remove(i);
                groups.listen(endpoint, each.interfaceIndex, each.group, SourceFilter.NONE);
            }
        }
    }

    /// How many memberships there are.
    public int size() {
        return members.size();
    }

    /// Gives a datagram to every member that wants it: the packet to the last, copies to the others.
    void deliver(Packet packet, int payloadAt, int payloadLength) {
        boolean isFiltered = false;
        for (final Member each : members) {
            if (each.isOf(packet.interfaceIndex(), packet.dstAddress()) && each.ends.take(packet)) {
                if (each.filter.allows(packet.srcAddress())) {
                    wanting.add(each);
                } else {
                    isFiltered = true;
                }
            }
        }
        if (wanting.isEmpty()) {
            environment.drop(packet, isFiltered ? DropReason.UDP_SOURCE : DropReason.UDP_NO_PORT);
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

    private Member find(UdpEndpoint endpoint, int interfaceIndex, int group) {
        for (final Member each : members) {
            if (each.endpoint == endpoint && each.isOf(interfaceIndex, group)) {
                return each;
            }
        }
        return null;
    }

    private static boolean isOfOtherMode(GroupChange how, SourceFilter before, boolean isMember) {
        return switch (how) {
            case JOIN -> isMember && !before.excludes();
            case LEAVE -> false;
            case JOIN_SOURCE, LEAVE_SOURCE -> before.excludes();
            case BLOCK, UNBLOCK -> !before.excludes();
        };
    }

    private static boolean addsToList(GroupChange how) {
        return how == GroupChange.JOIN_SOURCE || how == GroupChange.BLOCK;
    }

    /// One membership. Owner: nobody, it never changes.
    private record Member(UdpEndpoint endpoint, UdpEnds ends, int interfaceIndex, int group, SourceFilter filter) {
        private boolean isOf(int byInterface, int ofGroup) {
            return interfaceIndex == byInterface && group == ofGroup;
        }
    }
}
