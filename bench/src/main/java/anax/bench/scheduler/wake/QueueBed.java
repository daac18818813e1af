package anax.bench.scheduler.wake;

import java.util.concurrent.ArrayBlockingQueue;

/// A thread that waits in `take()` of a queue.
///
/// Owner: as of [Bed]. Allocates a number and what the queue's lock does.
public final class QueueBed implements Bed {
    private final ArrayBlockingQueue<Long> queue = new ArrayBlockingQueue<>(16);

    /// Makes an empty queue.
    public QueueBed() {}

    @Override
    public void send(long number) throws InterruptedException {
        queue.put(number);
    }

    @Override
    public long next(long last) throws InterruptedException {
        return queue.take();
    }
}
