package anax.netstack.socket;

import anax.netstack.stack.NetworkStack;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.tcp.TcpResult;
import anax.netstack.wire.IpAddress;
import anax.runtime.ForeignPort;
import anax.runtime.Message;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// A TCP connection for ordinary Java threads, platform and virtual ones.
///
/// Owner: nobody; any number of threads may use it at once: one that reads and one that writes do not meet, two that
/// read get each what came first. Every call is a message to the CPU that owns the connection, whose netisr copies
/// from and to the caller's buffer, and a wait for its answer that parks the thread. Reading and writing allocate
/// nothing, but for a time-out or an interrupt, and what a thread needs when it first calls. Binding, beginning to
/// connect, configuring and closing lock each other out. At the bound of the send buffer a write waits, at that of
/// the receive buffer the peer does.
///
/// An interrupt ends a call that waits by an [InterruptedException] and leaves the connection as it was, unlike with
/// `java.nio.channels`, where it closes it. Once the machine is stopped, what waits and what comes later gets a
/// [StackStoppedException], but for [#close]. What goes wrong with a connection is a [TcpException] that names it and
/// the cause, and every later call says the same.
public final class BlockingTcpSocket implements AutoCloseable {
    /// What a read answers if the peer sends no more.
    public static final int END = TcpSocket.END;

    /// What a read answers if nothing came in time.
    public static final int NOTHING = TcpSocket.NOTHING;

    static final TcpPort.Caller CALLER =
            (stack, partition, request) -> ForeignCaller.here().call(stack.port(partition), request);

    private final NetworkStack stack;
    private final TcpControl control;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile OwnedTcp owned; // the control's, for those that do not hold the lock
    private volatile TcpEnds ends;

    private BlockingTcpSocket(NetworkStack stack, TcpControl control) {
        this.stack = stack;
        this.control = control;
        publish();
    }

    /// Makes a socket that is neither bound nor connected.
    public static BlockingTcpSocket open(NetworkStack stack) {
        Objects.requireNonNull(stack, "stack");
        final int cpu = ForeignCaller.cpu(stack.partitions());
        return new BlockingTcpSocket(stack, new TcpControl(stack, CALLER, cpu));
    }

    static BlockingTcpSocket ofAccepted(NetworkStack stack, OwnedTcp accepted) {
        final TcpEnds ends = TcpEnds.of(accepted.endpoint());
        return new BlockingTcpSocket(stack, new TcpControl(stack, CALLER, accepted, ends));
    }

    /// Takes an address and port to connect from. Connections of the port that are in TIME-WAIT are in nobody's
    /// way, as with SO_REUSEADDR of other stacks; but between the same two ends one cannot be opened before such
    /// a wait is over.
    ///
    /// @param address one of this host's, or [IpAddress#ANY_V4]
    /// @param port    1 to 65535; 0 for any
    /// @return the port
    /// @throws TcpException             if they are taken, or the address is not this host's
    /// @throws IllegalArgumentException if there is no such port
    /// @throws IllegalStateException    if the socket is bound or connected already
    public int bind(IpAddress address, int port) throws TcpException {
        changing.lock();
        try {
            return control.bind(address, port);
        } finally {
            publish();
            changing.unlock();
        }
    }

    /// Opens a connection and waits without end until it is open.
    ///
    /// @throws TcpException          why it could not be opened; the socket can be used to try again
    /// @throws InterruptedException  if the thread was interrupted; the connection is still being opened
    /// @throws IllegalStateException if the socket has a connection already
    public void connect(IpAddress address, int port) throws TcpException, InterruptedException {
        connect(address, port, null);
    }

