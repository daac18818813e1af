package anax.netstack.packetdrill.match;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Octets of a packet that nobody changes any more.
///
/// Owner: nobody, it never changes.
public final class Octets {
    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /// A copy of some octets, from one place to before another.
    static Octets of(byte[] octets, int from, int to) {
        return new Octets(Arrays.copyOfRange(octets, from, to));
    }

    /// How many there are.
    public int length() {
        return octets.length;
    }

    /// One of them, 0 to 255.
    public int at(int place) {
        return octets[place] & 0xFF;
    }

    /// A view of them, which only reads.
    ByteBuffer buffer() {
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }

    /// A copy of them.
    byte[] copy() {
        return octets.clone();
    }

    /// These and then others.
    Octets and(Octets next) {
        final byte[] both = Arrays.copyOf(octets, octets.length + next.octets.length);
        System.arraycopy(next.octets, 0, both, octets.length, next.octets.length);
        return new Octets(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return octets.length + " octets";
    }
}
