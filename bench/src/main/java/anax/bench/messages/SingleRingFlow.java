package anax.bench.messages;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.Relax;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// An asynchronous exchange over two bare rings, letter by letter.
///
/// Owner: as of [Pair]. Allocates nothing once made. Spins. It is [RingFlow] without batches: each letter is put on the
/// other ring before the next one is looked for.
final class SingleRingFlow implements Pair {
    private static final int MESSAGES = 2048;
    private static final int LOOKS = 1024;

    private final SpscVarHandleArrayQueue<Letter> out = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final SpscVarHandleArrayQueue<Letter> back = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final Relax initiatorsRelax;
    private final Relax targetsRelax;
    private final Letters letters = new Letters();
    private volatile boolean ended;

    SingleRingFlow(Relax initiatorsRelax, Relax targetsRelax) {
        this.initiatorsRelax = initiatorsRelax;
        this.targetsRelax = targetsRelax;
    }

    @Override
    public void begin() {
        ended = false;
        for (int i = 0; i < letters.count(); i++) {
            out.offer(letters.first(i));
        }
    }

    @Override
    public int initiate() {
        for (int i = 0; i < MESSAGES; i++) {
            Letter letter = receive();
            letters.turnRound(letter);
            out.offer(letter);
        }
        return MESSAGES;
    }

    @Override
    public void finish() {
        while (!letters.allAtHome()) {
            letters.bringHome(receive());
        }
        ended = true;
    }

    @Override
    public boolean answer() {
        for (int i = 0; i < LOOKS; i++) {
            Letter letter = out.poll();
            if (letter == null) {
                targetsRelax.pause();
            } else {
                letter.answer();
                back.offer(letter);
            }
        }
        return !ended;
    }

    private Letter receive() {
        Letter letter = back.poll();
        while (letter == null) {
            initiatorsRelax.pause();
            letter = back.poll();
        }
        return letter;
    }
}
