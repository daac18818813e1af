package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Pair;
import java.util.concurrent.SynchronousQueue;

/// A synchronous round trip over two `SynchronousQueue`s: each send waits until it is taken.
///
/// Owner: as of [Pair]. Allocates a node for each hand-over. Blocks in `put` and `take`, after the spin of the
/// queue's own.
///
/// There is no looking before blocking here: a letter changes hands only while one of the parties waits.
public final class SynchronousQueueTrip implements Pair {
    private final SynchronousQueue<Letter> out = new SynchronousQueue<>();
    private final SynchronousQueue<Letter> back = new SynchronousQueue<>();
    private final Letter letter = new Letter();
    private final Letter end = new Letter();
    private long next;

    /// Makes the queues.
    public SynchronousQueueTrip() {}

    @Override
    public void begin() {}

    @Override
    public int initiate() throws InterruptedException {
        long request = next;
        for (int i = 0; i < Limits.TRIPS; i++) {
            letter.ask(request);
            out.put(letter);
            back.take().check(request);
            request++;
        }
        next = request;
        return Limits.TRIPS;
    }

    @Override
    public void finish() throws InterruptedException {
        out.put(end);
    }

    @Override
    public boolean answer() throws InterruptedException {
        Letter came = out.take();
        if (came == end) {
            return false;
        }
        came.answer();
        back.put(came);
        return true;
    }
}
