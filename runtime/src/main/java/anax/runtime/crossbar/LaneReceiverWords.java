package anax.runtime.crossbar;

import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The words of a [LaneReceiver], between the padding of the class above and that of the class below.
///
/// Owner: the receiving CPU. Holds only; what is done with the words is said below.
///
/// @param <E> what the lane carries
abstract class LaneReceiverWords<E> extends CacheLinePadding {
    final SpscVarHandleArrayQueue<E> ring;
    final E[] batch;
    int next;
    int taken;

    @SuppressWarnings("unchecked") // the array never leaves the receiver, which puts only E into it
    LaneReceiverWords(SpscVarHandleArrayQueue<E> ring) {
        this.ring = ring;
        batch = (E[]) new Object[Lane.BATCH];
    }
}
