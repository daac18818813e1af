package anax.netstack.socket;

import anax.netstack.packet.Packet;
import anax.netstack.stack.NetworkStack;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.tcp.TcpResult;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Message;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.agrona.concurrent.UnsafeBuffer;

/// A TCP connection for lightweight threads.
///
/// Owner: the threads of one CPU, that of the thread that made or accepted it. If that CPU owns the connection too,
/// as it does for each that it opens without a port of its own and for each that it takes from its own queue, reading
/// and writing are plain calls; if not, they are messages to the CPU that does. Reading and writing allocate nothing.
/// What waits blocks the calling thread, never its CPU; [#tryRead] and [#tryWrite] do not wait, and [#watch] tells
/// when to try again. At the bound of the send buffer a write waits, at that of the receive buffer the peer does. One
/// thread at a time binds, connects or closes it; another one that would waits.
///
/// What goes wrong with a connection is a [TcpException] that names it and the cause, and every later call says the
/// same. What came before is read first.
///
/// ```java
/// try (var socket = TcpSocket.open(stack)) {
///     socket.connect(IpAddress.parse("10.0.0.2"), 7);
///     socket.write(ByteBuffer.wrap(question));
///     socket.shutdownOutput();
///     while (socket.read(answer) != TcpSocket.END) {}
/// }
/// ```
public final class TcpSocket implements AutoCloseable {
    /// What a read answers if the peer sends no more.
    public static final int END = -1;

    /// What a read answers if nothing came in time.
    public static final int NOTHING = -2;

    static final TcpPort.Caller CALLER =
            (stack, partition, request) -> stack.port(partition).doMessage(request);

    private static final long FOR_EVER = Long.MAX_VALUE;

    private final NetworkStack stack;
    private final Cpu cpu;
    private final TcpControl control;
    private OwnedTcp owned; // the control's

    // Of those that are not under way; null while one is, and before the first one was.
    private TcpRead spareRead;
    private TcpWrite spareWrite;
    private TcpReceive spareReceive;

    private TcpSocket(NetworkStack stack, Cpu cpu, TcpControl control) {
        this.stack = stack;
        this.cpu = cpu;
        this.control = control;
        owned = control.owned();
    }

    /// Makes a socket that is neither bound nor connected, for the threads of this CPU.
    ///
    /// @throws IllegalArgumentException if the stack is another machine's
    public static TcpSocket open(NetworkStack stack) {
        final Cpu here = Cpu.current();
        if (here.machine() != stack.machine()) {
            throw new IllegalArgumentException("a socket was opened on " + here + ", but the stack runs on "
                    + stack.machine().config().name() + "; open it in a thread of that machine");
        }
        return new TcpSocket(stack, here, new TcpControl(stack, CALLER, here.id()));
    }

    /// The socket of a connection that was accepted, for the threads of this CPU.
    static TcpSocket ofAccepted(NetworkStack stack, OwnedTcp accepted) {
        final TcpEnds ends = TcpEnds.of(accepted.endpoint());
        return new TcpSocket(stack, Cpu.current(), new TcpControl(stack, CALLER, accepted, ends));
    }

    /// Takes an address and port to connect from. Blocks. Connections of the port that are in TIME-WAIT are in
    /// nobody's way, as with SO_REUSEADDR of other stacks; but between the same two ends one cannot be opened
    /// before such a wait is over.
    ///
    /// @param address one of this host's, or [IpAddress#ANY_V4]
    /// @param port    1 to 65535; 0 for any
    /// @return the port
    /// @throws TcpException             if they are taken, or the address is not this host's
    /// @throws IllegalArgumentException if there is no such port
    /// @throws IllegalStateException    if the socket is bound or connected already
    public int bind(IpAddress address, int port) throws TcpException {
        control.beginChange();
        try {
            final int given = control.bind(address, port);
            owned = control.owned();
            return given;
        } finally {
            control.endChange();
        }
    }

    /// Opens a connection and waits until it is open.
    ///
    /// @throws TcpException          why it could not be opened; the socket can be used to try again
    /// @throws IllegalStateException if the socket has a connection already
    public void connect(IpAddress address, int port) throws TcpException {
        connect(address, port, FOR_EVER);
    }

