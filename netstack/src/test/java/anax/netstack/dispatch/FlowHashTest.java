package anax.netstack.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The hashes beside their definitions, and what source ports and both directions of a flow rely on.
class FlowHashTest {
    private static final int WORDS = 1 << 16;
    private static final ToeplitzReference REFERENCE = ToeplitzReference.repeating("6d5a");

    /// The 32 bits of the reference are the same 16 bits twice.
    @Property
    void shouldBeToeplitzUnderTheRepeatedKeyWhenIpv4(
            @ForAll int src,
            @ForAll int dst,
            @ForAll @IntRange(max = 0xFFFF) int srcPort,
            @ForAll @IntRange(max = 0xFFFF) int dstPort) {
        ByteBuffer addresses = ByteBuffer.allocate(8).putInt(src).putInt(dst);
        ByteBuffer flow = ByteBuffer.allocate(12).put(addresses.array()).putInt(srcPort << 16 | dstPort);

        int ofFlow = FlowHash.TOEPLITZ.hash(src, dst, srcPort, dstPort);
        int ofAddresses = FlowHash.TOEPLITZ.hash(src, dst);

        assertThat(ofFlow << 16 | ofFlow).isEqualTo(REFERENCE.hash(flow.array()));
        assertThat(ofAddresses << 16 | ofAddresses).isEqualTo(REFERENCE.hash(addresses.array()));
    }

    @Property
    void shouldBeToeplitzUnderTheRepeatedKeyWhenIpv6(
            @ForAll long srcHigh,
            @ForAll long srcLow,
            @ForAll long dstHigh,
            @ForAll long dstLow,
            @ForAll @IntRange(max = 0xFFFF) int srcPort,
            @ForAll @IntRange(max = 0xFFFF) int dstPort) {
        ByteBuffer addresses = ByteBuffer.allocate(32)
                .putLong(srcHigh)
                .putLong(srcLow)
                .putLong(dstHigh)
                .putLong(dstLow);
        ByteBuffer flow = ByteBuffer.allocate(36).put(addresses.array()).putInt(srcPort << 16 | dstPort);

        int ofFlow = FlowHash.TOEPLITZ.hash(srcHigh, srcLow, dstHigh, dstLow, srcPort, dstPort);
        int ofAddresses = FlowHash.TOEPLITZ.hash(srcHigh, srcLow, dstHigh, dstLow);

        assertThat(ofFlow << 16 | ofFlow).isEqualTo(REFERENCE.hash(flow.array()));
        assertThat(ofAddresses << 16 | ofAddresses).isEqualTo(REFERENCE.hash(addresses.array()));
    }

    /// Hsu's paper, figure I: `(src ^ sport ^ dst ^ dport) & mask`.
    @Property
    void shouldBeTheXorOfThePaperInItsLowBits(
            @ForAll int src,
            @ForAll int dst,
            @ForAll @IntRange(max = 0xFFFF) int srcPort,
            @ForAll @IntRange(max = 0xFFFF) int dstPort) {
        assertThat(FlowHash.PORT_XOR.hash(src, dst, srcPort, dstPort))
                .isEqualTo((src ^ srcPort ^ dst ^ dstPort) & 0xFFFF);
        assertThat(FlowHash.PORT_XOR.hash(src, dst)).isEqualTo((src ^ dst) & 0xFFFF);
    }

    @Property
    void shouldTakeAnIpv6AddressAsTheXorOfItsWordsWhenPortXor(
            @ForAll long srcHigh, @ForAll long srcLow, @ForAll long dstHigh, @ForAll long dstLow) {
        int src = (int) (srcHigh >>> 32) ^ (int) srcHigh ^ (int) (srcLow >>> 32) ^ (int) srcLow;
        int dst = (int) (dstHigh >>> 32) ^ (int) dstHigh ^ (int) (dstLow >>> 32) ^ (int) dstLow;

        assertThat(FlowHash.PORT_XOR.hash(srcHigh, srcLow, dstHigh, dstLow, 53, 4096))
                .isEqualTo(FlowHash.PORT_XOR.hash(src, dst, 53, 4096));
    }

    @Property
    void shouldHashBothDirectionsAlike(
            @ForAll FlowHash hash,
            @ForAll int here,
            @ForAll int there,
            @ForAll long hereHigh,
            @ForAll long thereHigh,
            @ForAll @IntRange(max = 0xFFFF) int herePort,
            @ForAll @IntRange(max = 0xFFFF) int therePort) {
        assertThat(hash.hash(here, there, herePort, therePort)).isEqualTo(hash.hash(there, here, therePort, herePort));
        assertThat(hash.hash(hereHigh, here, thereHigh, there, herePort, therePort))
                .isEqualTo(hash.hash(thereHigh, there, hereHigh, here, therePort, herePort));
    }

    @Property
    void shouldMapSumsToSums(
            @ForAll FlowHash hash,
            @ForAll @IntRange(max = 0xFFFF) int first,
            @ForAll @IntRange(max = 0xFFFF) int second) {
        assertThat(hash.ofWord(first ^ second)).isEqualTo(hash.ofWord(first) ^ hash.ofWord(second));
    }

    @ParameterizedTest
    @EnumSource
    void shouldMapWordsOneToOne(FlowHash hash) {
        var seen = new BitSet(WORDS);
        for (int word = 0; word < WORDS; word++) {
            seen.set(hash.ofWord(word));
        }

        assertThat(seen.cardinality()).isEqualTo(WORDS);
        assertThat(seen.length()).isEqualTo(WORDS);
    }

    /// One class for all constants: a call site that meets two of them is as quick as one that meets one.
    @Test
    void shouldBeOfOneClass() {
        assertThat(FlowHash.values()).allSatisfy(hash -> assertThat(hash).isExactlyInstanceOf(FlowHash.class));
    }
}
