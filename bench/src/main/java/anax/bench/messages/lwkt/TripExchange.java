package anax.bench.messages.lwkt;

import anax.runtime.Lwkt;
import anax.runtime.Port;

/// Synchronous messages, one at a time: `doMessage` until the slice is over.
///
/// Owner: as of [Exchange]. Allocates nothing.
final class TripExchange implements Exchange {
    private static final int TRIPS = 256;

    private final Parcel parcel = new Parcel();
    private Port target;
    private long next;

    @Override
    public void begin(Port answering) {
        target = answering;
        // Replies go to whoever sends, and in each slice that is another thread.
        parcel.replyTo(Lwkt.current().port());
        trip(next++);
    }

    @Override
    public int initiate() {
        long request = next;
        for (int i = 0; i < TRIPS; i++) {
            trip(request++);
        }
        next = request;
        return TRIPS;
    }

    @Override
    public void finish() {}

    private void trip(long request) {
        parcel.ask(request);
        target.doMessage(parcel);
        parcel.check(request);
    }
}
