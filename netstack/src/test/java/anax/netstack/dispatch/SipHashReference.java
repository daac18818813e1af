package anax.netstack.dispatch;

/// SipHash-2-4 for messages of any length, octet by octet, after the authors' paper.
final class SipHashReference {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private SipHashReference(long key0, long key1) {
        v0 = key0 ^ ascii("somepseu");
        v1 = key1 ^ ascii("dorandom");
        v2 = key0 ^ ascii("lygenera");
        v3 = key1 ^ ascii("tedbytes");
    }

    static long hash(long key0, long key1, byte[] message) {
        var state = new SipHashReference(key0, key1);
        long word = 0;
        for (int i = 0; i < message.length; i++) {
            word |= (message[i] & 0xFFL) << (i % 8 * 8);
            if (i % 8 == 7) {
                state.absorb(word);
                word = 0;
            }
        }
        state.absorb(word | (long) message.length << 56);
        state.v2 ^= 0xFF;
        for (int round = 0; round < 4; round++) {
            state.round();
        }
        return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
    }

    private void absorb(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13);
        v1 ^= v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16);
        v3 ^= v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21);
        v3 ^= v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17);
        v1 ^= v2;
        v2 = Long.rotateLeft(v2, 32);
    }

    private static long ascii(String eight) {
        long word = 0;
        for (int i = 0; i < 8; i++) {
            word = word << 8 | eight.charAt(i);
        }
        return word;
    }
}
