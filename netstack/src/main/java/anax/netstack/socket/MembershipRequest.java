package anax.netstack.socket;

import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.udp.GroupChange;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpEnds;

/// Changes what a socket hears of a multicast group: in the first partition, which has all memberships.
///
/// Owner: as every [StackMessage]. Its result is what [anax.netstack.udp.UdpGroups#change]
/// answers, or [#NO_SUCH_INTERFACE].
final class MembershipRequest extends StackMessage {
    /// The stack has no such interface.
    static final int NO_SUCH_INTERFACE = -1;

    private final GroupChange how;
    private final UdpEndpoint endpoint;
    private final UdpEnds ends;
    private final int interfaceIndex;
    private final int group;
    private final int source;

    /// @param source 0 if it is not about one
    MembershipRequest(GroupChange how, UdpEndpoint endpoint, UdpEnds ends, int interfaceIndex, int group, int source) {
        this.how = how;
        this.endpoint = endpoint;
        this.ends = ends;
        this.interfaceIndex = interfaceIndex;
        this.group = group;
        this.source = source;
    }

    @Override
    protected int serve(Partition partition) {
        return partition.interfaces().get(interfaceIndex) == null
                ? NO_SUCH_INTERFACE
                : partition.udpGroups().change(how, endpoint, ends, interfaceIndex, group, source);
    }
}
