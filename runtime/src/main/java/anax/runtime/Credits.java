package anax.runtime;

/// How many messages a thread may have under way: back-pressure from end to end, by the message.
///
/// Owner: the thread that made them. A credit is taken by each send and given back by its reply when that is home, so
/// that no more than so many of the thread's messages lie on lanes, on target ports and with targets together. At the
/// bound a send blocks the thread until a reply is home. Allocates nothing.
public final class Credits {
    private final ThreadPort replyPort;
    private final int bound;
    private int available;

    /// Makes credits for the running thread.
    ///
    /// @param bound how many of its messages may be under way, 1 or more
    /// @throws IllegalArgumentException if the bound is below 1
    public Credits(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException(bound + " credits were given; use 1 or more");
        }
        replyPort = Lwkt.current().port();
        this.bound = bound;
        available = bound;
    }

    /// Sends a message that is to be replied to the thread's own port, as soon as there is a credit for it.
    ///
    /// @throws IllegalStateException if another thread calls, the message is under way, or may be dropped, which
    ///     would lose its credit
    public void sendMessage(Port target, Message message) {
        replyPort.checkWaiter();
        if (message.is(Message.DROPPABLE)) {
            throw new IllegalStateException(
                    "a droppable message was sent on credit, which would be lost with it; make it undroppable first");
        }
        message.replyTo(replyPort); // before the credit is taken: it refuses what is under way
        while (available == 0) {
            replyPort.awaitReply();
        }
        available--;
        message.onCredit(this);
        target.sendMessage(message);
    }

    /// How many messages may be sent now without waiting.
    public int available() {
        return available;
    }

    /// How many messages may be under way.
    public int bound() {
        return bound;
    }

    /// A message is home.
    void giveBack() {
        available++;
    }
}
