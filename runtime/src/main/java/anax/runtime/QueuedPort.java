package anax.runtime;

/// A port that keeps messages until somebody of its CPU gets them.
///
/// Owner: one CPU, that of its owner; others send, from any CPU of the machine and from ordinary threads. Allocates
/// nothing. Bound: the number of messages that exist, for each is linked where it lies; who must be bounded sends
/// with [Credits]. Messages with priority are served first. A message that arrives where the port no longer is
/// follows it. Ordinary messages that come in a [MessageRow] are queued at once, and wake as many as they are. Once
/// its owner has ended, requests are replied with [Message#TARGET_ENDED], and replies dropped, for nobody will
/// collect them.
public abstract sealed class QueuedPort extends Port permits ThreadPort, CpuPort {
    private final MessageList ordinary = new MessageList();
    private MessageList urgent; // made for the first message with priority
    private boolean closed;
    private boolean closing; // its owner answers what lies here; what comes meanwhile must not be answered before
    private AbortAccount aborts; // made for the first message that can be aborted

    /// For the kinds of this package.
    QueuedPort() {}

    /// How many messages lie on it. From another CPU the answer may be old.
    public final int depth() {
        final MessageList first = urgent;
        return ordinary.size() + (first == null ? 0 : first.size());
    }

    @Override
    public final Message getMessage() {
        assert home().isCurrent() : this + " was used on " + Cpu.currentOrNull();
        while (true) {
            final Message message = poll();
            if (message == null || !message.is(Message.ABORT) || message.isReply()) {
                return message;
            }
            final AbortMessage request = (AbortMessage) message;
            if (!aborts.holds(request.original())) {
                aborts.noteFollowed();
                request.follow(); // what it asks for was replied or passed on while it lay here
            } else if (request.original().isQueued()) {
                layBehind(request);
            } else {
                return request;
            }
        }
    }

    /// Throws away a message that lies here and that its originator made droppable. No reply comes; its
    /// originator may send it again. For the port's owner.
    ///
    /// @return false if it may not be dropped, or does not lie here as a request
    public final boolean dropMessage(Message message) {
        assert home().isCurrent() : this + " was used on " + Cpu.currentOrNull();
        if (!message.is(Message.DROPPABLE) || message.isReply() || !message.isQueued() || !unlink(message)) {
            return false;
        }
        if (message.is(Message.ABORTABLE)) {
            release(message);
        }
        message.set(Message.DONE);
        assert message.moved(MessageState.HOME);
        return true;
    }

    @Override
    final int putPort(Message message) {
        final Cpu here = Cpu.currentOrNull();
        if (here != null) {
            here.beforeSharedAccess();
        }
        final Cpu home = home();
        if (here == home) {
            refuseOwnSynchronous(home, message);
            accept(home, message);
            return Message.ASYNC;
        }
        assert message.moved(MessageState.CROSSING);
        if (here == null || here.machine() != home.machine()) {
            submit(home, message);
            return Message.ASYNC;
        }
        final Outbound outbound = here.outbound();
        if (outbound.addToRow(this, home, message)) {
            return Message.ASYNC;
        }
        final boolean sync = message.isSync(); // once it is sent it is no longer ours to read
        outbound.sendMessage(this, home, message);
        if (sync) {
            outbound.ringBells();
        }
        return Message.ASYNC;
    }

    @Override
    final boolean replyPort(Message message) {
        final Cpu here = Cpu.currentOrNull();
        if (here != null) {
            here.beforeSharedAccess();
        }
        final Cpu home = home();
        if (here == home) {
            complete(home, message);
            return true;
        }
        assert message.moved(MessageState.REPLYING);
        message.set(Message.REPLY);
        if (here == null || here.machine() != home.machine()) {
            return submitReply(home, message);
        }
        final Outbound outbound = here.outbound();
        if (!outbound.addToRow(this, home, message)) {
            outbound.sendMessage(this, home, message);
        }
        return true;
    }

