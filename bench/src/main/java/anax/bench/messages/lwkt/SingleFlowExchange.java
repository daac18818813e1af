package anax.bench.messages.lwkt;

import anax.bench.messages.pair.Letters;
import anax.runtime.Lwkt;
import anax.runtime.Port;
import anax.runtime.ThreadPort;

/// Asynchronous messages, one by one: after each send the bell is rung and arrivals are looked for.
///
/// Owner: as of [Exchange]. Allocates when made. As many messages are under way as in [FlowExchange]; what differs is
/// that nobody waits for a batch to come together, as in a program that has something else to do after each message.
final class SingleFlowExchange implements Exchange {
    private static final int MESSAGES = 2048;

    private final Parcel[] parcels = new Parcel[Letters.UNDER_WAY];
    private Port target;
    private ThreadPort own;
    private long next;
    private long due;

    SingleFlowExchange() {
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
            Lwkt.checkpoint();
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
            Lwkt.checkpoint();
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