    /// Opens a connection and waits until it is open.
    ///
    /// @param timeout how long to wait at most; null to wait without end
    /// @throws TcpException          why it could not be opened; if that is [TcpException.TimedOut] because time
    ///     was up, the socket is closed
    /// @throws InterruptedException  if the thread was interrupted; the connection is still being opened
    /// @throws IllegalStateException if the socket has a connection already
    public void connect(IpAddress address, int port, Duration timeout) throws TcpException, InterruptedException {
        beginConnect(address, port);
        final OwnedTcp opening = owned;
        final int result =
                ForeignCaller.here().call(stack.port(opening.owner()), new TcpOpening(opening, true), timeout);
        if (result == Message.ABORTED) {
            abort();
            throw failure(TcpResult.TIMED_OUT);
        }
        succeed(result);
    }

    /// Begins to open a connection; [TcpReadiness#CONNECT] tells when that is over, and [#finishConnect] how it
    /// went.
    ///
    /// @throws TcpException if it cannot even be begun
    public void beginConnect(IpAddress address, int port) throws TcpException {
        changing.lock();
        try {
            control.connect(address, port);
        } finally {
            publish();
            changing.unlock();
        }
    }

    /// Whether a connection that was begun is open.
    ///
    /// @return false if it is not open yet
    /// @throws TcpException why it will not be
    public boolean finishConnect() throws TcpException {
        final OwnedTcp opening = owned;
        final int result = ForeignCaller.here().call(stack.port(opening.owner()), new TcpOpening(opening, false));
        if (result == TcpResult.WOULD_BLOCK) {
            return false;
        }
        succeed(result);
        return true;
    }

    /// Waits without end until octets have come and reads as many as there are and the buffer takes; its position
    /// moves.
    ///
    /// @return how many, at least 1 unless the buffer is full; or [#END]
    /// @throws TcpException         if the connection is gone
    /// @throws InterruptedException if the thread was interrupted
    public int read(ByteBuffer into) throws TcpException, InterruptedException {
        return read(into, null);
    }

    /// Waits until octets have come and reads as many as there are and the buffer takes; its position moves.
    ///
    /// @param timeout how long to wait at most; null to wait without end
    /// @return how many, at least 1 unless the buffer is full; or [#END] or [#NOTHING]
    /// @throws TcpException         if the connection is gone
    /// @throws InterruptedException if the thread was interrupted
    public int read(ByteBuffer into, Duration timeout) throws TcpException, InterruptedException {
        return read(into, timeout, false);
    }

    /// Reads what lies there already.
    ///
    /// @return how many octets; or [#END] or [#NOTHING]
    /// @throws TcpException if the connection is gone
    public int tryRead(ByteBuffer into) throws TcpException {
        return tryRead(into, false);
    }

    /// As [#read(ByteBuffer)], but the octets stay: the next read brings them again.
    ///
    /// @return how many, at least 1 unless the buffer is full; or [#END]
    /// @throws TcpException         if the connection is gone
    /// @throws InterruptedException if the thread was interrupted
    public int peek(ByteBuffer into) throws TcpException, InterruptedException {
        return read(into, null, true);
    }

    /// As [#read(ByteBuffer, Duration)], but the octets stay.
    ///
    /// @param timeout how long to wait at most; null to wait without end
    /// @return how many, at least 1 unless the buffer is full; or [#END] or [#NOTHING]
    /// @throws TcpException         if the connection is gone
    /// @throws InterruptedException if the thread was interrupted
    public int peek(ByteBuffer into, Duration timeout) throws TcpException, InterruptedException {
        return read(into, timeout, true);
    }

    /// As [#tryRead], but the octets stay.
    ///
    /// @return how many octets; or [#END] or [#NOTHING]
    /// @throws TcpException if the connection is gone
    public int tryPeek(ByteBuffer into) throws TcpException {
        return tryRead(into, true);
    }

    /// Whether the next octet to be read is the first one behind urgent ones: `sockatmark` of POSIX. Urgent
    /// octets are read in line with the others (RFC 6093, section 6); a read that comes upon their end stops
    /// there.
    public boolean isAtMark() {
        return ask(TcpEndpoint::isAtMark);
    }

