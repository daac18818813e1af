package anax.netstack.link;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.runtime.Cpu;

/// A queue of a [DecoratedLink]: what it does not do otherwise, the queue behind it does. It gets packets whole,
/// however that one takes them ([LinkQueue#gathers]).
///
/// Owner: one CPU. Allocates nothing. Never blocks.
public abstract class DecoratedQueue implements LinkQueue {
    private final LinkQueue inner;

    /// Decorates a queue.
    protected DecoratedQueue(LinkQueue inner) {
        this.inner = inner;
    }

    @Override
    public void begin(Cpu cpu) {
        inner.begin(cpu);
    }

    @Override
    public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
        return inner.poll(nowNs, limit, pool, sink);
    }

    @Override
    public boolean send(Packet packet, long nowNs) {
        return inner.send(packet, nowNs);
    }

    @Override
    public final boolean gathers() {
        return false;
    }

    @Override
    public void flush(long nowNs) {
        inner.flush(nowNs);
    }

    @Override
    public long nextDeadlineNs() {
        return inner.nextDeadlineNs();
    }

    @Override
    public boolean announceArrival(Runnable wakeUp) {
        return inner.announceArrival(wakeUp);
    }

    @Override
    public void dropped(Packet packet, DropReason reason, long nowNs) {
        inner.dropped(packet, reason, nowNs);
    }

    @Override
    public long lost() {
        return inner.lost();
    }
}
