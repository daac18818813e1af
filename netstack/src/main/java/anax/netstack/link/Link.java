package anax.netstack.link;

/// A network device, or what stands for one.
///
/// Owner: whoever made it; its queues belong to one CPU each. What is asked here never changes while it is open.
public interface Link extends AutoCloseable {
    /// What people call it.
    String name();

    /// What a frame on it begins with.
    LinkType type();

    /// The longest IP datagram that it carries, in octets, link header not counted; 68 or more (RFC 791).
    int mtu();

    /// Its own station address in the low 48 bits; 0 if its type has none.
    long address();

    /// What it does itself.
    LinkCapabilities capabilities();

    /// How many queues it has, 1 or more.
    int queues();

    /// One of its queues.
    ///
    /// @param index 0 to [#queues] - 1
    LinkQueue queue(int index);

    /// Ends it. Queues then receive and send nothing. Twice is as good as once.
    @Override
    void close();
}
