package anax.runtime.crossbar;

import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The receiving end of a lane.
///
/// Owner: the receiving CPU. Allocates nothing, never blocks.
///
/// Entries are taken off the ring in batches, so that the sender has its slots back early, and handed out one by one.
///
/// @param <E> what the lane carries
@SuppressWarnings("unused") // padding
public final class LaneReceiver<E> extends LaneReceiverWords<E> {
    // Behind the words of the superclass: the JVM lays a class's own references out behind its bytes.
    private byte t00, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15;
    private byte t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31;
    private byte t32, t33, t34, t35, t36, t37, t38, t39, t40, t41, t42, t43, t44, t45, t46, t47;
    private byte t48, t49, t50, t51, t52, t53, t54, t55, t56, t57, t58, t59, t60, t61, t62, t63;

    LaneReceiver(SpscVarHandleArrayQueue<E> ring) {
        super(ring);
    }

    /// Takes up to [Lane#BATCH] entries off the ring; all that were taken before must have been handed out.
    ///
    /// @return how many entries [#next] can hand out now
    public int take() {
        assert next == taken : taken - next + " entries of a lane were taken and not handed out";
        final E[] into = batch;
        int count = 0;
        while (count < Lane.BATCH) {
            E entry = ring.poll();
            if (entry == null) {
                break;
            }
            into[count++] = entry;
        }
        next = 0;
        taken = count;
        return count;
    }

    /// Hands out the oldest entry that was taken; null if none is left.
    public E next() {
        final int slot = next;
        if (slot == taken) {
            return null;
        }
        E entry = batch[slot];
        batch[slot] = null;
        next = slot + 1;
        return entry;
    }

    /// True if nothing waits on the ring.
    public boolean isEmpty() {
        return ring.peek() == null;
    }
}
