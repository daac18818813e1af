package anax.netstack.socket;

import anax.netstack.tcp.TcpResult;

/// A question that a socket answers when it is ready for something: what selectors are made of.
///
/// It is a message. [TcpSocket#watch], [BlockingTcpSocket#watch] or one of the listeners sends it to the CPU that
/// owns the socket; it comes home to the port that was named as soon as one of the conditions holds that it asks for,
/// at once if one does already. Then [#ready] says which. One port may have the questions to any number of sockets
/// under way and wait for whichever comes home first.
///
/// Readiness is a level, and a question asks once: who has got the answer acts on it and watches again. What was not
/// read or written meanwhile is answered again, so nothing is lost between two questions. This carries a selector of
/// `java.nio`: a key has a question under way while it is not among the selected ones, and the next `select` sends
/// those again that came home.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. Can be aborted by [#abortMessage]: then it comes home with
/// nothing ready. When its socket is closed, all that it asks for holds: the next call of the socket says why.
public final class TcpReadiness extends TcpRequest {
    /// A read would not wait: octets lie there, or the peer sends no more, or the connection is gone.
    public static final int READ = 1;

    /// A write would not wait: there is room, or nothing can be written any more.
    public static final int WRITE = 1 << 2;

    /// The opening of the connection is over, well or not.
    public static final int CONNECT = 1 << 3;

    /// A connection waits to be accepted, or the listener is closed.
    public static final int ACCEPT = 1 << 4;

    /// The peer has sent urgent octets, and not all up to their end were read: an end that is reached is told
    /// until the reader goes on behind it.
    public static final int URGENT = 1 << 5;

    private final Object attachment;
    private OwnedTcp socket; // one of these two
    private TcpAcceptors listener;
    private int interest;

    /// Makes a question.
    ///
    /// @param attachment whatever its maker wants to find with the answer; may be null
    public TcpReadiness(Object attachment) {
        this.attachment = attachment;
    }

    /// What it was made with.
    public Object attachment() {
        return attachment;
    }

    /// Which of the conditions that it asked for hold; 0 if it was aborted. When it is home.
    public int ready() {
        return Math.max(0, error());
    }

    TcpReadiness of(OwnedTcp asked, int conditions) {
        if (conditions == 0 || (conditions & ~(READ | WRITE | CONNECT | URGENT)) != 0) {
            throw new IllegalArgumentException("a connection was watched for " + conditions
                    + "; use one or more of TcpReadiness.READ, WRITE, CONNECT and URGENT");
        }
        socket = asked;
        listener = null;
        interest = conditions;
        goTo(asked, true);
        return this;
    }

    TcpReadiness of(TcpAcceptors asked) {
        socket = null;
        listener = asked;
        interest = ACCEPT;
        goTo(asked, true);
        return this;
    }

    @Override
    int attempt() {
        final int ready = listener != null ? (listener.isAcceptable() ? ACCEPT : 0) : socket.ready(interest);
        return ready != 0 ? ready : TcpResult.WOULD_BLOCK;
    }
}
