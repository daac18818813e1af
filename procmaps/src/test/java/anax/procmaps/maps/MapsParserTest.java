package anax.procmaps.maps;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.text.Digits;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What a parser costs.
class MapsParserTest {
    private static final int WARM_UP = 2000;
    private static final int MEASURED = 200;

    @Test
    void shouldAllocateNothingWhenItParsesTheLikeAgain() {
        byte[] text = synthetic(2000);
        var parser = new MapsParser();
        for (int i = 0; i < WARM_UP; i++) {
            parser.parse(text);
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int regions = 0;
        for (int i = 0; i < MEASURED; i++) {
            regions += parser.parse(text).count();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(regions).isEqualTo(MEASURED * 2000);
        assertThat(bytes).as("bytes for %d lines", regions).isLessThan(regions / 100);
    }

    @Test
    void shouldAllocateNothingWhenItLooksAnAddressUp() {
        MapsSnapshot map = MapsSnapshot.parse(synthetic(2000));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long found = 0;
        for (int i = 0; i < 100_000; i++) {
            found += map.indexOf(0x7f0000000000L + i * 41L);
        }
        assertThat(found).isNotZero();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
    }

    @Test
    void shouldOverwriteItsSnapshotWithTheNextText() {
        var parser = new MapsParser();
        MapsSnapshot first = parser.parse(synthetic(3));
        assertThat(first.count()).isEqualTo(3);
        MapsSnapshot second = parser.parse("rubbish".getBytes(StandardCharsets.US_ASCII));
        assertThat(first).isSameAs(second);
        assertThat(first.count()).isZero();
        assertThat(first.badLines()).isEqualTo(1);
        assertThat(parser.parse(synthetic(2)).flaws(1)).isEmpty();
    }

    @Test
    void shouldParsePartOfAnArray() {
        byte[] text = synthetic(2);
        byte[] padded = ("xx" + new String(text, StandardCharsets.US_ASCII) + "yy").getBytes(StandardCharsets.US_ASCII);
        assertThat(new MapsParser().parse(padded, 2, 2 + text.length).format()).isEqualTo(text);
    }

    /// Two million regions were met in the wild; room for each is bounded, names apart.
    @Test
    void shouldKeepTwoMillionRegionsInLittleRoom() {
        int count = 2_000_000;
        byte[] text = synthetic(count);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        MapsSnapshot map = MapsSnapshot.parse(text);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(map.count()).isEqualTo(count);
        assertThat(map.isOrdered()).isTrue();
        assertThat(allocated / count)
                .as("all bytes ever allocated for a region")
                .isLessThanOrEqualTo(60);
        assertThat(Arrays.equals(map.format(), text)).isTrue();
    }

    /// As a big program's: a third without a name, some three regions of each file.
    static byte[] synthetic(int regions) {
        byte[] text = new byte[regions * 100 + 100];
        int at = 0;
        long address = 0x7f0000000000L;
        for (int i = 0; i < regions; i++) {
            int from = at;
            long size = 4096L * (1 + i % 7);
            at = Digits.putHex(text, at, address, 8);
            text[at++] = '-';
            at = Digits.putHex(text, at, address + size, 8);
            boolean named = i % 3 != 0;
            at = put(text, at, named ? " r-xp 00001000 fd:01 " : " rw-p 00000000 00:00 ");
            at = Digits.putDecimal(text, at, named ? 100_000 + i % 900 : 0);
            text[at++] = ' ';
            if (named) {
                while (at < from + 73) {
                    text[at++] = ' ';
                }
                at = put(text, at, "/usr/lib/lib");
                at = Digits.putDecimal(text, at, i % 900 / 3);
            }
            text[at++] = '\n';
            address += size + (i % 5 == 0 ? 4096 : 0);
        }
        return Arrays.copyOf(text, at);
    }

    private static int put(byte[] text, int at, String words) {
        byte[] octets = words.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octets, 0, text, at, octets.length);
        return at + octets.length;
    }
}
