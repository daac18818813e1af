package anax.netstack.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// Octets as tests write and place them.
///
/// Owner: none, it keeps no state.
final class Octets {
    /// The `wrap` of a view.
    interface Wrap {
        boolean wrap(MutableDirectBuffer buffer, int offset, int available);
    }

    private static final int OFFSET = 3;

    private Octets() {}

    static UnsafeBuffer buffer(String octets) {
        return new UnsafeBuffer(of(octets));
    }

    static byte[] of(String octets) {
        return HexFormat.of().parseHex(octets.replaceAll("\\s", ""));
    }

    static String hex(UnsafeBuffer buffer) {
        return HexFormat.of().formatHex(buffer.byteArray());
    }

    /// A buffer whose bounds are checked and whose end is the end of the octets, which stand some way in.
    static UnsafeBuffer atTheEnd(byte[] octets, int offset) {
        assertThat(DirectBuffer.SHOULD_BOUNDS_CHECK)
                .as("buffers check their bounds")
                .isTrue();
        byte[] placed = new byte[offset + octets.length];
        System.arraycopy(octets, 0, placed, offset, octets.length);
        return new UnsafeBuffer(placed);
    }

    /// How many of the octets a view has to be given before it takes them: it must refuse all shorter prefixes
    /// and take all longer ones, without a look past the prefix. Each one stands at the very end of its buffer,
    /// where such a look faults, and in a buffer that goes on, where it could find what it looks for.
    static int shortestTaken(String octets, Wrap view) {
        byte[] whole = of(octets);
        int shortest = -1;
        for (int available = 0; available <= whole.length; available++) {
            boolean taken = view.wrap(atTheEnd(Arrays.copyOf(whole, available), OFFSET), OFFSET, available);
            boolean takenWithin = view.wrap(atTheEnd(whole, OFFSET), OFFSET, available);
            assertThat(takenWithin)
                    .as("%d octets of a longer buffer", available)
                    .isEqualTo(taken);
            if (taken && shortest < 0) {
                shortest = available;
            }
            assertThat(taken).as("%d octets", available).isEqualTo(shortest >= 0);
        }
        return shortest;
    }
}
