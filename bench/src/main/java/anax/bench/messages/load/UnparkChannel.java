package anax.bench.messages.load;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Relax;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// A bare ring whose receiver parks when it is empty, and is woken for each letter, whether it sleeps or not.
///
/// Owner: as of [Channel]. Allocates when made only. Spins while there is no room.
public final class UnparkChannel implements Channel {
    private final SpscVarHandleArrayQueue<Letter> ring = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final Relax relax;
    private volatile Thread receiver;
    private long kicks;

    /// Makes a ring.
    ///
    /// @param relax how the sender waits for room
    public UnparkChannel(Relax relax) {
        this.relax = relax;
    }

    @Override
    public void send(Letter[] batch, int count) {
        for (int i = 0; i < count; i++) {
            while (!ring.offer(batch[i])) {
                relax.pause();
            }
            LockSupport.unpark(receiver);
            kicks++;
        }
    }

    @Override
    public Letter receive() throws InterruptedException {
        if (receiver == null) {
            receiver = Thread.currentThread();
        }
        Letter letter = ring.poll();
        while (letter == null) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            letter = ring.poll();
        }
        return letter;
    }

    @Override
    public long kicks() {
        return kicks;
    }

    @Override
    public long bells() {
        return kicks;
    }
}
