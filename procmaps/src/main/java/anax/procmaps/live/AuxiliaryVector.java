package anax.procmaps.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// What the kernel told a program at its start, as far as it says how its memory is measured.
///
/// Owner: nobody; a value.
///
/// @param pageSize how many bytes a page has (AT_PAGESZ)
/// @param bits32 whether it is a program of 32 bits, whose words are half as long
public record AuxiliaryVector(int pageSize, boolean bits32) {
    private static final int PAGE_SIZE = 6;
    private static final int LEAST_PAGE = 4096;
    private static final int MOST_PAGE = 1 << 20;

    /// Reads the octets of `/proc/PID/auxv`, made on this machine. Empty if they hold no size of a page.
    public static Optional<AuxiliaryVector> parse(byte[] octets) {
        Optional<AuxiliaryVector> wide = search(octets, Long.BYTES);
        return wide.isPresent() ? wide : search(octets, Integer.BYTES);
    }

    private static Optional<AuxiliaryVector> search(byte[] octets, int word) {
        ByteBuffer pairs = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
        for (int at = 0; at + 2 * word <= octets.length; at += 2 * word) {
            long type = word == Long.BYTES ? pairs.getLong(at) : pairs.getInt(at);
            long value = word == Long.BYTES ? pairs.getLong(at + word) : pairs.getInt(at + word);
            if (type == PAGE_SIZE && value >= LEAST_PAGE && value <= MOST_PAGE && Long.bitCount(value) == 1) {
                return Optional.of(new AuxiliaryVector((int) value, word == Integer.BYTES));
            }
        }
        return Optional.empty();
    }
}
