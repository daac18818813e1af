package anax.netstack.tcp;

import org.agrona.concurrent.UnsafeBuffer;

/// A piece of memory for octets that were written and not acknowledged yet.
///
/// Owner: one partition; in its pool, or in one [SendBuffer]. Made by [SendMemory] and never given up.
final class SendChunk {
    static final int SHIFT = 14;
    static final int OCTETS = 1 << SHIFT;

    final UnsafeBuffer buffer;
    SendChunk next; // in the pool's list

    SendChunk(UnsafeBuffer buffer) {
        this.buffer = buffer;
    }
}
