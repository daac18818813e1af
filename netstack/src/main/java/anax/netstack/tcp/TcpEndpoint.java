package anax.netstack.tcp;

import anax.netstack.dispatch.SourcePorts;
import anax.netstack.engine.BatchWork;
import anax.netstack.ip.SendResult;
import anax.netstack.packet.Packet;
import anax.netstack.wire.IpAddress;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// One TCP socket as the engine knows it: closed, listening, or with a connection (the user calls of RFC 9293,
/// section 3.10).
///
/// Owner: one partition, by whose CPU alone it may be called. Allocates when made, bound, and accepted from; not by
/// reading and writing. Never blocks: what cannot be done answers a constant of [TcpResult], and [TcpEvents] tells
/// when to try again. Bounds: unread and unsent octets as its options say, and a listener's queue as its backlog
/// says.
public final class TcpEndpoint extends BatchWork {
    private final TcpPartition tcp;
    private final TcpSocketOptions options;
    private TcpEvents events;
    private int raised;

    private int localAddress; // 0 for any
    private int localPort;
    private boolean bound; // a binding of its own stands in the table
    private boolean closed;
    private int error; // that was not taken yet; 0 if none is

    private TcpConnection connection;

    // While it listens.
    private ArrayDeque<TcpEndpoint> accepted; // null unless it does
    private int backlog;
    int halfOpen;

    TcpEndpoint(TcpPartition tcp, TcpEvents events) {
        this(tcp, events, new TcpSocketOptions(tcp.config, tcp.patience));
    }

    private TcpEndpoint(TcpPartition tcp, TcpEvents events, TcpSocketOptions options) {
        this.tcp = tcp;
        this.events = events;
        this.options = options;
        options.tell(this);
    }

    // What it is.

    /// A view that whoever calls may put over octets of his own, to have them read or written by the next call;
    /// all endpoints of a partition have the same one.
    public UnsafeBuffer view() {
        return tcp.view;
    }

    /// The partition that it belongs to. Anybody may ask.
    public int owner() {
        return tcp.environment.partition();
    }

    /// The state of its connection.
    public TcpState state() {
        if (accepted != null) {
            return TcpState.LISTEN;
        }
        return connection == null ? TcpState.CLOSED : connection.state;
    }

    /// Its own address; that of the connection if there is one.
    public IpAddress localAddress() {
        return IpAddress.of(connection != null ? connection.local : localAddress);
    }

    /// Its own port; 0 if it has none.
    public int localPort() {
        return connection != null ? connection.localPort : localPort;
    }

    /// The peer's address; 0.0.0.0 if there is none.
    public IpAddress remoteAddress() {
        return connection == null ? IpAddress.ANY_V4 : IpAddress.of(connection.remote);
    }

    /// The peer's port; 0 if there is none.
    public int remotePort() {
        return connection == null ? 0 : connection.remotePort;
    }

    /// What its user has chosen, and may choose otherwise.
    public TcpSocketOptions options() {
        return options;
    }

    /// Who learns what it becomes ready for from now on.
    public void events(TcpEvents listener) {
        events = listener;
    }

    /// Whether it listens.
    public boolean isListening() {
        return accepted != null;
    }

    /// Whether its user has closed it.
    public boolean isClosed() {
        return closed;
    }

    /// In words, why its connection sends nothing just now.
    public String explain() {
        if (accepted != null) {
            return "listening: it sends nothing by itself";
        }
        return connection == null
                ? "not connected: there is nobody to send to"
                : Explanation.of(connection, tcp.environment.nowNs());
    }

    /// What there is to say of its connection.
    public void info(TcpInfo info) {
        if (connection != null) {
            connection.pathMss = connection.pathMss == 0 ? tcp.writer.pathMss(connection.remote) : connection.pathMss;
            info.fill(connection);
        } else {
            info.state = state();
        }
    }

    // Opening.

