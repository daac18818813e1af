package anax.runtime;

/// A port that the threads of one CPU share: any of them may get messages from it, and each message goes to one.
///
/// Owner: its CPU, on which it is made and stays. Otherwise as [QueuedPort] says. Each message wakes the thread that
/// has waited longest; one that finds another was faster waits again. It takes the place of DragonFly's spin port,
/// without its lock: threads of other CPUs cannot wait here, they send.
public final class CpuPort extends QueuedPort {
    private final Cpu cpu = Cpu.current();
    private final WaitQueue receivers = new WaitQueue();
    private final WaitQueue waiters = new WaitQueue();

    /// Makes an empty port on the current CPU.
    ///
    /// @throws IllegalStateException if an ordinary Java thread calls
    public CpuPort() {}

    @Override
    public Message waitMessage() {
        refuseOtherCpus("wait for messages");
        long seen = receivers.generation();
        Message message;
        while ((message = getMessage()) == null) {
            seen = receivers.block("message", seen);
        }
        return message;
    }

    @Override
    int awaitReply(Message message) {
        long seen = waiters.generation();
        while (!message.isDone()) {
            seen = waiters.block("reply", seen);
        }
        if (message.isQueued()) {
            unlink(message);
        }
        return message.error();
    }

    /// Whose port it is.
    @Override
    public String toString() {
        return "a port of " + cpu;
    }

    @Override
    Cpu home() {
        return cpu;
    }

    @Override
    void wakeReceivers(Cpu home, int messages) {
        if (receivers.size() != 0) {
            receivers.signal(messages);
        }
    }

    @Override
    void wakeWaiter(Cpu home) {
        if (waiters.size() != 0) {
            waiters.signal(-1); // each looks whether it is his
        }
    }

    @Override
    void wakeForReplies(Cpu home, int replies) {
        wakeReceivers(home, replies);
        wakeWaiter(home);
    }

    @Override
    void refuseOwnSynchronous(Cpu home, Message message) {}

    @Override
    void checkWaiter() {
        refuseOtherCpus("wait for a reply");
    }

    private void refuseOtherCpus(String what) {
        if (!cpu.isCurrent()) {
            throw new IllegalStateException(Lwkt.current() + " tried to " + what + " on " + this
                    + "; only threads of that CPU may: move there, or send");
        }
    }
}
