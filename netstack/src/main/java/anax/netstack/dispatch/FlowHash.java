package anax.netstack.dispatch;

import java.util.function.IntUnaryOperator;

/// The hash that chooses a flow's CPU: 16 bits, the same in both directions. Allocates nothing, never blocks.
///
/// Addresses and ports are the numbers that their octets write in network order: an IPv4 address is an `int`, an IPv6
/// address two `long`s, a port 0 to 65535.
///
/// Both hashes XOR the 16-bit words of a tuple to one word and map that word one to one, and the map is linear:
/// `ofWord(a ^ b) == ofWord(a) ^ ofWord(b)`. [SourcePorts] lives on this. It is also why no table inside a CPU may be
/// indexed by such a hash: anybody can choose tuples that collide.
///
/// The constants differ in their tables and not in their class, so that a call stays monomorphic whichever of them a
/// JVM uses.
public enum FlowHash {
    /// The Toeplitz hash of receive-side scaling with a key of the octets 6d 5a, repeated.
    ///
    /// With a key whose period is one word, a word adds the same to the hash wherever it stands: so the hash is
    /// symmetric, and its 32 bits are 16 bits twice. A network card with this key reports these 16 bits in either
    /// half of its hash. The map is one to one since the key word has an odd number of ones.
    TOEPLITZ(0xFFFF, bit -> rotateWord(0x6D5A, 15 - bit)),

    /// The XOR of addresses and ports as Hsu's paper has it (section VI, `INP_MPORT_HASH`).
    ///
    /// The paper masks the XOR down to a CPU number; here its low bits choose the slot. The high halves of the
    /// addresses take no part, as they take none in the paper under 65536 CPUs. An IPv6 address, which the paper
    /// does not have, counts as the XOR of its four 32-bit words.
    PORT_XOR(0, bit -> 1 << bit);

    private static final int WORD = 0xFFFF;

    /// Which bits of the addresses' high halves count.
    private final int fold;

    /// What the map makes of a word that has only a high octet, and of one that has only a low octet.
    @SuppressWarnings("ImmutableEnumChecker") // written by the constructor only
    private final char[] highOctet = new char[256];

    @SuppressWarnings("ImmutableEnumChecker")
    private final char[] lowOctet = new char[256];

    /// @param fold which bits of the addresses' high halves count
    /// @param column what the map makes of the word that has only this bit, 0 the lowest
    FlowHash(int fold, IntUnaryOperator column) {
        this.fold = fold;
        for (int octet = 0; octet < 256; octet++) {
            highOctet[octet] = combine(octet << 8, column);
            lowOctet[octet] = combine(octet, column);
        }
    }

    /// The hash of an IPv4 flow, 0 to 65535.
    public int hash(int src, int dst, int srcPort, int dstPort) {
        return ofWord(addressWord(src, dst) ^ srcPort ^ dstPort);
    }

    /// The hash of two IPv4 addresses, for what has no ports: fragments, and protocols without them.
    public int hash(int src, int dst) {
        return ofWord(addressWord(src, dst));
    }

    /// The hash of an IPv6 flow, 0 to 65535. Each address is given as its first and its last eight octets.
    public int hash(long srcHigh, long srcLow, long dstHigh, long dstLow, int srcPort, int dstPort) {
        return ofWord(addressWord(srcHigh, srcLow, dstHigh, dstLow) ^ srcPort ^ dstPort);
    }

    /// The hash of two IPv6 addresses, for what has no ports.
    public int hash(long srcHigh, long srcLow, long dstHigh, long dstLow) {
        return ofWord(addressWord(srcHigh, srcLow, dstHigh, dstLow));
    }

    /// Two IPv4 addresses as one word: a flow hashes to [#ofWord] of this word XOR its two ports.
    public int addressWord(int src, int dst) {
        int both = src ^ dst;
        return (both ^ (both >>> 16 & fold)) & WORD;
    }

    /// Two IPv6 addresses as one word.
    public int addressWord(long srcHigh, long srcLow, long dstHigh, long dstLow) {
        long both = srcHigh ^ srcLow ^ dstHigh ^ dstLow;
        return addressWord((int) (both >>> 32), (int) both);
    }

    /// The map from a tuple's words, XORed together, to its hash: linear and one to one on 0 to 65535.
    public int ofWord(int word) {
        assert word >>> 16 == 0 : "0x%x must have 16 bits".formatted(word);
        return highOctet[word >>> 8 & 0xFF] ^ lowOctet[word & 0xFF];
    }

    private static char combine(int word, IntUnaryOperator column) {
        int sum = 0;
        for (int bit = 0; bit < 16; bit++) {
            sum ^= (word >>> bit & 1) * column.applyAsInt(bit);
        }
        return (char) sum;
    }

    private static int rotateWord(int word, int distance) {
        return (word << distance | word >>> (16 - distance)) & WORD;
    }
}
