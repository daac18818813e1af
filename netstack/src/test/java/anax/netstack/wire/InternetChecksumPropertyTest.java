package anax.netstack.wire;

import static anax.netstack.wire.InternetChecksum.append;
import static anax.netstack.wire.InternetChecksum.checksum;
import static anax.netstack.wire.InternetChecksum.pseudoHeaderIpv4;
import static anax.netstack.wire.InternetChecksum.pseudoHeaderIpv6;
import static anax.netstack.wire.InternetChecksum.sum;
import static anax.netstack.wire.InternetChecksum.update;
import static anax.netstack.wire.InternetChecksum.verifies;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;

/// What holds of the checksum arithmetic for any octets.
class InternetChecksumPropertyTest {
    @Property
    void equalsTheReference(@ForAll byte[] octets, @ForAll int from, @ForAll int to) {
        int first = Math.floorMod(from, octets.length + 1);
        int length = Math.floorMod(to, octets.length + 1 - first);

        assertThat(sum(new UnsafeBuffer(octets), first, length)).isEqualTo(NaiveSum.of(octets, first, length));
    }

    @Property
    void joinsPartsLikeTheWhole(@ForAll @Size(max = 6) byte[][] parts) {
        ByteBuffer whole = ByteBuffer.allocate(total(parts));
        int joined = 0;
        for (byte[] part : parts) {
            joined = append(joined, whole.position(), sum(new UnsafeBuffer(part), 0, part.length));
            whole.put(part);
        }

        assertThat(joined).isEqualTo(NaiveSum.of(whole.array()));
    }

    @Property
    void verifiesWhatItChecksums(@ForAll @Size(min = 2, max = 200) byte[] octets, @ForAll int anywhere) {
        int field = Math.floorMod(anywhere, octets.length - 1) & ~1;
        var buffer = new UnsafeBuffer(octets);
        putWord(buffer, field, 0);
        putWord(buffer, field, checksum(sum(buffer, 0, octets.length)));

        assertThat(verifies(sum(buffer, 0, octets.length))).isTrue();
    }

    @Property
    void updatesAsIfSummedAgain(
            @ForAll @Size(min = 2, max = 64) byte[] octets,
            @ForAll int anywhere,
            @ForAll @IntRange(max = 0xFFFF) int after) {
        int place = Math.floorMod(anywhere, octets.length - 1) & ~1;
        var buffer = new UnsafeBuffer(octets);
        int before = word(buffer, place);
        int checksum = checksum(sum(buffer, 0, octets.length));
        putWord(buffer, place, after);
        int summedAgain = sum(buffer, 0, octets.length);
        Assume.that(summedAgain != 0);

        assertThat(update(checksum, before, after)).isEqualTo(checksum(summedAgain));
    }

    @Property
    void sumsPseudoHeadersAsIfTheyWereWritten(
            @ForAll @Size(32) byte[] addresses,
            @ForAll @IntRange(max = 255) int protocol,
            @ForAll @IntRange(max = Integer.MAX_VALUE) int length) {
        ByteBuffer read = ByteBuffer.wrap(addresses);
        byte[] ipv6 = ByteBuffer.allocate(40)
                .put(addresses)
                .putInt(length)
                .putInt(protocol)
                .array();
        byte[] ipv4 = ByteBuffer.allocate(16)
                .put(addresses, 0, 8)
                .putInt(length)
                .putInt(protocol)
                .array();

        assertThat(pseudoHeaderIpv6(
                        read.getLong(0), read.getLong(8), read.getLong(16), read.getLong(24), protocol, length))
                .isEqualTo(NaiveSum.of(ipv6));
        assertThat(pseudoHeaderIpv4(read.getInt(0), read.getInt(4), protocol, length))
                .isEqualTo(NaiveSum.of(ipv4));
    }

    private static int total(byte[][] parts) {
        int total = 0;
        for (byte[] part : parts) {
            total += part.length;
        }
        return total;
    }

    private static int word(UnsafeBuffer buffer, int place) {
        return buffer.getShort(place, BIG_ENDIAN) & 0xFFFF;
    }

    private static void putWord(UnsafeBuffer buffer, int place, int value) {
        buffer.putShort(place, (short) value, BIG_ENDIAN);
    }
}
