package anax.netstack.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/// The ones-complement sum with which IP, ICMP, UDP and TCP guard their octets (RFC 1071), and its arithmetic.
///
/// Owner: none, it keeps no state. Allocates nothing, never blocks.
///
/// A *sum* is an `int` from 0 to 0xFFFF: the ones-complement total of the octets taken as big-endian 16-bit words, an
/// odd last octet filled up with a zero. Zero has two faces: 0 is the sum only of octets that are all zero, 0xFFFF
/// that of any others. A *checksum* is the complement of a sum and is what stands in a header. Scattered octets are
/// summed part by part and joined with [#append]:
///
/// ```java
/// int sum = pseudoHeaderIpv4(src, dst, 17, header + payload);
/// sum = append(sum, 12, sum(headers, offset, header));
/// sum = append(sum, 12 + header, sum(data, 0, payload));
/// int field = checksum(sum);
/// ```
public final class InternetChecksum {
    private static final long LOW_32 = 0xFFFF_FFFFL;

    private static final boolean SWAPS = ByteOrder.nativeOrder() != LITTLE_ENDIAN;
    private static final VarHandle IN_ARRAY = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

    private InternetChecksum() {}

    /// The sum of a range, at any alignment. Throws IndexOutOfBoundsException if the range leaves the buffer.
    ///
    /// Eight octets a step: the two halves of each word are added to 64 bits, where no length that an `int` can
    /// hold overflows, and the carries are folded in once at the end (RFC 1071, section 2, deferred carries). The
    /// words are read with their octets in the order of the processor, and the two octets of the result change
    /// places (same section, byte order independence).
    ///
    /// The bounds are looked at once. A check at each word, which is what a buffer's own accessors do, keeps the
    /// compiler from taking several words at a time: on an EPYC with 512-bit vectors 1,460 octets took 309 ns
    /// that way and take 11 this way. Four sums side by side, unrolled by hand, took 80 to 170: the compiler
    /// leaves those as they are. A word is read by one call that the compiler has built in, and not by way of a
    /// memory segment, whose dozen of calls it does not all inline where the sum itself is inlined deep in the
    /// way of a segment: then they took 250 ns in some runs, and 15 in others.
    public static int sum(DirectBuffer buffer, int offset, int length) {
        buffer.boundsCheck(offset, length);
        byte[] array = buffer.byteArray();
        int words = length & -Long.BYTES;
        long place = buffer.addressOffset() + offset;
        try {
            long total = array == null
                    ? ofMemory(place, words)
                    : ofArray(array, (int) (place - BufferUtil.ARRAY_BASE_OFFSET), words);
            return swapHalves(fold(total + ofLast(buffer, offset + words, length - words)));
        } finally {
            Reference.reachabilityFence(buffer); // its memory must outlive the words that are read from it
        }
    }

    /// The sum of twenty octets, given as five numbers of which each holds four of them, the first one highest.
    static int ofWords(int first, int second, int third, int fourth, int fifth) {
        return fold((first & LOW_32) + (second & LOW_32) + (third & LOW_32) + (fourth & LOW_32) + (fifth & LOW_32));
    }

    /// The sum of two sums, or of a sum and a 16-bit word.
    public static int add(int sum, int addend) {
        assert isWord(sum) && isWord(addend) : "0x%x and 0x%x must have 16 bits".formatted(sum, addend);
        int total = sum + addend;
        return (total >>> 16) + (total & 0xFFFF);
    }

    /// The sum of octets that stand in two parts: the first of `length` octets and `sum`, the second of
    /// `nextSum`.
    ///
    /// After an odd number of octets each octet of the second part stands in the other half of its word, which
    /// swaps the halves of its sum (RFC 1071, section 2, byte order independence).
    public static int append(int sum, int length, int nextSum) {
        boolean odd = (length & 1) != 0;
        return add(sum, odd ? swapHalves(nextSum) : nextSum);
    }

