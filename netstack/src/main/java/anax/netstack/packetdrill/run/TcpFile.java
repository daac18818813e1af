package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.run.Arguments.Address;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpResult;
import anax.netstack.tcp.TcpState;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/// A TCP socket.
///
/// Owner: the run of a script.
final class TcpFile extends SocketFile {
    private static final int CHUNK = 1 << 16;

    private final VirtualHost host;
    private final Conversation conversation;
    private final TcpEndpoint endpoint;
    private long happened;
    private boolean opening; // a connect() was told that it is in progress

    TcpFile(VirtualHost host, Conversation conversation) {
        this(host, conversation, host.partition().tcp().newEndpoint((_, _) -> {}));
    }

    private TcpFile(VirtualHost host, Conversation conversation, TcpEndpoint endpoint) {
        this.host = host;
        this.conversation = conversation;
        this.endpoint = endpoint;
        endpoint.events((_, _) -> happened++);
    }

    TcpEndpoint endpoint() {
        return endpoint;
    }

    @Override
    Attempt bind(Address address) {
        return Attempt.done(Reply.ofTcp(endpoint.bind(address.address(), address.port(), isReuse())));
    }

    @Override
    Attempt listen(int backlog) {
        final int result = endpoint.listen(backlog);
        if (result == TcpResult.OK) {
            conversation.listens(endpoint.localPort());
        }
        return Attempt.done(Reply.ofTcp(result));
    }

    @Override
    Attempt accept(Descriptors descriptors, boolean nonBlockingAccepted) {
        return () -> {
            if (!endpoint.isListening()) {
                return Optional.of(Reply.ofTcp(TcpResult.INVALID));
            }
            final TcpEndpoint accepted = endpoint.accept();
            if (accepted == null) {
                return isNonBlocking() ? Optional.of(Reply.ofTcp(TcpResult.WOULD_BLOCK)) : Optional.empty();
            }
            final TcpFile file = new TcpFile(host, conversation, accepted);
            file.nonBlocking(nonBlockingAccepted);
            descriptors.opened(file);
            return Optional.of(Reply.of(0));
        };
    }

    @Override
    Attempt connect(Address address) {
        final int failed = opening ? endpoint.takeError() : TcpResult.OK;
        if (failed != TcpResult.OK) {
            opening = false;
            return Attempt.done(Reply.ofTcp(failed));
        }
        final int result = endpoint.connect(address.address(), address.port());
        if (result == TcpResult.IN_PROGRESS) {
            conversation.opens(endpoint);
            opening = isNonBlocking();
            if (!isNonBlocking()) {
                return this::opened;
            }
        }
        return Attempt.done(Reply.ofTcp(result));
    }

    private Optional<Reply> opened() {
        if (endpoint.state().isSynchronized()) {
            return Optional.of(Reply.of(0));
        }
        final int error = endpoint.takeError();
        if (error != TcpResult.OK) {
            return Optional.of(Reply.ofTcp(error));
        }
        return endpoint.state() == TcpState.CLOSED ? Optional.of(Reply.ofTcp(TcpResult.ABORTED)) : Optional.empty();
    }

    @Override
    Attempt read(int most, int flags) {
        if ((flags & Constants.MSG_OOB) != 0) {
            return Attempt.done(Reply.ofTcp(TcpResult.INVALID)); // urgent octets are read in line with the others
        }
        if ((flags & Constants.MSG_ERRQUEUE) != 0) {
            return Attempt.done(Reply.ofTcp(TcpResult.WOULD_BLOCK)); // errors are told by calls, none wait
        }
        final TcpRead reading = new TcpRead(endpoint, most, flags);
        return () -> {
            final int result = reading.go();
            if (reading.wantsMore() && result == TcpResult.WOULD_BLOCK && waits(flags)) {
                return Optional.empty();
            }
            final boolean tells = endpoint.options().isTellingUnread();
            cameWith(0, tells ? Control.unread(endpoint.unreadOrEnd()) : null);
            return Optional.of(
                    reading.count() > 0 ? Reply.of(reading.count(), reading.differences()) : Reply.ofTcp(result));
        };
    }

