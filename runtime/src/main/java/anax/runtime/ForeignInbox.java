package anax.runtime;

import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;

/// What ordinary Java threads hand to one CPU. To the CPU they are a device, and this is its queue.
///
/// Owner: the CPU takes out; any thread puts in. Allocates at boot only. Never blocks: at the bound [#offer] answers
/// false.
final class ForeignInbox {
    private final MpscVarHandleArrayQueue<Ipi> queue;

    ForeignInbox(int bound) {
        queue = new MpscVarHandleArrayQueue<>(bound);
    }

    /// Puts an entry in; wakes nobody.
    ///
    /// @return false if the inbox stands at its bound
    boolean offer(Ipi entry) {
        return queue.offer(entry);
    }

    /// The oldest entry; null if there is none, or if whoever puts it in has not come to its end. Never waits for
    /// that thread, which may be off its processor.
    Ipi poll() {
        return queue.relaxedPoll();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
