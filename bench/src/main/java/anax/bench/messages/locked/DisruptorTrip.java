package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Pair;

/// A synchronous round trip over two Disruptor rings, one out and one back.
///
/// Owner: as of [Pair]. Allocates nothing. Spins.
public final class DisruptorTrip implements Pair {
    private static final int BOUND = 8;
    private static final int LOOKS = 256;

    private final int trips;
    private final DisruptorLane out;
    private final DisruptorLane back;
    private final Letter letter = new Letter();
    private long next;

    /// Makes the rings.
    ///
    /// @param trips   how many are a burst
    /// @param crowded true if parties share a processor
    public DisruptorTrip(int trips, boolean crowded) {
        this.trips = trips;
        out = new DisruptorLane(BOUND, crowded);
        back = new DisruptorLane(BOUND, crowded);
    }

    @Override
    public void begin() {}

    @Override
    public int initiate() throws InterruptedException {
        long request = next;
        for (int i = 0; i < trips; i++) {
            letter.ask(request);
            send(out, letter);
            receive(back).check(request);
            request++;
        }
        next = request;
        return trips;
    }

    @Override
    public void finish() {
        send(out, null);
    }

    @Override
    public boolean answer() throws InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            Letter came = receive(out);
            if (came == null) {
                return false;
            }
            came.answer();
            send(back, came);
        }
        return true;
    }

    @Override
    public void abort() {
        out.alert();
        back.alert();
    }

    private static void send(DisruptorLane lane, Letter letter) {
        long sequence = lane.claim(1);
        lane.entry(sequence).put(letter);
        lane.publish(sequence, sequence);
    }

    private static Letter receive(DisruptorLane lane) throws InterruptedException {
        long sequence = lane.nextToReceive();
        lane.await(sequence);
        Letter letter = lane.entry(sequence).letter();
        lane.received(sequence);
        return letter;
    }
}
