package anax.bench.messages.locked;

import anax.bench.messages.pair.LetterStream;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;

/// Letters one way over a Disruptor ring, in batches: a batch is claimed and published at once, and the receiver goes
/// through whatever has come.
///
/// Owner: as of [Pair]. Allocates nothing once made. Spins.
public final class DisruptorOneWay implements Pair {
    private static final int BATCHES = 64;

    private final LetterStream letters = new LetterStream();
    private final DisruptorLane lane;

    /// Makes the ring and the letters.
    ///
    /// @param crowded true if parties share a processor
    public DisruptorOneWay(boolean crowded) {
        lane = new DisruptorLane(Letters.QUEUE, crowded);
    }

    @Override
    public void begin() {
        letters.begin();
    }

    @Override
    public int initiate() {
        for (int batch = 0; batch < BATCHES; batch++) {
            long last = lane.claim(Letters.BATCH);
            long first = last - Letters.BATCH + 1;
            for (long sequence = first; sequence <= last; sequence++) {
                lane.entry(sequence).put(letters.next());
            }
            lane.publish(first, last);
        }
        return BATCHES * Letters.BATCH;
    }

    @Override
    public void finish() {
        letters.end();
        long end = lane.claim(1);
        lane.entry(end).put(null);
        lane.publish(end, end);
    }

    @Override
    public boolean answer() throws InterruptedException {
        long from = lane.nextToReceive();
        long to = lane.await(from);
        for (long sequence = from; sequence <= to; sequence++) {
            var letter = lane.entry(sequence).letter();
            if (letter == null) {
                lane.received(to);
                return false;
            }
            letters.arrived(letter);
        }
        lane.received(to);
        return true;
    }

    @Override
    public void abort() {
        lane.alert();
    }
}
