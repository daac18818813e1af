package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.LetterStream;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/// Letters one way over an `ArrayBlockingQueue`.
///
/// Owner: as of [Pair]. Allocates what the lock's queue of waiters needs. Blocks in `put` while the queue is full, and
/// in `take`, after a number of looks. The receiver fetches what came behind the first letter with one `drainTo`.
public final class ArrayBlockingQueueOneWay implements Pair {
    private final ArrayBlockingQueue<Letter> queue = new ArrayBlockingQueue<>(Letters.QUEUE);
    private final List<Letter> batch = new ArrayList<>(Letters.BATCH);
    private final LetterStream letters = new LetterStream();
    private final Letter end = new Letter();
    private final int looks;

    /// Makes the queue and the letters.
    ///
    /// @param looks how often to look for a letter before blocking
    public ArrayBlockingQueueOneWay(int looks) {
        this.looks = looks;
    }

    @Override
    public void begin() {
        letters.begin();
    }

    @Override
    public int initiate() throws InterruptedException {
        for (int i = 0; i < Limits.MESSAGES; i++) {
            queue.put(letters.next());
        }
        return Limits.MESSAGES;
    }

    @Override
    public void finish() throws InterruptedException {
        letters.end();
        queue.put(end);
    }

    @Override
    public boolean answer() throws InterruptedException {
        batch.clear();
        Letter first = null;
        for (int i = 0; i < looks && first == null; i++) {
            Thread.onSpinWait();
            first = queue.poll();
        }
        batch.add(first != null ? first : queue.take());
        queue.drainTo(batch, Letters.BATCH - 1);
        for (int i = 0; i < batch.size(); i++) {
            Letter letter = batch.get(i);
            if (letter == end) {
                return false;
            }
            letters.arrived(letter);
        }
        return true;
    }
}
