package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;

/// An asynchronous exchange over two Disruptor rings, one out and one back.
///
/// Owner: as of [Pair]. Allocates nothing. Spins.
///
/// Both parties go through whatever has come, up to a batch, claim as many entries on the other ring at once, and
/// publish them at once.
public final class DisruptorFlow implements Pair {
    private static final int MESSAGES = 2048;
    private static final int ROUNDS = 64;

    private final DisruptorLane out;
    private final DisruptorLane back;
    private final Letters letters = new Letters();

    /// Makes the rings and the letters.
    ///
    /// @param crowded true if parties share a processor
    public DisruptorFlow(boolean crowded) {
        out = new DisruptorLane(Letters.QUEUE, crowded);
        back = new DisruptorLane(Letters.QUEUE, crowded);
    }

    @Override
    public void begin() {
        long last = out.claim(Letters.UNDER_WAY);
        long first = last - Letters.UNDER_WAY + 1;
        for (int i = 0; i < Letters.UNDER_WAY; i++) {
            out.entry(first + i).put(letters.first(i));
        }
        out.publish(first, last);
    }

    @Override
    public int initiate() throws InterruptedException {
        int done = 0;
        while (done < MESSAGES) {
            long from = back.nextToReceive();
            long to = awaitBatch(back, from);
            int count = (int) (to - from) + 1;
            long last = out.claim(count);
            long shift = last - to;
            for (long sequence = from; sequence <= to; sequence++) {
                Letter letter = back.entry(sequence).letter();
                letters.turnRound(letter);
                out.entry(sequence + shift).put(letter);
            }
            back.received(to);
            out.publish(from + shift, last);
            done += count;
        }
        return done;
    }

    @Override
    public void finish() throws InterruptedException {
        while (!letters.allAtHome()) {
            long sequence = back.nextToReceive();
            back.await(sequence);
            letters.bringHome(back.entry(sequence).letter());
            back.received(sequence);
        }
        long end = out.claim(1);
        out.entry(end).put(null);
        out.publish(end, end);
    }

    @Override
    public boolean answer() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            long from = out.nextToReceive();
            long to = awaitBatch(out, from);
            if (out.entry(from).letter() == null) {
                out.received(from);
                return false;
            }
            long last = back.claim((int) (to - from) + 1);
            long shift = last - to;
            for (long sequence = from; sequence <= to; sequence++) {
                Letter letter = out.entry(sequence).letter();
                letter.answer();
                back.entry(sequence + shift).put(letter);
            }
            out.received(to);
            back.publish(from + shift, last);
        }
        return true;
    }

    @Override
    public void abort() {
        out.alert();
        back.alert();
    }

    private static long awaitBatch(DisruptorLane lane, long from) throws InterruptedException {
        return Math.min(lane.await(from), from + Letters.BATCH - 1);
    }
}
