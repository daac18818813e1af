package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Pair;

/// A synchronous round trip over two queues with a `ReentrantLock` and conditions each, one out and one back.
///
/// Owner: as of [Pair]. Allocates what the locks' queues of waiters need. Blocks while its queue is empty, after a
/// number of looks.
public final class ConditionTrip implements Pair {
    private static final int BOUND = 2;

    private final ConditionQueue out;
    private final ConditionQueue back;
    private final Letter[] letter = {new Letter()};
    private final Letter[] end = {new Letter()};
    private final Letter[] initiatorsInbox = new Letter[1];
    private final Letter[] targetsInbox = new Letter[1];
    private final int trips;
    private long next;

    /// Makes the queues.
    ///
    /// @param trips how many are a burst
    /// @param looks how often to look for the letter before blocking
    public ConditionTrip(int trips, int looks) {
        this.trips = trips;
        out = new ConditionQueue(BOUND, looks);
        back = new ConditionQueue(BOUND, looks);
    }

    @Override
    public void begin() {}

    @Override
    public int initiate() throws InterruptedException {
        long request = next;
        for (int i = 0; i < trips; i++) {
            letter[0].ask(request);
            out.put(letter, 1);
            back.take(initiatorsInbox);
            initiatorsInbox[0].check(request);
            request++;
        }
        next = request;
        return trips;
    }

    @Override
    public void finish() throws InterruptedException {
        out.put(end, 1);
    }

    @Override
    public boolean answer() throws InterruptedException {
        out.take(targetsInbox);
        if (targetsInbox[0] == end[0]) {
            return false;
        }
        targetsInbox[0].answer();
        back.put(targetsInbox, 1);
        return true;
    }
}
