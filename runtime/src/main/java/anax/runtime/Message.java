package anax.runtime;

/// A message: the object that goes out comes back as its own reply. Subclasses add what they carry.
///
/// Owner: whoever the state names, one at a time; nobody else may touch it, not even to read. Sending allocates
/// nothing.
///
/// | state      | owner                        | flags                      | entered by                             |
/// |------------|------------------------------|----------------------------|----------------------------------------|
/// | home       | the originator, who may send | DONE, REPLY once replied   | construction; collecting the reply     |
/// | sending    | nobody                       | SYNC if it is waited for   | `sendMessage`, `doMessage`             |
/// | crossing   | the lane                     | as above                   | a port of another CPU                  |
/// | queued     | the target port              | QUEUED, SYNC as above      | arrival                                |
/// | processed  | whoever got it from the port | SYNC as above              | `getMessage`, or a port that runs      |
/// | replying   | the lane                     | REPLY, SYNC as above       | `replyMessage`: the last touch of the  |
/// |            |                              |                            | replier                                |
/// | replied    | the reply port               | REPLY, DONE, QUEUED        | an asynchronous reply that is home     |
///
/// A synchronous reply goes home without being queued. With assertions on, each step is checked ([MessageState]).
/// After DragonFly's sys/msgport.h.
public abstract class Message extends MessageWords {
    /// What a port that runs messages in place answers if it kept the message and will reply later. Like all
    /// results named here it lies at the lowest end of the integers; the others are the application's.
    public static final int ASYNC = Integer.MIN_VALUE;

    /// The result of a message whose target port's owner has ended, before or after the message came there.
    public static final int TARGET_ENDED = Integer.MIN_VALUE + 1;

    /// The result of a message for which the target had no room.
    public static final int NO_ROOM = Integer.MIN_VALUE + 2;

    /// The result of a message that its target gave up because its originator asked for that.
    public static final int ABORTED = Integer.MIN_VALUE + 3;

    /// The result of a request to abort that came too late, or that could not follow the message.
    public static final int NOT_ABORTED = Integer.MIN_VALUE + 4;

    /// Makes a message that was never sent. Unless [#replyTo] names another port, replies go to the built-in port
    /// of the thread that sends it first. The paper's `lwkt_initmsg`.
    protected Message() {}

    /// Names the port to which the reply goes. The paper's `lwkt_initmsg_rp` and `lwkt_reinitmsg`.
    ///
    /// @return this message
    /// @throws IllegalStateException if it is under way
    public final Message replyTo(Port port) {
        refuseUnlessDone("was given another reply port");
        replyPort = port;
        flags = port instanceof ForeignPort ? flags | FOREIGN : flags & ~FOREIGN;
        return this;
    }

    /// Has targets serve it before messages without this mark, or not. Among its likes the order is kept.
    ///
    /// @return this message
    /// @throws IllegalStateException if it is under way
    public final Message priority(boolean on) {
        refuseUnlessDone("was given another priority");
        flags = on ? flags | PRIORITY : flags & ~PRIORITY;
        return this;
    }

    /// Allows targets to throw it away unread ([QueuedPort#dropMessage]), or not. Then no reply comes, so nobody
    /// may wait for one, and it can be neither abortable nor sent by a foreign thread.
    ///
    /// @return this message
    /// @throws IllegalStateException if it is under way, or abortable
    public final Message droppable(boolean on) {
        refuseUnlessDone("was made droppable or not");
        refuseDroppableAbort(on && is(ABORTABLE));
        flags = on ? flags | DROPPABLE : flags & ~DROPPABLE;
        return this;
    }

    /// Has a handler called once when the message lies on its target port; for its next way out only.
    ///
    /// @return this message
    /// @throws IllegalStateException if it is under way
    public final Message receipt(ReceiptHandler handler) {
        refuseUnlessDone("was given a receipt handler");
        if (handler != null) {
            extras().receiptHandler = handler;
        }
        flags = handler != null ? flags | RECEIPT : flags & ~RECEIPT;
        return this;
    }