    /// Takes an address and port of this host, in this partition. Connections of the port that are in TIME-WAIT,
    /// or whose listener is gone, are in nobody's way, as with SO_REUSEADDR of other stacks: they go on beside
    /// whoever has the port next, and only between the same two ends nothing can be opened from here until they
    /// are gone.
    ///
    /// @param address 0.0.0.0 for any
    /// @param port    0 for one that is chosen when it connects
    /// @param reuse   whether others may have them too, of which only one may listen
    public int bind(IpAddress address, int port, boolean reuse) {
        if (closed) {
            return TcpResult.CLOSED;
        }
        if (!address.isV4()) {
            return TcpResult.WRONG_FAMILY;
        }
        if (bound || connection != null || port < 0 || port > 65_535) {
            return TcpResult.INVALID;
        }
        final int wanted = address.v4();
        if (wanted != 0 && !address.isLoopback() && !tcp.interfaces.isOurs(wanted)) {
            return TcpResult.NO_SUCH_ADDRESS;
        }
        if (port != 0) {
            if (tcp.sockets.isTaken(wanted, port, reuse)) {
                return TcpResult.IN_USE;
            }
            tcp.sockets.bindings().add(wanted, port, reuse, this);
            bound = true;
        }
        localAddress = wanted;
        localPort = port;
        return TcpResult.OK;
    }

    /// Takes connections from now on, in this partition (passive OPEN).
    ///
    /// @param most how many may wait to be accepted; at least one does
    public int listen(int most) {
        if (closed) {
            return TcpResult.CLOSED;
        }
        if (connection != null || !bound) {
            return TcpResult.INVALID;
        }
        if (accepted == null
                && tcp.sockets.listener(localAddress, localPort) != null
                && tcp.sockets.listener(localAddress, localPort).localAddress == localAddress) {
            return TcpResult.IN_USE;
        }
        backlog = Math.max(1, most);
        if (accepted == null) {
            accepted = new ArrayDeque<>();
        }
        return TcpResult.OK;
    }

    /// The connection that has waited longest; null if there is none.
    public TcpEndpoint accept() {
        if (accepted == null) {
            return null;
        }
        final TcpEndpoint oldest = accepted.poll();
        if (oldest != null && oldest.connection != null) {
            oldest.connection.listener = null;
        }
        return oldest;
    }

    /// Connections that wait to be accepted.
    public int acceptable() {
        return accepted == null ? 0 : accepted.size();
    }

    /// How many connections of a listener may wait to be accepted; 0 unless it listens.
    public int backlog() {
        return accepted == null ? 0 : backlog;
    }

    /// Connections of a listener whose peers have not answered yet.
    public int halfOpen() {
        return halfOpen;
    }

    /// Opens a connection (active OPEN).
    ///
    /// @return [TcpResult#IN_PROGRESS], or why not
    public int connect(IpAddress address, int port) {
        if (closed) {
            return TcpResult.CLOSED;
        }
        if (!address.isV4()) {
            return TcpResult.WRONG_FAMILY;
        }
        if (accepted != null) {
            return TcpResult.NOT_SUPPORTED;
        }
        if (connection != null && connection.state != TcpState.CLOSED) {
            final boolean opening = connection.state == TcpState.SYN_SENT || connection.state == TcpState.SYN_RECEIVED;
            return opening ? TcpResult.ALREADY : TcpResult.ALREADY_CONNECTED;
        }
        if (port < 1
                || port > 65_535
                || address.isAny()
                || address.isMulticast()
                || tcp.interfaces.isBroadcast(address.v4())) {
            return TcpResult.INVALID;
        }
        return open(address.v4(), port);
    }

    private int open(int remote, int port) {
        if (tcp.ip.route(remote, -1) != SendResult.OK) {
            return TcpResult.UNREACHABLE;
        }
        final int local = localAddress != 0 ? localAddress : tcp.ip.source(remote);
        if (local == 0) {
            return TcpResult.NO_SUCH_ADDRESS;
        }
        final int own = localPort != 0 ? localPort : tcp.sockets.pickPort(local, remote, port);
        if (own == SourcePorts.NONE_FREE || tcp.sockets.find(local, remote, own, port) != null) {
            return TcpResult.IN_USE;
        }
        if (tcp.sockets.isFull()) {
            return TcpResult.NO_BUFFER;
        }
        final TcpConnection opened = new TcpConnection(tcp, options);
        opened.ends(local, remote, own, port);
        final boolean inserted = tcp.sockets.insert(opened);
        assert inserted : "ends that were free are taken";
        if (connection != null) {
            connection.received.clear(); // what came by one that failed
        }
        connection = opened;
        opened.endpoint = this;
        opened.state = TcpState.SYN_SENT;
        opened.iss = tcp.initialSequence.next(local, remote, own, port, tcp.environment.nowNs());
        opened.sndUna = opened.iss;
        opened.sndNxt = opened.iss;
        opened.sndAgain = opened.iss;
        opened.bufferSeq = opened.iss + 1;
        opened.sndUp = opened.iss;
        opened.tsOffset = tcp.clock.offset(local, remote);
        opened.announcedMss = options.announced(tcp.writer.linkMss(remote));
        tcp.counters.activeOpens++;
        tcp.output.want(opened);
        return TcpResult.IN_PROGRESS;
    }

