package anax.bench.messages.lwkt;

import anax.runtime.Lwkt;
import anax.runtime.Port;

/// Two lightweight threads of one priority on one CPU that give way to each other: each time is a switch.
///
/// Owner: as of [Exchange]. Allocates a thread when a slice begins.
final class TurnExchange implements Exchange {
    private static final int TURNS = 512;

    private boolean ended;
    private long rivalsTurns;

    @Override
    public void begin(Port target) {
        ended = false;
        Lwkt.create("rival", this::giveWayInTurn);
        Lwkt.giveWay();
    }

    @Override
    public int initiate() {
        final long before = rivalsTurns;
        for (int i = 0; i < TURNS; i++) {
            Lwkt.giveWay();
        }
        if (rivalsTurns - before != TURNS) {
            throw new IllegalStateException("the rival had " + (rivalsTurns - before)
                    + " turns while this thread gave way " + TURNS + " times: a switch went astray");
        }
        return 2 * TURNS;
    }

    @Override
    public void finish() {
        ended = true;
        Lwkt.giveWay();
    }

    private void giveWayInTurn() {
        while (!ended) {
            rivalsTurns++;
            Lwkt.giveWay();
        }
    }
}