    /// Says what [#abortMessage] does; null for nothing. Then whoever gets the message from a port must forward
    /// or reply it on the CPU of that port.
    ///
    /// @param handler [AbortMessage#GUARANTEED], or the application's own
    /// @return this message
    /// @throws IllegalStateException if it is under way, or droppable
    public final Message abortable(AbortHandler handler) {
        refuseUnlessDone("was made abortable or not");
        refuseDroppableAbort(handler != null && is(DROPPABLE));
        if (handler != null) {
            extras().abortHandler = handler;
        }
        flags = handler != null ? flags | ABORTABLE : flags & ~ABORTABLE;
        return this;
    }

    /// Asks for the message back. A request: the message still completes by its normal reply, which the
    /// originator waits for as before; what its target does with the request is the target's. The paper's
    /// `lwkt_abortmsg`. For the originator, on the CPU of the reply port.
    ///
    /// @return false if there is nothing to ask for: it is complete, cannot be aborted, or was asked for already
    /// @throws IllegalStateException if its replies go to a port that keeps none, so that nobody could tell
    ///     whether it is complete; or if the request cannot be sent, because the target's machine is stopped or
    ///     its inbox stayed full: then the message is under way as before
    public final boolean abortMessage() {
        if ((flags & (ABORTABLE | DONE)) != ABORTABLE || extras.abort != null) {
            return false;
        }
        replyPort.checkKeepsReplies();
        final AbortHandler abortHandler = extras.abortHandler;
        if (Cpu.currentOrNull() == null) {
            abortHandler.abort(this);
            return true;
        }
        Lwkt.critEnter();
        try {
            abortHandler.abort(this);
        } finally {
            Lwkt.critExit();
        }
        return true;
    }

    /// Sends the message home with a result; the caller must not touch it again. The paper's `lwkt_replymsg`. For
    /// whoever got it from a port.
    ///
    /// @param result what [Port#doMessage] and [#error] give the originator: 0 for success, else the
    ///     application's code, but for the lowest integers, which are ours
    /// @return false if nobody will collect the reply, because the originator's machine is stopped
    /// @throws IllegalStateException if it has been replied already or still lies on a port
    public final boolean replyMessage(int result) {
        if ((flags & (DONE | REPLY | QUEUED | RECEIPT | ABORTABLE)) != 0) {
            leaveTarget();
        }
        error = result;
        return replyPort.replyPort(this);
    }

    /// What a thread that waits for its reply is said to wait for, in a word, by whoever lists the threads. Read
    /// while it is under way, so it must tell only what its originator wrote before that.
    protected String waitReason() {
        return "reply";
    }

    /// The result of the last reply. For the originator.
    public final int error() {
        return error;
    }

    /// True if it is not under way. For the originator, on the CPU of the reply port.
    public final boolean isDone() {
        return (flags & DONE) != 0;
    }

    /// True if it came back as a reply: how a thread tells replies from requests on its own port.
    public final boolean isReply() {
        return (flags & REPLY) != 0;
    }

    @Override
    protected final void run(Cpu cpu) {
        arrive(cpu);
    }

    // What follows is the ports'.

    /// Lands on a CPU: at the target port as a request, at the reply port as a reply.
    final void arrive(Cpu cpu) {
        final Port port = (flags & REPLY) != 0 ? replyPort : targetPort;
        port.arrive(cpu, this);
    }

    /// Begins its way out; the reply will be collected from its reply port.
    final void depart(Port target) {
        beginDeparture(target);
        flags &= ~(DONE | REPLY | SYNC | FORWARDED);
    }

    /// Begins its way out; the originator waits for it.
    final void departSync(Port target) {
        if ((flags & DROPPABLE) != 0) {
            throw new IllegalStateException("a droppable message was sent by doMessage, which would wait for ever if it"
                    + " were dropped; use sendMessage");
        }
        if (replyPort != null) {
            replyPort.checkWaiter();
        }
        beginDeparture(target);
        flags = (flags & ~(DONE | REPLY | FORWARDED)) | SYNC;
    }

