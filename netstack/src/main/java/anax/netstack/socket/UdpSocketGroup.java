package anax.netstack.socket;

import anax.netstack.ip.SendResult;
import anax.netstack.stack.EverywhereMessage;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpSockets;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;

/// One socket on each CPU for one port: each gets what hashes to its CPU, and nothing ever crosses.
///
/// Owner: whoever made it; each member belongs to the threads of its CPU. Allocates when made.
public final class UdpSocketGroup {
    private final NetworkStack stack;
    private final int address;
    private final int port;
    private final UdpEndpoint[] members;

    private UdpSocketGroup(NetworkStack stack, int address, int port) {
        this.stack = stack;
        this.address = address;
        this.port = port;
        members = new UdpEndpoint[stack.partitions()];
    }

    /// Binds a socket on each CPU. For lightweight threads; blocks.
    ///
    /// @param address one of this host's, or [IpAddress#ANY_V4]
    /// @param port    1 to 65535
    /// @throws SocketException if the port is taken
    public static UdpSocketGroup bind(NetworkStack stack, IpAddress address, int port) throws SocketException {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " was given to a group of sockets; use 1 to 65535");
        }
        final UdpSocketGroup group = new UdpSocketGroup(stack, address.v4(), port);
        final int decider = UdpSockets.ownerOf(port, stack.partitions());
        final int result = stack.port(decider).doMessage(new Bind(stack, group));
        if (result != 0) {
            throw new SocketException(
                    "binding a group to " + address + " port " + port + " failed: " + SendResult.explain(result));
        }
        return group;
    }

    /// The member of this CPU, for its threads.
    public UdpSocket local() {
        final int here = Cpu.current().id();
        return UdpSocket.ofMember(stack, members[here], address, port);
    }

    /// Binds a member in each partition. Owner: as every message.
    private static final class Bind extends EverywhereMessage {
        private final UdpSocketGroup group;

        private Bind(NetworkStack stack, UdpSocketGroup group) {
            super(stack);
            this.group = group;
        }

        /// The port's partition decides, as it does for single sockets; it knows those and groups alike.
        @Override
        protected int visit(Partition partition) {
            final int here = partition.environment().partition();
            if (visited() == 0 && partition.udpSockets().isTaken(group.address, group.port)) {
                return SendResult.PORT_IN_USE;
            }
            group.members[here] = new UdpEndpoint(partition.environment(), new SocketReaders());
            partition.udpSockets().bindMember(group.members[here], group.address, group.port);
            return 0;
        }
    }
}
