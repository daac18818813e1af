package anax.bench.throughput.cost;

import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.Relax;

/// One cache line that goes to another CPU and comes back: each side waits until it holds the number that is its
/// turn, and writes the next one.
///
/// Owner: as of [Pair]. Allocates when made only. Spins.
final class CacheLineTrip implements Pair {
    private static final int TRIPS = 256;
    private static final int LOOKS = 1_024;

    private final TurnWord turn = new TurnWord();
    private final Relax initiatorsRelax;
    private final Relax targetsRelax;
    private volatile boolean ended;

    CacheLineTrip(Relax initiatorsRelax, Relax targetsRelax) {
        this.initiatorsRelax = initiatorsRelax;
        this.targetsRelax = targetsRelax;
    }

    @Override
    public void begin() {
        ended = false;
    }

    @Override
    public int initiate() {
        final TurnWord word = turn;
        final Relax relax = initiatorsRelax;
        for (int i = 0; i < TRIPS; i++) {
            final long asked = word.acquire() + 1;
            word.release(asked);
            while (word.acquire() == asked) {
                relax.pause();
            }
        }
        return TRIPS;
    }

    @Override
    public void finish() {
        ended = true;
    }

    /// Odd numbers are the target's turn.
    @Override
    public boolean answer() {
        final TurnWord word = turn;
        final Relax relax = targetsRelax;
        for (int i = 0; i < LOOKS; i++) {
            final long seen = word.acquire();
            if ((seen & 1) == 1) {
                word.release(seen + 1);
            } else {
                relax.pause();
            }
        }
        return !ended;
    }
}