    /// The sum of the pseudo-header under IPv4: addresses, protocol (0 to 255) and the length of what follows,
    /// header and payload (RFC 768; RFC 9293, section 3.1).
    ///
    /// `length` may pass 65535: a segment that the device is to cut is summed over its whole length.
    public static int pseudoHeaderIpv4(int src, int dst, int protocol, int length) {
        assert isOctet(protocol) && length >= 0 : "protocol %d, length %d".formatted(protocol, length);
        return fold((src & LOW_32) + (dst & LOW_32) + protocol + length);
    }

    /// The sum of the pseudo-header under IPv6: addresses, the length of what follows, header and payload, and
    /// the last next-header value, 0 to 255 (RFC 8200, section 8.1). Each address is given as its first and its
    /// last eight octets.
    public static int pseudoHeaderIpv6(
            long srcHigh, long srcLow, long dstHigh, long dstLow, int nextHeader, int length) {
        assert isOctet(nextHeader) && length >= 0 : "next header %d, length %d".formatted(nextHeader, length);
        long addresses = halves(srcHigh) + halves(srcLow) + halves(dstHigh) + halves(dstLow);
        return fold(addresses + nextHeader + length);
    }

    /// The checksum for octets with this sum, their checksum field counted as zero.
    ///
    /// UDP sends 0xFFFF where this says 0: see [UdpHeader#fillChecksum].
    public static int checksum(int sum) {
        return complement(sum);
    }

    /// Whether octets that carry their checksum, with this sum over all of them, arrived as they were sent.
    public static boolean verifies(int sum) {
        return sum == 0xFFFF;
    }

    /// The checksum after the word `before`, at an even place, became `after` (RFC 1624, equation 3).
    ///
    /// Equal to summing everything again, but for octets that are now all zero, which no header is: there a new
    /// sum gives 0xFFFF and this gives 0. RFC 1141's shorter formula is not used: where a new sum gives 0 it can
    /// give 0xFFFF, which a receiver that computes and compares does not take. Not for a UDP header without a
    /// checksum.
    public static int update(int checksum, int before, int after) {
        return complement(add(add(complement(checksum), complement(before)), after));
    }

    /// The checksum after 32 bits at an even place, such as an IPv4 address, became `after`.
    public static int updateInt(int checksum, int before, int after) {
        return update(update(checksum, before >>> 16, after >>> 16), before & 0xFFFF, after & 0xFFFF);
    }

    private static long ofMemory(long address, int length) {
        long total = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            final long word = UnsafeApi.getLong(address + i);
            total += halves(SWAPS ? Long.reverseBytes(word) : word);
        }
        return total;
    }

    private static long ofArray(byte[] array, int offset, int length) {
        long total = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            total += halves((long) IN_ARRAY.get(array, offset + i));
        }
        return total;
    }

    /// Up to seven octets, also in the order of the processor.
    private static long ofLast(DirectBuffer buffer, int offset, int length) {
        long total = 0;
        int i = offset;
        if ((length & Integer.BYTES) != 0) {
            total += buffer.getInt(i, LITTLE_ENDIAN) & LOW_32;
            i += Integer.BYTES;
        }
        if ((length & Short.BYTES) != 0) {
            total += buffer.getShort(i, LITTLE_ENDIAN) & 0xFFFF;
            i += Short.BYTES;
        }
        if ((length & 1) != 0) {
            total += buffer.getByte(i) & 0xFF;
        }
        return total;
    }

    private static int complement(int word) {
        assert isWord(word) : "0x%x must have 16 bits".formatted(word);
        return ~word & 0xFFFF;
    }

    private static long halves(long word) {
        return (word >>> 32) + (word & LOW_32);
    }

    private static int swapHalves(int sum) {
        return sum >>> 8 | (sum & 0xFF) << 8;
    }

    /// The total of 16-bit words as a sum: 64 bits to at most 33, 18, 17 and then 16.
    private static int fold(long total) {
        long folded = (total >>> 32) + (total & LOW_32);
        folded = (folded >>> 16) + (folded & 0xFFFF);
        folded = (folded >>> 16) + (folded & 0xFFFF);
        return (int) ((folded >>> 16) + (folded & 0xFFFF));
    }

    private static boolean isOctet(int value) {
        return value >>> 8 == 0;
    }

    private static boolean isWord(int value) {
        return value >>> 16 == 0;
    }
}
