package anax.netstack.link;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;

/// One queue of a captured link: what passes it is copied to the capture.
///
/// Owner: one CPU. Allocates when made. Never blocks; what the capture has no room for is not captured.
final class CapturedQueue implements LinkQueue {
    private final LinkQueue inner;
    private final int interfaceId;
    private final CaptureSource source;
    private final PacketSink capturing = this::onReceived;

    private PacketSink sink; // of the poll under way
    private long nowNs;

    CapturedQueue(LinkQueue inner, int interfaceId, CaptureSource source) {
        this.inner = inner;
        this.interfaceId = interfaceId;
        this.source = source;
    }

    @Override
    public int poll(long now, int limit, PacketPool pool, PacketSink pollersSink) {
        sink = pollersSink;
        nowNs = now;
        return inner.poll(now, limit, pool, capturing);
    }

    private void onReceived(Packet packet) {
        source.received(interfaceId, packet, nowNs);
        sink.onPacket(packet);
    }

    @Override
    public boolean send(Packet packet, long now) {
        final boolean sent = inner.send(packet, now);
        if (sent) {
            source.sent(interfaceId, packet, now);
        }
        return sent;
    }

    @Override
    public void flush(long now) {
        inner.flush(now);
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
    public long lost() {
        return inner.lost();
    }

    CaptureSource source() {
        return source;
    }
}