    /// Opens a connection and waits until it is open, but not longer than until a time on the machine's clock.
    ///
    /// @throws TcpException          why it could not be opened; if that is [TcpException.TimedOut] because time
    ///     was up, the socket is closed
    /// @throws IllegalStateException if the socket has a connection already
    public void connect(IpAddress address, int port, long untilNs) throws TcpException {
        beginConnect(address, port);
        final int result = new TcpOpening(owned, true).exchange(stack.port(owned.owner()), untilNs);
        if (result == Message.ABORTED) {
            abort();
            throw control.failure(TcpResult.TIMED_OUT);
        }
        control.succeed(result);
    }

    /// Begins to open a connection; [TcpReadiness#CONNECT] tells when that is over, and [#finishConnect] how it
    /// went.
    ///
    /// @throws TcpException if it cannot even be begun
    public void beginConnect(IpAddress address, int port) throws TcpException {
        control.beginChange();
        try {
            control.connect(address, port);
            owned = control.owned();
        } finally {
            control.endChange();
        }
    }

    /// Whether a connection that was begun is open.
    ///
    /// @return false if it is not open yet
    /// @throws TcpException why it will not be
    public boolean finishConnect() throws TcpException {
        final OwnedTcp opening = owned;
        final int result = control.onOwner(endpoint -> opening.opened());
        if (result == TcpResult.WOULD_BLOCK) {
            return false;
        }
        control.succeed(result);
        return true;
    }

    /// Waits until octets have come and reads as many as there are and the buffer takes; its position moves.
    ///
    /// @return how many, at least 1 unless the buffer is full; or [#END]
    /// @throws TcpException if the connection is gone
    public int read(ByteBuffer into) throws TcpException {
        return read(into, FOR_EVER);
    }

    /// The same, but it waits no longer than until a time on the machine's clock.
    ///
    /// @return how many; or [#END] or [#NOTHING]
    /// @throws TcpException if the connection is gone
    public int read(ByteBuffer into, long untilNs) throws TcpException {
        return read(into, untilNs, false);
    }

    /// Reads what lies there already.
    ///
    /// @return how many octets; or [#END] or [#NOTHING]
    /// @throws TcpException if the connection is gone
    public int tryRead(ByteBuffer into) throws TcpException {
        return read(into, cpu.nowNs());
    }

    /// As [#read(ByteBuffer)], but the octets stay: the next read brings them again.
    ///
    /// @return how many, at least 1 unless the buffer is full; or [#END]
    /// @throws TcpException if the connection is gone
    public int peek(ByteBuffer into) throws TcpException {
        return read(into, FOR_EVER, true);
    }

    /// The same, but it waits no longer than until a time on the machine's clock.
    ///
    /// @return how many; or [#END] or [#NOTHING]
    /// @throws TcpException if the connection is gone
    public int peek(ByteBuffer into, long untilNs) throws TcpException {
        return read(into, untilNs, true);
    }

    /// Whether the next octet to be read is the first one behind urgent ones: `sockatmark` of POSIX. Urgent
    /// octets are read in line with the others (RFC 6093, section 6); a read that comes upon their end stops
    /// there. Blocks if another CPU owns the connection.
    public boolean isAtMark() {
        return isHere() ? here().isAtMark() : control.onOwner(end -> end.isAtMark() ? 1 : 0) != 0;
    }

    /// Whether urgent octets lie ahead, which are to be read or yet to come (RFC 9293, section 3.8.5). Blocks if
    /// another CPU owns the connection.
    public boolean isUrgentAhead() {
        return isHere() ? here().isUrgentAhead() : control.onOwner(end -> end.isUrgentAhead() ? 1 : 0) != 0;
    }

    /// Waits until octets have come and borrows them where they lie, in pieces as the network brought them: the
    /// end of urgent ones may be within a piece.
    ///
    /// @param into holds them afterwards; it must hold none before
    /// @return how many; or [#END]
    /// @throws TcpException if the connection is gone
    public int receive(TcpOctets into) throws TcpException {
        return receive(into, FOR_EVER);
    }

