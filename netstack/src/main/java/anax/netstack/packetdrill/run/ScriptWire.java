package anax.netstack.packetdrill.run;

import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.LinkType;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import java.util.ArrayDeque;
import java.util.Deque;

/// The link between the stack and the script, which is its other end: datagrams without any header before them.
///
/// Owner: the run of a script. Allocates for each packet. Never blocks, and has no bound.
final class ScriptWire implements Link, LinkQueue {
    /// A packet that left, and when. Owner: whoever takes it.
    static final class Sent {
        private final byte[] octets;
        private final long timeNs;

        private Sent(byte[] octets, long timeNs) {
            this.octets = octets;
            this.timeNs = timeNs;
        }

        byte[] octets() {
            return octets;
        }

        long timeNs() {
            return timeNs;
        }
    }

    private final int mtu;
    private final Deque<byte[]> injected = new ArrayDeque<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private long lost;

    ScriptWire(int mtu) {
        this.mtu = mtu;
    }

    void inject(byte[] octets) {
        injected.add(octets);
    }

    /// What left and was not looked at yet, oldest first.
    Deque<Sent> sent() {
        return sent;
    }

    @Override
    public String name() {
        return "script";
    }

    @Override
    public LinkType type() {
        return LinkType.RAW_IP;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public long address() {
        return 0;
    }

    @Override
    public LinkCapabilities capabilities() {
        return LinkCapabilities.NONE;
    }

    @Override
    public int queues() {
        return 1;
    }

    @Override
    public LinkQueue queue(int index) {
        return this;
    }

    @Override
    public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
        int count = 0;
        while (count < limit && !injected.isEmpty()) {
            final byte[] octets = injected.poll();
            count++;
            final Packet packet = pool.allocate(octets.length);
            if (packet == null) {
                lost++;
                continue;
            }
            packet.range(packet.offset(), octets.length).buffer().putBytes(packet.offset(), octets);
            sink.onPacket(packet.arrivedNs(nowNs));
        }
        return count;
    }

    @Override
    public boolean send(Packet packet, long nowNs) {
        final byte[] octets = new byte[packet.length()];
        packet.buffer().getBytes(packet.offset(), octets);
        sent.add(new Sent(octets, nowNs));
        return true;
    }

    @Override
    public void flush(long nowNs) {
        // Each packet is there as soon as it was sent.
    }

    @Override
    public long nextDeadlineNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean announceArrival(Runnable wakeUp) {
        return injected.isEmpty();
    }

    @Override
    public long lost() {
        return lost;
    }

    @Override
    public void close() {
        injected.clear();
    }
}
