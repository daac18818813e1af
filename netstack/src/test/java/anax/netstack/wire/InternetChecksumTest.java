package anax.netstack.wire;

import static anax.netstack.wire.InternetChecksum.add;
import static anax.netstack.wire.InternetChecksum.append;
import static anax.netstack.wire.InternetChecksum.checksum;
import static anax.netstack.wire.InternetChecksum.pseudoHeaderIpv4;
import static anax.netstack.wire.InternetChecksum.pseudoHeaderIpv6;
import static anax.netstack.wire.InternetChecksum.sum;
import static anax.netstack.wire.InternetChecksum.update;
import static anax.netstack.wire.InternetChecksum.updateInt;
import static anax.netstack.wire.InternetChecksum.verifies;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// The checksum arithmetic against the examples of its RFCs, its reference, and its edges.
class InternetChecksumTest {
    private static final int LONGEST = 2100;
    private static final int ALIGNMENTS = 9;

    /// RFC 1071, section 3: the octets 00 01 f2 03 f4 f5 f6 f7 add up to ddf2.
    @Test
    void shouldSumTheExampleOfRfc1071() {
        assertThat(sum(buffer("0001 f203 f4f5 f6f7"), 0, 8)).isEqualTo(0xDDF2);
        assertThat(checksum(0xDDF2)).isEqualTo(0x220D);
    }

    /// An IPv4 header that carries b861: summed with that field at zero it gives b861, summed as it is it
    /// verifies.
    @Test
    void shouldSumAnIpv4Header() {
        var sent = buffer("4500 0073 0000 4000 4011 0000 c0a8 0001 c0a8 00c7");
        var received = buffer("4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7");

        assertThat(checksum(sum(sent, 0, 20))).isEqualTo(0xB861);
        assertThat(verifies(sum(received, 0, 20))).isTrue();
    }

    @Test
    void shouldEqualTheReferenceForEachLengthAndAlignment() {
        byte[] octets = octets(1, LONGEST + ALIGNMENTS);
        var onHeap = new UnsafeBuffer(octets);
        for (int offset = 0; offset < ALIGNMENTS; offset++) {
            for (int length = 0; length <= LONGEST; length++) {
                assertThat(sum(onHeap, offset, length))
                        .as("offset %d, length %d", offset, length)
                        .isEqualTo(NaiveSum.of(octets, offset, length));
            }
        }
    }

    @Test
    void shouldEqualTheReferenceInEachKindOfBuffer() {
        byte[] octets = octets(2, LONGEST);
        var offHeap = new UnsafeBuffer(ByteBuffer.allocateDirect(LONGEST));
        offHeap.putBytes(0, octets);
        var expandable = new ExpandableArrayBuffer(LONGEST);
        expandable.putBytes(0, octets);
        for (int length = 0; length <= LONGEST; length++) {
            int expected = NaiveSum.of(octets, 0, length);
            assertThat(sum(offHeap, 0, length)).as("off heap, %d", length).isEqualTo(expected);
            assertThat(sum(expandable, 0, length)).as("expandable, %d", length).isEqualTo(expected);
        }
    }

    /// Off the heap, and in the middle of what another buffer holds, where it counts on where the octets begin.
    @Test
    void shouldEqualTheReferenceInTheMiddleOfMemory() {
        byte[] octets = octets(5, 1500 + 2 * ALIGNMENTS);
        var whole = new UnsafeBuffer(ByteBuffer.allocateDirect(octets.length));
        whole.putBytes(0, octets);
        for (int begin = 0; begin < ALIGNMENTS; begin++) {
            var offHeap = new UnsafeBuffer(whole, begin, octets.length - begin);
            var onHeap = new UnsafeBuffer(octets, begin, octets.length - begin);
            for (int offset = 0; offset < ALIGNMENTS; offset++) {
                for (int length : new int[] {0, 1, 7, 8, 20, 63, 64, 65, 1460, 1499, 1500}) {
                    int expected = NaiveSum.of(octets, begin + offset, length);
                    assertThat(sum(offHeap, offset, length)).isEqualTo(expected);
                    assertThat(sum(onHeap, offset, length)).isEqualTo(expected);
                }
            }
        }
    }

