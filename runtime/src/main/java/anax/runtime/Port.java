package anax.runtime;

/// Where messages are sent to and replies come home. The kinds of port differ in who owns them and how they deliver.
///
/// Owner: see the kind. Sending allocates nothing. [#sendMessage] never blocks but at the bound of a lane;
/// [#doMessage] and [#waitMessage] block the lightweight thread, never the CPU.
public abstract class Port {

    /// For the kinds of this package.
    Port() {}

    /// Sends a message; its reply will be found on its reply port. The paper's `lwkt_sendmsg`.
    ///
    /// A parked target on another CPU is woken at the caller's next poll point: sends are meant to come in
    /// batches.
    ///
    /// @throws IllegalStateException if the message is under way already
    public final void sendMessage(Message message) {
        message.depart();
        int result = putPort(message);
        if (result != Message.ASYNC) {
            message.replyMessage(result);
        }
    }

    /// Sends a message and waits for its reply. The paper's `lwkt_domsg`. For a lightweight thread whose own port
    /// is the message's reply port.
    ///
    /// @return what the target replied: 0 for success, else the application's code
    /// @throws IllegalStateException if the message is under way already, its reply port is not the caller's, or
    ///     the target is the caller itself, which would wait for ever
    public final int doMessage(Message message) {
        message.departSync();
        int result = putPort(message);
        if (result == Message.ASYNC) {
            message.replyPort().waitReply(message);
            return message.error();
        }
        message.result(result);
        message.set(Message.DONE | Message.REPLY);
        return result;
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
    public abstract int waitReply(Message message);

    /// Refuses a caller that may not wait for replies here.
    ///
    /// @throws IllegalStateException if only another thread may
    abstract void checkWaiter();

    /// Takes a request. In the context of the sender.
    ///
    /// @return [Message#ASYNC] if the port now owns the message; anything else is the result of running it in
    ///     place
    abstract int putPort(Message message);

    /// Takes a reply. In the context of the replier.
    abstract void replyPort(Message message);

    /// Takes a message that came through the crossbar. On `cpu`, which may no longer be the one of the port.
    abstract void arrive(Cpu cpu, Message message);
}
