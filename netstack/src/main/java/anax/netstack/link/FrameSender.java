package anax.netstack.link;

import anax.runtime.crossbar.CacheLinePadding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The sending end of a ring of frames: from one queue of a memory link to one of the other end, or from a CPU to the
/// thread that writes what is captured.
///
/// Owner: the sending CPU. Allocates the frames when the first one is sent, then never again. Never blocks: at the
/// bound [#claim] gives none.
///
/// Frame number n always lies in slot n modulo the bound, and the receiver copies a frame before it takes it off the
/// ring: so the ring that carries frames there is also the one by which slots come back. Super-segments use slots of
/// their own, which come back in the order of sending as well, each with the frame that it was sent as.
@SuppressWarnings("unused") // padding
final class FrameSender extends CacheLinePadding {
    private static final int CACHE_LINE = 64;
    private static final long NEVER = -1;

    private long sent;
    private long takenSeen; // how many the receiver had taken when we last looked
    private int nextLarge;

    // The JVM lays bytes out behind the wider fields, so these keep the words above off the next object's line.
    private byte t00, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15;
    private byte t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31;
    private byte t32, t33, t34, t35, t36, t37, t38, t39, t40, t41, t42, t43, t44, t45, t46, t47;
    private byte t48, t49, t50, t51, t52, t53, t54, t55, t56, t57, t58, t59, t60, t61, t62, t63;

    private final SpscVarHandleArrayQueue<Frame> ring;
    private final Frame[] small;
    private final Frame[] large;
    private final long[] largeSentAs;
    private final int smallOctets;
    private final int largeOctets;

    /// @param ring        leads to the receiver
    /// @param frames      how many frames may be under way; a power of two
    /// @param largeFrames how many of them may be longer than `smallOctets`
    FrameSender(SpscVarHandleArrayQueue<Frame> ring, int frames, int smallOctets, int largeFrames, int largeOctets) {
        this.ring = ring;
        this.smallOctets = smallOctets;
        this.largeOctets = largeOctets;
        small = new Frame[frames];
        large = new Frame[largeFrames];
        largeSentAs = new long[largeFrames];
        Arrays.fill(largeSentAs, NEVER);
    }

    /// Octets of memory that a slot for so long a frame takes.
    static int slotOctets(int frameOctets) {
        return (Frame.HEADER_LENGTH + frameOctets + CACHE_LINE - 1) & -CACHE_LINE;
    }

    /// A slot for a frame of so many octets, which the caller fills and must then [#publish].
    ///
    /// @return null if the ring, or the slots for so long a frame, stand at their bound
    Frame claim(int octets) {
        if (!isTaken(sent - small.length)) {
            return null;
        }
        return octets <= smallOctets ? smallFrame() : largeFrame();
    }

    /// Gives the receiver the frame that was claimed last.
    void publish(Frame frame) {
        boolean offered = ring.offer(frame);
        assert offered : "a ring of " + ring.capacity() + " refused a frame below its bound of " + small.length;
        sent++;
    }

    /// The receiver's word is read only when what we know of it doesn't suffice.
    private boolean isTaken(long number) {
        if (number < takenSeen) {
            return true;
        }
        takenSeen = ring.currentConsumerIndex();
        return number < takenSeen;
    }

    private Frame smallFrame() {
        final Frame frame = small[(int) sent & (small.length - 1)];
        if (frame != null) {
            return frame;
        }
        allocate(small, smallOctets);
        return small[(int) sent & (small.length - 1)];
    }

    private Frame largeFrame() {
        final int place = nextLarge;
        if (largeSentAs[place] != NEVER && !isTaken(largeSentAs[place])) {
            return null;
        }
        if (large[place] == null) {
            allocate(large, largeOctets);
        }
        largeSentAs[place] = sent;
        nextLarge = place + 1 == large.length ? 0 : place + 1;
        return large[place];
    }

    private static void allocate(Frame[] frames, int octets) {
        final int slotOctets = slotOctets(octets);
        final ByteBuffer memory = ByteBuffer.allocateDirect(frames.length * slotOctets + CACHE_LINE)
                .alignedSlice(CACHE_LINE);
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new Frame(new UnsafeBuffer(memory, i * slotOctets, slotOctets));
        }
    }
}
