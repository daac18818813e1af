package anax.netstack.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SipHash-2-4 beside its authors' vectors, and the lengths that we hash beside the reference.
class SipHashTest {
    private static final long KEY_0 = 0x0706_0504_0302_0100L;
    private static final long KEY_1 = 0x0F0E_0D0C_0B0A_0908L;

    /// The authors' file of vectors: key 00 to 0f, message 00, 01, 02 and so on.
    @ParameterizedTest
    @CsvSource({
        "0, 726fdb47dd0e0e31",
        "1, 74f839c593dc67fd",
        "7, ab0200f58b01d137",
        "8, 93f5f5799a932462",
        "9, 9e0082df0ba9e4b0",
        "12, 751e8fbc860ee5fb",
        "15, a129ca6149be45e5",
        "16, 3f2acc7f57c29bdb"
    })
    void shouldGiveThePublishedHashesInTheReference(int length, String expected) {
        assertThat(SipHashReference.hash(KEY_0, KEY_1, counting(length)))
                .isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    @Test
    void shouldGiveThePublishedHashesOfEightTwelveAndSixteenOctets() {
        var hash = new SipHash(KEY_0, KEY_1);
        ByteBuffer message = ByteBuffer.wrap(counting(16)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(hash.hash(message.getLong(0))).isEqualTo(0x93F5_F579_9A93_2462L);
        assertThat(hash.hash(message.getLong(0), message.getInt(8))).isEqualTo(0x751E_8FBC_860E_E5FBL);
        assertThat(hash.hash(message.getLong(0), message.getLong(8))).isEqualTo(0x3F2A_CC7F_57C2_9BDBL);
    }

    @Property
    void shouldEqualTheReferenceForEachOfItsLengths(
            @ForAll long key0,
            @ForAll long key1,
            @ForAll long first,
            @ForAll long second,
            @ForAll long third,
            @ForAll long fourth,
            @ForAll int last) {
        var hash = new SipHash(key0, key1);

        assertThat(hash.hash(first))
                .isEqualTo(SipHashReference.hash(
                        key0, key1, octets(8).putLong(first).array()));
        assertThat(hash.hash(first, last))
                .isEqualTo(SipHashReference.hash(
                        key0, key1, octets(12).putLong(first).putInt(last).array()));
        assertThat(hash.hash(first, second))
                .isEqualTo(SipHashReference.hash(
                        key0, key1, octets(16).putLong(first).putLong(second).array()));
        byte[] longest = octets(36)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .putInt(last)
                .array();
        assertThat(hash.hash(first, second, third, fourth, last)).isEqualTo(SipHashReference.hash(key0, key1, longest));
    }

    private static ByteBuffer octets(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] counting(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) i;
        }
        return octets;
    }
}
