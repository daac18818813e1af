package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;

/// An asynchronous exchange over two queues with a `ReentrantLock` and conditions each, one out and one back.
///
/// Owner: as of [Pair]. Allocates what the locks' queues of waiters need. Blocks while its queue is empty.
///
/// Both parties take a batch out under the lock, work on it without, and put it in again under the other lock.
public final class ConditionFlow implements Pair {
    private final ConditionQueue out;
    private final ConditionQueue back;
    private final Letter[] initiatorsBatch;
    private final Letter[] targetsBatch;
    private final Letters letters = new Letters();
    private final Letter[] end = {new Letter()};

    /// Makes the queues and the letters.
    ///
    /// @param looks how often to look for a letter before blocking
    /// @param batch how many letters a party moves at a time at most
    public ConditionFlow(int looks, int batch) {
        initiatorsBatch = new Letter[batch];
        targetsBatch = new Letter[batch];
        out = new ConditionQueue(Letters.QUEUE, looks);
        back = new ConditionQueue(Letters.QUEUE, looks);
    }

    @Override
    public void begin() throws InterruptedException {
        Letter[] batch = initiatorsBatch;
        for (int i = 0; i < Letters.UNDER_WAY; i += batch.length) {
            for (int j = 0; j < batch.length; j++) {
                batch[j] = letters.first(i + j);
            }
            out.put(batch, batch.length);
        }
    }

    @Override
    public int initiate() throws InterruptedException {
        Letter[] batch = initiatorsBatch;
        int done = 0;
        while (done < Limits.MESSAGES) {
            int came = back.take(batch);
            for (int i = 0; i < came; i++) {
                letters.turnRound(batch[i]);
            }
            out.put(batch, came);
            done += came;
        }
        return done;
    }

    @Override
    public void finish() throws InterruptedException {
        while (!letters.allAtHome()) {
            int came = back.take(initiatorsBatch);
            for (int i = 0; i < came; i++) {
                letters.bringHome(initiatorsBatch[i]);
            }
        }
        out.put(end, 1);
    }

    @Override
    public boolean answer() throws InterruptedException {
        Letter[] batch = targetsBatch;
        int came = out.take(batch);
        if (batch[0] == end[0]) {
            return false;
        }
        for (int i = 0; i < came; i++) {
            batch[i].answer();
        }
        back.put(batch, came);
        return true;
    }
}
