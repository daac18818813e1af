package anax.bench.messages.lwkt;

import anax.runtime.InPlacePort;
import anax.runtime.Lwkt;
import anax.runtime.Message;
import anax.runtime.MessageHandler;
import anax.runtime.Port;

/// Synchronous messages to ports that run them in place: no other thread takes part.
///
/// Owner: as of [Exchange]. Allocates when made. There are three ports whose handlers are of different classes, taken
/// in turn, so that the compiler cannot know at the call which one runs: as in a program, where a port is a value.
final class InPlaceExchange implements Exchange {
    private static final int ROUNDS = 256;

    private final Port[] ports = {
        new InPlacePort("first", new First()),
        new InPlacePort("second", new Second()),
        new InPlacePort("third", new Third())
    };
    private final Parcel parcel = new Parcel();
    private long next;

    InPlaceExchange() {}

    @Override
    public void begin(Port target) {
        parcel.replyTo(Lwkt.current().port());
    }

    @Override
    public int initiate() {
        final Parcel mine = parcel;
        long request = next;
        for (int i = 0; i < ROUNDS; i++) {
            for (Port port : ports) {
                mine.ask(request);
                port.doMessage(mine);
                mine.check(request);
                request++;
            }
        }
        next = request;
        return ROUNDS * ports.length;
    }

    @Override
    public void finish() {}

    /// A handler that answers. Owner: nobody; stateless.
    private static final class First implements MessageHandler {
        @Override
        public int onMessage(Message message) {
            ((Parcel) message).answer();
            return 0;
        }
    }

    /// A handler that answers. Owner: nobody; stateless.
    private static final class Second implements MessageHandler {
        @Override
        public int onMessage(Message message) {
            ((Parcel) message).answer();
            return 0;
        }
    }

    /// A handler that answers. Owner: nobody; stateless.
    private static final class Third implements MessageHandler {
        @Override
        public int onMessage(Message message) {
            ((Parcel) message).answer();
            return 0;
        }
    }
}
