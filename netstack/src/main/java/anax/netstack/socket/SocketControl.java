package anax.netstack.socket;

import anax.netstack.ip.Ipv4Addresses;
import anax.netstack.ip.SendResult;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackMessage;
import anax.netstack.udp.GroupChange;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpEnds;
import anax.netstack.udp.UdpGroups;
import anax.netstack.udp.UdpSockets;
import anax.netstack.wire.IpAddress;
import java.util.Locale;

/// Where a socket's state lies and how it comes there: what binds, connects, closes and configures it, for whatever
/// kind of thread.
///
/// Owner: as its socket's. Allocates a request for each call. Every call waits for partitions to answer, in whatever
/// way the socket's threads wait.
final class SocketControl extends ExclusiveControl {
    private final NetworkStack stack;
    private final Caller caller;
    private UdpEndpoint endpoint;
    private int localPort;
    private int boundAddress;
    private int peer;
    private int peerPort;
    private boolean isShared;
    private boolean isConnected;
    private boolean isClosed;

    /// How the socket's threads send a request to a partition and wait for its result.
    @FunctionalInterface
    interface Caller {
        /// Sends a request and waits.
        int call(int partition, StackMessage request);
    }

    SocketControl(NetworkStack stack, Caller caller) {
        this.stack = stack;
        this.caller = caller;
    }

    /// Begins with a member of a group, which only its own partition knows.
    SocketControl ofMember(UdpEndpoint member, int address, int port) {
        endpoint = member;
        boundAddress = address;
        localPort = port;
        return this;
    }

    /// The socket's state.
    ///
    /// @throws IllegalStateException if it has none yet
    UdpEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException(this + " was used before it had a port; bind or connect it first");
        }
        return endpoint;
    }

    /// Its port; 0 before it has one.
    int localPort() {
        return localPort;
    }

    /// Binds it.
    ///
    /// @param cpu whose the port shall be if it is 0
    void bind(IpAddress address, int port, int cpu) throws SocketException {
        if (endpoint != null || isClosed) {
            throw new IllegalStateException(this + " was bound once more; open another one");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " was given; use 1 to 65535, or 0 for any");
        }
        final int owner = port == 0 ? cpu : UdpSockets.ownerOf(port, stack.partitions());
        final BindRequest request = new BindRequest(stack, address.v4(), port);
        succeed(caller.call(owner, request), "binding to " + address + " port " + port);
        localPort = request.port();
        boundAddress = address.v4();
        isShared = true;
        endpoint = request.endpoint();
    }

    /// Connects it; a socket that was bound keeps its port, its options, its memberships and what lies unread.
    /// Its old state ends only when the new one is there, so that it stays as it was if that fails.
    ///
    /// @param cpu whose the flow shall be if it has no port yet
    void connect(IpAddress address, int port, int cpu) throws SocketException {
        if (isConnected || isClosed) {
            throw new IllegalStateException(this + " was connected once more; open another one");
        }
        final int remote = address.v4();
        if (remote == 0 || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    address + " port " + port + " was given as a peer; use an address and a port from 1 to 65535");
        }
        final String what = "connecting to " + address + " port " + port;
        int local = 0;
        int owner = cpu;
        UdpEndpoint.Options options = null;
        if (endpoint != null) {
            final SourceRequest source = new SourceRequest(endpoint, remote, port);
            succeed(caller.call(endpoint.owner(), source), what);
            local = source.address();
            owner = source.owner();
            options = source.options();
        }
        final ConnectRequest request = new ConnectRequest(stack, options, local, localPort, remote, port);
        succeed(caller.call(owner, request), what);
        peer = remote;
        peerPort = port;
        if (endpoint != null) {
            caller.call(endpoint.owner(), new MoveRequest(stack, endpoint, isShared, request.endpoint(), ends()));
        }
        localPort = request.port();
        isShared = false;
        isConnected = true;
        endpoint = request.endpoint();
    }

    /// Changes what it hears of a group.
    ///
    /// @param source null if it is not about one
    /// @return false if that changed nothing
    boolean changeMembership(GroupChange how, IpAddress group, IpAddress source, int interfaceIndex) {
        check(how, group, source);
        final int chosen = source == null ? 0 : source.v4();
        final int result =
                caller.call(0, new MembershipRequest(how, endpoint(), ends(), interfaceIndex, group.v4(), chosen));
        return switch (result) {
            case UdpGroups.CHANGED -> true;
            case UdpGroups.UNCHANGED -> false;
            case UdpGroups.OTHER_MODE ->
                throw new IllegalStateException(this + " was to " + text(how) + " " + group
                        + ", which it does not hear in that way: all sources, "
                        + "or chosen ones; leave the group, and join it in the other way");
            case UdpGroups.TOO_MANY_SOURCES ->
                throw new IllegalStateException(this + " names " + UdpGroups.MOST_SOURCES + " sources of " + group
                        + " already; take one back, or use another socket");
            default ->
                throw new IllegalArgumentException("interface " + interfaceIndex + " was given to " + text(how) + " "
                        + group + " by, which the stack does not have; use the number that AddInterface was given");
        };
    }

    private static void check(GroupChange how, IpAddress group, IpAddress source) {
        if (!group.isV4() || !group.isMulticast()) {
            throw new IllegalArgumentException(
                    group + " was given as a multicast group; use 224.0.0.0 to 239.255.255.255");
        }
        if (how == GroupChange.JOIN && Ipv4Addresses.isSourceSpecific(group.v4())) {
            throw new IllegalArgumentException(group + " was joined without a source, which groups of 232.0.0.0/8 need"
                    + " (RFC 4604, section 2.1); use joinSource");
        }
        if (source != null && (!source.isV4() || source.isAny() || source.isMulticast() || source.v4() == -1)) {
            throw new IllegalArgumentException(
                    source + " was given as a source of " + group + "; use the IPv4 address of one host");
        }
    }

    private static String text(GroupChange how) {
        return how.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private UdpEnds ends() {
        return new UdpEnds(boundAddress, localPort, peer, peerPort);
    }

    /// Changes an option.
    void configure(UdpOption option) {
        final OptionRequest request = new OptionRequest(endpoint(), option);
        caller.call(endpoint.owner(), request);
        request.throwRefusal();
    }

    /// Has it get datagrams of one length together.
    void receiveSegments(boolean wanted) {
        caller.call(endpoint().owner(), new SegmentsRequest(endpoint, wanted));
    }

    /// Ends it. Twice is as good as once.
    void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (endpoint != null) {
            caller.call(endpoint.owner(), new CloseRequest(stack, endpoint, localPort, isShared, isConnected));
        }
    }

    @Override
    public String toString() {
        return "UDP socket " + localPort;
    }

    private static int succeed(int result, String what) throws SocketException {
        if (result < 0) {
            throw new SocketException(what + " failed: " + SendResult.explain(result));
        }
        return result;
    }
}
