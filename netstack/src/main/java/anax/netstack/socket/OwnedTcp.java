package anax.netstack.socket;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.Packet;
import anax.netstack.stack.Partition;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpEvents;
import anax.netstack.tcp.TcpResult;
import anax.netstack.tcp.TcpState;
import anax.netstack.wire.IpAddress;
import anax.runtime.Lwkt;
import anax.runtime.Message;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// A TCP socket's state as the CPU has it that owns its connection: the engine's endpoint, why that failed, and who
/// waits for it: threads of this CPU, and requests of everybody else.
///
/// Owner: one partition. Allocates when somebody waits for the first time, and when more wait than ever before. Never
/// blocks but the thread that waits.
final class OwnedTcp implements TcpEvents, TcpKeeper, TimerHandler {
    private static final int READ_EVENTS = READABLE | PEER_CLOSED | ERROR;
    private static final int WRITE_EVENTS = WRITABLE | CONNECTED | ERROR;

    /// Nobody tells when memory of the partition becomes free that others' octets take, so it is looked at.
    private static final long RETRY_NS = 10_000_000;

    private static final MutableDirectBuffer NOWHERE = new UnsafeBuffer(new byte[0]);

    private final EngineEnvironment environment;
    private final TcpEndpoint endpoint;
    private Waiters reads; // each of the three null until somebody waits for it
    private Waiters writes;
    private Waiters watches;
    private Timer retry; // null until memory was short for the first time
    private int failure; // why the connection is gone; 0 if it is not

    OwnedTcp(EngineEnvironment environment, TcpEndpoint endpoint) {
        this.environment = environment;
        this.endpoint = endpoint;
        endpoint.events(this);
    }

    /// A new one that is neither bound nor connected.
    static OwnedTcp of(Partition partition) {
        return new OwnedTcp(partition.environment(), partition.tcp().newEndpoint(TcpEvents.SILENT));
    }

    TcpEndpoint endpoint() {
        return endpoint;
    }

    /// The partition that it belongs to. Anybody may ask.
    int owner() {
        return environment.partition();
    }

    /// As [TcpEndpoint#read], but a failure is told again and again.
    int read(MutableDirectBuffer to, int at, int most, boolean stay) {
        return hasFailed() ? failure : note(endpoint.read(to, at, most, stay));
    }

    /// As [TcpEndpoint#readPacket], for whoever ends it, here or elsewhere.
    Packet readPacket() {
        final Packet packet = endpoint.readPacket();
        assert packet == null || packet.belongsTo(Packet.IN_FLIGHT);
        return packet;
    }

    /// Why there is no packet: as [#read] of nothing.
    int whyNoPacket() {
        return read(NOWHERE, 0, 0, true);
    }

    /// As [TcpEndpoint#write] or [TcpEndpoint#writeUrgent], but a failure is told again and again, and who finds
    /// no memory may wait.
    int write(DirectBuffer from, int at, int octets, boolean urgent) {
        if (failure != 0) {
            return failure;
        }
        final int result = note(urgent ? endpoint.writeUrgent(from, at, octets) : endpoint.write(from, at, octets));
        if (result != TcpResult.NO_BUFFER) {
            return result;
        }
        if (retry == null) {
            retry = environment.newTimer(this, 0);
        }
        environment.schedule(retry, environment.nowNs() + RETRY_NS);
        return TcpResult.WOULD_BLOCK;
    }

    /// As [TcpEndpoint#connect]; why an opening before failed is forgotten.
    int connect(IpAddress address, int port) {
        failure = 0;
        endpoint.takeError();
        return endpoint.connect(address, port);
    }

    /// How far an opening is: [TcpResult#OK] if it is done, [TcpResult#WOULD_BLOCK] if it is not, or why it
    /// failed.
    int opened() {
        if (failure != 0) {
            return failure;
        }
        final int error = note(endpoint.takeError());
        if (error != 0) {
            return error;
        }
        return switch (endpoint.state()) {
            case SYN_SENT, SYN_RECEIVED -> TcpResult.WOULD_BLOCK;
            case CLOSED -> endpoint.isClosed() ? TcpResult.CLOSED : TcpResult.NOT_CONNECTED;
            default -> TcpResult.OK;
        };
    }

    /// What shutting one of its directions came to: a connection that is gone says why, and of one that came to
    /// its end both are shut.
    int afterShutdown(int result) {
        if (result != TcpResult.NOT_CONNECTED) {
            return result;
        }
        final int error = failure != 0 ? failure : note(endpoint.takeError());
        final boolean hasEnded = endpoint.state() == TcpState.CLOSED && endpoint.remotePort() != 0;
        if (error != 0) {
            return error;
        }
        return hasEnded ? TcpResult.OK : result;
    }

    /// Whether the peer has acknowledged all that was written, and the FIN; or never will.
    boolean isFinished() {
        final TcpState state = endpoint.state();
        return failure != 0 || state == TcpState.FIN_WAIT_2 || state == TcpState.TIME_WAIT || state == TcpState.CLOSED;
    }

    /// Which of the conditions of [TcpReadiness] hold now.
    int ready(int interest) {
        int ready = 0;
        if (failure != 0 || endpoint.isReadable()) {
            ready |= TcpReadiness.READ;
        }
        if (failure != 0 || endpoint.isWritable()) {
            ready |= TcpReadiness.WRITE;
        }
        if (failure != 0 || (endpoint.state() != TcpState.SYN_SENT && endpoint.state() != TcpState.SYN_RECEIVED)) {
            ready |= TcpReadiness.CONNECT;
        }
        if (failure != 0 || endpoint.isClosed() || endpoint.isUrgentAhead() || endpoint.isAtMark()) {
            ready |= TcpReadiness.URGENT;
        }
        return ready & interest;
    }

