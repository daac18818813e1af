package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.LetterStream;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;

/// Letters one way over a queue with a `ReentrantLock` and conditions, in batches at both ends.
///
/// Owner: as of [Pair]. Allocates what the lock's queue of waiters needs. Blocks while the queue is full, or empty.
public final class ConditionOneWay implements Pair {
    private static final int BATCHES = 16;

    private final ConditionQueue queue;
    private final Letter[] initiatorsBatch = new Letter[Letters.BATCH];
    private final Letter[] targetsBatch = new Letter[Letters.BATCH];
    private final LetterStream letters = new LetterStream();
    private final Letter[] end = {new Letter()};

    /// Makes the queue and the letters.
    ///
    /// @param looks how often to look for a letter before blocking
    public ConditionOneWay(int looks) {
        queue = new ConditionQueue(Letters.QUEUE, looks);
    }

    @Override
    public void begin() {
        letters.begin();
    }

    @Override
    public int initiate() throws InterruptedException {
        Letter[] batch = initiatorsBatch;
        for (int i = 0; i < BATCHES; i++) {
            for (int j = 0; j < batch.length; j++) {
                batch[j] = letters.next();
            }
            queue.put(batch, batch.length);
        }
        return BATCHES * batch.length;
    }

    @Override
    public void finish() throws InterruptedException {
        letters.end();
        queue.put(end, 1);
    }

    @Override
    public boolean answer() throws InterruptedException {
        Letter[] batch = targetsBatch;
        int came = queue.take(batch);
        for (int i = 0; i < came; i++) {
            if (batch[i] == end[0]) {
                return false;
            }
            letters.arrived(batch[i]);
        }
        return true;
    }
}
