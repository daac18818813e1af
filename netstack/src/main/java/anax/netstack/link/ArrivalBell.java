package anax.netstack.link;

import anax.runtime.crossbar.Doorbell;

/// How a receiver that found nothing is told of the next frame.
///
/// Owner: the receiving queue's CPU, but for [#ring], which any sender may call after it published frames. Allocates
/// when made, never blocks.
///
/// The protocol is that of the crossbar: say that you wait, fence, look once more; publish, fence, see who waits.
final class ArrivalBell {
    private final Doorbell doorbell = new Doorbell();
    private Runnable wakeUp; // written before it is announced, read by the one ringer that is told to
    private boolean announced;

    /// Asks for a wake-up. The caller must look for arrivals once more after this, and [#cancel] if there are
    /// some.
    void announce(Runnable newWakeUp) {
        wakeUp = newWakeUp;
        announced = true;
        doorbell.announcePark();
    }

    /// Withdraws the request, if there is one.
    void cancel() {
        if (announced) {
            announced = false;
            doorbell.cancelPark();
        }
    }

    /// Makes what the caller published before known to the receiver, if need be by waking it.
    void ring() {
        if (doorbell.ring()) {
            wakeUp.run();
        }
    }
}
