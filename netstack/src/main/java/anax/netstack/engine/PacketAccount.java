package anax.netstack.engine;

import anax.netstack.packet.DropReason;

/// What became of the packets of one partition.
///
/// Owner: the partition, which alone counts; others see old figures. Allocates when made. Over all partitions of a
/// stack, at rest:
///
/// ```
/// received   + copied + joined + cut = delivered + merged + dropped in + held
/// originated + split                 = sent + dropped out + waiting for a neighbour
/// ```
///
/// A fragment that completes its datagram is merged into it as the others are, and the datagram is *joined*; a segment
/// that is joined to the one before it is merged into that. What goes to several sockets is *copied* for all but one.
/// What comes as one packet but was sent as several datagrams is *cut* into these for a socket that did not ask for all
/// at once, and all but one count.
@SuppressWarnings("EnumOrdinal") // counters are indexed by it, within one run of the program
public final class PacketAccount {
    /// How many classes of batches are told apart.
    public static final int SIZE_CLASSES = 11;

    private static final DropReason[] REASONS = DropReason.values();

    long originated;
    long delivered;
    long merged;
    long sent;
    private long received;
    private long joined;
    private long copied;
    private long cut;
    private long split;
    private long misdelivered;
    private long passedOn;
    private long batches;
    private long taken;
    private final long[] batchSizes = new long[SIZE_CLASSES];
    private final long[] droppedIn = new long[REASONS.length];
    private final long[] droppedOut = new long[REASONS.length];

    PacketAccount() {}

    /// Counts frames that came from a link.
    public void received(int frames) {
        received += frames;
    }

    /// Counts a datagram that was joined from fragments.
    public void joined() {
        joined++;
    }

    /// Counts packets that came in and were joined to others before them.
    public void merged(int packets) {
        merged += packets;
    }

    /// Counts a copy of a packet that came in.
    public void copied() {
        copied++;
    }

    /// Counts datagrams that a packet that came in was cut into, but for one.
    public void cut(int more) {
        cut += more;
    }

    /// Counts packets that one that was made here was cut into, but for one.
    public void split(int more) {
        split += more;
    }

    /// Counts a packet that goes on in another partition.
    public void passedOn() {
        passedOn++;
    }

    /// Counts a frame that came by a queue of another partition than its own; it is passed on as well.
    public void misdelivered() {
        misdelivered++;
    }

    /// Counts a batch with so many frames, messages and timers in it; one with none is not counted.
    public void batch(int size) {
        if (size > 0) {
            batches++;
            taken += size;
            batchSizes[Math.min(SIZE_CLASSES - 1, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(size))]++;
        }
    }

    /// Counts a packet that came in and went no further, or could not be taken in at all.
    public void droppedIn(DropReason reason) {
        droppedIn[reason.ordinal()]++;
    }

    void droppedOut(DropReason reason) {
        droppedOut[reason.ordinal()]++;
    }

    /// Frames that came from links, those for which there was no packet included.
    public long receivedCount() {
        return received;
    }

    /// Packets that served their purpose.
    public long deliveredCount() {
        return delivered;
    }

    /// Frames that came by a queue of another partition.
    public long misdeliveredCount() {
        return misdelivered;
    }

    /// Packets whose octets went on in another one.
    public long mergedCount() {
        return merged;
    }

    /// Datagrams joined from fragments.
    public long joinedCount() {
        return joined;
    }

    /// Copies of packets that came in.
    public long copiedCount() {
        return copied;
    }

    /// Datagrams that packets which came in were cut into, but for one of each.
    public long cutCount() {
        return cut;
    }

    /// Packets that were made here, or should have been.
    public long originatedCount() {
        return originated;
    }

    /// Pieces that packets were cut into, but for one of each.
    public long splitCount() {
        return split;
    }

    /// Packets that left by a link.
    public long sentCount() {
        return sent;
    }

    /// Packets that went on in another partition.
    public long passedOnCount() {
        return passedOn;
    }

    /// Batches with something in them.
    public long batchCount() {
        return batches;
    }

    /// What was in those batches: frames, messages and timers.
    public long takenCount() {
        return taken;
    }

    /// Batches of a size from 2^`sizeClass` to twice that, less one; the last class has all above, too.
    ///
    /// @param sizeClass 0 to [#SIZE_CLASSES] - 1
    public long batchCount(int sizeClass) {
        return batchSizes[sizeClass];
    }

    /// Packets that came in and were dropped for a reason.
    public long droppedInCount(DropReason reason) {
        return droppedIn[reason.ordinal()];
    }

    /// Packets that were made here and were dropped for a reason.
    public long droppedOutCount(DropReason reason) {
        return droppedOut[reason.ordinal()];
    }

    /// Packets that came in and should be held somewhere, if nothing was lost.
    public long heldIn() {
        return received + joined + copied + cut - delivered - merged - sum(droppedIn);
    }

    /// Packets that were made here and should wait somewhere, if nothing was lost.
    public long heldOut() {
        return originated + split - sent - sum(droppedOut);
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (final long count : counts) {
            sum += count;
        }
        return sum;
    }
}
