package anax.bench.messages;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.Relax;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// An asynchronous exchange over two bare rings: the floor of everything that crosses CPUs in numbers.
///
/// Owner: as of [Pair]. Allocates nothing once made. Spins.
///
/// Both parties take up to a batch off one ring, write it, and put it on the other: two thirds of the time that
/// the same takes letter by letter, because a cache line of the ring then changes sides less often.
final class RingFlow implements Pair {
    private static final int MESSAGES = 2048;
    private static final int LOOKS = 256;

    private final SpscVarHandleArrayQueue<Letter> out = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final SpscVarHandleArrayQueue<Letter> back = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final Letter[] initiatorsBatch = new Letter[Letters.BATCH];
    private final Letter[] targetsBatch = new Letter[Letters.BATCH];
    private final Relax initiatorsRelax;
    private final Relax targetsRelax;
    private final Letters letters = new Letters();
    private volatile boolean ended;

    RingFlow(Relax initiatorsRelax, Relax targetsRelax) {
        this.initiatorsRelax = initiatorsRelax;
        this.targetsRelax = targetsRelax;
    }

    @Override
    public void begin() {
        ended = false;
        for (int i = 0; i < Letters.UNDER_WAY; i++) {
            out.offer(letters.first(i));
        }
    }

    @Override
    public int initiate() {
        final Letter[] batch = initiatorsBatch;
        int done = 0;
        while (done < MESSAGES) {
            int came = take(back, batch);
            if (came == 0) {
                initiatorsRelax.pause();
                continue;
            }
            for (int i = 0; i < came; i++) {
                letters.turnRound(batch[i]);
            }
            put(out, batch, came);
            done += came;
        }
        return done;
    }

    @Override
    public void finish() {
        while (!letters.allAtHome()) {
            Letter letter = back.poll();
            if (letter == null) {
                initiatorsRelax.pause();
            } else {
                letters.bringHome(letter);
            }
        }
        ended = true;
    }

    @Override
    public boolean answer() {
        final Letter[] batch = targetsBatch;
        for (int look = 0; look < LOOKS; look++) {
            int came = take(out, batch);
            if (came == 0) {
                targetsRelax.pause();
                continue;
            }
            for (int i = 0; i < came; i++) {
                batch[i].answer();
            }
            put(back, batch, came);
        }
        return !ended;
    }

    private static int take(SpscVarHandleArrayQueue<Letter> ring, Letter[] into) {
        int count = 0;
        while (count < into.length) {
            Letter letter = ring.poll();
            if (letter == null) {
                break;
            }
            into[count++] = letter;
        }
        return count;
    }

    private static void put(SpscVarHandleArrayQueue<Letter> ring, Letter[] batch, int count) {
        for (int i = 0; i < count; i++) {
            ring.offer(batch[i]);
        }
    }
}
