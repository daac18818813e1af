package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Message;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// A value that comes later, or the failure that comes instead of it: set once, read by any number of threads.
///
/// Owner: its home, as of [Gate]. Any thread sets and reads it, also ordinary ones. On its home [#complete], [#fail]
/// and [#isDone] may be called in entries of the crossbar and by timers too.
///
/// @param <T> the type of the value
public final class Future<T> extends Gate {
    /// What requests ask for.
    static final int GET = 0, COMPLETE = 1, FAIL = 2, DETACH = 3, BEGIN = 4;

    private static final int FAILED = REFUSED + 1;

    private final WaitLine waiting = new WaitLine();
    private Object value;
    private Throwable failure;
    private boolean done;
    private boolean detached;

    /// Makes one on the current CPU.
    ///
    /// @throws IllegalStateException if an ordinary Java thread calls
    public Future() {
        this(Cpu.current());
    }

    /// Makes one on a CPU.
    public Future(Cpu home) {
        this("future", home);
    }

    Future(String word, Cpu home) {
        super(word, home);
    }

    /// Sets the value, and wakes all who wait for it.
    ///
    /// @return false if it was set before, or has failed
    public boolean complete(T newValue) {
        return isHere() ? settle(newValue, null) : ask(COMPLETE, newValue);
    }

    /// Says that there will be no value, and why.
    ///
    /// @return false if it was set before, or has failed
    public boolean fail(Throwable reason) {
        return isHere() ? settle(null, reason) : ask(FAIL, reason);
    }

    /// True if there is a value or a failure. On the home.
    public boolean isDone() {
        assert isHere() : "a future of " + home() + " was looked at on " + Cpu.currentOrNull();
        return done;
    }

    /// The value, as soon as it is there.
    ///
    /// @throws TaskFailedException if it failed; the cause says why
    /// @throws CancelledException if the caller is cancelled meanwhile
    public T get() {
        if (Cpu.currentOrNull() == null) {
            return taken(Outside.perform(this, GET, 0, null));
        }
        final Task self = Task.current();
        final int result = await(self, GET, 0, null);
        return taken(result, self.takeItem());
    }

    /// The same for an ordinary Java thread that does not wait for ever.
    ///
    /// @throws TimeoutException if it is not there in time
    /// @throws InterruptedException if the caller was interrupted
    /// @throws IllegalStateException if a lightweight thread calls
    public T get(Duration timeout) throws TimeoutException, InterruptedException {
        return taken(Outside.perform(this, GET, timeout));
    }

    @Override
    int onRequest(Request request) {
        return switch (request.operation) {
            case GET -> onGet(request);
            case COMPLETE -> settle(request.item, null) ? OK : REFUSED;
            case FAIL -> settle(null, (Throwable) request.item) ? OK : REFUSED;
            case BEGIN -> {
                request.thread.follow();
                yield OK;
            }
            default -> onDetach(request);
        };
    }

    /// Says that what it stands for, a thread, has begun on another CPU.
    void begin(Task beginning) {
        perform(beginning, BEGIN, 0, null);
    }

    /// Ends what it stands for, a thread.
    ///
    /// @return false if nobody will ask for the failure
    boolean end(Task ending, Throwable thrown) {
        if (isHere()) {
            settle(null, thrown);
            return !detached;
        }
        perform(ending, FAIL, 0, thrown);
        return ending.takeItem() == null;
    }

    /// Refuses all who ask from now on.
    ///
    /// @throws TaskFailedException if it has failed, which nobody would learn any more
    void detach() {
        if (Cpu.currentOrNull() == null) {
            taken(Outside.perform(this, DETACH, 0, null));
        } else {
            final Task self = Task.current();
            final int result = perform(self, DETACH, 0, null);
            taken(result, self.takeItem());
        }
    }

    private int onGet(Request request) {
        if (detached) {
            return REFUSED;
        }
        if (!done) {
            waiting.add(request);
            return Message.ASYNC;
        }
        return fill(request);
    }

    private int onDetach(Request request) {
        if (detached || !waiting.isEmpty()) {
            return REFUSED;
        }
        detached = true;
        return fill(request);
    }

    private boolean settle(Object newValue, Throwable thrown) {
        if (done) {
            return false;
        }
        done = true;
        value = newValue;
        failure = thrown;
        for (Request each = waiting.poll(); each != null; each = waiting.poll()) {
            each.replyMessage(fill(each));
        }
        return true;
    }

    private int fill(Request request) {
        request.item = failure != null ? failure : value;
        return failure != null ? FAILED : OK;
    }

    private boolean ask(int operation, Object argument) {
        if (Cpu.currentOrNull() == null) {
            return Outside.perform(this, operation, 0, argument).error() == OK;
        }
        final Task self = Task.current();
        final boolean first = perform(self, operation, 0, argument) == OK;
        self.takeItem();
        return first;
    }

    private T taken(Request request) {
        return taken(request.error(), request.item);
    }

    @SuppressWarnings("unchecked") // only complete sets it
    private T taken(int result, Object item) {
        if (result == FAILED) {
            throw new TaskFailedException(word(), (Throwable) item);
        }
        if (result == REFUSED) {
            throw new IllegalStateException(word() + " was joined or detached, but it is detached already, or somebody"
                    + " waits for it; join or detach a thread once");
        }
        return (T) item;
    }
}
