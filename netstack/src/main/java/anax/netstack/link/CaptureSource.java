package anax.netstack.link;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPoolConfig;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// One CPU's way into a capture: copies of frames on a ring to the thread that writes them.
///
/// Owner: the CPU; the other end of the ring is the writer's. Allocates when made and when the first frame is
/// captured. Never blocks: at its bound a frame is not captured, which is counted here, and noted at the next one
/// that is.
public final class CaptureSource {
    /// Kinds of records: 0 and more are ordinals of drop reasons.
    static final int RECEIVED = -1;

    static final int SENT = -2;

    private static final int SMALL_OCTETS = 2_048 - Frame.HEADER_LENGTH;
    private static final int LARGE_OCTETS = Packet.HEADROOM + PacketPoolConfig.LARGE_OCTETS;

    private final SpscVarHandleArrayQueue<Frame> ring;
    private final FrameSender sender;
    private int missedSince; // the last one that was captured
    private long missed;

    CaptureSource(int frames, int largeFrames) {
        ring = new SpscVarHandleArrayQueue<>(frames);
        sender = new FrameSender(ring, frames, SMALL_OCTETS, largeFrames, LARGE_OCTETS);
    }

    /// Captures that a packet was dropped, and why.
    ///
    /// @param interfaceId where it came in or was to leave, by its number in the file
    /// @param from        where its frame begins; what is captured ends where the packet does
    @SuppressWarnings("EnumOrdinal") // a slot holds no more than a number
    public void dropped(int interfaceId, Packet packet, int from, DropReason reason, long nowNs) {
        capture(interfaceId, reason.ordinal(), packet, from, nowNs);
    }

    /// How many frames were not captured because the ring was full.
    public long missed() {
        return missed;
    }

    void received(int interfaceId, Packet packet, long nowNs) {
        capture(interfaceId, RECEIVED, packet, packet.offset(), nowNs);
    }

    void sent(int interfaceId, Packet packet, long nowNs) {
        capture(interfaceId, SENT, packet, packet.offset(), nowNs);
    }

    private void capture(int interfaceId, int kind, Packet packet, int from, long nowNs) {
        final int length = packet.end() - from;
        final Frame frame = sender.claim(length);
        if (frame == null) {
            missed++;
            missedSince++;
            return;
        }
        frame.fill(packet, from, length);
        frame.note(nowNs, interfaceId, kind, missedSince);
        missedSince = 0;
        sender.publish(frame);
    }

    // What follows is the writer's.

    /// The oldest record, which stays the writer's until it is [#taken]; null if there is none.
    Frame first() {
        return ring.peek();
    }

    /// Gives back the oldest record.
    void taken() {
        ring.poll();
    }
}