    /// The same, but it waits no longer than until a time on the machine's clock.
    ///
    /// @return how many; or [#END] or [#NOTHING]
    /// @throws TcpException if the connection is gone
    public int receive(TcpOctets into, long untilNs) throws TcpException {
        final Packet packet;
        final int result;
        if (isHere()) {
            result = awaitPacket(untilNs);
            packet = result > 0 ? owned.readPacket() : null;
        } else {
            final TcpReceive request = spareReceive != null ? spareReceive : new TcpReceive();
            spareReceive = null;
            result = request.aim(owned, true).exchange(stack.port(owned.owner()), untilNs);
            packet = result > 0 ? request.takePacket() : null;
            spareReceive = request;
        }
        if (packet == null) {
            return octets(result);
        }
        into.hold(packet);
        return packet.length();
    }

    /// Sends what a buffer holds, whose position moves, and waits until all of it is taken: by the stack, which
    /// is not yet to say by the peer.
    ///
    /// @throws TcpException if the connection is gone; the position says how much was taken
    public void write(ByteBuffer from) throws TcpException {
        write(from, FOR_EVER);
    }

    /// The same, but it waits no longer than until a time on the machine's clock.
    ///
    /// @return how many octets were taken; fewer than there were if time was up
    /// @throws TcpException if the connection is gone; the position says how much was taken
    public int write(ByteBuffer from, long untilNs) throws TcpException {
        return write(from, untilNs, false);
    }

    /// As [#write(ByteBuffer)], but the peer is told that something urgent is under way, up to the last octet of
    /// these (RFC 9293, section 3.8.5; RFC 6093): Nagle's algorithm does not hold it back. New protocols should
    /// do without.
    ///
    /// @throws TcpException if the connection is gone; the position says how much was taken
    public void writeUrgent(ByteBuffer from) throws TcpException {
        write(from, FOR_EVER, true);
    }

    /// The same, but it waits no longer than until a time on the machine's clock.
    ///
    /// @return how many octets were taken; fewer than there were if time was up: then those are told to be urgent
    /// @throws TcpException if the connection is gone; the position says how much was taken
    public int writeUrgent(ByteBuffer from, long untilNs) throws TcpException {
        return write(from, untilNs, true);
    }

    /// Sends of what a buffer holds as much as there is room for now; its position moves.
    ///
    /// @return how many octets were taken, perhaps none
    /// @throws TcpException if the connection is gone
    public int tryWrite(ByteBuffer from) throws TcpException {
        return write(from, cpu.nowNs());
    }

    /// Has a question answered when the socket is ready; it comes home to the port of the calling thread.
    ///
    /// @param interest the conditions of [TcpReadiness] but ACCEPT, joined
    public void watch(TcpReadiness question, int interest) {
        question.of(owned, interest).replyTo(Lwkt.current().port());
        stack.port(owned.owner()).sendMessage(question);
    }

    /// Says that nothing more will be written: what was written still goes, and the end behind it. Blocks.
    ///
    /// @throws TcpException if there is no connection
    public void shutdownOutput() throws TcpException {
        control.shutdownOutput();
    }

    /// Reads no more: what lies unread and what still comes is thrown away. Blocks.
    ///
    /// @throws TcpException if there is no connection
    public void shutdownInput() throws TcpException {
        control.shutdownInput();
    }

    /// Changes an option, on the CPU that owns the connection. Blocks. What the change throws is thrown here.
    public void configure(TcpOption option) {
        control.beginChange();
        try {
            control.configure(option);
        } finally {
            control.endChange();
        }
    }

    /// Fills in what there is to say of the connection. Blocks.
    public void info(TcpInfo info) {
        control.info(info);
    }

    /// Its own address; that of the connection, if there is one.
    public IpAddress localAddress() {
        return control.ends().local();
    }

    /// Its own port; 0 before it has one.
    public int localPort() {
        return control.ends().localPort();
    }

    /// The peer's address; any before there is a connection.
    public IpAddress remoteAddress() {
        return control.ends().remote();
    }

    /// The peer's port; 0 before there is a connection.
    public int remotePort() {
        return control.ends().remotePort();
    }

    /// The CPU that owns the connection.
    public int owner() {
        return owned.owner();
    }

