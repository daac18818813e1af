package anax.netstack.socket;

import anax.netstack.ip.SendResult;
import anax.netstack.stack.NetworkStack;
import anax.netstack.udp.GroupChange;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpOutput;
import anax.netstack.wire.IpAddress;
import anax.runtime.Message;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/// A UDP socket for ordinary Java threads, platform and virtual ones.
///
/// Owner: nobody; any number of threads may use it at once, each datagram goes to one of them. Every call is a
/// message to the CPU that owns the socket's state, whose netisr copies from and to the caller's buffer, and a wait
/// for its answer that parks the thread. Sending and receiving allocate nothing, but for a time-out or an interrupt,
/// and what a thread needs when it first calls. Binding, connecting and closing lock each other out. At the bound of
/// the receive queue what comes is dropped and counted.
///
/// An interrupt ends a [#receive] by an [InterruptedException] and leaves the socket as it was, unlike with
/// `java.nio.channels`, where it closes it; no other call ends by it. Once the machine is stopped, what waits and
/// what comes later gets a [StackStoppedException], but for [#close].
///
/// ```java
/// try (var socket = BlockingUdpSocket.open(stack)) {
///     socket.bind(IpAddress.ANY_V4, 7);
///     var buffer = ByteBuffer.allocate(2_048);
///     var origin = new DatagramOrigin();
///     while (socket.receive(buffer.clear(), origin, null) >= 0) {
///         socket.send(buffer.flip(), origin.addressV4(), origin.port());
///     }
/// }
/// ```
public final class BlockingUdpSocket implements AutoCloseable {
    /// What [#receive] answers if time was up.
    public static final int TIMED_OUT = -1;

    /// What [#receive] answers if the socket is closed.
    public static final int CLOSED = -2;

    private final NetworkStack stack;
    private final SocketControl control;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile UdpEndpoint endpoint; // the control's, for those that do not hold the lock
    private volatile int localPort;

    private BlockingUdpSocket(NetworkStack stack) {
        this.stack = stack;
        control = new SocketControl(
                stack, (partition, request) -> ForeignCaller.here().call(stack.port(partition), request));
    }

    /// Makes a socket that is neither bound nor connected.
    public static BlockingUdpSocket open(NetworkStack stack) {
        return new BlockingUdpSocket(Objects.requireNonNull(stack, "stack"));
    }

    /// Takes datagrams from now on.
    ///
    /// @param address one of this host's, to take only what comes to it; [IpAddress#ANY_V4] for all
    /// @param port    1 to 65535; 0 for one of the range
    /// @return the port
    /// @throws SocketException          if the port is taken
    /// @throws IllegalArgumentException if there is no such port
    /// @throws IllegalStateException    if the socket is bound already, or closed
    public int bind(IpAddress address, int port) throws SocketException {
        changing.lock();
        try {
            control.bind(address, port, ForeignCaller.cpu(stack.partitions()));
            return publish();
        } finally {
            changing.unlock();
        }
    }

    /// Hears and addresses one peer only from now on. What lies unread stays, whoever sent it, though not in the
    /// order of what comes meanwhile; options and memberships stay too, but of what comes to groups only the
    /// peer's is heard. Who waits for a datagram meanwhile is told that the socket is closed.
    ///
    /// @return the local port
    /// @throws SocketException       if there is no way to the peer, or the port is connected to it already: then
    ///                               the socket is as it was
    /// @throws IllegalStateException if the socket is connected already, or closed
    public int connect(IpAddress address, int port) throws SocketException {
        changing.lock();
        try {
            control.connect(address, port, ForeignCaller.cpu(stack.partitions()));
            return publish();
        } finally {
            changing.unlock();
        }
    }

    /// Waits for the next datagram without end and puts it into a buffer, whose position moves.
    ///
    /// @return how many octets; or [#CLOSED]
    /// @throws SocketException      if an ICMP error came about something that was sent; the socket goes on
    /// @throws InterruptedException if the thread was interrupted
    public int receive(ByteBuffer into) throws SocketException, InterruptedException {
        return receive(into, null, null);
    }

