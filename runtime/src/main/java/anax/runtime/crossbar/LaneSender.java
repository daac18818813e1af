package anax.runtime.crossbar;

import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The sending end of a lane.
///
/// Owner: the sending CPU, but for [#isEmpty], which any thread may ask. Allocates nothing, never blocks; at the
/// bound [#offer] answers false.
///
/// @param <E> what the lane carries
@SuppressWarnings("unused") // padding
public final class LaneSender<E> extends CacheLinePadding {
    private final SpscVarHandleArrayQueue<E> ring;
    private final int bellAfter;
    private int unrung;

    // The JVM lays bytes out behind the wider fields, so these keep the words above off the next object's line.
    private byte t00, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15;
    private byte t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31;
    private byte t32, t33, t34, t35, t36, t37, t38, t39, t40, t41, t42, t43, t44, t45, t46, t47;
    private byte t48, t49, t50, t51, t52, t53, t54, t55, t56, t57, t58, t59, t60, t61, t62, t63;

    LaneSender(SpscVarHandleArrayQueue<E> ring, int bound) {
        this.ring = ring;
        bellAfter = Math.min(Lane.BATCH, bound / 2);
    }

    /// Publishes an entry; wakes nobody.
    ///
    /// @return false if the lane stands at its bound
    public boolean offer(E entry) {
        if (!ring.offer(entry)) {
            return false;
        }
        unrung++;
        return true;
    }

    /// True if so much went out since the bell was last rung that it should not wait: half a ring or
    /// [Lane#BATCH].
    public boolean bellDue() {
        return unrung >= bellAfter;
    }

    /// Entries that went out since the bell was last rung.
    public int unrung() {
        return unrung;
    }

    /// Notes that the receiver's bell was rung for all that went out.
    public void rung() {
        unrung = 0;
    }

    /// True if the receiver has taken everything off the ring. From another thread the answer may be old.
    public boolean isEmpty() {
        return ring.isEmpty();
    }
}
