package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.Message;
import anax.runtime.OwnerPort;

/// Something at which threads wait: its state belongs to one CPU, its home. Threads of that CPU touch it directly,
/// without atomics; all others send a [Request] there and block until it comes back.
///
/// Owner: its home, the CPU that makes it unless another one is named. A wait allocates nothing, but for those of
/// ordinary Java threads, which allocate a port each time. Waiting blocks the lightweight thread, never the CPU. Who
/// waits is served in the order in which requests reached the home, unless the kind says otherwise. Bound: the number
/// of threads.
abstract sealed class Gate permits Barrier, Channel, Future, Inflow, Mutex, ReadWriteLock, Scope, Semaphore {
    /// Results of requests, beside those of [Message].
    static final int OK = 0, REFUSED = 1;

    private final String word;
    private final Cpu home;
    private final OwnerPort port;

    /// Makes a gate.
    ///
    /// @param word what whoever lists the threads is told that they wait for
    Gate(String word, Cpu home) {
        this.word = word;
        this.home = home;
        port = new OwnerPort(word, home, this::onMessage);
    }

    /// Handles a request, on the home.
    ///
    /// @return its result; [Message#ASYNC] if it was put into a line
    abstract int onRequest(Request request);

    /// Has a request that waits in a line of this gate leave it.
    void giveUp(Request request) {
        request.line.remove(request);
        request.replyMessage(Message.ABORTED);
    }

    final String word() {
        return word;
    }

    final Cpu home() {
        return home;
    }

    /// True if the caller runs on the home, and so may touch what belongs to it.
    final boolean isHere() {
        return home == Cpu.currentOrNull();
    }

    /// Has the home handle a request, and waits for the answer; the caller can be cancelled meanwhile.
    ///
    /// @return the request's result, 0 or more
    /// @throws CancelledException if the caller was cancelled
    final int await(Task caller, int operation, long amount, Object item) {
        return caller.await(this, operation, amount, item);
    }

    /// The same for what must come to its end.
    final int perform(Task caller, int operation, long amount, Object item) {
        return caller.perform(this, operation, amount, item);
    }

    /// Sends an entry to the home, or runs it if this is the home.
    final void send(Cpu here, Ipi entry) {
        if (here.machine() == home.machine()) {
            here.send(home, entry);
        } else {
            home.machine().submit(home, entry);
        }
    }

    final OwnerPort port() {
        return port;
    }

    private int onMessage(Message message) {
        final Request request = (Request) message;
        return request.arriveWithdrawn() ? Message.ABORTED : onRequest(request);
    }
}