    /// The octets are read behind the back of the buffer, so its bounds have to be looked at first.
    @Test
    void shouldRefuseARangeThatLeavesTheBufferInEachKindOfBuffer() {
        var around = new byte[64];
        for (DirectBuffer buffer : new DirectBuffer[] {
            new UnsafeBuffer(around, 8, 32), new UnsafeBuffer(ByteBuffer.allocateDirect(64), 8, 32)
        }) {
            assertThat(sum(buffer, 0, 32)).isZero();
            assertThatThrownBy(() -> sum(buffer, -8, 16)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> sum(buffer, 8, 32)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> sum(buffer, 8, -8)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> sum(buffer, Integer.MAX_VALUE, 8)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /// Each word brings a carry: a total that is folded too little, or overflows, shows here.
    @Test
    void shouldBringEachCarryRoundWhenAllBitsAreSet() {
        byte[] octets = new byte[1 << 24];
        Arrays.fill(octets, (byte) 0xFF);
        var buffer = new UnsafeBuffer(octets);
        for (int length : new int[] {1, 2, 3, 7, 8, 9, 65_535, 65_536, 1 << 20, (1 << 24) - 1, 1 << 24}) {
            boolean odd = (length & 1) != 0;
            assertThat(sum(buffer, 0, length)).as("length %d", length).isEqualTo(odd ? 0xFF00 : 0xFFFF);
        }
    }

    /// 65537 words of 32 set bits and 00010000 total 0x10000_FFFFFFFF: bringing that carry round gives
    /// 0x1_0000FFFF, then 0x1FFFF, then 0x10000, and only then 1. In whichever order a sum takes the octets of a
    /// word, one of the two meets it there.
    @Test
    void shouldFoldATotalThatCarriesInEachStep() {
        byte[] octets = new byte[65_538 * Integer.BYTES];
        Arrays.fill(octets, (byte) 0xFF);
        var buffer = new UnsafeBuffer(octets);
        buffer.putInt(octets.length - Integer.BYTES, 0x0001_0000, BIG_ENDIAN);
        assertThat(sum(buffer, 0, octets.length)).isEqualTo(1).isEqualTo(NaiveSum.of(octets));

        buffer.putInt(octets.length - Integer.BYTES, 0x0001_0000, LITTLE_ENDIAN);
        assertThat(sum(buffer, 0, octets.length)).isEqualTo(0x0100).isEqualTo(NaiveSum.of(octets));
    }

    /// The two zeros of ones-complement: nothing but zeros adds up to 0, everything else that vanishes to 0xFFFF.
    @Test
    void shouldTellTheTwoZerosApart() {
        assertThat(sum(buffer("0000 0000 0000 0000 00"), 0, 9)).isZero();
        assertThat(sum(buffer("ffff"), 0, 2)).isEqualTo(0xFFFF);
        assertThat(sum(buffer("1234 edcb"), 0, 4)).isEqualTo(0xFFFF);
        assertThat(add(0, 0)).isZero();
        assertThat(add(0xFFFF, 0)).isEqualTo(0xFFFF);
        assertThat(add(0xFFFF, 0xFFFF)).isEqualTo(0xFFFF);
        assertThat(add(0xFFFF, 1)).isEqualTo(1);
        assertThat(verifies(0)).isFalse();
        assertThat(verifies(0xFFFF)).isTrue();
    }

    @Test
    void shouldJoinPartsCutAnywhere() {
        byte[] octets = octets(3, 67);
        var buffer = new UnsafeBuffer(octets);
        int whole = NaiveSum.of(octets);
        for (int first = 0; first <= octets.length; first++) {
            for (int second = first; second <= octets.length; second++) {
                int joined = append(0, 0, sum(buffer, 0, first));
                joined = append(joined, first, sum(buffer, first, second - first));
                joined = append(joined, second, sum(buffer, second, octets.length - second));
                assertThat(joined).as("cut at %d and %d", first, second).isEqualTo(whole);
            }
        }
    }

    /// RFC 1624, section 4: a checksum of dd2f, and a word that goes from 5555 to 3285, make 0, where RFC 1141
    /// makes ffff.
    @Test
    void shouldUpdateTheExampleOfRfc1624() {
        assertThat(update(0xDD2F, 0x5555, 0x3285)).isZero();
    }

    @Test
    void shouldUpdateEachChecksumAsIfSummedAgain() {
        int[] edges = {0, 1, 0x00FF, 0xFF00, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF};
        for (int other = 1; other <= 0xFFFF; other++) {
            for (int before : edges) {
                for (int after : edges) {
                    int updated = update(checksum(add(other, before)), before, after);
                    if (updated != checksum(add(other, after))) {
                        throw new AssertionError("%04x %04x to %04x: %04x".formatted(other, before, after, updated));
                    }
                }
            }
        }
    }

    /// The one case in which an update differs from a new sum: every octet has become zero.
    @Test
    void shouldGiveTheOtherZeroWhenTheUpdateLeavesNothingButZeros() {
        int updated = update(checksum(sum(buffer("0000 1234"), 0, 4)), 0x1234, 0);

        assertThat(updated).isZero();
        assertThat(checksum(sum(buffer("0000 0000"), 0, 4))).isEqualTo(0xFFFF);
    }

    @Test
    void shouldUpdateAnAddressLikeItsTwoWords() {
        int before = checksum(sum(buffer("4500 0073 0000 4000 4011 0000 c0a8 0001 c0a8 00c7"), 0, 20));
        int after = checksum(sum(buffer("4500 0073 0000 4000 4011 0000 0808 fffe c0a8 00c7"), 0, 20));

        assertThat(updateInt(before, 0xC0A8_0001, 0x0808_FFFE)).isEqualTo(after);
    }

    /// RFC 768: source address, destination address, zero, protocol, length.
    @Test
    void shouldSumTheIpv4PseudoHeader() {
        assertThat(pseudoHeaderIpv4(0xC0A8_0001, 0xFFFF_FFFE, 17, 65_535))
                .isEqualTo(NaiveSum.of(hex("c0a8 0001 ffff fffe 0011 ffff")));
    }

    /// RFC 8200, section 8.1: both addresses, the length in 32 bits, three zeros and the next header.
    @Test
    void shouldSumTheIpv6PseudoHeader() {
        assertThat(pseudoHeaderIpv6(0x2001_0db8_ffff_0001L, 0xFFFF_FFFF_FFFF_FFFEL, 0xfe80L << 48, 1, 6, 0x1_0203))
                .isEqualTo(NaiveSum.of(hex("2001 0db8 ffff 0001 ffff ffff ffff fffe"
                        + "fe80 0000 0000 0000 0000 0000 0000 0001 0001 0203 0000 0006")));
    }

    /// A segment that the device cuts may be longer than its 16-bit field: its length goes in like any number.
    @Test
    void shouldSumLengthsPast16BitsUnderIpv4() {
        assertThat(pseudoHeaderIpv4(0, 0, 6, 0x1_0203)).isEqualTo(0x0203 + 1 + 6);
    }

    @Test
    void shouldRefuseARangeThatLeavesTheBuffer() {
        var buffer = buffer("0001 0203");

        assertThatThrownBy(() -> sum(buffer, 0, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sum(buffer, 5, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sum(buffer, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sum(buffer, 2, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] octets(long seed, int length) {
        byte[] octets = new byte[length];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    private static byte[] hex(String octets) {
        return HexFormat.of().parseHex(octets.replace(" ", ""));
    }

    private static UnsafeBuffer buffer(String octets) {
        return new UnsafeBuffer(hex(octets));
    }
}
