package anax.runtime;

/// A port that one thread owns: it alone gets messages from it, and it is woken when one comes.
///
/// Owner: its thread, and so the CPU that the thread is on; others send, from any CPU of the machine. Allocates
/// nothing. Bound: the number of messages that exist, for each is linked where it lies. A message that arrives where
/// its thread no longer is follows it. When the thread ends, requests that lie on its ports, and those that come
/// later, are replied with [Message#TARGET_ENDED]; replies are dropped, for nobody will collect them.
public final class ThreadPort extends Port {
    private final Lwkt owner;
    private final ThreadPort addedBefore; // among the ports of its thread
    private Message head;
    private Message tail;
    private int depth;
    private boolean waiting;
    private boolean closed; // its thread has ended

    /// Makes an empty port beside the one that every thread has. The paper's `lwkt_initport`. On the owner's CPU.
    ///
    /// @param owner the thread that will get messages from it
    public ThreadPort(Lwkt owner) {
        assert owner.cpu().isCurrent() : "a port of " + owner + " was made on " + Cpu.currentOrNull();
        this.owner = owner;
        addedBefore = owner.addPort(this);
        closed = owner.hasEnded();
    }

    private ThreadPort(Lwkt owner, ThreadPort addedBefore) {
        this.owner = owner;
        this.addedBefore = addedBefore;
    }

    /// Makes the port that a thread is born with.
    static ThreadPort builtIn(Lwkt owner) {
        return new ThreadPort(owner, null);
    }

    /// The thread that gets messages from it.
    public Lwkt owner() {
        return owner;
    }

    /// How many messages lie on it. From another CPU the answer may be old.
    public int depth() {
        return depth;
    }

    @Override
    public Message getMessage() {
        assert owner.cpu().isCurrent() : "the port of " + owner + " was used on " + Cpu.currentOrNull();
        final Message message = head;
        if (message != null) {
            unlinkHead(message);
        }
        return message;
    }

    @Override
    public Message waitMessage() {
        refuseOthers("wait for messages");
        Message message;
        while ((message = getMessage()) == null) {
            waiting = true;
            Lwkt.block("message");
        }
        return message;
    }

    @Override
    public int waitReply(Message message) {
        checkWaiter();
        if (message.replyPort() != this) {
            throw new IllegalStateException("the reply of a message was waited for on the port of " + owner
                    + ", but it goes to another one; wait on the port that replyTo named");
        }
        while (!message.isDone()) {
            waiting = true;
            Lwkt.block("reply");
        }
        if (message.isQueued()) {
            unlink(message);
        }
        return message.error();
    }

    @Override
    int putPort(Message message) {
        if (message.isSync() && Lwkt.current() == owner) {
            message.clear(Message.SYNC);
            message.set(Message.DONE);
            throw new IllegalStateException(
                    owner + " sent a synchronous message to its own port and would wait for itself"
                            + " for ever; call the work directly, or send the message and go on");
        }
        message.targetPort(this);
        final Cpu here = Cpu.current();
        final Cpu home = owner.cpu();
        if (here == home) {
            accept(home, message);
        } else {
            final boolean sync = message.isSync(); // once it is sent it is no longer ours to read
            here.send(home, message);
            if (sync) {
                here.outbound().ringBells();
            }
        }
        return Message.ASYNC;
    }

    @Override
    void replyPort(Message message) {
        final Cpu here = Cpu.current();
        final Cpu home = owner.cpu();
        if (here == home) {
            complete(home, message);
        } else {
            message.set(Message.REPLY);
            here.send(home, message);
        }
    }

    @Override
    void arrive(Cpu cpu, Message message) {
        final Cpu home = owner.cpu();
        if (home != cpu) {
            cpu.send(home, message);
        } else if (message.isReply()) {
            complete(cpu, message);
        } else {
            accept(cpu, message);
        }
    }

    /// A reply is home: a synchronous one is done where it is, an asynchronous one is queued.
    private void complete(Cpu home, Message message) {
        message.set(Message.REPLY | Message.DONE);
        if (message.isSync()) {
            wakeOwner(home);
        } else if (!closed) {
            enqueue(home, message);
        }
    }

    private void accept(Cpu home, Message message) {
        if (closed) {
            message.replyMessage(Message.TARGET_ENDED);
        } else {
            enqueue(home, message);
        }
    }

    private void enqueue(Cpu home, Message message) {
        message.set(Message.QUEUED);
        message.next = null;
        if (tail == null) {
            head = message;
        } else {
            tail.next = message;
        }
        tail = message;
        depth++;
        wakeOwner(home);
    }

    private void wakeOwner(Cpu home) {
        if (waiting) {
            waiting = false;
            owner.scheduleOnCpu(home);
        }
    }

    private void unlinkHead(Message message) {
        head = message.next;
        if (head == null) {
            tail = null;
        }
        message.next = null;
        message.clear(Message.QUEUED);
        depth--;
    }

    /// Takes one message out of the middle of the list.
    private void unlink(Message message) {
        Message before = null;
        Message at = head;
        while (at != message) {
            before = at;
            at = at.next;
        }
        if (before == null) {
            unlinkHead(message);
            return;
        }
        before.next = message.next;
        if (tail == message) {
            tail = before;
        }
        message.next = null;
        message.clear(Message.QUEUED);
        depth--;
    }

    @Override
    void checkWaiter() {
        refuseOthers("wait for a reply");
    }

    /// Answers what lies on it, and from now on what comes; called by its thread as the last thing that it does.
    void close() {
        closed = true;
        for (Message message = getMessage(); message != null; message = getMessage()) {
            if (!message.isReply()) {
                message.replyMessage(Message.TARGET_ENDED);
            }
        }
    }

    /// Begins anew, for another thread in the same object.
    void reopen() {
        closed = false;
        waiting = false;
    }

    /// The port of the same thread that was made before this one; null if there is none.
    ThreadPort addedBefore() {
        return addedBefore;
    }

    private void refuseOthers(String what) {
        Lwkt caller = Lwkt.current();
        if (caller != owner) {
            throw new IllegalStateException(
                    caller + " tried to " + what + " on the port of " + owner + "; only the port's owner may");
        }
    }
}