    // Sending.

    /// Hands octets over to be sent (SEND).
    ///
    /// @return how many were taken, from 1; or [TcpResult#WOULD_BLOCK] and others. Of none, 0
    public int write(DirectBuffer from, int at, int octets) {
        final int refusal = refusalToWrite();
        if (refusal != TcpResult.OK) {
            return refusal;
        }
        connection.wake();
        final boolean mayBuffer = unsent() < options.notSentLowWater();
        final int taken = mayBuffer ? connection.sendBuffer.append(from, at, octets) : 0;
        if (taken > 0) {
            connection.moreToCome = false;
            tcp.output.want(connection);
            return taken;
        }
        if (octets == 0) {
            return 0;
        }
        return mayBuffer && connection.sendBuffer.room() > 0 ? TcpResult.NO_BUFFER : TcpResult.WOULD_BLOCK;
    }

    /// As [#write], but more is to follow at once: what makes no full segment waits for it, 200 ms at most, and
    /// is not pushed (MSG_MORE; RFC 9293, section 3.9.1.2: SEND without PUSH).
    public int writeMore(DirectBuffer from, int at, int octets) {
        final int taken = write(from, at, octets);
        if (taken > 0) {
            connection.moreToCome = true;
        }
        return taken;
    }

    /// As [#write], but the peer is told that what ends here is urgent (RFC 9293, section 3.8.5; RFC 6093).
    public int writeUrgent(DirectBuffer from, int at, int octets) {
        final int taken = write(from, at, octets);
        if (taken > 0) {
            connection.sndUp = connection.writtenEnd();
            connection.urgentToSend = true;
        }
        return taken;
    }

    private int refusalToWrite() {
        if (closed) {
            return TcpResult.CLOSED;
        }
        if (error != 0) {
            return takeError();
        }
        if (connection == null) {
            return TcpResult.NOT_CONNECTED;
        }
        if (connection.state == TcpState.SYN_SENT || connection.state == TcpState.SYN_RECEIVED) {
            return connection.finWanted ? TcpResult.PIPE : TcpResult.WOULD_BLOCK;
        }
        return connection.state.takesData() ? TcpResult.OK : TcpResult.PIPE;
    }

    /// Octets that were written and never sent.
    public int unsent() {
        return connection == null
                ? 0
                : Math.max(0, connection.writtenEnd() - Seq.max(connection.sndNxt, connection.bufferSeq));
    }

    /// Octets that were written and not acknowledged.
    public int unacknowledged() {
        return connection == null ? 0 : connection.sendBuffer.length();
    }

    /// Octets that it would take to send.
    public int writable() {
        if (connection == null || !connection.state.takesData() || unsent() >= options.notSentLowWater()) {
            return 0;
        }
        return connection.state.isSynchronized() ? connection.sendRoom() : 0;
    }

    /// Whether [#write] of something would answer something else than [TcpResult#WOULD_BLOCK].
    public boolean isWritable() {
        if (closed || error != 0 || connection == null) {
            return true;
        }
        if (connection.state == TcpState.SYN_SENT || connection.state == TcpState.SYN_RECEIVED) {
            return connection.finWanted;
        }
        return !connection.state.takesData() || writable() > 0;
    }

    // Receiving.

    /// Takes octets that came (RECEIVE).
    ///
    /// @param stay whether they can be read again
    /// @return how many, from 1; 0 if the peer sends no more; [TcpResult#WOULD_BLOCK] and others
    public int read(MutableDirectBuffer to, int at, int most, boolean stay) {
        if (closed) {
            return TcpResult.CLOSED;
        }
        if (connection != null && connection.received.length() > 0) {
            final int count = connection.received.read(to, at, untilUrgent(most), stay);
            if (!stay) {
                afterRead();
            }
            return count;
        }
        return whyNothing();
    }

    /// As [#read], but the octets are thrown away (MSG_TRUNC).
    public int skip(int most) {
        if (closed) {
            return TcpResult.CLOSED;
        }
        if (connection == null || connection.received.length() == 0) {
            return whyNothing();
        }
        final int count = connection.received.skip(untilUrgent(most));
        afterRead();
        return count;
    }

