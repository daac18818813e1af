package anax.bench.messages.locked;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.concurrent.CancellationException;

/// One Disruptor ring between one sender, or several, and one receiver.
///
/// Owner: their threads; the sender's and the receiver's end as the methods say. Allocates when made only. The
/// receiver spins; where processors are crowded it gives way.
///
/// The ring is used through its sequences, without a thread of the Disruptor's own between the parties: the
/// receiver is what a `BatchEventProcessor` is, and a batch is published with one store.
final class DisruptorLane {
    private final RingBuffer<Envelope> ring;
    private final SequenceBarrier barrier;
    private final Sequence received = new Sequence();

    DisruptorLane(int bound, boolean crowded) {
        this(RingBuffer.createSingleProducer(Envelope::new, bound, waiting(crowded)));
    }

    private DisruptorLane(RingBuffer<Envelope> ring) {
        this.ring = ring;
        barrier = ring.newBarrier();
        ring.addGatingSequences(received);
    }

    /// A ring into which any number of threads send.
    static DisruptorLane ofManySenders(int bound, boolean crowded) {
        return new DisruptorLane(RingBuffer.createMultiProducer(Envelope::new, bound, waiting(crowded)));
    }

    private static WaitStrategy waiting(boolean crowded) {
        return crowded ? new YieldingWaitStrategy() : new BusySpinWaitStrategy();
    }

    /// The sender's: claims room for some entries.
    ///
    /// @return the sequence of the last of them
    long claim(int count) {
        return ring.next(count);
    }

    /// The entry of a sequence: the sender's if it has claimed it, the receiver's if it was awaited.
    Envelope entry(long sequence) {
        return ring.get(sequence);
    }

    /// The sender's: makes the entries visible.
    void publish(long from, long to) {
        ring.publish(from, to);
    }

    /// The receiver's: waits for an entry.
    ///
    /// @return the last sequence that has come; more than one may have
    long await(long sequence) throws InterruptedException {
        try {
            return barrier.waitFor(sequence);
        } catch (AlertException | TimeoutException ended) {
            throw new CancellationException("given up, because the other party did");
        }
    }

    /// The receiver's: the first sequence that was not received yet.
    long nextToReceive() {
        return received.get() + 1;
    }

    /// The receiver's: gives entries back to the sender.
    void received(long upTo) {
        received.set(upTo);
    }

    /// Frees a receiver that waits; any thread.
    void alert() {
        barrier.alert();
    }
}
