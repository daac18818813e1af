package anax.netstack.link;

import anax.netstack.packet.PacketPool;
import java.util.function.IntFunction;

/// A link that leads back: each of its queues receives what it sent.
///
/// Owner: whoever made it; each queue belongs to one CPU, and nothing crosses. Allocates when made only. Never
/// blocks; at the bound of a queue [LinkQueue#send] answers false.
///
/// It does everything itself: what never leaves the memory needs no checksum, and may be as long as IP allows.
public final class Loopback implements Link {
    private static final LinkCapabilities EVERYTHING = new LinkCapabilities(true, 65_535);

    private final String name;
    private final LoopbackQueue[] queues;
    private volatile boolean closed;

    /// Makes a loopback link.
    ///
    /// @param queues how many queues it has, 1 to 256
    /// @param bound  how many packets each queue holds, 1 to 65,536
    /// @param pools  the pool of each queue's CPU, which must be the one that it is polled with
    /// @throws IllegalArgumentException if a number is out of its range
    public Loopback(String name, int queues, int bound, IntFunction<PacketPool> pools) {
        check("queues", queues, 256);
        check("packets in a queue", bound, 1 << 16);
        this.name = name;
        this.queues = new LoopbackQueue[queues];
        FrameLimits limits = new FrameLimits(name, type(), mtu(), EVERYTHING);
        for (int i = 0; i < queues; i++) {
            this.queues[i] = new LoopbackQueue(this, limits, bound, pools.apply(i));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkType type() {
        return LinkType.RAW_IP;
    }

    @Override
    public int mtu() {
        return 65_535;
    }

    @Override
    public long address() {
        return 0;
    }

    @Override
    public LinkCapabilities capabilities() {
        return EVERYTHING;
    }

    @Override
    public int queues() {
        return queues.length;
    }

    @Override
    public LinkQueue queue(int index) {
        return queues[index];
    }

    /// Ends it. Each queue frees what it holds when it is polled next.
    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    private static void check(String what, int given, int most) {
        if (given < 1 || given > most) {
            throw new IllegalArgumentException(
                    "a loopback link was given " + given + " " + what + "; use 1 to " + most);
        }
    }
}
