package anax.netstack.dispatch;

import java.util.HexFormat;

/// The Toeplitz hash for any key, bit by bit, as Microsoft's specification of receive-side scaling tells it: each bit
/// of the input that is set adds the 32 bits of the key that begin at its place.
final class ToeplitzReference {
    private final byte[] key;

    /// @param key 40 octets
    ToeplitzReference(byte[] key) {
        this.key = key.clone();
    }

    static ToeplitzReference repeating(String octets) {
        return new ToeplitzReference(HexFormat.of().parseHex(octets.repeat(80 / octets.length())));
    }

    int hash(byte[] input) {
        int result = 0;
        for (int bit = 0; bit < input.length * 8; bit++) {
            if (isSet(input, bit)) {
                result ^= window(bit);
            }
        }
        return result;
    }

    private int window(int from) {
        int window = 0;
        for (int bit = from; bit < from + 32; bit++) {
            window = window << 1 | (isSet(key, bit) ? 1 : 0);
        }
        return window;
    }

    private static boolean isSet(byte[] octets, int bit) {
        return (octets[bit / 8] >> (7 - bit % 8) & 1) != 0;
    }
}
