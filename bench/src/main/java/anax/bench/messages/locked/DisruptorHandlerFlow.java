package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;

/// An asynchronous exchange over two Disruptor rings as most use it: a handler that is called for each event, and one
/// claim and one publication for each.
///
/// Owner: as of [Pair]. Allocates nothing once made. Spins.
public final class DisruptorHandlerFlow implements Pair {
    private static final int MESSAGES = 2048;

    private final Letters letters = new Letters();
    private final DisruptorStation target;
    private final DisruptorStation initiator;
    private int done;
    private boolean bringingHome;
    private boolean ended;

    /// Makes the rings and the letters.
    ///
    /// @param crowded true if parties share a processor
    public DisruptorHandlerFlow(boolean crowded) {
        target = new DisruptorStation(Letters.QUEUE, crowded, this::onRequest);
        initiator = new DisruptorStation(Letters.QUEUE, crowded, this::onReply);
    }

    @Override
    public void begin() {
        bringingHome = false;
        ended = false;
        for (int i = 0; i < letters.count(); i++) {
            target.send(letters.first(i));
        }
    }

    @Override
    public int initiate() {
        done = 0;
        initiator.serve();
        return done;
    }

    @Override
    public void finish() {
        bringingHome = true;
        if (!letters.allAtHome()) {
            initiator.serve();
        }
        target.send(null);
    }

    @Override
    public boolean answer() {
        target.serve();
        return !ended;
    }

    @Override
    public void abort() {
        target.halt();
        initiator.halt();
    }

    private void onRequest(Letter letter) {
        if (letter == null) {
            ended = true;
            target.halt();
            return;
        }
        letter.answer();
        initiator.send(letter);
    }

    private void onReply(Letter letter) {
        if (bringingHome) {
            letters.bringHome(letter);
            if (letters.allAtHome()) {
                initiator.halt();
            }
            return;
        }
        letters.turnRound(letter);
        target.send(letter);
        if (++done == MESSAGES) {
            initiator.halt();
        }
    }
}
