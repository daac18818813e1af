package anax.netstack.dispatch;

import static java.lang.Long.rotateLeft;

/// SipHash-2-4 (Aumasson and Bernstein, 2012): a hash under a 128-bit secret, for messages of the lengths that the
/// stack hashes.
///
/// Owner: nobody; immutable. Allocates nothing, never blocks.
///
/// Who does not know the secret cannot find messages that collide, not even by watching which ones do. A keyed
/// multiplication is quicker, but keeps that promise only while nobody can watch, and connections can be timed.
/// Numbers count as their octets in little-endian order, the first argument first.
public final class SipHash {
    private static final int ROUNDS_FOR_WORD = 2;
    private static final int ROUNDS_AT_END = 4;
    private static final int LENGTH_SHIFT = 56;
    private static final long LOW_32 = 0xFFFF_FFFFL;

    private final long start0;
    private final long start1;
    private final long start2;
    private final long start3;

    /// @param key0 the first eight octets of the secret, read as a little-endian number
    /// @param key1 the last eight
    public SipHash(long key0, long key1) {
        start0 = key0 ^ 0x736F_6D65_7073_6575L;
        start1 = key1 ^ 0x646F_7261_6E64_6F6DL;
        start2 = key0 ^ 0x6C79_6765_6E65_7261L;
        start3 = key1 ^ 0x7465_6462_7974_6573L;
    }

    /// The hash of 8 octets.
    public long hash(long first) {
        return hash(2, first, endOf(8, 0), 0, 0, 0);
    }

    /// The hash of 12 octets: two IPv4 addresses and two ports.
    public long hash(long first, int last) {
        return hash(2, first, endOf(12, last), 0, 0, 0);
    }

    /// The hash of 16 octets: one IPv6 address.
    public long hash(long first, long second) {
        return hash(3, first, second, endOf(16, 0), 0, 0);
    }

    /// The hash of 36 octets: two IPv6 addresses and two ports.
    public long hash(long first, long second, long third, long fourth, int last) {
        return hash(5, first, second, third, fourth, endOf(36, last));
    }

    private static long endOf(long length, int octets) {
        return length << LENGTH_SHIFT | (octets & LOW_32);
    }

    /// The words move towards `word0` as they are taken in.
    ///
    /// The round stands here twice, so that both loops have constant bounds: then they are compiled to straight
    /// code, which takes two thirds of the time.
    private long hash(int words, long word0, long word1, long word2, long word3, long word4) {
        long v0 = start0;
        long v1 = start1;
        long v2 = start2;
        long v3 = start3;
        for (int left = words; left > 0; left--) {
            v3 ^= word0;
            for (int round = 0; round < ROUNDS_FOR_WORD; round++) {
                v0 += v1;
                v2 += v3;
                v1 = rotateLeft(v1, 13) ^ v0;
                v3 = rotateLeft(v3, 16) ^ v2;
                v0 = rotateLeft(v0, 32) + v3;
                v2 += v1;
                v1 = rotateLeft(v1, 17) ^ v2;
                v3 = rotateLeft(v3, 21) ^ v0;
                v2 = rotateLeft(v2, 32);
            }
            v0 ^= word0;
            word0 = word1;
            word1 = word2;
            word2 = word3;
            word3 = word4;
        }
        v2 ^= 0xFF;
        for (int round = 0; round < ROUNDS_AT_END; round++) {
            v0 += v1;
            v2 += v3;
            v1 = rotateLeft(v1, 13) ^ v0;
            v3 = rotateLeft(v3, 16) ^ v2;
            v0 = rotateLeft(v0, 32) + v3;
            v2 += v1;
            v1 = rotateLeft(v1, 17) ^ v2;
            v3 = rotateLeft(v3, 21) ^ v0;
            v2 = rotateLeft(v2, 32);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
