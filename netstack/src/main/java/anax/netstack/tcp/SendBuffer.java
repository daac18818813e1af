package anax.netstack.tcp;

import anax.netstack.packet.PacketTail;
import anax.netstack.wire.InternetChecksum;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/// The octets of one connection that were written and not acknowledged yet, in the order of writing.
///
/// Owner: that of the connection. Its octets lie in chunks of [SendMemory], which go back as they are acknowledged;
/// allocates only a longer list of chunks, when there are more than ever before. Never blocks. At the bound, or that
/// of the memory, [#append] takes less than it was given.
final class SendBuffer {
    private static final int FIRST_CHUNKS = 4;
    private static final SendChunk[] NONE = {};

    private final SendMemory memory;
    private SendChunk[] chunks = NONE; // a ring
    private int first; // index of the oldest chunk in the ring
    private int count; // chunks in it
    private int skipped; // octets of the oldest chunk that are acknowledged
    private int length;
    private int bound;

    SendBuffer(SendMemory memory, int bound) {
        this.memory = memory;
        this.bound = bound;
    }

    /// Octets that it holds.
    int length() {
        return length;
    }

    int bound() {
        return bound;
    }

    void bound(int octets) {
        bound = octets;
    }

    /// Octets that it would take.
    int room() {
        return Math.max(0, bound - length);
    }

    /// Takes octets at its end.
    ///
    /// @return how many it took
    int append(DirectBuffer from, int at, int octets) {
        final int wanted = Math.min(octets, room());
        int taken = 0;
        while (taken < wanted) {
            final int place = skipped + length;
            if (place == count << SendChunk.SHIFT && !addChunk()) {
                break;
            }
            final int inChunk = place & SendChunk.OCTETS - 1;
            final int piece = Math.min(wanted - taken, SendChunk.OCTETS - inChunk);
            chunk(place >>> SendChunk.SHIFT).buffer.putBytes(inChunk, from, at + taken, piece);
            length += piece;
            taken += piece;
        }
        return taken;
    }

    /// Copies octets out, which stay.
    ///
    /// @param offset how far behind the oldest one they begin
    void copy(int offset, int octets, MutableDirectBuffer to, int at) {
        assert offset >= 0 && octets >= 0 && offset + octets <= length : offset + " + " + octets + " of " + length;
        int copied = 0;
        while (copied < octets) {
            final int place = skipped + offset + copied;
            final int inChunk = place & SendChunk.OCTETS - 1;
            final int piece = Math.min(octets - copied, SendChunk.OCTETS - inChunk);
            to.putBytes(at + copied, chunk(place >>> SendChunk.SHIFT).buffer, inChunk, piece);
            copied += piece;
        }
    }

    /// The sum of octets, as [InternetChecksum] has it.
    ///
    /// @param offset how far behind the oldest one they begin
    int sum(int offset, int octets) {
        assert offset >= 0 && octets >= 0 && offset + octets <= length : offset + " + " + octets + " of " + length;
        int sum = 0;
        int summed = 0;
        while (summed < octets) {
            final int place = skipped + offset + summed;
            final int inChunk = place & SendChunk.OCTETS - 1;
            final int piece = Math.min(octets - summed, SendChunk.OCTETS - inChunk);
            final int ofPiece = InternetChecksum.sum(chunk(place >>> SendChunk.SHIFT).buffer, inChunk, piece);
            sum = InternetChecksum.append(sum, summed, ofPiece);
            summed += piece;
        }
        return sum;
    }

    /// Writes where octets lie: see [PacketTail#writeVector].
    ///
    /// @param offset how far behind the oldest one they begin
    int writeVector(int offset, int octets, MutableDirectBuffer target, int at, int most) {
        assert offset >= 0 && octets >= 0 && offset + octets <= length : offset + " + " + octets + " of " + length;
        int entries = 0;
        int written = 0;
        while (written < octets) {
            if (entries == most) {
                return -1;
            }
            final int place = skipped + offset + written;
            final int inChunk = place & SendChunk.OCTETS - 1;
            final int piece = Math.min(octets - written, SendChunk.OCTETS - inChunk);
            final int entry = at + entries * PacketTail.ENTRY;
            target.putLong(entry, chunk(place >>> SendChunk.SHIFT).buffer.addressOffset() + inChunk);
            target.putLong(entry + Long.BYTES, piece);
            entries++;
            written += piece;
        }
        return entries;
    }

    /// Lets go of the oldest octets.
    void release(int octets) {
        assert octets >= 0 && octets <= length : octets + " of " + length;
        skipped += octets;
        length -= octets;
        while (skipped >= SendChunk.OCTETS) {
            removeChunk();
            skipped -= SendChunk.OCTETS;
        }
        if (length == 0 && count > 0) {
            removeChunk();
            skipped = 0;
        }
    }

    /// Lets go of all.
    void clear() {
        release(length);
    }

    private SendChunk chunk(int index) {
        return chunks[first + index & chunks.length - 1];
    }

    private boolean addChunk() {
        final SendChunk chunk = memory.take();
        if (chunk == null) {
            return false;
        }
        if (count == chunks.length) {
            lengthenRing();
        }
        chunks[first + count & chunks.length - 1] = chunk;
        count++;
        return true;
    }

    private void removeChunk() {
        memory.giveBack(chunks[first]);
        chunks[first] = null;
        first = first + 1 & chunks.length - 1;
        count--;
    }

    private void lengthenRing() {
        final SendChunk[] longer = Arrays.copyOf(chunks, Math.max(FIRST_CHUNKS, chunks.length * 2));
        for (int i = 0; i < count; i++) {
            longer[i] = chunk(i);
        }
        chunks = longer;
        first = 0;
    }
}