    @Override
    final void arrive(Cpu cpu, Message message) {
        final Cpu home = home();
        if (home != cpu) {
            cpu.send(home, message);
        } else if (message.isReply()) {
            complete(cpu, message);
        } else {
            accept(cpu, message);
        }
    }

    /// True if ordinary messages that come to that CPU only have to be queued here.
    final boolean isOpenOn(Cpu cpu) {
        return !closed && home() == cpu;
    }

    /// Takes the messages of a row where it is open: queues them, and wakes for all of them.
    final void arriveInRow(Cpu cpu, Message[] messages, int count) {
        final Message first = messages[0];
        final boolean replies = first.isReply();
        Message last = null;
        for (int i = 0; i < count; i++) {
            final Message message = messages[i];
            messages[i] = null;
            message.landInRow(replies);
            if (last != null) {
                last.next = message;
            }
            last = message;
        }
        ordinary.addLinked(first, last, count);
        if (replies) {
            wakeForReplies(cpu, count);
        } else {
            wakeReceivers(cpu, count);
        }
    }

    @Override
    final Cpu homeOrNull() {
        return home();
    }

    @Override
    final void release(Message message) {
        aborts.release(message);
    }

    @Override
    final void takeBack(Message message) {
        final AbortMessage early = aborts.take(message);
        if (early != null) {
            enqueue(early);
            wakeReceivers(home(), 1);
        }
    }

    /// The CPU that it is on now.
    abstract Cpu home();

    /// Wakes whoever waits for messages, now that so many more lie here.
    abstract void wakeReceivers(Cpu home, int messages);

    /// Wakes whoever waits for a reply that is not queued.
    abstract void wakeWaiter(Cpu home);

    /// Wakes whoever waits for a reply that is queued, or for any message, now that so many more lie here.
    abstract void wakeForReplies(Cpu home, int replies);

    /// Refuses a synchronous message whose sender would have to serve it himself.
    abstract void refuseOwnSynchronous(Cpu home, Message message);

    /// Answers what lies on it, and from now on what comes; called when its owner has ended.
    final void close() {
        closed = true;
        closing = true;
        for (Message message = getMessage(); message != null; message = getMessage()) {
            if (!message.isReply()) {
                message.replyMessage(Message.TARGET_ENDED);
            }
        }
        closing = false;
    }

    /// Begins anew, for another owner in the same object.
    void reopen() {
        closed = false;
    }

    final boolean isClosed() {
        return closed;
    }

    /// Takes the account of what can be aborted here.
    final AbortAccount aborts() {
        if (aborts == null) {
            aborts = new AbortAccount(this);
        }
        return aborts;
    }

    private static void submit(Cpu home, Message message) {
        try {
            home.machine().submit(home, message);
        } catch (IllegalStateException refused) {
            message.stayBehind();
            throw refused;
        }
    }

    /// If the machine is stopped nobody there will collect the reply, which is no fault of the replier's.
    private static boolean submitReply(Cpu home, Message message) {
        final Machine machine = home.machine();
        try {
            if (Cpu.currentOrNull() == null) {
                machine.submitReply(home, message);
            } else {
                machine.submit(home, message);
            }
            return true;
        } catch (IllegalStateException refused) {
            if (!machine.isClosed()) {
                message.stayWithTarget();
                throw refused;
            }
            return false;
        }
    }

    /// Queues a request that is here, or answers it if nobody will.
    private void accept(Cpu home, Message message) {
        assert message.moved(MessageState.QUEUED);
        home.counters().messages++;
        if (closed || message.is(Message.SPECIAL_REQUEST)) {
            acceptSpecial(home, message);
            return;
        }
        enqueue(message);
        wakeReceivers(home, 1);
    }

    private void acceptSpecial(Cpu home, Message message) {
        if (message.is(Message.ABORT)) {
            acceptAbort(home, (AbortMessage) message);
            return;
        }
        if (closed && !closing) {
            answerForOwner(message);
            return;
        }
        enqueue(message);
        onAccount(home, message);
        wakeReceivers(home, 1);
    }