    /// Takes the oldest packet that came, with what of it was not read yet: its reader ends it, on this CPU or
    /// another, as [anax.netstack.engine.EngineEnvironment#deliver] says. Urgent octets are not kept apart.
    ///
    /// @return null if there is none; [#read] of nothing says why
    public Packet readPacket() {
        if (closed || connection == null) {
            return null;
        }
        final Packet packet = connection.received.poll();
        if (packet != null) {
            afterRead();
        }
        return packet;
    }

    /// Octets that lie unread.
    public int available() {
        return connection == null ? 0 : connection.received.length();
    }

    /// Octets that lie unread; or 1 where none do and the peer sends no more, as there is an end to be read
    /// (TCP_INQ).
    public int unreadOrEnd() {
        final int unread = available();
        final boolean ended = connection != null && connection.finReceived;
        return unread == 0 && ended ? 1 : unread;
    }

    /// Whether the next octet to be read is the first one behind the urgent ones.
    public boolean isAtMark() {
        return connection != null && connection.urgentToCome && unreadFrom() == connection.rcvUp;
    }

    /// Whether urgent octets lie ahead, which are to be read or yet to come (RFC 9293, section 3.8.5).
    public boolean isUrgentAhead() {
        return connection != null && connection.urgentToCome && Seq.gt(connection.rcvUp, unreadFrom());
    }

    /// Whether [#read] would answer something else than [TcpResult#WOULD_BLOCK].
    public boolean isReadable() {
        return closed
                || error != 0
                || acceptable() > 0
                || available() > 0
                || (connection != null && (connection.finReceived || connection.inputShut))
                || (connection != null && connection.state == TcpState.CLOSED);
    }

    /// The number of the next octet to be read.
    private int unreadFrom() {
        final int end = connection.rcvNxt - (connection.finReceived ? 1 : 0);
        return end - connection.received.length();
    }

    /// A read stops at the mark, so that its user can see it (RFC 9293, section 3.8.5).
    private int untilUrgent(int most) {
        if (!connection.urgentToCome) {
            return most;
        }
        final int before = connection.rcvUp - unreadFrom();
        return before > 0 ? Math.min(most, before) : most;
    }

    private void afterRead() {
        connection.wake();
        if (connection.urgentToCome && Seq.gt(unreadFrom(), connection.rcvUp)) {
            connection.urgentToCome = false;
        }
        tcp.tuning.onRead(connection, unreadFrom());
        if (connection.state.isOpenForPeer() && tcp.window.isUpdateWorthwhile(connection)) {
            tcp.acks.atEndOfBatch(connection);
        }
    }

    private int whyNothing() {
        if (error != 0) {
            return takeError();
        }
        if (connection == null) {
            return TcpResult.NOT_CONNECTED;
        }
        if (connection.finReceived || connection.inputShut || connection.state == TcpState.CLOSED) {
            return 0;
        }
        return TcpResult.WOULD_BLOCK;
    }

    // Ending.

    /// Reads no more: what lies unread, and what still comes, is thrown away.
    public int shutdownInput() {
        if (closed) {
            return TcpResult.CLOSED;
        }
        if (connection == null || !connection.state.isSynchronized()) {
            return TcpResult.NOT_CONNECTED;
        }
        connection.inputShut = true;
        connection.received.clear();
        afterRead();
        raise(TcpEvents.READABLE);
        return TcpResult.OK;
    }

    /// Writes no more: what was written still goes, and a FIN behind it.
    public int shutdownOutput() {
        if (closed) {
            return TcpResult.CLOSED;
        }
        if (connection == null || connection.state == TcpState.CLOSED) {
            return TcpResult.NOT_CONNECTED;
        }
        if (!connection.finWanted) {
            tcp.lifecycle.shutOutput(connection);
        }
        return TcpResult.OK;
    }

    /// Lets go of it (CLOSE). What was written still goes; but if octets lie unread, or its user wants no
    /// lingering, the peer is told by a RST that the connection is gone (RFC 9293, section 3.6.1; RFC 2525,
    /// section 2.17).
    public int close() {
        if (closed) {
            return TcpResult.CLOSED;
        }
        closed = true;
        unbind();
        if (accepted != null) {
            closeListener();
        } else if (connection != null) {
            closeConnection();
        }
        return TcpResult.OK;
    }