    /// Whether urgent octets lie ahead, which are to be read or yet to come (RFC 9293, section 3.8.5).
    public boolean isUrgentAhead() {
        return ask(TcpEndpoint::isUrgentAhead);
    }

    /// Sends what a buffer holds, whose position moves, and waits until all of it is taken: by the stack, which
    /// is not yet to say by the peer.
    ///
    /// @throws TcpException         if the connection is gone; the position says how much was taken
    /// @throws InterruptedException if the thread was interrupted; the position says how much was taken
    public void write(ByteBuffer from) throws TcpException, InterruptedException {
        write(from, null);
    }

    /// The same.
    ///
    /// @param timeout how long to wait at most; null to wait without end
    /// @return how many octets were taken; fewer than there were if time was up
    /// @throws TcpException         if the connection is gone; the position says how much was taken
    /// @throws InterruptedException if the thread was interrupted; the position says how much was taken
    public int write(ByteBuffer from, Duration timeout) throws TcpException, InterruptedException {
        return write(from, timeout, false);
    }

    /// Sends of what a buffer holds as much as there is room for now; its position moves.
    ///
    /// @return how many octets were taken, perhaps none
    /// @throws TcpException if the connection is gone
    public int tryWrite(ByteBuffer from) throws TcpException {
        final ForeignCaller caller = ForeignCaller.here();
        final OwnedTcp to = owned;
        final TcpWrite request = caller.tcpWrite().aim(to, from, false, false);
        int result = TcpResult.OK;
        try {
            result = caller.call(stack.port(to.owner()), request);
        } finally {
            gave(from, request);
        }
        return given(request, result);
    }

    /// As [#write(ByteBuffer)], but the peer is told that something urgent is under way, up to the last octet of
    /// these (RFC 9293, section 3.8.5; RFC 6093): Nagle's algorithm does not hold it back. New protocols should
    /// do without.
    ///
    /// @throws TcpException         if the connection is gone; the position says how much was taken
    /// @throws InterruptedException if the thread was interrupted; the position says how much was taken
    public void writeUrgent(ByteBuffer from) throws TcpException, InterruptedException {
        write(from, null, true);
    }

    /// The same.
    ///
    /// @param timeout how long to wait at most; null to wait without end
    /// @return how many octets were taken; fewer than there were if time was up: then those are told to be urgent
    /// @throws TcpException         if the connection is gone; the position says how much was taken
    /// @throws InterruptedException if the thread was interrupted; the position says how much was taken
    public int writeUrgent(ByteBuffer from, Duration timeout) throws TcpException, InterruptedException {
        return write(from, timeout, true);
    }

    /// Has a question answered when the socket is ready.
    ///
    /// @param interest the conditions of [TcpReadiness] but ACCEPT, joined
    /// @param answers  the port of the calling thread that the question comes home to
    public void watch(TcpReadiness question, int interest, ForeignPort answers) {
        final OwnedTcp asked = owned;
        question.of(asked, interest).replyTo(answers);
        stack.port(asked.owner()).sendMessage(question);
    }

    /// Says that nothing more will be written: what was written still goes, and the end behind it.
    ///
    /// @throws TcpException if there is no connection
    public void shutdownOutput() throws TcpException {
        changing.lock();
        try {
            control.shutdownOutput();
        } finally {
            changing.unlock();
        }
    }

    /// Reads no more: what lies unread and what still comes is thrown away.
    ///
    /// @throws TcpException if there is no connection
    public void shutdownInput() throws TcpException {
        changing.lock();
        try {
            control.shutdownInput();
        } finally {
            changing.unlock();
        }
    }

    /// Changes an option, on the CPU that owns the connection. What the change throws is thrown here.
    public void configure(TcpOption option) {
        changing.lock();
        try {
            control.configure(option);
        } finally {
            changing.unlock();
        }
    }

    /// Fills in what there is to say of the connection.
    public void info(TcpInfo info) {
        changing.lock();
        try {
            control.info(info);
        } finally {
            changing.unlock();
        }
    }

