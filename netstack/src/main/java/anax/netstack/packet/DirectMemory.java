package anax.netstack.packet;

import java.nio.ByteBuffer;

/// Memory outside of the heap, as long as the JVM has some: what comes by a network is no reason to fail.
///
/// Owner: nobody; it keeps no state. Allocates what it is asked for. May block as long as the JVM looks for memory.
public final class DirectMemory {
    private DirectMemory() {}

    /// So many octets of it, all 0.
    ///
    /// @return null if the JVM has no more, or may take no more (`-XX:MaxDirectMemorySize`)
    public static ByteBuffer take(int octets) {
        try {
            return ByteBuffer.allocateDirect(octets);
        } catch (OutOfMemoryError none) {
            return null;
        }
    }
}
