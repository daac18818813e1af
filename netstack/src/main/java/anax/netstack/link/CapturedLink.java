package anax.netstack.link;

/// A link whose traffic, both ways, is written to a capture file, and what its stack drops of it, with the reason.
///
/// Owner: whoever made it; each queue belongs to one CPU. Allocates when made. Never blocks: what the capture has no
/// room for goes its way uncaptured, and is counted ([#missed]). Any link can be decorated, also one that is
/// decorated already; what stands inside of this one is not seen, such as frames that a path lost.
public final class CapturedLink implements Link {
    private final Link inner;
    private final CapturedQueue[] queues;

    /// Decorates a link, and makes it an interface of the file. On the thread that sets up.
    public CapturedLink(Link inner, PcapngWriter writer) {
        this.inner = inner;
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
    public String name() {
        return inner.name();
    }

    @Override
    public LinkType type() {
        return inner.type();
    }

    @Override
    public int mtu() {
        return inner.mtu();
    }

    @Override
    public long address() {
        return inner.address();
    }

    @Override
    public LinkCapabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public int queues() {
        return queues.length;
    }

    @Override
    public LinkQueue queue(int index) {
        return queues[index];
    }

    /// Ends the link that it decorates; the capture goes on.
    @Override
    public void close() {
        inner.close();
    }
}