    @Override
    Attempt write(int octets, Address to, int flags) {
        final int[] written = new int[1];
        final UnsafeBuffer zeros = new UnsafeBuffer(new byte[Math.min(CHUNK, Math.max(1, octets))]);
        return () -> {
            int result = 0;
            do {
                final int more = Math.min(CHUNK, octets - written[0]);
                final boolean last = more == octets - written[0];
                result = write(zeros, more, last ? flags : 0);
                written[0] += Math.max(0, result);
            } while (result > 0 && written[0] < octets);
            if (result == TcpResult.WOULD_BLOCK && waits(flags)) {
                return Optional.empty();
            }
            return Optional.of(written[0] > 0 ? Reply.of(written[0]) : Reply.ofTcp(result));
        };
    }

    private int write(UnsafeBuffer zeros, int octets, int flags) {
        if ((flags & Constants.MSG_OOB) != 0) {
            return endpoint.writeUrgent(zeros, 0, octets);
        }
        return (flags & Constants.MSG_MORE) != 0
                ? endpoint.writeMore(zeros, 0, octets)
                : endpoint.write(zeros, 0, octets);
    }

    @Override
    Attempt shutdown(int how) {
        int result = TcpResult.OK;
        if (how == Constants.SHUT_RD || how == Constants.SHUT_RDWR) {
            result = endpoint.shutdownInput();
        }
        if (result == TcpResult.OK && (how == Constants.SHUT_WR || how == Constants.SHUT_RDWR)) {
            result = endpoint.shutdownOutput();
        }
        return Attempt.done(Reply.ofTcp(result));
    }

    @Override
    Attempt close() {
        final long lingerNs = endpoint.options().lingerNs();
        final long untilNs = host.nowNs() + Math.max(0, lingerNs);
        final boolean connected = endpoint.state().isSynchronized();
        final Reply reply = Reply.ofTcp(endpoint.close());
        if (lingerNs <= 0 || isNonBlocking() || !connected) {
            return Attempt.done(reply);
        }
        return Attempt.until(
                untilNs, () -> isAllTaken() || host.nowNs() >= untilNs ? Optional.of(reply) : Optional.empty());
    }

    /// Whether the peer has everything, the FIN included.
    private boolean isAllTaken() {
        return switch (endpoint.state()) {
            case CLOSED, FIN_WAIT_2, TIME_WAIT -> true;
            case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSING, LAST_ACK -> false;
        };
    }

    @Override
    int readable() {
        return endpoint.available();
    }

    @Override
    int unacknowledged() {
        return endpoint.unacknowledged();
    }

    @Override
    int unsent() {
        return endpoint.unsent();
    }

    @Override
    boolean isAtMark() {
        return endpoint.isAtMark();
    }

    @Override
    String takeError() {
        final int error = endpoint.takeError();
        return error == TcpResult.OK ? "0" : TcpResult.errnoName(error);
    }

    @Override
    int readiness() {
        if (endpoint.isListening()) {
            return endpoint.acceptable() > 0 ? Constants.POLLIN | Constants.POLLRDNORM : 0;
        }
        final TcpState state = endpoint.state();
        int mask = endpoint.isReadable() ? Constants.POLLIN | Constants.POLLRDNORM : 0;
        if (endpoint.hasError()) {
            mask |= Constants.POLLERR;
        }
        if (endpoint.isUrgentAhead()) {
            mask |= Constants.POLLPRI;
        }
        if (endpoint.writable() > 0 || !state.takesData()) {
            mask |= Constants.POLLOUT | Constants.POLLWRNORM;
        }
        return mask | hangUp(state);
    }

    private static int hangUp(TcpState state) {
        return switch (state) {
            case CLOSED -> Constants.POLLHUP;
            case TIME_WAIT, CLOSING, LAST_ACK -> Constants.POLLHUP | Constants.POLLRDHUP;
            case CLOSE_WAIT -> Constants.POLLRDHUP;
            case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> 0;
        };
    }

    @Override
    long happenings() {
        return happened;
    }
}
