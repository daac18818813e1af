package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.function.Consumer;

/// A Disruptor ring with one sender, and a processor that calls a handler for each event of it.
///
/// Owner: the sender calls [#send], the receiver [#serve]; both may [#halt]. Allocates when made only. The receiver
/// spins; where processors are crowded it gives way.
final class DisruptorStation {
    private final RingBuffer<Envelope> ring;
    private final BatchEventProcessor<Envelope> processor;

    /// Makes a ring.
    ///
    /// @param handler is called with each letter, on the receiver's thread
    DisruptorStation(int bound, boolean crowded, Consumer<Letter> handler) {
        WaitStrategy wait = crowded ? new YieldingWaitStrategy() : new BusySpinWaitStrategy();
        ring = RingBuffer.createSingleProducer(Envelope::new, bound, wait);
        processor = new BatchEventProcessorBuilder()
                .build(ring, ring.newBarrier(), (envelope, _, _) -> handler.accept(envelope.letter()));
        ring.addGatingSequences(processor.getSequence());
    }

    /// Claims an entry, fills it, and publishes it.
    void send(Letter letter) {
        long sequence = ring.next();
        ring.get(sequence).put(letter);
        ring.publish(sequence);
    }

    /// Has the handler called for what comes, until it is halted.
    void serve() {
        processor.run();
    }

    /// Ends [#serve] when the events that it has seen are handled.
    void halt() {
        processor.halt();
    }
}