    /// Lets go of the connection: what was written still goes, unless octets lie unread, of which the peer is
    /// told by a RST (RFC 2525, section 2.17). Whoever waits is told. Blocks; if the socket is to linger, until
    /// the peer has acknowledged all, or time is up and the connection is ended by a RST. Twice is as good as
    /// once.
    @Override
    public void close() {
        control.beginChange();
        try {
            control.close();
        } finally {
            control.endChange();
        }
    }

    /// Ends the connection at once, by a RST. Blocks.
    public void abort() {
        control.beginChange();
        try {
            control.abort();
        } finally {
            control.endChange();
        }
    }

    @Override
    public String toString() {
        return control + " of " + cpu;
    }

    private boolean isHere() {
        assert cpu.isCurrent() : this + " was used on " + Cpu.currentOrNull();
        return owned.owner() == cpu.id();
    }

    /// The state of a connection that this CPU owns.
    private TcpEndpoint here() {
        stack.enter(cpu.id());
        return owned.endpoint();
    }

    private int read(ByteBuffer into, long untilNs, boolean stay) throws TcpException {
        if (into.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        final int result = isHere() ? readHere(into, untilNs, stay) : readThere(into, untilNs, stay);
        if (result > 0) {
            into.position(into.position() + result);
        }
        return octets(result);
    }

    private int readHere(ByteBuffer into, long untilNs, boolean stay) {
        while (true) {
            stack.enter(cpu.id());
            final UnsafeBuffer view = owned.endpoint().view();
            view.wrap(into);
            final int result = owned.read(view, into.position(), into.remaining(), stay);
            if (result != TcpResult.WOULD_BLOCK || isLate(untilNs)) {
                return result;
            }
            owned.awaitReadable(untilNs);
        }
    }

    private int awaitPacket(long untilNs) {
        while (true) {
            stack.enter(cpu.id());
            final int available = owned.endpoint().available();
            final int result = available > 0 ? available : owned.whyNoPacket();
            if (result != TcpResult.WOULD_BLOCK || isLate(untilNs)) {
                return result;
            }
            owned.awaitReadable(untilNs);
        }
    }

    private int write(ByteBuffer from, long untilNs, boolean urgent) throws TcpException {
        final int before = from.position();
        final int result = isHere() ? writeHere(from, untilNs, urgent) : writeThere(from, untilNs, urgent);
        if (result != TcpResult.WOULD_BLOCK && result != Message.ABORTED) {
            control.succeed(result);
        }
        return from.position() - before;
    }

    private int writeHere(ByteBuffer from, long untilNs, boolean urgent) {
        while (from.hasRemaining()) {
            stack.enter(cpu.id());
            final UnsafeBuffer view = owned.endpoint().view();
            view.wrap(from);
            final int result = owned.write(view, from.position(), from.remaining(), urgent);
            if (result > 0) {
                from.position(from.position() + result);
            } else if (result != TcpResult.WOULD_BLOCK || isLate(untilNs)) {
                return result;
            } else {
                owned.awaitWritable(untilNs);
            }
        }
        return TcpResult.OK;
    }

    private boolean isLate(long untilNs) {
        return untilNs != FOR_EVER && cpu.nowNs() - untilNs >= 0;
    }

    private int readThere(ByteBuffer into, long untilNs, boolean stay) {
        final TcpRead request = spareRead != null ? spareRead : new TcpRead();
        spareRead = null;
        request.aim(owned, into, stay, !isLate(untilNs));
        final int result = request.exchange(stack.port(owned.owner()), untilNs);
        request.forget();
        spareRead = request;
        return result;
    }

    private int writeThere(ByteBuffer from, long untilNs, boolean urgent) {
        final TcpWrite request = spareWrite != null ? spareWrite : new TcpWrite();
        spareWrite = null;
        request.aim(owned, from, urgent, !isLate(untilNs));
        final int result = request.exchange(stack.port(owned.owner()), untilNs);
        from.position(from.position() + request.written());
        request.forget();
        spareWrite = request;
        return result;
    }

    private int octets(int result) throws TcpException {
        if (result == TcpResult.WOULD_BLOCK || result == Message.ABORTED) {
            return NOTHING;
        }
        control.succeed(result);
        return result == 0 ? END : result;
    }
}