    /// Goes on to another port, which is to reply in the place of the caller.
    final void departAgain(Port target) {
        if ((flags & (DONE | REPLY | QUEUED)) != 0) {
            throw new IllegalStateException("a message was forwarded that " + describe()
                    + "; forward what you got from your port and did not reply");
        }
        if ((flags & ABORTABLE) != 0) {
            targetPort.release(this);
        }
        extras().forwardedBy = targetPort;
        flags |= FORWARDED;
        targetPort = target;
        assert moved(MessageState.SENDING);
    }

    /// Takes the result of a target that ran it in place: it is home without a reply.
    final void completeInPlace(int result) {
        error = result;
        flags = (flags & ~RECEIPT) | DONE | REPLY;
        if ((flags & (FOREIGN | CREDIT)) != 0) {
            settleAccounts();
        }
        assert moved(MessageState.HOME);
    }

    /// Undoes a departure that was refused: it is the originator's again, or the forwarder's.
    final void stayBehind() {
        if ((flags & FORWARDED) != 0) {
            targetPort = extras.forwardedBy;
            stayWithTarget();
            return;
        }
        flags = (flags & ~SYNC) | DONE;
        settleAccounts();
        assert moved(MessageState.HOME);
    }

    /// Undoes the begin of a reply, or of a forwarding: it is with whoever got it from its port.
    final void stayWithTarget() {
        flags &= ~REPLY;
        assert moved(MessageState.PROCESSED);
        if ((flags & ABORTABLE) != 0) {
            targetPort.takeBack(this);
        }
    }

    final Port targetPort() {
        return targetPort;
    }

    /// The first target; for the originator of a message that can be aborted, or that a foreign thread sent.
    final Port sentTo() {
        return extras == null ? null : extras.sentTo;
    }

    /// The next target of a request to abort.
    final void redirect(Port port) {
        targetPort = port;
    }

    final Port replyPort() {
        return replyPort;
    }

    /// Refuses a wait that might have no end.
    ///
    /// @throws IllegalStateException if it is under way and may be dropped
    final void refuseWaitForDroppable() {
        if ((flags & (DROPPABLE | DONE)) == DROPPABLE) {
            throw new IllegalStateException("the reply of a droppable message was waited for, which never comes if it"
                    + " is dropped; make it undroppable before you send it");
        }
    }

    /// It is replied: what its target port kept of it ends, and so does what was for this way out only.
    private void leaveTarget() {
        if ((flags & (DONE | REPLY | QUEUED)) != 0) {
            throw new IllegalStateException("a message was replied that " + describe()
                    + "; reply to each message once, after you got it from your port");
        }
        if ((flags & ABORTABLE) != 0) {
            targetPort.release(this);
        }
        flags &= ~RECEIPT;
    }

    private static void refuseDroppableAbort(boolean both) {
        if (both) {
            throw new IllegalStateException("a message was made droppable and abortable; one that is dropped sends no"
                    + " reply, which a request to abort waits for: choose one of the two");
        }
    }

    private void beginDeparture(Port target) {
        if (replyPort == null || (flags & (DONE | QUEUED | FOREIGN | ABORTABLE)) != DONE) {
            prepare(target);
        }
        if (targetPort
                != target) { // most go the same way again, and a reference that is stored costs more than one read
            targetPort = target;
        }
        assert moved(MessageState.SENDING);
    }

    private void prepare(Port target) {
        refuseUnlessDone("was sent");
        if (replyPort == null) {
            replyPort = Lwkt.current().port();
        } else if ((flags & (FOREIGN | ABORT)) == FOREIGN) {
            ((ForeignPort) replyPort).admit(target, this);
            extras().sentTo = target;
        }
        if ((flags & ABORTABLE) != 0) {
            extras().sentTo = target;
        }
    }

    /// It is home without a reply: whoever counts it as under way does no longer.
    private void settleAccounts() {
        if ((flags & (FOREIGN | ABORT)) == FOREIGN) {
            ((ForeignPort) replyPort).cameBack();
        }
        returnCredit();
    }
}
