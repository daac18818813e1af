package anax.runtime.crossbar;

import java.util.ArrayDeque;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The words of a [LaneSender], between the padding of the class above and that of the class below.
///
/// Owner: the sending CPU. Holds only; what is done with the words is said below.
///
/// @param <E> what the lane carries
abstract class LaneSenderWords<E> extends CacheLinePadding {
    final SpscVarHandleArrayQueue<E> ring;
    final ArrayDeque<E> spill = new ArrayDeque<>(0);
    final int bound;
    final int bellAfter;
    int congestedAbove;
    boolean bellOwed;
    long sent;
    long sentAtBell; // what `sent` was when the bell was last rung, less what was sent for many
    long easyBelow; // while `sent` is lower, there is nothing to do but to publish
    long takenSeen; // how many the receiver had taken when we last looked

    LaneSenderWords(SpscVarHandleArrayQueue<E> ring, int bound) {
        this.ring = ring;
        this.bound = bound;
        bellAfter = Math.min(Lane.BATCH, bound / 2);
        congestedAbove = bound / 2;
    }
}
