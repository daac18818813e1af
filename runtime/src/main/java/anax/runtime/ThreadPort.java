package anax.runtime;

/// A port that one thread owns: it alone gets messages from it, and it is woken when one comes.
///
/// Owner: its thread, and so the CPU that the thread is on. Otherwise as [QueuedPort] says. It closes when its thread
/// ends.
public final class ThreadPort extends QueuedPort {
    private final Lwkt owner;
    private final ThreadPort addedBefore; // among the ports of its thread

    /// Makes an empty port beside the one that every thread has. The paper's `lwkt_initport`. On the owner's CPU.
    ///
    /// @param owner the thread that will get messages from it
    /// @throws IllegalStateException if the thread has ended
    public ThreadPort(Lwkt owner) {
        assert owner.cpu().isCurrent() : "a port of " + owner + " was made on " + Cpu.currentOrNull();
        if (owner.hasEnded()) {
            throw new IllegalStateException("a port was made for " + owner + ", which has ended; name one that lives");
        }
        this.owner = owner;
        addedBefore = owner.addPort(this);
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

    @Override
    public Message waitMessage() {
        refuseOthers("wait for messages");
        Message message;
        while ((message = getMessage()) == null) {
            awaitArrival("message");
        }
        return message;
    }

    @Override
    int awaitReply(Message message) {
        while (!message.isDone()) {
            awaitArrival(message.waitReason());
        }
        if (message.isQueued()) {
            unlink(message);
        }
        return message.error();
    }

    /// Whose port it is.
    @Override
    public String toString() {
        return "the port of " + owner;
    }

    @Override
    Cpu home() {
        return owner.cpu();
    }

    @Override
    void wakeReceivers(Cpu home, int messages) {
        if (owner.waitsOnPort) {
            owner.waitsOnPort = false;
            owner.scheduleOnCpu(home);
        }
    }

    @Override
    void wakeWaiter(Cpu home) {
        wakeReceivers(home, 1);
    }

    @Override
    void wakeForReplies(Cpu home, int replies) {
        wakeReceivers(home, 1);
    }

    @Override
    void refuseOwnSynchronous(Cpu home, Message message) {
        if (message.isSyncOfSender() && home.currentThread() == owner) {
            message.stayBehind();
            throw new IllegalStateException(
                    owner + " sent a synchronous message to its own port and would wait for itself"
                            + " for ever; call the work directly, or send the message and go on");
        }
    }

    @Override
    void checkWaiter() {
        refuseOthers("wait for a reply");
    }

    @Override
    void reopen() {
        super.reopen();
        owner.waitsOnPort = false;
    }

    /// Blocks its thread until a message comes, or for no reason; what waits for credit looks again.
    void awaitReply() {
        awaitArrival("credit");
    }

    /// The port of the same thread that was made before this one; null if there is none.
    ThreadPort addedBefore() {
        return addedBefore;
    }

    /// Returns when something may have come, perhaps for somebody else.
    private void awaitArrival(String what) {
        if (!owner.cpu.takeInPlace(what)) {
            owner.waitsOnPort = true;
            owner.blockHere(what);
        }
    }

    private void refuseOthers(String what) {
        Lwkt caller = Lwkt.current();
        if (caller != owner) {
            throw new IllegalStateException(
                    caller + " tried to " + what + " on the port of " + owner + "; only the port's owner may");
        }
    }
}
