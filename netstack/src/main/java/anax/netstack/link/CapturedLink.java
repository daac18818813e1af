package anax.netstack.link;

/// A link whose traffic, both ways, is written to a capture file, and what its stack drops of it, with the reason.
///
/// Owner: whoever made it; each queue belongs to one CPU. Allocates when made. Never blocks: what the capture has no
/// room for goes its way uncaptured, and is counted ([#missed]). Any link can be decorated, also one that is
/// decorated already; what stands inside of this one is not seen, such as frames that a path lost. When it is closed
/// the capture goes on.
public final class CapturedLink extends DecoratedLink {
    private final CapturedQueue[] queues;

    /// Decorates a link, and makes it an interface of the file. On the thread that sets up.
    public CapturedLink(Link inner, PcapngWriter writer) {
        super(inner);
        final int interfaceId = writer.addInterface(inner);
        queues = new CapturedQueue[inner.queues()];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new CapturedQueue(inner, inner.queue(i), interfaceId, writer.source());
        }
    }

    /// How many frames of a queue were not captured, because the ring was full. On its CPU, or when that has
    /// stopped.
    public long missed(int queue) {
        return queues[queue].source().missed();
    }

    @Override
    public LinkQueue queue(int index) {
        return queues[index];
    }
}