    /// Blocks the calling thread, which must be of this CPU, until there may be something to read or time is up.
    void awaitReadable(long untilNs) {
        reads = opened(reads);
        reads.await("tcp read", untilNs);
    }

    /// The same for room to write.
    void awaitWritable(long untilNs) {
        writes = opened(writes);
        writes.await("tcp write", untilNs);
    }

    @Override
    public int serve(TcpRequest request) {
        final Waiters kept = waiters(request);
        final boolean isNext = kept == null || kept == watches || kept.isEmpty();
        final int result = isNext ? request.attempt() : TcpResult.WOULD_BLOCK;
        if (result != TcpResult.WOULD_BLOCK || !request.isPatient()) {
            return result;
        }
        keep(request);
        return Message.ASYNC;
    }

    @Override
    public boolean forget(TcpRequest request) {
        final Waiters kept = waiters(request);
        return kept != null && kept.forget(request);
    }

    /// Its user has closed it: whoever waits is told.
    void ended() {
        onEvents(endpoint, READ_EVENTS | WRITE_EVENTS);
    }

    /// Has those look again that wait for something else than to read or to write.
    void lookAgain() {
        if (watches != null) {
            watches.proceedEach();
        }
    }

    EngineEnvironment environment() {
        return environment;
    }

    @Override
    public void onEvents(TcpEndpoint which, int events) {
        if ((events & ERROR) != 0 && failure == 0) {
            failure = endpoint.takeError();
        }
        if ((events & READ_EVENTS) != 0 && reads != null) {
            reads.proceed();
        }
        if ((events & WRITE_EVENTS) != 0 && writes != null) {
            writes.proceed();
        }
        lookAgain();
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        if (writes != null) {
            writes.proceed();
        }
    }

    private void keep(TcpRequest request) {
        switch (request) {
            case TcpRead read -> reads = opened(reads);
            case TcpReceive receive -> reads = opened(reads);
            case TcpWrite write -> writes = opened(writes);
            default -> watches = opened(watches);
        }
        waiters(request).add(request);
    }

    private static Waiters opened(Waiters kept) {
        return kept == null ? new Waiters() : kept;
    }

    private Waiters waiters(TcpRequest request) {
        return switch (request) {
            case TcpRead read -> reads;
            case TcpReceive receive -> reads;
            case TcpWrite write -> writes;
            default -> watches;
        };
    }

    private boolean hasFailed() {
        return failure != 0 && endpoint.available() == 0;
    }

    /// The engine tells why a connection failed but once.
    private int note(int result) {
        switch (result) {
            case TcpResult.REFUSED, TcpResult.RESET, TcpResult.TIMED_OUT, TcpResult.UNREACHABLE -> failure = result;
            default -> {}
        }
        return result;
    }

    /// Who waits for one thing, in the order of coming; mostly that is one. Owner: that of the socket.
    private static final class Waiters {
        private Lwkt thread; // null while none waits
        private TcpRequest request; // null while none waits
        private ArrayDeque<Lwkt> otherThreads; // null until there were two
        private ArrayDeque<TcpRequest> otherRequests; // null until there were two

        private void await(String reason, long untilNs) {
            final Lwkt self = Lwkt.current();
            if (thread == null) {
                thread = self;
            } else {
                otherThreads = otherThreads == null ? new ArrayDeque<>(2) : otherThreads;
                otherThreads.add(self);
            }
            try {
                Lwkt.blockUntil(reason, untilNs);
            } finally {
                forget(self); // it waits no longer if it was woken for something
            }
        }

        private boolean isEmpty() {
            return request == null;
        }

        private void add(TcpRequest added) {
            if (request == null) {
                request = added;
            } else {
                otherRequests = otherRequests == null ? new ArrayDeque<>(2) : otherRequests;
                otherRequests.add(added);
            }
        }

        private boolean forget(TcpRequest forgotten) {
            if (request == forgotten) {
                pollRequest();
                return true;
            }
            return otherRequests != null && otherRequests.remove(forgotten);
        }

        /// One after the other, while it goes on; then all threads look for themselves.
        private void proceed() {
            while (!isEmpty()) {
                final int result = request.attempt();
                if (result == TcpResult.WOULD_BLOCK) {
                    break;
                }
                pollRequest().replyMessage(result);
            }
            while (thread != null) {
                pollThread().schedule();
            }
        }

        /// Each for itself.
        private void proceedEach() {
            int left = isEmpty() ? 0 : 1 + (otherRequests == null ? 0 : otherRequests.size());
            for (; left > 0; left--) {
                final TcpRequest next = pollRequest();
                if (next == null) {
                    return; // one that was served has had the others looked at
                }
                final int result = next.attempt();
                if (result == TcpResult.WOULD_BLOCK) {
                    add(next);
                } else {
                    next.replyMessage(result);
                }
            }
        }

        private void forget(Lwkt self) {
            if (thread == self) {
                pollThread();
            } else if (otherThreads != null) {
                otherThreads.remove(self);
            }
        }

        private Lwkt pollThread() {
            final Lwkt first = thread;
            thread = otherThreads == null ? null : otherThreads.poll();
            return first;
        }

        private TcpRequest pollRequest() {
            final TcpRequest first = request;
            request = otherRequests == null ? null : otherRequests.poll();
            return first;
        }
    }
}
