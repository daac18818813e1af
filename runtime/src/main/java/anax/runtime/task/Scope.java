package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Message;

/// Threads that live no longer than the block that made them: if one fails the others are cancelled.
///
/// Owner: its home, the CPU on which it is opened; the thread that opens it forks, joins and closes. Children may run
/// on any CPU and open scopes of their own. Allocates when opened, when a child is made, and when one is cancelled.
/// Bound: memory.
///
/// ```java
/// try (Scope scope = Scope.open()) {
///     scope.fork("left", () -> ...);
///     scope.fork(1, "right", () -> ...);
///     scope.join();
/// }
/// ```
/// A child that fails has its siblings cancelled, each where it waits, for a wait is a message that is asked back;
/// then [#join] throws what the first one threw, and the failures of others are suppressed ones of that. Who leaves
/// the block in another way, also because it is cancelled itself, has its children cancelled and waits for them.
public final class Scope extends Gate implements AutoCloseable {
    private static final int JOIN = 0, CLOSE = 1, ENDED = 2, CANCEL = 3;

    private final Task opener = Task.current();
    private Task children;
    private int living;
    private boolean cancelled;
    private Throwable failure;
    private String failed;
    private final WaitLine waiting = new WaitLine(); // the opener, if it waits

    private Scope() {
        super("scope", Cpu.current());
    }

    /// Opens one for the running thread.
    ///
    /// @throws IllegalStateException if an ordinary Java thread calls
    public static Scope open() {
        return new Scope();
    }

    /// Makes a child on this CPU.
    ///
    /// @throws IllegalStateException if another thread than the one that opened it calls, or on another CPU
    public Task fork(String name, Runnable body) {
        return fork(home().id(), name, body);
    }

    /// Makes a child. In a scope that is cancelled it ends before it begins.
    ///
    /// @param cpu  where it runs: 0 to the machine's number of CPUs, exclusive
    /// @param name what people call it
    /// @param body what it does
    /// @throws IllegalStateException if another thread than the one that opened it calls, or on another CPU
    public Task fork(int cpu, String name, Runnable body) {
        refuseOthers("forked a child in");
        if (!isHere()) {
            throw new IllegalStateException(
                    opener + " forked a child on another CPU than that of its scope; open one there");
        }
        final Task child = new Task(name, home().machine().cpu(cpu), body);
        child.scope = this;
        child.scopeNext = children;
        if (children != null) {
            children.scopePrevious = child;
        }
        children = child;
        living++;
        child.start();
        if (cancelled) {
            child.cancel();
        }
        return child;
    }

    /// Waits until all children have ended.
    ///
    /// @throws TaskFailedException if one failed; the cause is what it threw
    /// @throws CancelledException if the caller is cancelled meanwhile
    /// @throws IllegalStateException if another thread than the one that opened it calls
    public void join() {
        refuseOthers("joined");
        final int result = await(opener, JOIN, 0, null);
        final Throwable thrown = (Throwable) opener.takeItem();
        if (result == REFUSED) {
            throw new TaskFailedException("child " + failed, thrown);
        }
    }

    /// Cancels all children. For the thread that opened it, and for the children.
    public void cancel() {
        perform(Task.current(), CANCEL, 0, null);
    }

    /// Cancels the children that live, and waits for them; throws nothing of theirs.
    ///
    /// @throws IllegalStateException if another thread than the one that opened it calls
    @Override
    public void close() {
        refuseOthers("closed");
        perform(opener, CLOSE, 0, null);
        opener.takeItem();
    }

    /// A child ends; it calls, on its own CPU.
    void onEnd(Task child, Throwable thrown) {
        perform(child, ENDED, 0, thrown);
        child.takeItem();
    }

    @Override
    int onRequest(Request request) {
        return switch (request.operation) {
            case JOIN -> onJoin(request);
            case CLOSE -> {
                cancelAll();
                yield onJoin(request);
            }
            case ENDED -> onEnded(request);
            default -> {
                cancelAll();
                yield OK;
            }
        };
    }

    private int onJoin(Request request) {
        if (living != 0) {
            waiting.add(request);
            return Message.ASYNC;
        }
        return fill(request);
    }

    private int onEnded(Request request) {
        final Task child = request.thread;
        final Throwable thrown = (Throwable) request.takeItem();
        unlink(child);
        living--;
        if (thrown != null) {
            note(child, thrown);
            cancelAll();
        }
        if (living == 0 && !waiting.isEmpty()) {
            final Request joining = waiting.poll();
            joining.replyMessage(fill(joining));
        }
        return OK;
    }

    private void note(Task child, Throwable thrown) {
        if (failure == null) {
            failure = thrown;
            failed = child.name();
        } else if (failure != thrown) {
            failure.addSuppressed(thrown);
        }
    }

    private void cancelAll() {
        if (cancelled) {
            return;
        }
        cancelled = true;
        for (Task child = children; child != null; child = child.scopeNext) {
            child.cancel();
        }
    }

    private void unlink(Task child) {
        if (child.scopePrevious == null) {
            children = child.scopeNext;
        } else {
            child.scopePrevious.scopeNext = child.scopeNext;
        }
        if (child.scopeNext != null) {
            child.scopeNext.scopePrevious = child.scopePrevious;
        }
        child.scopeNext = null;
        child.scopePrevious = null;
    }

    private int fill(Request request) {
        request.item = failure;
        return failure == null ? OK : REFUSED;
    }

    private void refuseOthers(String what) {
        if (Task.current() != opener) {
            throw new IllegalStateException(
                    Task.current() + " " + what + " a scope of " + opener + "; only the thread that opened it may");
        }
    }
}
