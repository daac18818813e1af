package anax.procmaps.maps;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.classify.Classification;
import anax.procmaps.diff.MapsDiff;
import anax.procmaps.original.OriginalLanguage;
import anax.procmaps.original.OriginalTable;
import anax.procmaps.smaps.NumaMaps;
import anax.procmaps.smaps.SmapsSnapshot;
import anax.procmaps.space.AddressSpace;
import anax.procmaps.space.Gaps;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Octets that went wrong, for as long as the system property `anax.fuzzSeconds` says: no parser throws, and each
/// text comes out as it went in.
class MapsFuzzTest {
    private static final int SECONDS = Integer.getInteger("anax.fuzzSeconds", 3);
    private static final long SEED = Long.getLong("anax.fuzzSeed", 20220508);
    private static final int MOST_WRONG = 6;

    private static final String SAMPLE = """
            00400000-00452000 r-xp 00000000 08:02 173521                             /usr/bin/dbus-daemon
            Size:                328 kB
            Rss:                  12 kB
            THPeligible:           0
            VmFlags: rd ex mr mw me dw sd ??\s
            00e03000-00e24000 rw-p 00000000 00:00 0                                  [heap]
            7f10aa000000-7f10aa021000 rw-p 00000000 00:00 0\s
            7f10aa021000-7f10ae000000 ---p 00000000 00:00 0\s
            7f11b0000000-7f11b0002000 r--p 00000000 00:2f 18446744073709551615       /srv/big one
            7f1210000000 prefer:1 file=/srv/my\\040x\\075y anon=3 N0=1 N1=2 kernelpagesize_kB=4
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
            """;

    @Test
    void shouldTakeEveryTextAndGiveItBack() {
        var random = new Random(SEED);
        byte[] sample = SAMPLE.getBytes(StandardCharsets.UTF_8);
        InstantSource clock = InstantSource.system();
        long end = clock.millis() + SECONDS * 1000L;
        int texts = 0;
        MapsSnapshot previous = MapsSnapshot.parse(sample);
        while (clock.millis() < end) {
            byte[] text = mutated(sample, random);
            MapsSnapshot map = MapsSnapshot.parse(text);
            assertThat(map.format()).as("text %d of seed %d", texts, SEED).isEqualTo(text);
            useAll(map, text, previous);
            previous = map;
            texts++;
        }
        System.out.println("MapsFuzzTest: " + texts + " texts in " + SECONDS + " s");
        assertThat(texts).isGreaterThan(100);
    }

    private static void useAll(MapsSnapshot map, byte[] text, MapsSnapshot previous) {
        assertThat(map.normalised().isOrdered()).isTrue();
        Gaps.of(map, AddressSpace.of(map, false, false));
        Gaps.of(map, AddressSpace.of(map, true, true));
        var classes = Classification.of(map);
        for (int i = 0; i < map.count(); i++) {
            assertThat(classes.why(i)).isNotEmpty();
            assertThat(map.region(i).path()).isNotNull();
        }
        SmapsSnapshot.parse(text).totals();
        NumaMaps.parse(text);
        MapsDiff.between(previous, map);
        OriginalTable.rows(map, OriginalLanguage.SPANISH);
    }

    private static byte[] mutated(byte[] sample, Random random) {
        byte[] text = sample.clone();
        int from = random.nextInt(text.length);
        int length = random.nextInt(text.length - from + 1);
        text = random.nextInt(3) == 0 ? java.util.Arrays.copyOfRange(text, from, from + length) : text;
        for (int wrong = random.nextInt(MOST_WRONG); wrong > 0 && text.length > 0; wrong--) {
            int at = random.nextInt(text.length);
            switch (random.nextInt(4)) {
                case 0 -> text[at] = (byte) random.nextInt();
                case 1 -> text[at] = text[random.nextInt(text.length)];
                case 2 -> text[at] = (byte) " \n\r-:0123456789abcdefrwxps[/".charAt(random.nextInt(28));
                default -> {
                    int run = Math.min(random.nextInt(40), text.length - at);
                    System.arraycopy(text, random.nextInt(text.length - run + 1), text, at, run);
                }
            }
        }
        return text;
    }
}