    /// Before anybody is woken who might get the message and end it.
    private void onAccount(Cpu home, Message message) {
        if (message.is(Message.RECEIPT)) {
            try {
                message.giveReceipt();
            } catch (RuntimeException | Error failure) { // the message lies here all the same
                home.machine().reportFailure(home.currentThread(), failure);
            }
        }
        if (message.is(Message.ABORTABLE)) {
            final AbortMessage early = aborts().take(message);
            if (early != null) {
                enqueue(early);
                wakeReceivers(home, 1); // they are two, and another one may have to get the second
            }
        }
    }

    private void answerForOwner(Message message) {
        assert message.moved(MessageState.PROCESSED);
        final AbortMessage early = message.is(Message.ABORTABLE) ? aborts().take(message) : null;
        message.replyMessage(Message.TARGET_ENDED);
        if (early != null) {
            assert early.moved(MessageState.PROCESSED);
            early.replyMessage(Message.NOT_ABORTED);
        }
    }

    /// A request to abort lies down behind the message that it names, waits for it, or follows it.
    private void acceptAbort(Cpu home, AbortMessage request) {
        final Message original = request.original();
        if (aborts().holds(original)) {
            if (closed) { // whoever got it has ended, or replies it without looking here
                assert request.moved(MessageState.PROCESSED);
                request.replyMessage(Message.NOT_ABORTED);
                return;
            }
            enqueue(request);
            wakeReceivers(home, 1);
        } else if (original.targetPort() == this && !original.isReply()) {
            aborts.await(request);
        } else {
            assert request.moved(MessageState.PROCESSED);
            aborts.noteFollowed();
            request.follow();
        }
    }

    /// A reply is home: a synchronous one is done where it is, an asynchronous one is queued.
    private void complete(Cpu home, Message message) {
        message.set(Message.REPLY);
        if (message.is(Message.ABORT)) {
            completeAbort(home, (AbortMessage) message);
        } else if (message.abort() != null) {
            message.holdReply();
        } else {
            deliverReply(home, message);
        }
    }

    /// The request to abort is back: the reply that waited for it may go on.
    private void completeAbort(Cpu home, AbortMessage request) {
        request.set(Message.DONE);
        assert request.moved(MessageState.HOME);
        if (request.original().releaseReply()) {
            deliverReply(home, request.original());
        }
    }

    /// What it asks for was passed on while it lay here, and came back: it is to be seen first again.
    private void layBehind(AbortMessage request) {
        assert request.moved(MessageState.SENDING);
        assert request.moved(MessageState.QUEUED);
        enqueue(request);
    }

    private void deliverReply(Cpu home, Message message) {
        message.set(Message.DONE);
        message.returnCredit();
        if (message.isSync() || closed) {
            assert message.moved(MessageState.HOME);
            wakeWaiter(home);
            return;
        }
        assert message.moved(MessageState.REPLIED);
        enqueue(message);
        wakeForReplies(home, 1);
    }

    private void enqueue(Message message) {
        message.set(Message.QUEUED);
        listOf(message).add(message);
    }

    private MessageList listOf(Message message) {
        if (!message.is(Message.PRIORITY)) {
            return ordinary;
        }
        if (urgent == null) {
            urgent = new MessageList();
        }
        return urgent;
    }

    private Message poll() {
        Message message = urgent == null ? null : urgent.poll();
        if (message == null) {
            message = ordinary.poll();
            if (message == null) {
                return null;
            }
        }
        taken(message);
        return message;
    }

    /// Takes one message out of the middle.
    final boolean unlink(Message message) {
        if (!listOf(message).remove(message)) {
            return false;
        }
        taken(message);
        return true;
    }

    private void taken(Message message) {
        message.clear(Message.QUEUED);
        assert message.moved(message.isReply() ? MessageState.HOME : MessageState.PROCESSED);
    }
}
