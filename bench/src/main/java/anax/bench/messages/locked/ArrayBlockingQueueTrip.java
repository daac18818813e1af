package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Pair;
import java.util.concurrent.ArrayBlockingQueue;

/// A synchronous round trip over two `ArrayBlockingQueue`s, one out and one back.
///
/// Owner: as of [Pair]. Allocates what the lock's queue of waiters needs. Blocks in `take`, after a number of
/// looks.
///
/// Looking with `poll` before blocking with `take` makes a trip some ninety times as fast where the other party
/// runs on another processor: then nobody has to be woken by the kernel.
public final class ArrayBlockingQueueTrip implements Pair {
    private final ArrayBlockingQueue<Letter> out = new ArrayBlockingQueue<>(2);
    private final ArrayBlockingQueue<Letter> back = new ArrayBlockingQueue<>(2);
    private final int trips;
    private final Letter letter = new Letter();
    private final Letter end = new Letter();
    private final int looks;
    private long next;

    /// Makes the queues.
    ///
    /// @param trips how many are a burst
    /// @param looks how often to look for the letter before blocking
    public ArrayBlockingQueueTrip(int trips, int looks) {
        this.trips = trips;
        this.looks = looks;
    }

    @Override
    public void begin() {}

    @Override
    public int initiate() throws InterruptedException {
        long request = next;
        for (int i = 0; i < trips; i++) {
            letter.ask(request);
            out.put(letter);
            receive(back).check(request);
            request++;
        }
        next = request;
        return trips;
    }

    @Override
    public void finish() throws InterruptedException {
        out.put(end);
    }

    @Override
    public boolean answer() throws InterruptedException {
        Letter came = receive(out);
        if (came == end) {
            return false;
        }
        came.answer();
        back.put(came);
        return true;
    }

    private Letter receive(ArrayBlockingQueue<Letter> queue) throws InterruptedException {
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
