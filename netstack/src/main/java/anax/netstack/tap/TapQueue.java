package anax.netstack.tap;

import anax.netstack.link.FrameLimits;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketTail;
import anax.runtime.Cpu;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// One CPU's queue of a TAP or TUN device: one descriptor.
///
/// Owner: its CPU, but for [#retire]. Allocates when made. Never blocks: what the device has no room for is refused.
///
/// A frame is read straight into a packet that is long enough for the longest; a short one is then copied into a
/// short packet, so that a long one is not held for it.
public final class TapQueue implements LinkQueue {
    private static final int GONE = -SystemCalls.EBADFD - VirtioHeader.LENGTH; // as read gives it

    /// In how many pieces a payload may lie that is not copied together first.
    private static final int MOST_PIECES = 15;

    private final FrameLimits limits;
    private final SystemCalls calls = new SystemCalls();
    private final TapCounters counters = new TapCounters();
    private final int descriptor;
    private final int longest;
    private final MemorySegment spare; // for what comes while there is no packet
    private final UnsafeBuffer vector =
            new UnsafeBuffer(ByteBuffer.allocateDirect((MOST_PIECES + 1) * PacketTail.ENTRY));
    private volatile boolean retired;
    private volatile boolean gone;
    private Runnable wakeUp; // of whoever waits; null if nobody does
    private long lost;

    TapQueue(int descriptor, FrameLimits limits) {
        this.descriptor = descriptor;
        this.limits = limits;
        longest = Math.max(limits.longestFrame(), limits.longestSuperFrame());
        spare = Arena.ofAuto().allocate(VirtioHeader.LENGTH + longest);
    }

    /// Has its CPU wait for the device, too. On that CPU.
    @Override
    public void begin(Cpu cpu) {
        DescriptorWait.of(cpu).add(this);
    }

    @Override
    public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
        wakeUp = null;
        Packet target = null;
        int taken = 0;
        while (taken < limit && !retired) {
            if (target == null) {
                target = pool.allocate(longest);
            }
            final int length = target == null ? readSpare() : read(target);
            if (length < 0) {
                if (length == GONE) {
                    lose();
                }
                break;
            }
            taken++;
            counters.octetsIn += length;
            final Packet packet = target == null ? fromSpare(length, pool) : settle(target, length, pool);
            if (packet == null) {
                lost++;
                continue;
            }
            if (packet == target) {
                target = null;
            }
            if (VirtioHeader.read(packet)) {
                sink.onPacket(packet.arrivedNs(nowNs));
            } else {
                counters.malformed++;
                pool.takeBack(packet);
                lost++;
            }
        }
        if (target != null) {
            pool.takeBack(target);
        }
        return taken;
    }

    @Override
    public boolean send(Packet packet, long nowNs) {
        limits.check(packet);
        if (retired) {
            return false;
        }
        VirtioHeader.write(packet);
        final int length = VirtioHeader.LENGTH + packet.length();
        final long address = packet.buffer().addressOffset() + packet.offset() - VirtioHeader.LENGTH;
        final int written =
                packet.hasTail() ? writeGathered(packet, address, length) : calls.write(descriptor, address, length);
        if (written >= 0) {
            counters.octetsOut += packet.length();
            return true;
        }
        if (written == -SystemCalls.EAGAIN || written == -SystemCalls.EINTR) {
            return false;
        }
        counters.refused++; // the interface is down, say: nobody holds the other end of the wire
        return true;
    }

    @Override
    public boolean gathers() {
        return true;
    }

    /// Headers from the packet, and the rest from where it lies.
    private int writeGathered(Packet packet, long address, int length) {
        final int entries = packet.tail().writeVector(vector, PacketTail.ENTRY, MOST_PIECES);
        if (entries < 0) {
            packet.makeWhole();
            return calls.write(descriptor, address, length);
        }
        vector.putLong(0, address);
        vector.putLong(Long.BYTES, length - packet.tailLength());
        return calls.writeVector(descriptor, vector.addressOffset(), entries + 1);
    }

    @Override
    public void flush(long nowNs) {
        // Each frame has left with its write.
    }

    @Override
    public long nextDeadlineNs() {
        return Long.MAX_VALUE;
    }

    /// What came meanwhile is found at the next look, for a descriptor stays ready until it is read.
    @Override
    public boolean announceArrival(Runnable newWakeUp) {
        wakeUp = newWakeUp;
        return true;
    }

    @Override
    public long lost() {
        return lost;
    }

    /// What it counted.
    public TapCounters counters() {
        return counters;
    }

    int descriptor() {
        return descriptor;
    }

    /// True if somebody waits for it.
    boolean isWaitedFor() {
        return wakeUp != null && !retired;
    }

    /// Tells whoever waits that there is something.
    void arrived() {
        final Runnable waiting = wakeUp;
        if (waiting != null) {
            wakeUp = null;
            waiting.run();
        }
    }

    /// Has it receive and send nothing from now on. Any thread may call.
    void retire() {
        retired = true;
    }

    /// True when the device is there no longer: somebody removed it, or the namespace that it was in. Any thread
    /// may ask.
    boolean isGone() {
        return gone;
    }

    /// The descriptor of a device that is gone stays ready for ever: nobody may wait for it.
    private void lose() {
        gone = true;
        retire();
    }

    private int read(Packet target) {
        final int at = target.offset() - VirtioHeader.LENGTH;
        final int got =
                calls.read(descriptor, target.buffer().addressOffset() + at, VirtioHeader.LENGTH + (long) longest);
        return got - VirtioHeader.LENGTH;
    }

    private int readSpare() {
        return calls.read(descriptor, spare.address(), spare.byteSize()) - VirtioHeader.LENGTH;
    }

    /// Puts a frame that was read into a packet fit for its length.
    private static Packet settle(Packet target, int length, PacketPool pool) {
        target.range(target.offset(), length);
        if (!pool.isShort(length) || pool.isShort(target.capacity())) {
            return target;
        }
        final Packet packet = pool.allocate(length);
        if (packet == null) {
            return target;
        }
        final int from = target.offset() - VirtioHeader.LENGTH;
        packet.range(packet.offset(), length);
        packet.buffer()
                .putBytes(packet.offset() - VirtioHeader.LENGTH, target.buffer(), from, VirtioHeader.LENGTH + length);
        return packet;
    }

    private Packet fromSpare(int length, PacketPool pool) {
        final Packet packet = pool.allocate(length);
        if (packet != null) {
            packet.range(packet.offset(), length);
            packet.buffer()
                    .putBytes(
                            packet.offset() - VirtioHeader.LENGTH,
                            spare.asByteBuffer(),
                            0,
                            VirtioHeader.LENGTH + length);
        }
        return packet;
    }
}
