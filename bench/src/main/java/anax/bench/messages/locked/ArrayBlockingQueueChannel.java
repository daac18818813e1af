package anax.bench.messages.locked;

import anax.bench.messages.load.Channel;
import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import java.util.concurrent.ArrayBlockingQueue;

/// An `ArrayBlockingQueue`.
///
/// Owner: as of [Channel]. Allocates what the lock's queue of waiters needs. Blocks while the queue is full, and while
/// it is empty, after a number of looks.
public final class ArrayBlockingQueueChannel implements Channel {
    private final ArrayBlockingQueue<Letter> queue = new ArrayBlockingQueue<>(Letters.QUEUE);
    private final int looks;

    /// Makes the queue.
    ///
    /// @param looks how often the receiver looks for a letter before it blocks
    public ArrayBlockingQueueChannel(int looks) {
        this.looks = looks;
    }

    @Override
    public void send(Letter[] batch, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            queue.put(batch[i]);
        }
    }

    @Override
    public Letter receive() throws InterruptedException {
        for (int i = 0; i < looks; i++) {
            Letter letter = queue.poll();
            if (letter != null) {
                return letter;
            }
            Thread.onSpinWait();
        }
        return queue.take();
    }
}
