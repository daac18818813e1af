package anax.netstack.link;

import java.util.SplittableRandom;

/// A link whose frames travel a path that loses, corrupts, duplicates, queues, delays and reorders them.
///
/// Owner: whoever made it; each queue belongs to one CPU. Allocates when made. Never blocks. It impairs what is
/// received; to impair both directions, decorate both ends. Frames that are on the way are packets of the receiver's
/// pool; what is over the bound of them is dropped and counted.
///
/// Time is that of the polls: a frame sets out when the link is polled, so a queue has to be polled when its link
/// announces an arrival and when [LinkQueue#nextDeadlineNs] comes. All chance follows from the seed and the number of
/// the queue.
public final class ImpairedLink extends DecoratedLink {
    private final ImpairedQueue[] queues;
    private volatile boolean closed;

    /// Decorates a link.
    public ImpairedLink(Link inner, Impairments impairments) {
        super(inner);
        queues = new ImpairedQueue[inner.queues()];
        SplittableRandom seeds = new SplittableRandom(impairments.seed());
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new ImpairedQueue(this, inner.queue(i), impairments, seeds.split());
        }
    }

    @Override
    public LinkQueue queue(int index) {
        return queues[index];
    }

    /// What was done to the frames of one queue. On its CPU, or when that has stopped.
    public ImpairmentCounters counters(int queue) {
        return queues[queue].counters();
    }

    /// Ends it and the link that it decorates. Each queue frees what it holds when it is polled next.
    @Override
    public void close() {
        closed = true;
        super.close();
    }

    boolean isClosed() {
        return closed;
    }
}
