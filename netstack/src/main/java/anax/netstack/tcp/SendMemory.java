package anax.netstack.tcp;

import anax.netstack.packet.DirectMemory;
import anax.netstack.packet.MemoryBudget;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// A partition's memory for octets that were written and not acknowledged yet, in chunks of one size.
///
/// Owner: one partition. Allocates outside of the heap when more is needed than ever before, and keeps it. Never
/// blocks. At the bound [#take] answers null.
final class SendMemory {
    private static final int CHUNKS_AT_ONCE = 16;

    private long mostChunks;
    private SendChunk free;
    private long made;
    private long used;

    /// @param octets the bound
    /// @param memory what it is part of
    SendMemory(long octets, MemoryBudget memory) {
        mostChunks = Math.max(1, octets >>> SendChunk.SHIFT);
        memory.buffers(octets, this::used);
    }

    /// A chunk whose octets are anything; null at the bound.
    SendChunk take() {
        if (free == null && !grow()) {
            return null;
        }
        final SendChunk chunk = free;
        free = chunk.next;
        chunk.next = null;
        used++;
        return chunk;
    }

    void giveBack(SendChunk chunk) {
        chunk.next = free;
        free = chunk;
        used--;
    }

    /// Whether less than a quarter of the bound is left.
    boolean isScarce() {
        return used > mostChunks / 4 * 3;
    }

    /// Octets in use, whole chunks counted.
    long used() {
        return used << SendChunk.SHIFT;
    }

    private boolean grow() {
        final int more = (int) Math.min(CHUNKS_AT_ONCE, mostChunks - made);
        if (more == 0) {
            return false;
        }
        final ByteBuffer chunks = DirectMemory.take(more << SendChunk.SHIFT);
        if (chunks == null) {
            mostChunks = made; // the JVM has no more: this is all that there will be
            return false;
        }
        for (int i = more - 1; i >= 0; i--) {
            final SendChunk chunk = new SendChunk(new UnsafeBuffer(chunks, i << SendChunk.SHIFT, SendChunk.OCTETS));
            chunk.next = free;
            free = chunk;
        }
        made += more;
        return true;
    }
}