    /// Waits for the next datagram and puts it into a buffer, whose position moves. What the buffer has no room
    /// for is lost.
    ///
    /// @param origin  is told where the datagram came from; null if nobody wants to know
    /// @param timeout how long to wait at most; null to wait without end
    /// @return how many octets; or [#TIMED_OUT] or [#CLOSED]
    /// @throws SocketException      if an ICMP error came about something that was sent; the socket goes on
    /// @throws InterruptedException if the thread was interrupted
    public int receive(ByteBuffer into, DatagramOrigin origin, Duration timeout)
            throws SocketException, InterruptedException {
        if (into.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        final ForeignCaller caller = ForeignCaller.here();
        final int octets = receive(caller, caller.receive().into(into, origin), timeout);
        if (octets > 0) {
            into.position(into.position() + octets);
        }
        return octets;
    }

    /// The same, into a part of an array.
    public int receive(byte[] into, int offset, int length, DatagramOrigin origin, Duration timeout)
            throws SocketException, InterruptedException {
        Objects.checkFromIndexSize(offset, length, into.length);
        final ForeignCaller caller = ForeignCaller.here();
        return receive(caller, caller.receive().into(into, offset, length, origin), timeout);
    }

    /// Sends what a buffer holds, and moves its position, to the peer that the socket is connected to.
    ///
    /// @return [SendResult#OK], or why it went no further, as far as that is known at once
    public int send(ByteBuffer payload) {
        return send(payload, 0, 0);
    }

    /// Sends what a buffer holds, and moves its position if it was sent.
    ///
    /// @param address where to, as the 32 bits of an IPv4 address; 0 for the peer
    /// @param port    where to
    /// @return [SendResult#OK], or why it went no further, as far as that is known at once; [SendResult#explain]
    ///     says it in words
    public int send(ByteBuffer payload, int address, int port) {
        return sendSegments(payload, 0, address, port);
    }

    /// Sends what a buffer holds as several datagrams by one call (as Linux's `UDP_SEGMENT`), and moves its
    /// position if they were sent. They are cut as late as possible, by the link if it can.
    ///
    /// @param segmentOctets payload of each datagram but the last, which may be shorter; 1 to 65507, and no more
    ///     than the path takes whole, in no more than [UdpOutput#MOST_SEGMENTS] datagrams. 0 to send but one
    /// @param address       where to, as the 32 bits of an IPv4 address; 0 for the peer
    /// @param port          where to
    /// @return as [#send(ByteBuffer, int, int)]
    public int sendSegments(ByteBuffer payload, int segmentOctets, int address, int port) {
        UdpOutput.checkSegment(segmentOctets);
        if (payload.remaining() > UdpOutput.LONGEST_PAYLOAD) {
            return SendResult.TOO_LONG;
        }
        final ForeignCaller caller = ForeignCaller.here();
        final int result = send(caller, caller.send().of(payload).inSegments(segmentOctets), address, port);
        if (result == SendResult.OK) {
            payload.position(payload.limit());
        }
        return result;
    }

    /// The same, of a part of an array.
    public int send(byte[] payload, int offset, int length, int address, int port) {
        Objects.checkFromIndexSize(offset, length, payload.length);
        if (length > UdpOutput.LONGEST_PAYLOAD) {
            return SendResult.TOO_LONG;
        }
        final ForeignCaller caller = ForeignCaller.here();
        return send(caller, caller.send().of(payload, offset, length).inSegments(0), address, port);
    }

    /// Joins a multicast group by an interface, to hear whoever sends to it (RFC 1112). A socket that is
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

    /// Leaves a multicast group, with all sources that were chosen or blocked.
    ///
    /// @return false if it was no member
    public boolean leave(IpAddress group, int interfaceIndex) {
        return changeMembership(GroupChange.LEAVE, group, null, interfaceIndex);
    }

    /// Hears one source of a multicast group, beside those that were chosen before, and no other (RFC 3376, RFC
    /// 4607).
    ///
    /// @param source the host that sends to the group
    /// @return false if it was chosen already
    /// @throws IllegalArgumentException if there is no such group, source or interface
    /// @throws IllegalStateException    if it hears all sources of the group, or names
    ///                                  [anax.netstack.udp.UdpGroups#MOST_SOURCES] already
    public boolean joinSource(IpAddress group, IpAddress source, int interfaceIndex) {
        return changeMembership(GroupChange.JOIN_SOURCE, group, source, interfaceIndex);
    }

    /// Hears a source no longer that was chosen by [#joinSource]. With the last one it leaves the group.
    ///
    /// @return false if it was not chosen
    /// @throws IllegalStateException if it hears all sources of the group
    public boolean leaveSource(IpAddress group, IpAddress source, int interfaceIndex) {
        return changeMembership(GroupChange.LEAVE_SOURCE, group, source, interfaceIndex);
    }

    /// Hears a source no longer of a group that it has joined by [#join].
    ///
    /// @return false if it was blocked already
    /// @throws IllegalStateException if it does not hear all sources of the group, or has blocked
    ///                               [anax.netstack.udp.UdpGroups#MOST_SOURCES] already
    public boolean block(IpAddress group, IpAddress source, int interfaceIndex) {
        return changeMembership(GroupChange.BLOCK, group, source, interfaceIndex);
    }

    /// Hears a source again that was blocked.
    ///
    /// @return false if it was not blocked
    /// @throws IllegalStateException if it does not hear all sources of the group
    public boolean unblock(IpAddress group, IpAddress source, int interfaceIndex) {
        return changeMembership(GroupChange.UNBLOCK, group, source, interfaceIndex);
    }

    /// Changes an option of the socket, on the CPU that owns its state. What the change throws is thrown here.
    public void configure(UdpOption option) {
        changing.lock();
        try {
            control.configure(option);
        } finally {
            changing.unlock();
        }
    }

    /// Has what comes be given as it was joined: several datagrams between the same ends, of one length but for
    /// the last, by one receive (as Linux's `UDP_GRO`), where they came one after the other.
    /// [DatagramOrigin#segmentOctets] says of which length. What arrives on another CPU than the one that owns
    /// the socket's state comes singly, as does what has no checksum.
    public void receiveSegments(boolean wanted) {
        changing.lock();
        try {
            control.receiveSegments(wanted);
        } finally {
            changing.unlock();
        }
    }

    /// Its port; 0 before it has one.
    public int localPort() {
        return localPort;
    }

    /// The CPU that owns its state.
    public int owner() {
        return bound().owner();
    }

    /// Ends it: whoever waits is told, what lies unread is dropped. Twice is as good as once.
    @Override
    public void close() {
        changing.lock();
        try {
            control.close();
        } catch (StackStoppedException stopped) {
            return; // nothing of it is left
        } finally {
            changing.unlock();
        }
    }

    @Override
    public String toString() {
        return "UDP socket " + localPort + " of ordinary threads";
    }

    private int receive(ForeignCaller caller, CopyingReceive request, Duration timeout)
            throws SocketException, InterruptedException {
        final UdpEndpoint from = bound();
        request.aim(from);
        final int result;
        try {
            result = caller.call(stack.port(from.owner()), request, timeout);
            if (result == ReceiveRequest.FAILED) {
                throw UdpSocket.failure(request.failure());
            }
        } finally {
            request.forget();
        }
        return switch (result) {
            case ReceiveRequest.RECEIVED -> request.copied();
            case Message.ABORTED -> TIMED_OUT;
            default -> CLOSED;
        };
    }

    private int send(ForeignCaller caller, CopyingSend request, int address, int port) {
        final UdpEndpoint from = bound();
        try {
            return caller.call(stack.port(from.owner()), request.aim(from, address, port));
        } finally {
            request.forget();
        }
    }

    private boolean changeMembership(GroupChange how, IpAddress group, IpAddress source, int interfaceIndex) {
        changing.lock();
        try {
            return control.changeMembership(how, group, source, interfaceIndex);
        } finally {
            changing.unlock();
        }
    }

    private int publish() {
        endpoint = control.endpoint();
        localPort = control.localPort();
        return localPort;
    }

    private UdpEndpoint bound() {
        final UdpEndpoint found = endpoint;
        if (found == null) {
            throw new IllegalStateException(this + " was used before it had a port; bind or connect it first");
        }
        return found;
    }
}