    /// Ends the connection at once, with a RST (ABORT), and lets go of the endpoint.
    public int abort() {
        if (closed) {
            return TcpResult.CLOSED;
        }
        closed = true;
        unbind();
        if (accepted != null) {
            closeListener();
        } else if (connection != null) {
            connection.endpoint = null;
            tcp.lifecycle.abort(connection);
        }
        return TcpResult.OK;
    }

    /// The error that ended its connection, once: a constant of [TcpResult], or 0. One whose user wants to hear
    /// of each error that the network reports has a connection still, as long as its state says so.
    public int takeError() {
        final int taken = error;
        error = 0;
        return taken;
    }

    /// Whether [#takeError] has something to say.
    public boolean hasError() {
        return error != 0;
    }

    /// What stands in the way of its connection, which goes on all the same: [TcpResult#UNREACHABLE] or
    /// [TcpResult#REFUSED] if ICMP says so, [TcpResult#TIMED_OUT] if the peer has answered nothing for some
    /// repetitions; 0 if nothing does. When the connection is given up, this is why.
    public int softError() {
        return connection == null ? TcpResult.OK : connection.softError;
    }

    private void closeListener() {
        tcp.synCache.removeAllOf(this);
        TcpEndpoint waiting;
        while ((waiting = accepted.poll()) != null) {
            waiting.abort();
        }
        accepted = null;
    }

    private void closeConnection() {
        final TcpConnection leaving = connection;
        final boolean unread = leaving.received.length() > 0;
        leaving.endpoint = null;
        switch (leaving.state) {
            case CLOSED, TIME_WAIT -> leaving.received.clear();
            case CLOSING, LAST_ACK -> {
                leaving.received.clear();
                if (options.lingerNs() == 0) {
                    tcp.lifecycle.abort(leaving);
                }
            }
            case SYN_SENT -> tcp.lifecycle.close(leaving);
            default -> {
                if (unread || options.lingerNs() == 0) {
                    tcp.lifecycle.abort(leaving);
                } else if (!leaving.finWanted) {
                    tcp.lifecycle.shutOutput(leaving);
                } else if (leaving.state == TcpState.FIN_WAIT_2) {
                    tcp.timers.startFinWait2(leaving, tcp.environment.nowNs());
                }
            }
        }
    }

    private void unbind() {
        if (bound) {
            bound = false;
            tcp.sockets.bindings().remove(localPort, this);
        }
    }

    // What happens to it.

    /// Its connection; null if it has none.
    TcpConnection connection() {
        return connection;
    }

    /// Whether a listener's queue has no room for one more.
    boolean isFull() {
        return accepted.size() >= backlog;
    }

    /// A connection was opened for this listener.
    void offer(TcpConnection opened) {
        final TcpEndpoint endpoint = new TcpEndpoint(tcp, TcpEvents.SILENT, opened.options);
        endpoint.connection = opened;
        opened.endpoint = endpoint;
        accepted.add(endpoint);
        raise(TcpEvents.ACCEPTABLE);
    }

    /// Its connection is gone.
    void fail(int reason) {
        error = reason;
        raise(TcpEvents.ERROR | TcpEvents.READABLE | TcpEvents.WRITABLE);
    }

    /// The network says that something did not arrive, which ends nothing.
    void report(int reason) {
        fail(reason);
    }

    void raise(int happened) {
        raised |= happened;
        tcp.environment.atEndOfBatch(this);
    }

    /// Its user has chosen otherwise.
    void onOptions() {
        if (connection == null || connection.state == TcpState.CLOSED) {
            return;
        }
        connection.wake();
        connection.rcvBound = Math.max(connection.rcvBound, options.receiveBuffer());
        final int grown = Math.min(connection.sendBuffer.bound(), options.mostSend());
        connection.sendBuffer.bound(Math.max(grown, options.sendBuffer()));
        tcp.congestion.use(connection, options.congestionAlgorithm());
        if (connection.state.isSynchronized() && connection.state != TcpState.TIME_WAIT) {
            tcp.pacing.begin(connection);
            if (options.isKeepAlive()) {
                tcp.timers.startKeepalive(connection, tcp.environment.nowNs());
            }
            tcp.output.want(connection);
        }
    }

    @Override
    protected void finish(long nowNs) {
        final int happened = raised;
        raised = 0;
        if (happened != 0) {
            events.onEvents(this, happened);
        }
    }
}
