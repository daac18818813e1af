package anax.runtime.task;

import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Message;

/// Where a number of threads wait for each other: the last one that comes releases all, and the next round begins.
///
/// Owner: its home, as of [Gate]. A thread that is cancelled while it waits leaves, as if it had not come. Ordinary
/// Java threads may be among them.
public final class Barrier extends Gate {
    private static final int COME = 0;

    private final WaitLine waiting = new WaitLine();
    private final int parties;

    /// Makes one on the current CPU.
    ///
    /// @param parties how many threads, 1 or more
    /// @throws IllegalStateException if an ordinary Java thread calls
    public Barrier(int parties) {
        this(Cpu.current(), parties);
    }

    /// Makes one on a CPU.
    ///
    /// @param parties how many threads, 1 or more
    public Barrier(Cpu home, int parties) {
        super("barrier", home);
        if (parties < 1) {
            throw new IllegalArgumentException(parties + " parties were given to a barrier; use 1 or more");
        }
        this.parties = parties;
    }

    /// Waits for the others.
    ///
    /// @return how many had come before, of this round: 0 for the first, one less than there are parties for the
    ///     last
    /// @throws CancelledException if the caller is cancelled meanwhile
    public int await() {
        return Cpu.currentOrNull() == null
                ? Outside.perform(this, COME, 0, null).error()
                : await(Task.current(), COME, 0, null);
    }

    @Override
    int onRequest(Request request) {
        final int before = waiting.size();
        if (before + 1 < parties) {
            waiting.add(request);
            return Message.ASYNC;
        }
        releaseAll(before);
        return before;
    }

    /// In a critical section: an interrupt thread that preempted in the midst of it could come, or cancel one.
    private void releaseAll(int count) {
        Lwkt.critEnter();
        for (int index = 0; index < count; index++) {
            waiting.poll().replyMessage(index);
        }
        Lwkt.critExitNoPoll();
    }
}
