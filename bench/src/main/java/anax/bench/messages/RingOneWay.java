package anax.bench.messages;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.LetterStream;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.Relax;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// Letters one way over a bare ring: the floor of what crosses CPUs and is not answered.
///
/// Owner: as of [Pair]. Allocates nothing once made. Spins where the ring is full, or empty.
final class RingOneWay implements Pair {
    private static final int MESSAGES = 2048;
    private static final int LOOKS = 1024;

    private final SpscVarHandleArrayQueue<Letter> ring = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final LetterStream letters = new LetterStream();
    private final Relax initiatorsRelax;
    private final Relax targetsRelax;

    RingOneWay(Relax initiatorsRelax, Relax targetsRelax) {
        this.initiatorsRelax = initiatorsRelax;
        this.targetsRelax = targetsRelax;
    }

    @Override
    public void begin() {
        letters.begin();
    }

    @Override
    public int initiate() {
        final SpscVarHandleArrayQueue<Letter> to = ring;
        for (int i = 0; i < MESSAGES; i++) {
            Letter letter = letters.next();
            while (!to.offer(letter)) {
                initiatorsRelax.pause();
            }
        }
        return MESSAGES;
    }

    @Override
    public void finish() {
        letters.end();
    }

    @Override
    public boolean answer() {
        final SpscVarHandleArrayQueue<Letter> from = ring;
        for (int i = 0; i < LOOKS; i++) {
            Letter letter = from.poll();
            if (letter == null) {
                targetsRelax.pause();
            } else {
                letters.arrived(letter);
            }
        }
        return !letters.isOver();
    }
}
