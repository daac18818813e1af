package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Message;

/// A lock that any number of readers have at once, or one writer.
///
/// Owner: its home, as of [Gate]. Not recursive, in either way, and a reader cannot become a writer: it would wait
/// for itself. **First in, first out**: a reader waits behind a writer that came before it, and the other way round,
/// so neither starves. Readers that stand together in line go in together.
public final class ReadWriteLock extends Gate {
    private static final int READ = 0, WRITE = 1, READ_END = 2, WRITE_END = 3;

    private final WaitLine waiting = new WaitLine();
    private int readers;
    private Task writer;

    /// Makes one on the current CPU.
    ///
    /// @throws IllegalStateException if an ordinary Java thread calls
    public ReadWriteLock() {
        this(Cpu.current());
    }

    /// Makes one on a CPU.
    public ReadWriteLock(Cpu home) {
        super("lock", home);
    }

    /// Goes in as a reader.
    ///
    /// @throws IllegalStateException if the caller is in as the writer
    /// @throws CancelledException if the caller is cancelled while it waits; then it is not in
    public void lockRead() {
        final Task self = Task.current();
        if (self.isOn(home()) && writer == null && waiting.isEmpty()) {
            readers++;
        } else if (await(self, READ, 0, null) == REFUSED) {
            throw new IllegalStateException(self + " locked for reading what it has locked for writing; read without");
        }
    }

    /// Goes in as the writer.
    ///
    /// @throws IllegalStateException if the caller is in as the writer
    /// @throws CancelledException if the caller is cancelled while it waits; then it is not in
    public void lockWrite() {
        final Task self = Task.current();
        if (self.isOn(home()) && writer == null && readers == 0) {
            writer = self;
        } else if (await(self, WRITE, 0, null) == REFUSED) {
            throw new IllegalStateException(self + " locked for writing what it has locked so; it is not recursive");
        }
    }

    /// Comes out as a reader.
    ///
    /// @throws IllegalStateException if nobody is in as a reader
    public void unlockRead() {
        if ((isHere() ? endRead() : perform(Task.current(), READ_END, 0, null)) == REFUSED) {
            throw new IllegalStateException(
                    Task.current() + " unlocked for reading what nobody has locked so; lock it before");
        }
    }

    /// Comes out as the writer.
    ///
    /// @throws IllegalStateException if the caller is not in as the writer
    public void unlockWrite() {
        final Task self = Task.current();
        if ((isHere() ? endWrite(self) : perform(self, WRITE_END, 0, null)) == REFUSED) {
            throw new IllegalStateException(self + " unlocked for writing what it has not locked so; lock it before");
        }
    }

    @Override
    int onRequest(Request request) {
        return switch (request.operation) {
            case READ, WRITE -> onLock(request);
            case READ_END -> endRead();
            default -> endWrite(request.thread);
        };
    }

    /// Whoever stands behind may be next.
    @Override
    void giveUp(Request request) {
        super.giveUp(request);
        serve();
    }

    private int onLock(Request request) {
        if (writer == request.thread) {
            return REFUSED;
        }
        if (waiting.isEmpty() && admit(request)) {
            return OK;
        }
        waiting.add(request);
        return Message.ASYNC;
    }

    private boolean admit(Request request) {
        if (writer != null) {
            return false;
        }
        if (request.operation == READ) {
            readers++;
            return true;
        }
        if (readers != 0) {
            return false;
        }
        writer = request.thread;
        return true;
    }

    private int endRead() {
        if (readers == 0) {
            return REFUSED;
        }
        readers--;
        serve();
        return OK;
    }

    private int endWrite(Task who) {
        if (writer != who) {
            return REFUSED;
        }
        writer = null;
        serve();
        return OK;
    }

    private void serve() {
        for (Request first = waiting.first(); first != null && admit(first); first = waiting.first()) {
            waiting.remove(first);
            first.replyMessage(OK);
        }
    }
}
