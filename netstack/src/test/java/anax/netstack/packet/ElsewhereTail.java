package anax.netstack.packet;

import anax.netstack.wire.InternetChecksum;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// A packet's last octets in a buffer of a test. Owner: the test.
public final class ElsewhereTail implements PacketTail {
    private final UnsafeBuffer octets;

    /// Wraps octets, which must lie outside of the heap if they go to a device.
    public ElsewhereTail(UnsafeBuffer octets) {
        this.octets = octets;
    }

    @Override
    public void copyTo(MutableDirectBuffer target, int at) {
        target.putBytes(at, octets, 0, octets.capacity());
    }

    @Override
    public int sum() {
        return InternetChecksum.sum(octets, 0, octets.capacity());
    }

    @Override
    public int writeVector(MutableDirectBuffer target, int at, int most) {
        if (most == 0) {
            return -1;
        }
        target.putLong(at, octets.addressOffset());
        target.putLong(at + Long.BYTES, octets.capacity());
        return 1;
    }
}
