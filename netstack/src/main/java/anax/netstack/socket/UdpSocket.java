package anax.netstack.socket;

import anax.netstack.dispatch.Classifier;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.IcmpError;
import anax.netstack.ip.SendResult;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import anax.netstack.udp.GroupChange;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpOutput;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import java.nio.ByteBuffer;

/// A UDP socket for lightweight threads.
///
/// Owner: the threads of one CPU, that of the thread that made it. If that CPU owns the socket's state too, sending
/// and receiving are plain calls; if not, they are messages to the CPU that does. Sending and receiving allocate
/// nothing. [#receive] and what opens or closes blocks the calling thread, never its CPU. At the bound of the receive
/// queue what comes is dropped and counted; what finds no packet, no route or no room on the link is dropped, and
/// said if it is known at once. One thread at a time binds, connects or closes it; another one that would waits.
///
/// ```java
/// try (var socket = UdpSocket.open(stack)) {
///     socket.bind(IpAddress.ANY_V4, 7);
///     var datagram = new Datagram(stack);
///     while (socket.receive(datagram)) {
///         socket.answer(datagram);
///     }
/// }
/// ```
public final class UdpSocket implements AutoCloseable {
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final NetworkStack stack;
    private final Cpu cpu;
    private final SocketControl control;
    private UdpEndpoint endpoint; // the control's, once there is one
    private PacketReceive spare;

    private UdpSocket(NetworkStack stack, Cpu cpu) {
        this.stack = stack;
        this.cpu = cpu;
        control = new SocketControl(
                stack, (partition, request) -> stack.port(partition).doMessage(request));
    }

    /// Makes a socket that is neither bound nor connected, for the threads of this CPU.
    ///
    /// @throws IllegalArgumentException if the stack is another machine's
    public static UdpSocket open(NetworkStack stack) {
        final Cpu here = Cpu.current();
        if (here.machine() != stack.machine()) {
            throw new IllegalArgumentException("a socket was opened on " + here + ", but the stack runs on "
                    + stack.machine().config().name() + "; open it in a thread of that machine");
        }
        return new UdpSocket(stack, here);
    }

    /// The socket of a member of a group on its own CPU.
    static UdpSocket ofMember(NetworkStack stack, UdpEndpoint member, int address, int port) {
        final UdpSocket socket = new UdpSocket(stack, Cpu.current());
        socket.control.ofMember(member, address, port);
        socket.endpoint = member;
        return socket;
    }

    /// Takes datagrams from now on. The socket's state goes to the CPU whose the port is: port mod CPUs.
    ///
    /// @param address one of this host's, to take only what comes to it; [IpAddress#ANY_V4] for all
    /// @param port    1 to 65535; 0 for one of the range, which will be this CPU's
    /// @return the port
    /// @throws SocketException          if the port is taken
    /// @throws IllegalArgumentException if there is no such port
    /// @throws IllegalStateException    if the socket is bound already, or closed
    public int bind(IpAddress address, int port) throws SocketException {
        control.beginChange();
        try {
            control.bind(address, port, cpu.id());
            endpoint = control.endpoint();
            return control.localPort();
        } finally {
            control.endChange();
        }
    }

    /// Hears and addresses one peer only from now on. The socket's state goes to the CPU that the flow hashes to;
    /// a socket that has no port yet gets one by which that is this CPU. What lies unread stays, whoever sent it,
    /// though not in the order of what comes meanwhile; options and memberships stay too, but of what comes to
    /// groups only the peer's is heard. Who waits for a datagram meanwhile is told that none will come.
    ///
    /// @return the local port
    /// @throws SocketException       if there is no way to the peer, or the port is connected to it already: then
    ///                               the socket is as it was
    /// @throws IllegalStateException if the socket is connected already, or closed
    public int connect(IpAddress address, int port) throws SocketException {
        control.beginChange();
        try {
            control.connect(address, port, cpu.id());
            endpoint = control.endpoint();
            return control.localPort();
        } finally {
            control.endChange();
        }
    }

    /// Waits for the next datagram.
    ///
    /// @param into holds it afterwards; it must hold none before
    /// @return false if the socket is closed, and none will come any more
    /// @throws SocketException if an ICMP error came about something that was sent; the socket goes on
    public boolean receive(Datagram into) throws SocketException {
        return receive(into, FOR_EVER);
    }

    /// Waits for the next datagram, but not longer than until a time on the machine's clock.
    ///
    /// @return false if none came in time, or the socket is closed
    /// @throws SocketException if an ICMP error came about something that was sent; the socket goes on
    public boolean receive(Datagram into, long untilNs) throws SocketException {
        refuseUnlessOpen();
        return endpoint.owner() == cpu.id() ? receiveHere(into, untilNs) : receiveFromOwner(into, untilNs);
    }

    /// Takes a datagram that has come already, if this CPU owns the socket's state; else asks and waits.
    ///
    /// @return false if there is none now
    /// @throws SocketException if an ICMP error came about something that was sent; the socket goes on
    public boolean poll(Datagram into) throws SocketException {
        refuseUnlessOpen();
        if (endpoint.owner() != cpu.id()) {
            return receiveFromOwner(into, cpu.nowNs());
        }
        assert cpu.isCurrent() : this + " was used on " + Cpu.currentOrNull();
        return takeTo(into, endpoint);
    }

