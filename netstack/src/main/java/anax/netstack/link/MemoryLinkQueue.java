package anax.netstack.link;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// One queue of one end of a memory link: a ring to each queue of the other end, and one from each.
///
/// Owner: one CPU; only the rings and the bell are touched by others. Allocates when made, and where a ring is used
/// first. Never blocks: at the bound of a ring [#send] answers false.
final class MemoryLinkQueue implements LinkQueue {
    private final MemoryLink link;
    private final int index;
    private final FrameLimits limits;
    private final FrameSteering steering;
    private final boolean trusted;
    private final FrameSender[] senders; // by queue of the other end
    private final SpscVarHandleArrayQueue<Frame>[] inbound; // by queue of the other end
    private final ArrivalBell bell = new ArrivalBell();
    private final ArrivalBell[] bells; // by queue of the other end
    private final int[] toRing; // whom something was sent to since the last flush
    private final boolean[] isToRing;
    private int toRingCount;
    private int nextInbound;
    private long lost;

    @SuppressWarnings("unchecked") // the array never leaves this class, which puts only rings of frames into it
    MemoryLinkQueue(MemoryLink link, int index, int peerQueues, FrameSteering steering) {
        this.link = link;
        this.index = index;
        this.steering = steering;
        limits = link.limits();
        trusted = link.capabilities().completesChecksums();
        senders = new FrameSender[peerQueues];
        bells = new ArrivalBell[peerQueues];
        toRing = new int[peerQueues];
        isToRing = new boolean[peerQueues];
        inbound = (SpscVarHandleArrayQueue<Frame>[]) new SpscVarHandleArrayQueue<?>[peerQueues];
    }

    /// Lays the ring that leads from this queue to one of the other end.
    void connect(MemoryLinkQueue receiver, int frames, int largeFrames) {
        SpscVarHandleArrayQueue<Frame> ring = new SpscVarHandleArrayQueue<>(frames);
        senders[receiver.index] =
                new FrameSender(ring, frames, limits.longestFrame(), largeFrames, limits.longestSuperFrame());
        bells[receiver.index] = receiver.bell;
        receiver.inbound[index] = ring;
    }

    @Override
    public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
        bell.cancel();
        if (link.isClosed()) {
            return 0;
        }
        // Begins with another sender each time, so that none that always has frames keeps the others waiting.
        int ring = nextInbound;
        nextInbound = following(ring);
        int taken = 0;
        for (int looked = 0; looked < inbound.length && taken < limit; looked++) {
            taken += receive(inbound[ring], nowNs, limit - taken, pool, sink);
            ring = following(ring);
        }
        return taken;
    }

    private int receive(SpscVarHandleArrayQueue<Frame> ring, long nowNs, int limit, PacketPool pool, PacketSink sink) {
        int taken = 0;
        for (Frame frame = ring.peek(); frame != null; frame = ring.peek()) {
            final Packet packet = pool.allocate(frame.length());
            if (packet == null) {
                lost++;
            } else {
                frame.copyTo(packet.arrivedNs(nowNs), trusted);
            }
            ring.poll(); // the slot is the sender's again
            if (packet != null) {
                sink.onPacket(packet);
            }
            if (++taken == limit) {
                break;
            }
        }
        return taken;
    }

    @Override
    public boolean send(Packet packet, long nowNs) {
        limits.check(packet);
        if (link.isClosed()) {
            return false;
        }
        if (link.isPeerClosed()) {
            return true;
        }
        final int receiver = steer(packet);
        final FrameSender sender = senders[receiver];
        final Frame frame = sender.claim(packet.length());
        if (frame == null) {
            flush(nowNs); // whoever tries again shall not wait for a receiver that sleeps
            return false;
        }
        frame.fill(packet, packet.offset(), packet.length());
        sender.publish(frame);
        if (!isToRing[receiver]) {
            isToRing[receiver] = true;
            toRing[toRingCount++] = receiver;
        }
        return true;
    }

    @Override
    public boolean gathers() {
        return true;
    }

    private int steer(Packet packet) {
        final int queue = steering.queueOf(packet, index, senders.length);
        if (queue < 0 || queue >= senders.length) {
            throw new IllegalArgumentException("the steering of " + link.name() + " chose queue " + queue
                    + "; let it choose 0 to " + (senders.length - 1));
        }
        return queue;
    }

    @Override
    public void flush(long nowNs) {
        for (int i = 0; i < toRingCount; i++) {
            final int receiver = toRing[i];
            isToRing[receiver] = false;
            bells[receiver].ring();
        }
        toRingCount = 0;
    }

    @Override
    public long nextDeadlineNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean announceArrival(Runnable wakeUp) {
        bell.announce(wakeUp);
        if (!link.isClosed() && hasArrivals()) {
            bell.cancel();
            return false;
        }
        return true;
    }

    @Override
    public long lost() {
        return lost;
    }

    private boolean hasArrivals() {
        for (SpscVarHandleArrayQueue<Frame> ring : inbound) {
            if (ring.peek() != null) {
                return true;
            }
        }
        return false;
    }

    private int following(int ring) {
        return ring + 1 == inbound.length ? 0 : ring + 1;
    }
}