    /// Its own address; that of the connection, if there is one.
    public IpAddress localAddress() {
        return ends.local();
    }

    /// Its own port; 0 before it has one.
    public int localPort() {
        return ends.localPort();
    }

    /// The peer's address; any before there is a connection.
    public IpAddress remoteAddress() {
        return ends.remote();
    }

    /// The peer's port; 0 before there is a connection.
    public int remotePort() {
        return ends.remotePort();
    }

    /// The CPU that owns the connection.
    public int owner() {
        return owned.owner();
    }

    /// Lets go of the connection: what was written still goes, unless octets lie unread, of which the peer is
    /// told by a RST (RFC 2525, section 2.17). Whoever waits is told. If the socket is to linger, this waits
    /// until the peer has acknowledged all, or time is up and the connection is ended by a RST. Twice is as good
    /// as once.
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

    /// Ends the connection at once, by a RST.
    public void abort() {
        changing.lock();
        try {
            control.abort();
        } catch (StackStoppedException stopped) {
            return; // nothing of it is left
        } finally {
            changing.unlock();
        }
    }

    @Override
    public String toString() {
        return ends + " of ordinary threads";
    }

    private int read(ByteBuffer into, Duration timeout, boolean stay) throws TcpException, InterruptedException {
        if (isFull(into)) {
            return 0;
        }
        final ForeignCaller caller = ForeignCaller.here();
        final OwnedTcp from = owned;
        final TcpRead request = caller.tcpRead().aim(from, into, stay, true);
        final int result;
        try {
            result = caller.call(stack.port(from.owner()), request, timeout);
        } finally {
            request.forget();
        }
        return took(into, result);
    }

    private int tryRead(ByteBuffer into, boolean stay) throws TcpException {
        if (isFull(into)) {
            return 0;
        }
        final ForeignCaller caller = ForeignCaller.here();
        final OwnedTcp from = owned;
        final TcpRead request = caller.tcpRead().aim(from, into, stay, false);
        final int result;
        try {
            result = caller.call(stack.port(from.owner()), request);
        } finally {
            request.forget();
        }
        return took(into, result);
    }

    private static boolean isFull(ByteBuffer into) {
        if (into.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        return !into.hasRemaining();
    }

    private int write(ByteBuffer from, Duration timeout, boolean urgent) throws TcpException, InterruptedException {
        final ForeignCaller caller = ForeignCaller.here();
        final OwnedTcp to = owned;
        final TcpWrite request = caller.tcpWrite().aim(to, from, urgent, true);
        int result = TcpResult.OK;
        try {
            result = caller.call(stack.port(to.owner()), request, timeout);
        } finally {
            gave(from, request);
        }
        return given(request, result);
    }

    /// Asks its state something, on the CPU that owns it.
    private boolean ask(Predicate<TcpEndpoint> question) {
        final OwnedTcp asked = owned;
        final TcpCall call = new TcpCall(partition -> question.test(asked.endpoint()) ? 1 : 0);
        return ForeignCaller.here().call(stack.port(asked.owner()), call) != 0;
    }

    private int took(ByteBuffer into, int result) throws TcpException {
        if (result == TcpResult.WOULD_BLOCK || result == Message.ABORTED) {
            return NOTHING;
        }
        succeed(result);
        into.position(into.position() + result);
        return result == 0 ? END : result;
    }

    private static void gave(ByteBuffer from, TcpWrite request) {
        from.position(from.position() + request.written());
        request.forget();
    }

    private int given(TcpWrite request, int result) throws TcpException {
        if (result != TcpResult.WOULD_BLOCK && result != Message.ABORTED) {
            succeed(result);
        }
        return request.written();
    }

    private void succeed(int result) throws TcpException {
        if (result < 0) {
            throw failure(result);
        }
    }

    private TcpException failure(int result) {
        return TcpException.of(ends.toString(), result);
    }

    private void publish() {
        owned = control.owned();
        ends = control.ends();
    }
}
