package anax.bench.tasks;

import anax.runtime.Lwkt;
import anax.runtime.Message;
import anax.runtime.OwnerPort;

/// Updates of a number that belongs to one CPU: the others send it a synchronous message for each.
///
/// Owner: as of [Work]; the number is the port's CPU's. Allocates when made.
final class OwnerUpdates implements Work {
    private static final int ROUNDS = 256;

    private final OwnerPort port;
    private final Update update = new Update();
    private long own;

    OwnerUpdates(OwnerPort port) {
        this.port = port;
    }

    /// Adds one on the port's CPU, and answers with the sum. Owner: the port's CPU.
    static final class Owned {
        private long number;

        int onMessage(Message message) {
            ((Update) message).sum = ++number;
            return 0;
        }
    }

    /// Owner: as the message's.
    private static final class Update extends Message {
        private long sum;
    }

    @Override
    public void begin() {
        update.replyTo(Lwkt.current().port());
    }

    @Override
    public int burst() {
        for (int i = 0; i < ROUNDS; i++) {
            port.doMessage(update);
        }
        own += ROUNDS;
        return ROUNDS;
    }

    @Override
    public void finish() {
        if (update.sum < own) {
            throw new IllegalStateException(
                    "an owner lost " + (own - update.sum) + " of " + own + " updates of one thread");
        }
    }
}
