package anax.bench.designs.locked;

import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.Coalescing;
import anax.netstack.link.Link;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketQueue;

/// One worker's queue of a link, and what it has received by it in this batch.
///
/// Owner: the worker. Allocates when made. Never blocks.
final class WorkerPort {
    private final NetworkInterface by;
    private final Link link;
    private final LinkQueue queue;
    private final PacketQueue received = new PacketQueue();
    private final PacketSink sink;
    private final Coalescing coalescing; // null where the link joins segments itself, or nobody shall
    private long lost;

    /// Makes one.
    ///
    /// @param coalesces whether segments are joined that the link does not join: of TCP only, for no socket of
    ///     the service asks for joined datagrams
    /// @param pool      the worker's
    WorkerPort(NetworkInterface by, Link link, int index, boolean coalesces, PacketPool pool) {
        this.by = by;
        this.link = link;
        queue = link.queue(index);
        coalescing = coalesces && link.capabilities().longestSegment() == 0
                ? new Coalescing(link.type(), Coalescing.DatagramFlows.NONE, pool, received::add)
                : null;
        sink = coalescing != null ? coalescing : received::add;
    }

    /// Receives a batch.
    ///
    /// @return how many frames there were in it
    int poll(long nowNs, int batch, PacketPool pool) {
        return queue.poll(nowNs, batch, pool, sink);
    }

    /// Ends a batch in which something was received.
    ///
    /// @return how many packets were joined to others
    int merged() {
        return coalescing == null ? 0 : coalescing.flush();
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
