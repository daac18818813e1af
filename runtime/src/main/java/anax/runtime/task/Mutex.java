package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Message;

/// A lock for state that several threads change and that they may not leave half done across a wait.
///
/// Owner: its home, as of [Gate]. Not recursive. **First in, first out**: who unlocks hands it to whoever has waited
/// longest, so nobody overtakes. Taking it on its home while it is free costs a few loads and a store. A thread that
/// ends without unlocking leaves it locked.
///
/// ```java
/// mutex.lock();
/// try { ... } finally { mutex.unlock(); }
/// ```
public final class Mutex extends Gate {
    private static final int LOCK = 0, UNLOCK = 1, AWAIT = 2, SIGNAL = 3, TRY = 4;
    private static final int BUSY = REFUSED + 1;

    private final WaitLine waiting = new WaitLine();
    private Task holder;

    /// Makes one on the current CPU.
    ///
    /// @throws IllegalStateException if an ordinary Java thread calls
    public Mutex() {
        this(Cpu.current());
    }

    /// Makes one on a CPU.
    public Mutex(Cpu home) {
        super("mutex", home);
    }

    /// Takes it, and waits if somebody has it.
    ///
    /// @throws IllegalStateException if the caller has it
    /// @throws CancelledException if the caller is cancelled while it waits; then it has not got it
    public void lock() {
        final Task self = Task.current();
        if (self.isOn(home()) && holder == null) {
            holder = self;
        } else if (await(self, LOCK, 0, null) == REFUSED) {
            throw new IllegalStateException(self + " locked a mutex that it has already; it is not recursive");
        }
    }

    /// Takes it if nobody has it.
    ///
    /// @return false if somebody has
    public boolean tryLock() {
        final Task self = Task.current();
        if (!self.isOn(home())) {
            return perform(self, TRY, 0, null) == OK;
        }
        return take(self);
    }

    /// Gives it to whoever has waited longest, or to nobody. From another CPU it waits until the home has it.
    ///
    /// @throws IllegalStateException if the caller does not have it
    public void unlock() {
        final Task self = Task.current();
        if (self.isOn(home())) {
            if (holder != self) {
                throw refused(self, "unlocked");
            }
            passOn();
        } else if (perform(self, UNLOCK, 0, null) == REFUSED) {
            throw refused(self, "unlocked");
        }
    }

    /// Makes a condition on the state that this protects.
    public Condition newCondition() {
        return new Condition(this);
    }

    @Override
    int onRequest(Request request) {
        return switch (request.operation) {
            case LOCK -> onLock(request);
            case TRY -> take(request.thread) ? OK : BUSY;
            case UNLOCK -> onUnlock(request);
            case AWAIT -> onAwait(request);
            default -> onSignal(request);
        };
    }

    /// Who waits for a signal gets the mutex first, and learns then that it was cancelled.
    @Override
    void giveUp(Request request) {
        if (request.operation == LOCK) {
            super.giveUp(request);
        } else if (request.line != waiting) {
            request.line.remove(request);
            request.amount = Message.ABORTED;
            queue(request);
        }
    }

    /// Lets it go and waits for a signal; for its [Condition].
    void await(WaitLine line) {
        final Task self = Task.current();
        if (await(self, AWAIT, 0, line) == REFUSED) {
            throw refused(self, "waited for a condition of");
        }
    }

    /// Has those who wait for a signal queue for the mutex; for its [Condition].
    void signal(WaitLine line, int count) {
        final Task self = Task.current();
        if (perform(self, SIGNAL, count, line) == REFUSED) {
            throw refused(self, "signalled a condition of");
        }
    }

    private int onLock(Request request) {
        if (holder == null) {
            holder = request.thread;
            return OK;
        }
        if (holder == request.thread) {
            return REFUSED;
        }
        waiting.add(request);
        return Message.ASYNC;
    }

    private int onUnlock(Request request) {
        if (holder != request.thread) {
            return REFUSED;
        }
        passOn();
        return OK;
    }

    private int onAwait(Request request) {
        if (holder != request.thread) {
            return REFUSED;
        }
        final WaitLine line = (WaitLine) request.item;
        request.amount = OK;
        line.add(request);
        passOn();
        return Message.ASYNC;
    }

    private int onSignal(Request request) {
        if (holder != request.thread) {
            return REFUSED;
        }
        final WaitLine line = (WaitLine) request.item;
        for (long left = Math.min(request.amount, line.size()); left > 0; left--) {
            waiting.add(line.poll());
        }
        return OK;
    }

    private boolean take(Task who) {
        if (holder != null) {
            return false;
        }
        holder = who;
        return true;
    }

    private void queue(Request request) {
        waiting.add(request);
        if (holder == null) {
            passOn();
        }
    }

    private void passOn() {
        final Request next = waiting.poll();
        if (next == null) {
            holder = null;
            return;
        }
        holder = next.thread;
        next.replyMessage(next.operation == AWAIT ? (int) next.amount : OK);
    }

    private static IllegalStateException refused(Task self, String what) {
        return new IllegalStateException(self + " " + what + " a mutex that it does not have; lock it before");
    }
}
