package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/// An asynchronous exchange over two `ArrayBlockingQueue`s, one out and one back.
///
/// Owner: as of [Pair]. Allocates what the lock's queue of waiters needs. Blocks in `take`,
/// after a number of looks.
///
/// Whoever receives looks for one letter with `poll`, blocks with `take` if none comes, and fetches what came
/// behind it with one `drainTo`, so that the lock is taken twice for a batch and not once for a letter. The queue
/// has no such call for sending. Without the looks it moves less than half as much, with looks but without
/// `drainTo` as well.
public final class ArrayBlockingQueueFlow implements Pair {
    private final ArrayBlockingQueue<Letter> out = new ArrayBlockingQueue<>(Letters.QUEUE);
    private final ArrayBlockingQueue<Letter> back = new ArrayBlockingQueue<>(Letters.QUEUE);
    private final List<Letter> initiatorsBatch = new ArrayList<>();
    private final List<Letter> targetsBatch = new ArrayList<>();
    private final Letters letters = new Letters();
    private final Letter end = new Letter();
    private final int looks;
    private final int batch;

    /// Makes the queues and the letters.
    ///
    /// @param looks how often to look for a letter before blocking
    /// @param batch how many letters a party takes in at a time at most
    public ArrayBlockingQueueFlow(int looks, int batch) {
        this.batch = batch;
        this.looks = looks;
    }

    @Override
    public void begin() throws InterruptedException {
        for (int i = 0; i < Letters.UNDER_WAY; i++) {
            out.put(letters.first(i));
        }
    }

    @Override
    public int initiate() throws InterruptedException {
        List<Letter> batch = initiatorsBatch;
        int done = 0;
        while (done < Limits.MESSAGES) {
            receive(back, batch);
            for (int i = 0; i < batch.size(); i++) {
                letters.turnRound(batch.get(i));
                out.put(batch.get(i));
            }
            done += batch.size();
        }
        return done;
    }

    @Override
    public void finish() throws InterruptedException {
        while (!letters.allAtHome()) {
            letters.bringHome(back.take());
        }
        out.put(end);
    }

    @Override
    public boolean answer() throws InterruptedException {
        List<Letter> batch = targetsBatch;
        receive(out, batch);
        for (int i = 0; i < batch.size(); i++) {
            Letter letter = batch.get(i);
            if (letter == end) {
                return false;
            }
            letter.answer();
            back.put(letter);
        }
        return true;
    }

    private void receive(ArrayBlockingQueue<Letter> queue, List<Letter> into) throws InterruptedException {
        into.clear();
        Letter first = null;
        for (int i = 0; i < looks && first == null; i++) {
            Thread.onSpinWait();
            first = queue.poll();
        }
        into.add(first != null ? first : queue.take());
        if (batch > 1) {
            queue.drainTo(into, batch - 1);
        }
    }
}
