package anax.bench.messages.lwkt;

import anax.runtime.Lwkt;
import anax.runtime.Port;

/// Two lightweight threads of one priority on one CPU that yield to each other: a yield is a switch.
///
/// Owner: as of [Exchange]. Allocates a thread when a slice begins.
final class YieldExchange implements Exchange {
    private static final int YIELDS = 512;

    private boolean ended;
    private long rivalsTurns;

    @Override
    public void begin(Port target) {
        ended = false;
        Lwkt.create("rival", this::yieldInTurn);
        Lwkt.yield();
    }

    @Override
    public int initiate() {
        final long before = rivalsTurns;
        for (int i = 0; i < YIELDS; i++) {
            Lwkt.yield();
        }
        if (rivalsTurns - before != YIELDS) {
            throw new IllegalStateException("the rival had " + (rivalsTurns - before)
                    + " turns while this thread yielded " + YIELDS + " times: a switch went astray");
        }
        return 2 * YIELDS;
    }

    @Override
    public void finish() {
        ended = true;
        Lwkt.yield();
    }

    private void yieldInTurn() {
        while (!ended) {
            rivalsTurns++;
            Lwkt.yield();
        }
    }
}
