package anax.netstack.wire;

import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// Octets at the very end of a buffer that checks its bounds, and what fuzz tests say about places in them.
///
/// Owner: the thread of the test. Assertions are plain throws: a fuzzer calls them a million times a second, and only
/// a condition in the code leads it to the other side.
final class Checked {
    static final int OFFSET = 5;

    private Checked() {}

    static UnsafeBuffer place(byte[] octets) {
        byte[] placed = new byte[OFFSET + octets.length];
        System.arraycopy(octets, 0, placed, OFFSET, octets.length);
        return new UnsafeBuffer(placed);
    }

    static void holds(boolean condition, String rule) {
        if (!condition) {
            throw new AssertionError(rule);
        }
    }

    /// The range lies within the octets.
    static void within(byte[] octets, int offset, int length, String what) {
        if (length < 0 || offset < OFFSET || offset + length > OFFSET + octets.length) {
            throw new AssertionError(
                    "%s at %d, %d octets, leaves the %d at %d".formatted(what, offset, length, octets.length, OFFSET));
        }
    }

    /// What was written anew equals what was read, up to this length.
    static void sameAs(byte[] octets, MutableDirectBuffer written, int length, String what) {
        byte[] anew = new byte[length];
        written.getBytes(0, anew);
        if (!Arrays.equals(octets, 0, length, anew, 0, length)) {
            throw new AssertionError("%s was read and written anew, and is another".formatted(what));
        }
    }
}
