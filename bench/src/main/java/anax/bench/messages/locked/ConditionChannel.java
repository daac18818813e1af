package anax.bench.messages.locked;

import anax.bench.messages.load.Channel;
import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;

/// A queue with a `ReentrantLock` and conditions, which signals only a receiver that waits.
///
/// Owner: as of [Channel]. Allocates what the lock's queue of waiters needs. Blocks while the queue is full, or empty.
public final class ConditionChannel implements Channel {
    private final ConditionQueue queue;
    private final Letter[] batch = new Letter[Letters.BATCH];
    private long puts;
    private int came;
    private int next;

    /// Makes the queue.
    ///
    /// @param looks how often the receiver looks for a letter before it blocks
    public ConditionChannel(int looks) {
        queue = new ConditionQueue(Letters.QUEUE, looks);
    }

    @Override
    public void send(Letter[] letters, int count) throws InterruptedException {
        queue.put(letters, count);
        puts++;
    }

    @Override
    public Letter receive() throws InterruptedException {
        if (next == came) {
            came = queue.take(batch);
            next = 0;
        }
        return batch[next++];
    }

    @Override
    public long kicks() {
        return queue.signals();
    }

    @Override
    public long bells() {
        return puts;
    }
}
