package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Message;

/// Permits, which threads take and give back; who finds too few waits.
///
/// Owner: its home, as of [Gate]. **First in, first out**: while somebody waits nobody takes any, however few he
/// wants. Ordinary Java threads may use it as well; on its home [#release] may also be called in entries of the
/// crossbar and by timers. Bound: 2^62 permits.
public final class Semaphore extends Gate {
    private static final int ACQUIRE = 0, RELEASE = 1, TRY = 2;
    private static final int TOO_FEW = REFUSED + 1;
    private static final long MOST = 1L << 62;

    private final WaitLine waiting = new WaitLine();
    private long permits;

    /// Makes one on the current CPU.
    ///
    /// @param permits how many there are at first, 0 or more
    /// @throws IllegalStateException if an ordinary Java thread calls
    public Semaphore(long permits) {
        this(Cpu.current(), permits);
    }

    /// Makes one on a CPU.
    ///
    /// @param permits how many there are at first, 0 or more
    public Semaphore(Cpu home, long permits) {
        super("semaphore", home);
        check(permits, 0);
        this.permits = permits;
    }

    /// Takes a permit, and waits for one.
    ///
    /// @throws CancelledException if the caller is cancelled meanwhile; then it has got none
    public void acquire() {
        acquire(1);
    }

    /// Takes permits, all at once, and waits until there are so many.
    ///
    /// @param count 1 or more
    /// @throws CancelledException if the caller is cancelled meanwhile; then it has got none
    public void acquire(long count) {
        check(count, 1);
        if (!isHere()) {
            if (Cpu.currentOrNull() == null) {
                Outside.perform(this, ACQUIRE, count, null);
                return;
            }
        } else if (take(count)) {
            return;
        }
        await(Task.current(), ACQUIRE, count, null);
    }

    /// Takes permits if there are so many, and nobody waits.
    ///
    /// @param count 1 or more
    /// @return false if it took none
    public boolean tryAcquire(long count) {
        check(count, 1);
        if (isHere()) {
            return take(count);
        }
        return ask(TRY, count) == OK;
    }

    /// Gives permits, and wakes those who have waited longest as far as they suffice.
    ///
    /// @param count 1 or more
    /// @throws IllegalStateException if there would be too many
    public void release(long count) {
        check(count, 1);
        if ((isHere() ? give(count) : ask(RELEASE, count)) == REFUSED) {
            throw new IllegalStateException(
                    count + " permits were given to a semaphore that can have 2^62; give back" + " what was taken");
        }
    }

    /// Gives a permit.
    public void release() {
        release(1);
    }

    @Override
    int onRequest(Request request) {
        return switch (request.operation) {
            case ACQUIRE -> onAcquire(request);
            case RELEASE -> give(request.amount);
            default -> take(request.amount) ? OK : TOO_FEW;
        };
    }

    /// Whoever wants fewer may be next.
    @Override
    void giveUp(Request request) {
        super.giveUp(request);
        serve();
    }

    private int onAcquire(Request request) {
        if (take(request.amount)) {
            return OK;
        }
        waiting.add(request);
        return Message.ASYNC;
    }

    private boolean take(long count) {
        if (permits < count || !waiting.isEmpty()) {
            return false;
        }
        permits -= count;
        return true;
    }

    private int give(long count) {
        if (count > MOST - permits) {
            return REFUSED;
        }
        permits += count;
        serve();
        return OK;
    }

    private void serve() {
        for (Request first = waiting.first(); first != null && first.amount <= permits; first = waiting.first()) {
            waiting.remove(first);
            permits -= first.amount;
            first.replyMessage(OK);
        }
    }

    private int ask(int operation, long count) {
        return Cpu.currentOrNull() == null
                ? Outside.perform(this, operation, count, null).error()
                : perform(Task.current(), operation, count, null);
    }

    private static void check(long count, long least) {
        if (count < least || count > MOST) {
            throw new IllegalArgumentException(count + " permits were given to a semaphore; use " + least + " to 2^62");
        }
    }
}