    /// Gives a view an empty datagram of so many octets, to be filled and sent.
    ///
    /// @return false if there is no packet left: what is under way must be worked off first
    public boolean allocate(Datagram into, int octets) {
        final Packet packet = environment().originate(octets);
        if (packet == null) {
            return false;
        }
        into.hold(packet.range(packet.offset(), octets));
        return true;
    }

    /// Sends a datagram to the peer that the socket is connected to. The view holds nothing afterwards.
    ///
    /// @return [SendResult#OK], or why it went no further, as far as that is known at once
    public int send(Datagram datagram) {
        return send(datagram, 0, 0);
    }

    /// Sends a datagram. The view holds nothing afterwards.
    ///
    /// @param address where to, as the 32 bits of an IPv4 address
    /// @param port    where to
    /// @return [SendResult#OK], or why it went no further, as far as that is known at once; [SendResult#explain]
    ///     says it in words
    public int send(Datagram datagram, int address, int port) {
        refuseUnlessOpen();
        return hand(datagram.take(), address, port);
    }

    /// Sends what a view holds as several datagrams (as Linux's `UDP_SEGMENT`). They are cut as late as possible,
    /// by the link if it can. The view holds nothing afterwards.
    ///
    /// @param segmentOctets payload of each datagram but the last, which may be shorter; 1 to 65507, and no more
    ///     than the path takes whole, in no more than [UdpOutput#MOST_SEGMENTS] datagrams. 0 to send but one
    /// @param address       where to, as the 32 bits of an IPv4 address; 0 for the peer
    /// @param port          where to
    /// @return as [#send(Datagram, int, int)]
    public int sendSegments(Datagram payload, int segmentOctets, int address, int port) {
        UdpOutput.checkSegment(segmentOctets);
        refuseUnlessOpen();
        final Packet packet = payload.take();
        return hand(segmentOctets > 0 ? packet.gso(Packet.GSO_UDP, segmentOctets) : packet, address, port);
    }

    /// Sends what a datagram holds that was received back to where it came from; what came as several datagrams
    /// goes as several. The view holds nothing afterwards.
    public int answer(Datagram datagram) {
        refuseUnlessOpen();
        final int segmentOctets = datagram.segmentOctets();
        final Packet packet = datagram.take();
        final int address = packet.srcAddress();
        final int port = packet.srcPort();
        final Packet answer = environment().turnRound(packet).checksumState(Packet.CHECKSUM_UNKNOWN);
        return hand(segmentOctets > 0 ? answer.gso(Packet.GSO_UDP, segmentOctets) : answer, address, port);
    }

    /// Sends what a buffer holds, which is copied.
    ///
    /// @return as [#send(Datagram, int, int)]
    public int send(ByteBuffer payload, int address, int port) {
        refuseUnlessOpen();
        final int octets = payload.remaining();
        if (octets > UdpOutput.LONGEST_PAYLOAD) {
            return SendResult.TOO_LONG;
        }
        final Packet packet = environment().originate(octets);
        if (packet == null) {
            return SendResult.NO_MEMORY;
        }
        packet.range(packet.offset(), octets).buffer().putBytes(packet.offset(), payload, octets);
        return hand(packet, address, port);
    }

    /// Joins a multicast group by an interface, to hear whoever sends to it (RFC 1112). Blocks. A socket that is
    /// bound to an address of the host hears no group.
    ///
    /// @param group          224.0.0.0 to 239.255.255.255, but not of 232.0.0.0/8, whose sources must be chosen
    /// @param interfaceIndex the interface's number
    /// @return false if it was a member already
    /// @throws IllegalArgumentException if there is no such group or interface
    /// @throws IllegalStateException    if it hears chosen sources of the group
    public boolean join(IpAddress group, int interfaceIndex) {
        return changeMembership(GroupChange.JOIN, group, null, interfaceIndex);
    }

    /// Leaves a multicast group, with all sources that were chosen or blocked. Blocks.
    ///
    /// @return false if it was no member
    public boolean leave(IpAddress group, int interfaceIndex) {
        return changeMembership(GroupChange.LEAVE, group, null, interfaceIndex);
    }

    /// Hears one source of a multicast group, beside those that were chosen before, and no other (RFC 3376, RFC
    /// 4607). Blocks.
    ///
    /// @param source the host that sends to the group
    /// @return false if it was chosen already
    /// @throws IllegalArgumentException if there is no such group, source or interface
    /// @throws IllegalStateException    if it hears all sources of the group, or names
    ///                                  [anax.netstack.udp.UdpGroups#MOST_SOURCES] already
    public boolean joinSource(IpAddress group, IpAddress source, int interfaceIndex) {
        return changeMembership(GroupChange.JOIN_SOURCE, group, source, interfaceIndex);
    }

