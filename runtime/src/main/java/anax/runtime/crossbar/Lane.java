package anax.runtime.crossbar;

import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// One ring of the crossbar: entries from one CPU to one other, never back, in the order of sending.
///
/// Owner: two CPUs for life; [#sender] is the one's end, [#receiver] the other's. Allocates at boot, and where entries
/// spill. Never blocks: at the bound [LaneSender#offer] answers false; a thread of the sending CPU then takes in what
/// comes to itself and tries again, so that two full lanes relieve each other.
///
/// @param <E> what the lane carries
public final class Lane<E> {
    /// How many entries a receiver takes off the ring at a time, and after how many sends a bell is due at the
    /// latest.
    public static final int BATCH = 32;

    /// The bounds that a lane can have: powers of two from the smallest to the largest.
    public static final int MIN_BOUND = 2, MAX_BOUND = 1 << 16;

    private final LaneSender<E> sender;
    private final LaneReceiver<E> receiver;

    /// Makes an empty lane.
    ///
    /// @param bound how many entries may be under way: a power of two, [#MIN_BOUND] to [#MAX_BOUND]
    /// @throws IllegalArgumentException if it is not
    public Lane(int bound) {
        checkBound(bound);
        SpscVarHandleArrayQueue<E> ring = new SpscVarHandleArrayQueue<>(bound);
        sender = new LaneSender<>(ring, bound);
        receiver = new LaneReceiver<>(ring);
    }

    /// Refuses a bound that no lane can have.
    ///
    /// @throws IllegalArgumentException if `bound` is not a power of two from [#MIN_BOUND] to [#MAX_BOUND]
    public static void checkBound(int bound) {
        if (bound < MIN_BOUND || bound > MAX_BOUND || Integer.bitCount(bound) != 1) {
            throw new IllegalArgumentException("ring bound " + bound + " was given; use a power of two from "
                    + MIN_BOUND + " to " + MAX_BOUND + ", for instance 256");
        }
    }

    /// The sending CPU's end.
    public LaneSender<E> sender() {
        return sender;
    }

    /// The receiving CPU's end.
    public LaneReceiver<E> receiver() {
        return receiver;
    }
}
