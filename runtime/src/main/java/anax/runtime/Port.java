package anax.runtime;

/// Where messages are sent to and replies come home. The kinds of port differ in who owns them and how they deliver.
///
/// Owner: see the kind. Sending allocates nothing. [#sendMessage] never blocks but at the bound of a lane;
/// [#doMessage] and [#waitMessage] block the lightweight thread, never the CPU. Ordinary Java threads send with a
/// [ForeignPort] as the message's reply port.
///
/// **The requester asks, the target decides.** Whether a message is waited for is said by who sends it; whether it is
/// run in place, queued or passed on is decided by the port that it is sent to.
///
/// | kind              | takes requests           | takes replies            | who gets messages from it      |
/// |-------------------|--------------------------|--------------------------|--------------------------------|
/// | [ThreadPort]      | queued                   | queued, or wakes         | the thread that owns it        |
/// | [CpuPort]         | queued                   | queued, or wakes         | any thread of its CPU          |
/// | [ForeignPort]     | queued, bounded          | queued, bounded          | the Java thread that made it   |
/// | [InPlacePort]     | run by the sender        | refused                  | nobody                         |
/// | [OwnerPort]       | run by its CPU           | refused                  | nobody                         |
/// | [ReplyPort]       | refused                  | run by the replier       | nobody                         |
/// | [PanicPort]       | refused                  | refused                  | nobody                         |
public abstract class Port {

    /// For the kinds of this package.
    Port() {}

    /// Sends a message; its reply will be found on its reply port. The paper's `lwkt_sendmsg`.
    ///
    /// A parked target on another CPU is woken at the caller's next poll point: sends are meant to come in
    /// batches. By then at the latest a target that is awake sees it too: of those that go to one port right
    /// behind each other the first is seen at once, the others some together.
    ///
    /// @throws IllegalStateException if the message is under way already
    public final void sendMessage(Message message) {
        message.depart(this);
        int result = putPort(message);
        if (result != Message.ASYNC) {
            message.replyMessage(result);
        }
    }

    /// Sends a message; if the target runs it at once, gives its result instead of a reply. The paper's
    /// `lwkt_beginmsg`.
    ///
    /// @return [Message#ASYNC] if the reply will be found on its reply port; anything else is the result, and the
    ///     message is the caller's again
    /// @throws IllegalStateException if the message is under way already
    public final int beginMessage(Message message) {
        message.depart(this);
        int result = putPort(message);
        if (result != Message.ASYNC) {
            message.completeInPlace(result);
        }
        return result;
    }

    /// Sends a message and waits for its reply. The paper's `lwkt_domsg`. For a lightweight thread whose own port
    /// is the message's reply port, and for an ordinary thread whose [ForeignPort] is.
    ///
    /// @return what the target replied: 0 for success, else the application's code
    /// @throws IllegalStateException if the message is under way already, its reply port is not the caller's, or
    ///     the target is the caller itself, which would wait for ever
    public final int doMessage(Message message) {
        message.departSync(this);
        int result = putPort(message);
        if (result == Message.ASYNC) {
            return message.replyPort().awaitReply(message); // that the caller may was checked before it was sent
        }
        message.completeInPlace(result);
        return result;
    }

    /// Passes a message on that was got from a port: this one is to reply. Whoever forwards owns nothing of it
    /// afterwards. The paper's `lwkt_forwardmsg`.
    ///
    /// @throws IllegalStateException if the message was not got from a port, or has been replied; or if this port
    ///     refuses it, and then it is the caller's as before
    public final void forwardMessage(Message message) {
        message.departAgain(this);
        int result = putPort(message);
        if (result != Message.ASYNC) {
            message.replyMessage(result);
        }
    }

    /// The oldest message on the port, request or reply; null if there is none. The paper's `lwkt_getport`. For
    /// the port's owner.
    public abstract Message getMessage();

    /// Waits until there is a message and takes it. The paper's `lwkt_waitport`. For the port's owner.
    public abstract Message waitMessage();

    /// Waits until this very message has come back, and takes it off the port if it lies there. The paper's
    /// `lwkt_waitmsg`. For the owner of its reply port, which this must be.
    ///
    /// @return what the target replied
    /// @throws IllegalStateException if the message's reply port is another one, or the caller doesn't own this
    ///     one
    public final int waitReply(Message message) {
        checkWaiter();
        if (message.replyPort() != this) {
            throw new IllegalStateException("the reply of a message was waited for on " + this
                    + ", but it goes to another port; wait on the one that replyTo named");
        }
        message.refuseWaitForDroppable();
        return awaitReply(message);
    }

    /// Refuses a caller that may not wait for replies here.
    ///
    /// @throws IllegalStateException if only another thread may
    abstract void checkWaiter();

    /// As [#waitReply], for a caller that was checked.
    abstract int awaitReply(Message message);

    /// Takes a request, in the context of whoever sends or forwards it.
    ///
    /// @return [Message#ASYNC] if the port now owns the message; anything else is the result of running it in
    ///     place
    abstract int putPort(Message message);

    /// Refuses to have replies aborted where none is kept.
    ///
    /// @throws IllegalStateException if replies are handled at once
    void checkKeepsReplies() {}

    /// Takes a reply. In the context of the replier.
    ///
    /// @return false if nobody will collect it
    abstract boolean replyPort(Message message);

    /// Takes a message that came through the crossbar. On `cpu`, which may no longer be the one of the port.
    abstract void arrive(Cpu cpu, Message message);

    /// The CPU on which its requests are handled; null if that is whoever sends, or an ordinary thread.
    Cpu homeOrNull() {
        return null;
    }

    /// Ends the account of a message that can be aborted: it is replied or passed on.
    abstract void release(Message message);

    /// Goes on with that account, because the message could be neither replied nor passed on.
    abstract void takeBack(Message message);
}
