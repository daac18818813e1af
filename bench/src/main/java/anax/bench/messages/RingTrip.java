package anax.bench.messages;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.Relax;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// A synchronous round trip over two bare rings: the floor of everything that crosses CPUs and waits.
///
/// Owner: as of [Pair]. Allocates nothing once made. Spins.
final class RingTrip implements Pair {
    private static final int LOOKS = 1024;

    private final SpscVarHandleArrayQueue<Letter> out = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final SpscVarHandleArrayQueue<Letter> back = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final int trips;
    private final Relax initiatorsRelax;
    private final Relax targetsRelax;
    private final Letter letter = new Letter();
    private volatile boolean ended;
    private long next;

    /// Makes the rings.
    ///
    /// @param trips how many are a burst
    RingTrip(int trips, Relax initiatorsRelax, Relax targetsRelax) {
        this.trips = trips;
        this.initiatorsRelax = initiatorsRelax;
        this.targetsRelax = targetsRelax;
    }

    @Override
    public void begin() {
        ended = false;
    }

    @Override
    public int initiate() {
        final SpscVarHandleArrayQueue<Letter> to = out;
        final SpscVarHandleArrayQueue<Letter> from = back;
        final Relax relax = initiatorsRelax;
        final Letter mine = letter;
        long request = next;
        for (int i = 0; i < trips; i++) {
            mine.ask(request);
            to.offer(mine);
            Letter came = from.poll();
            while (came == null) {
                relax.pause();
                came = from.poll();
            }
            came.check(request);
            request++;
        }
        next = request;
        return trips;
    }

    @Override
    public void finish() {
        ended = true;
    }

    @Override
    public boolean answer() {
        final SpscVarHandleArrayQueue<Letter> from = out;
        final SpscVarHandleArrayQueue<Letter> to = back;
        final Relax relax = targetsRelax;
        for (int i = 0; i < LOOKS; i++) {
            Letter came = from.poll();
            if (came == null) {
                relax.pause();
            } else {
                came.answer();
                to.offer(came);
            }
        }
        return !ended;
    }
}