    /// Hears a source no longer that was chosen by [#joinSource]. Blocks. With the last one it leaves the group.
    ///
    /// @return false if it was not chosen
    /// @throws IllegalStateException if it hears all sources of the group
    public boolean leaveSource(IpAddress group, IpAddress source, int interfaceIndex) {
        return changeMembership(GroupChange.LEAVE_SOURCE, group, source, interfaceIndex);
    }

    /// Hears a source no longer of a group that it has joined by [#join]. Blocks.
    ///
    /// @return false if it was blocked already
    /// @throws IllegalStateException if it does not hear all sources of the group, or has blocked
    ///                               [anax.netstack.udp.UdpGroups#MOST_SOURCES] already
    public boolean block(IpAddress group, IpAddress source, int interfaceIndex) {
        return changeMembership(GroupChange.BLOCK, group, source, interfaceIndex);
    }

    /// Hears a source again that was blocked. Blocks.
    ///
    /// @return false if it was not blocked
    /// @throws IllegalStateException if it does not hear all sources of the group
    public boolean unblock(IpAddress group, IpAddress source, int interfaceIndex) {
        return changeMembership(GroupChange.UNBLOCK, group, source, interfaceIndex);
    }

    /// Changes an option of the socket, on the CPU that owns its state. Blocks. What the change throws is thrown
    /// here.
    public void configure(UdpOption option) {
        control.beginChange();
        try {
            control.configure(option);
        } finally {
            control.endChange();
        }
    }

    /// Has what comes be given as it was joined: several datagrams between the same ends, of one length but for
    /// the last, by one receive (as Linux's `UDP_GRO`), where they came one after the other.
    /// [Datagram#segmentOctets] says of which length. What arrives on another CPU than the one that owns the
    /// socket's state comes singly, as does what has no checksum. Blocks.
    public void receiveSegments(boolean wanted) {
        control.beginChange();
        try {
            control.receiveSegments(wanted);
        } finally {
            control.endChange();
        }
    }

    /// Its port; 0 before it has one.
    public int localPort() {
        return control.localPort();
    }

    /// The CPU that owns its state.
    public int owner() {
        return control.endpoint().owner();
    }

    /// Ends it: whoever waits is told, what lies unread is dropped. Blocks. Twice is as good as once.
    @Override
    public void close() {
        control.beginChange();
        try {
            control.close();
        } finally {
            control.endChange();
        }
    }

    @Override
    public String toString() {
        return control + " of " + cpu;
    }

    private boolean changeMembership(GroupChange how, IpAddress group, IpAddress source, int interfaceIndex) {
        control.beginChange();
        try {
            return control.changeMembership(how, group, source, interfaceIndex);
        } finally {
            control.endChange();
        }
    }

    private boolean receiveHere(Datagram into, long untilNs) throws SocketException {
        final UdpEndpoint from = endpoint; // another thread may connect the socket meanwhile, to another CPU
        while (!takeTo(into, from)) {
            if (from.isClosed() || (untilNs != FOR_EVER && cpu.nowNs() - untilNs >= 0)) {
                return false;
            }
            SocketReaders.of(from).await(untilNs);
        }
        return true;
    }

    private static boolean takeTo(Datagram into, UdpEndpoint from) throws SocketException {
        final IcmpError error = from.takeError();
        if (error != null) {
            throw failure(error);
        }
        final Packet packet = from.poll();
        if (packet == null) {
            return false;
        }
        into.hold(packet);
        return true;
    }

    private boolean receiveFromOwner(Datagram into, long untilNs) throws SocketException {
        PacketReceive request = spare;
        if (request == null) {
            request = new PacketReceive(cpu); // more threads wait than ever before
        } else {
            spare = request.nextSpare;
        }
        final UdpEndpoint from = endpoint;
        request.aim(from);
        final int result = request.exchange(stack.port(from.owner()), untilNs);
        request.nextSpare = spare;
        spare = request;
        if (result == ReceiveRequest.FAILED) {
            throw failure(request.failure());
        }
        if (result != ReceiveRequest.RECEIVED) {
            return false;
        }
        into.hold(request.takePacket());
        return true;
    }

    private int hand(Packet packet, int address, int port) {
        final Partition partition = stack.enter(cpu.id());
        if (endpoint.owner() == cpu.id()) {
            final int result = partition.udpOutput().send(endpoint, packet, address, port);
            stack.endCall(cpu.id());
            return result;
        }
        if (!partition.environment().canPassOn(endpoint.owner())) {
            partition.environment().drop(packet, DropReason.OWNER_BUSY);
            return SendResult.BUSY;
        }
        packet.endpoints(0, address, 0, port).recipient(endpoint).stage(Classifier.STAGE_SEND);
        partition.environment().passOn(packet, endpoint.owner());
        return SendResult.OK;
    }

    private EngineEnvironment environment() {
        return stack.enter(cpu.id()).environment();
    }

    private void refuseUnlessOpen() {
        if (endpoint == null) {
            throw new IllegalStateException(this + " was used before it had a port; bind or connect it first");
        }
    }

    static SocketException failure(IcmpError error) {
        return new SocketException("something that was sent went no further: "
                + error.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                + "; the socket goes on");
    }
}
