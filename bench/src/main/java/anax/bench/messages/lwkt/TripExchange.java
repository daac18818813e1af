package anax.bench.messages.lwkt;

import anax.runtime.Lwkt;
import anax.runtime.Port;

/// Synchronous messages, one at a time: `doMessage` until the slice is over.
///
/// Owner: as of [Exchange]. Allocates nothing.
final class TripExchange implements Exchange {
    private final int trips;
    private final Parcel parcel = new Parcel();
    private Port target;
    private long next;

    /// Makes the message.
    ///
    /// @param trips how many are a burst
    TripExchange(int trips) {
        this.trips = trips;
    }

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
        for (int i = 0; i < trips; i++) {
            trip(request++);
        }
        next = request;
        return trips;
    }

    @Override
    public void finish() {}

    private void trip(long request) {
        parcel.ask(request);
        target.doMessage(parcel);
        parcel.check(request);
    }
}
