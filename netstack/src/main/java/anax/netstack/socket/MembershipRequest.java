package anax.netstack.socket;

import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.udp.UdpEndpoint;

/// Has a socket join a multicast group, or leave it: in the first partition, which has all memberships.
///
/// Owner: as every [StackMessage]. Its result is 0, or one of those named here.
final class MembershipRequest extends StackMessage {
    /// The socket was a member already, or was none.
    static final int UNCHANGED = 1;

    /// The stack has no such interface.
    static final int NO_SUCH_INTERFACE = 2;

    private final UdpEndpoint endpoint;
    private final int port;
    private final int interfaceIndex;
    private final int group;
    private final boolean joins;

    MembershipRequest(UdpEndpoint endpoint, int port, int interfaceIndex, int group, boolean joins) {
        this.endpoint = endpoint;
        this.port = port;
        this.interfaceIndex = interfaceIndex;
        this.group = group;
        this.joins = joins;
    }

    @Override
    protected int serve(Partition partition) {
        if (partition.interfaces().get(interfaceIndex) == null) {
            return NO_SUCH_INTERFACE;
        }
        final boolean changed = joins
                ? partition.udpGroups().join(endpoint, port, interfaceIndex, group)
                : partition.udpGroups().leave(endpoint, interfaceIndex, group);
        return changed ? 0 : UNCHANGED;
    }
}
