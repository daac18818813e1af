package anax.runtime;

/// What a port knows of messages that can be aborted: those that are here, and requests that came before theirs.
///
/// Owner: the port's CPU. Allocates nothing; looks for a message in time linear in how many there are. Bound: the
/// number of messages that can be aborted.
///
/// A message is here from its arrival until it is replied or passed on, whether it lies on the port or with whoever
/// got it. Only so can a request to abort tell, on this CPU, whether to stay or to follow: every other word of the
/// message may be another owner's by now.
final class AbortAccount {
    private final QueuedPort port;
    private final MessageList early = new MessageList();
    private Message first;
    private long earlyRequests;
    private long followedRequests;

    AbortAccount(QueuedPort port) {
        this.port = port;
    }

    /// Notes that a message is here.
    ///
    /// @return the request to abort it that came before it; null if there is none
    AbortMessage take(Message message) {
        final MessageExtras links = message.extras();
        links.custodyPrevious = null;
        links.custodyNext = first;
        if (first != null) {
            first.extras().custodyPrevious = message;
        }
        first = message;
        for (Message request = early.head(); request != null; request = request.next) {
            if (((AbortMessage) request).original() == message) {
                early.remove(request);
                return (AbortMessage) request;
            }
        }
        return null;
    }

    /// Notes that a message goes: it is replied or passed on.
    ///
    /// @throws IllegalStateException if this is not the CPU that it is on, so that nobody could tell
    void release(Message message) {
        if (!port.home().isCurrent()) {
            throw new IllegalStateException("an abortable message was replied or forwarded on " + Cpu.currentOrNull()
                    + ", but it was got from " + port + "; do it on the CPU of that port");
        }
        final MessageExtras links = message.extras();
        if (links.custodyPrevious == null) {
            first = links.custodyNext;
        } else {
            links.custodyPrevious.extras().custodyNext = links.custodyNext;
        }
        if (links.custodyNext != null) {
            links.custodyNext.extras().custodyPrevious = links.custodyPrevious;
        }
        links.custodyNext = null;
        links.custodyPrevious = null;
    }

    /// True if a message is here.
    boolean holds(Message wanted) {
        for (Message message = first; message != null; message = message.extras().custodyNext) {
            if (message == wanted) {
                return true;
            }
        }
        return false;
    }

    /// Keeps a request until the message that it asks for comes.
    void await(AbortMessage request) {
        earlyRequests++;
        early.add(request);
    }

    /// Counts a request whose message is no longer here.
    void noteFollowed() {
        followedRequests++;
    }

    /// How many requests came before the messages that they ask for.
    long earlyRequests() {
        return earlyRequests;
    }

    /// How many requests found that their messages had been replied or passed on.
    long followedRequests() {
        return followedRequests;
    }
}
