package anax.netstack.link;

/// One end of a link in memory between two stacks of this JVM, on one machine or on two.
///
/// Owner: whoever made it; each queue belongs to one CPU, and the CPUs of both ends may be any threads: frames cross
/// on rings that have one sender and one receiver. Allocates when made, and the frames of a ring when it is used
/// first. Never blocks. At the bound of a ring its sender is told to wait; nothing that was taken to be sent is lost,
/// but where the other end is closed: what was sent to it before it closed is never received, what is sent later
/// vanishes as on a wire that nobody holds. What an end sent before it closed still arrives.
public final class MemoryLink implements Link {
    private final String name;
    private final long address;
    private final MemoryLinkConfig config;
    private final FrameLimits limits;
    private final MemoryLinkQueue[] queues;
    private MemoryLink peer;
    private volatile boolean closed;

    /// The two ends of a memory link.
    ///
    /// @param first  the one
    /// @param second the other
    public record Pair(MemoryLink first, MemoryLink second) implements AutoCloseable {
        /// Closes both.
        @Override
        public void close() {
            first.close();
            second.close();
        }
    }

    private MemoryLink(MemoryLinkConfig config, int side, MemoryLinkConfig.End own, MemoryLinkConfig.End other) {
        this.config = config;
        name = config.name() + "-" + side;
        address = own.address();
        limits = new FrameLimits(name, config.type(), config.mtu(), config.capabilities());
        queues = new MemoryLinkQueue[own.queues()];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new MemoryLinkQueue(this, i, other.queues(), other.steering());
        }
    }

    /// Makes a link and gives its ends.
    public static Pair pair(MemoryLinkConfig config) {
        MemoryLink first = new MemoryLink(config, 0, config.first(), config.second());
        MemoryLink second = new MemoryLink(config, 1, config.second(), config.first());
        first.lead(second);
        second.lead(first);
        return new Pair(first, second);
    }

    private void lead(MemoryLink receiver) {
        peer = receiver;
        for (MemoryLinkQueue from : queues) {
            for (MemoryLinkQueue to : receiver.queues) {
                from.connect(to, config.frames(), config.largeFrames());
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkType type() {
        return config.type();
    }

    @Override
    public int mtu() {
        return config.mtu();
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public LinkCapabilities capabilities() {
        return config.capabilities();
    }

    @Override
    public int queues() {
        return queues.length;
    }

    @Override
    public LinkQueue queue(int index) {
        return queues[index];
    }

    @Override
    public void close() {
        closed = true;
    }

    FrameLimits limits() {
        return limits;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isPeerClosed() {
        return peer.closed;
    }
}
