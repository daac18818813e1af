package anax.bench.designs.locked;

import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.Link;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketQueue;

/// One worker's queue of a link, and what it has received by it in this batch.
///
/// Owner: the worker. Allocates when made. Never blocks.
final class WorkerPort implements PacketSink {
    private final NetworkInterface by;
    private final Link link;
    private final LinkQueue queue;
    private final PacketQueue received = new PacketQueue();
    private long lost;

    WorkerPort(NetworkInterface by, Link link, int index) {
        this.by = by;
        this.link = link;
        queue = link.queue(index);
    }

    @Override
    public void onPacket(Packet packet) {
        received.add(packet);
    }

    /// The oldest that was received, which is the caller's from now on; null if there is none.
    Packet received() {
        return received.poll();
    }

    /// Frames that found no packet since the last call.
    long newlyLost() {
        final long now = queue.lost();
        final long more = now - lost;
        lost = now;
        return more;
    }

    NetworkInterface by() {
        return by;
    }

    Link link() {
        return link;
    }

    LinkQueue queue() {
        return queue;
    }
}
