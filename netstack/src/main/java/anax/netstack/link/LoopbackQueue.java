package anax.netstack.link;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketQueue;

/// One queue of a loopback link.
///
/// Owner: one CPU. Allocates nothing, never blocks; at its bound, and when the pool is empty, [#send] answers false.
///
/// It copies what is sent into a packet of its CPU's pool at once, and hands that one to whoever polls: frames of its
/// own would be copied twice, and those for super-segments would take memory that the pool has anyway.
final class LoopbackQueue implements LinkQueue {
    private final Loopback link;
    private final FrameLimits limits;
    private final int bound;
    private final PacketPool pool;
    private final PacketQueue held = new PacketQueue();
    private Runnable wakeUp; // null unless announced

    LoopbackQueue(Loopback link, FrameLimits limits, int bound, PacketPool pool) {
        this.link = link;
        this.limits = limits;
        this.bound = bound;
        this.pool = pool;
    }

    @Override
    public int poll(long nowNs, int limit, PacketPool pollersPool, PacketSink sink) {
        assert pollersPool == pool
                : link.name() + " was polled with the pool of CPU " + pollersPool.cpu()
                        + "; it was made with that of CPU " + pool.cpu();
        wakeUp = null;
        if (link.isClosed()) {
            freeAll();
            return 0;
        }
        // What the sink sends meanwhile comes with the next poll: else two sockets of ours could keep us here.
        final int count = Math.min(limit, held.size());
        for (int taken = 0; taken < count; taken++) {
            sink.onPacket(held.poll().arrivedNs(nowNs));
        }
        return count;
    }

    @Override
    public boolean send(Packet packet, long nowNs) {
        limits.check(packet);
        if (link.isClosed() || held.size() == bound) {
            return false;
        }
        final Packet copy = pool.allocate(packet.length());
        if (copy == null) {
            return false;
        }
        held.add(fill(copy, packet));
        return true;
    }

    @Override
    public void flush(long nowNs) {
        if (wakeUp != null && !held.isEmpty()) {
            final Runnable told = wakeUp;
            wakeUp = null;
            told.run();
        }
    }

    @Override
    public long nextDeadlineNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean announceArrival(Runnable newWakeUp) {
        final boolean waits = link.isClosed() || held.isEmpty();
        wakeUp = waits ? newWakeUp : null;
        return waits;
    }

    /// Always 0: what finds no packet is not taken from its sender.
    @Override
    public long lost() {
        return 0;
    }

    /// A checksum that is partial stays so, for whoever captures the packet or passes it on; all others are
    /// right.
    private static Packet fill(Packet copy, Packet packet) {
        final int shift = copy.offset() - packet.offset();
        copy.range(copy.offset(), packet.length());
        copy.buffer().putBytes(copy.offset(), packet.buffer(), packet.offset(), packet.length());
        copy.gso(packet.gsoType(), packet.gsoSize());
        if (packet.checksumState() == Packet.CHECKSUM_PARTIAL) {
            return copy.partialChecksum(packet.checksumStart() + shift, packet.checksumOffset());
        }
        return copy.checksumState(Packet.CHECKSUM_VALID);
    }

    private void freeAll() {
        for (Packet packet = held.poll(); packet != null; packet = held.poll()) {
            pool.takeBack(packet);
        }
    }
}
