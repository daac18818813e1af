package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.LetterStream;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;

/// Letters one way over a Disruptor ring as most use it: one claim and one publication for each, and a handler that is
/// called for each.
///
/// Owner: as of [Pair]. Allocates nothing once made. Spins.
public final class DisruptorHandlerOneWay implements Pair {
    private static final int MESSAGES = 2048;

    private final LetterStream letters = new LetterStream();
    private final DisruptorStation station;
    private boolean ended;

    /// Makes the ring and the letters.
    ///
    /// @param crowded true if parties share a processor
    public DisruptorHandlerOneWay(boolean crowded) {
        station = new DisruptorStation(Letters.QUEUE, crowded, this::onLetter);
    }

    @Override
    public void begin() {
        letters.begin();
        ended = false;
    }

    @Override
    public int initiate() {
        for (int i = 0; i < MESSAGES; i++) {
            station.send(letters.next());
        }
        return MESSAGES;
    }

    @Override
    public void finish() {
        letters.end();
        station.send(null);
    }

    @Override
    public boolean answer() {
        station.serve();
        return !ended;
    }

    @Override
    public void abort() {
        station.halt();
    }

    private void onLetter(Letter letter) {
        if (letter == null) {
            ended = letters.isOver();
            station.halt();
        } else {
            letters.arrived(letter);
        }
    }
}
