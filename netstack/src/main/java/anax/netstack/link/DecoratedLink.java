package anax.netstack.link;

/// A link that does something more with the frames of another one: that is the base of whatever impairs, captures or
/// watches traffic. It is as the other link is in everything but its queues, which extend [DecoratedQueue] as a rule.
///
/// Owner: whoever made it; its queues belong to one CPU each. Allocates nothing. Never blocks.
public abstract class DecoratedLink implements Link {
    private final Link inner;

    /// Decorates a link, which is closed with this one.
    protected DecoratedLink(Link inner) {
        this.inner = inner;
    }

    /// The link behind this one.
    protected final Link inner() {
        return inner;
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
        return inner.queues();
    }

    @Override
    public void close() {
        inner.close();
    }
}
