package anax.bench.messages.lwkt;

import anax.runtime.Lwkt;
import anax.runtime.Port;
import anax.runtime.ThreadPort;

/// Asynchronous messages, a number of them under way: each reply is checked and sent out again with a new
/// question.
///
/// Owner: as of [Exchange]. Allocates when made.
final class FlowExchange implements Exchange {
    private static final int MESSAGES = 2048;

    private final Parcel[] parcels;
    private Port target;
    private ThreadPort own;
    private long next;
    private long due;

    /// Makes the messages.
    ///
    /// @param underWay how many are under way
    FlowExchange(int underWay) {
        parcels = new Parcel[underWay];
        for (int i = 0; i < parcels.length; i++) {
            parcels[i] = new Parcel();
        }
    }

    @Override
    public void begin(Port answering) {
        target = answering;
        own = Lwkt.current().port();
        for (Parcel parcel : parcels) {
            parcel.replyTo(own);
            parcel.ask(next++);
            target.sendMessage(parcel);
        }
    }

    @Override
    public int initiate() {
        final ThreadPort replies = own;
        final Port out = target;
        for (int i = 0; i < MESSAGES; i++) {
            Parcel parcel = (Parcel) replies.waitMessage();
            parcel.check(due++);
            parcel.ask(next++);
            out.sendMessage(parcel);
        }
        return MESSAGES;
    }

    @Override
    public void finish() {
        while (due != next) {
            ((Parcel) own.waitMessage()).check(due++);
        }
    }
}
