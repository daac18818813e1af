package anax.bench.messages.load;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Relax;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// A bare ring, whose receiver never sleeps.
///
/// Owner: as of [Channel]. Allocates when made only. Spins while there is no room.
public final class RingChannel implements Channel {
    private final SpscVarHandleArrayQueue<Letter> ring = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final Relax relax;

    /// Makes a ring.
    ///
    /// @param relax how the sender waits for room
    public RingChannel(Relax relax) {
        this.relax = relax;
    }

    @Override
    public void send(Letter[] batch, int count) {
        for (int i = 0; i < count; i++) {
            while (!ring.offer(batch[i])) {
                relax.pause();
            }
        }
    }

    @Override
    public Letter receive() {
        return ring.poll();
    }
}
