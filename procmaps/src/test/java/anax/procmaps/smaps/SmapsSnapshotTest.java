package anax.procmaps.smaps;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.read.ProcFile;
import anax.procmaps.read.ProcReader;
import anax.procmaps.read.ReadOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SmapsSnapshotTest {
    private static final String SAMPLE = """
            00400000-00452000 r-xp 00000000 08:02 173521                             /usr/bin/dbus-daemon
            Name:           [anon:libc_malloc]
            Size:                328 kB
            KernelPageSize:        4 kB
            Rss:                  12 kB
            Pss:                   7 kB
            Shared_Clean:          4 kB
            Private_Dirty:         8 kB
            Future_Key:           12 kB
            THPeligible:           1
            ProtectionKey:         0
            VmFlags: rd ex mr mw me zz ??\s
            00e03000-00e24000 rw-p 00000000 00:00 0                                  [heap]
            Size:                132 kB
            Rss:                  20 kB
            Swap:                  4 kB
            VmFlags:
            00e24000-00e25000 rw-p 00000000 00:00 0\s
            """;

    private final SmapsSnapshot smaps = parse(SAMPLE);

    @Test
    void shouldKeepEveryKeyInTheOrderInWhichItCame() {
        assertThat(smaps.keys())
                .containsExactly(
                        "Name",
                        "Size",
                        "KernelPageSize",
                        "Rss",
                        "Pss",
                        "Shared_Clean",
                        "Private_Dirty",
                        "Future_Key",
                        "THPeligible",
                        "ProtectionKey",
                        "Swap");
        assertThat(smaps.value(0, "Future_Key")).isEqualTo(12);
        assertThat(smaps.isSize("Future_Key")).isTrue();
        assertThat(smaps.value(0, "THPeligible")).isEqualTo(1);
        assertThat(smaps.isSize("THPeligible")).isFalse();
        assertThat(smaps.text(0, "Name")).isEqualTo("[anon:libc_malloc]");
        assertThat(smaps.value(0, "Name")).isEqualTo(-1);
        assertThat(smaps.badLines()).isZero();
    }

    @Test
    void shouldTellAbsentFromZero() {
        assertThat(smaps.value(0, "ProtectionKey")).isZero();
        assertThat(smaps.value(1, "ProtectionKey")).isEqualTo(-1);
        assertThat(smaps.value(2, "Rss")).isEqualTo(-1);
        assertThat(smaps.value(1, "NoSuchKey")).isEqualTo(-1);
        assertThat(smaps.text(1, "Name")).isEmpty();
    }

    @Test
    void shouldSayWhatFlagsMeanAndKeepThoseThatItDoesNotKnow() {
        assertThat(smaps.flagLine(0)).isEqualTo("rd ex mr mw me zz ??");
        assertThat(smaps.flags(0)).contains(new VmFlag("rd", "readable"), new VmFlag("zz", ""), new VmFlag("??", ""));
        assertThat(smaps.flags(0).stream().filter(VmFlag::isKnown)).hasSize(5);
        assertThat(smaps.flags(1)).isEmpty();
        assertThat(smaps.flags(2)).isEmpty();
    }

    @Test
    void shouldAddUpWhatIsThere() {
        assertThat(smaps.totals()).isEqualTo(new MemoryTotals(460, 32, 7, 4, 0, 0, 8, 4, 0));
        assertThat(smaps.totals().uss()).isEqualTo(8);
    }

    @Test
    void shouldReadTheRegionsAsMapsDoes() {
        assertThat(smaps.regions().count()).isEqualTo(3);
        assertThat(smaps.regions().name(1)).isEqualTo("[heap]");
        String headers = """
                00400000-00452000 r-xp 00000000 08:02 173521                             /usr/bin/dbus-daemon
                00e03000-00e24000 rw-p 00000000 00:00 0                                  [heap]
                00e24000-00e25000 rw-p 00000000 00:00 0\s
                """;
        assertThat(new String(smaps.regions().format(), StandardCharsets.UTF_8)).isEqualTo(headers);
    }

    @Test
    void shouldCountLinesThatAreNeitherRegionNorKey() {
        assertThat(parse("Rss: 1 kB\n" + SAMPLE + "NoColon\n: 4 kB\n12 garbage\n\n")
                        .badLines())
                .isEqualTo(5);
        assertThat(parse(SAMPLE.replace("12 kB", "many kB")).text(0, "Rss")).isEqualTo("many kB");
        assertThat(parse(SAMPLE.replace("\n", "\r\n")).value(0, "Rss")).isEqualTo(12);
    }

    @Test
    void shouldBoundTheNumberOfKeys() {
        var text = new StringBuilder("00400000-00452000 r-xp 00000000 08:02 1 \n");
        for (int i = 0; i < 1000; i++) {
            text.append("Key").append(i).append(": 1 kB\n");
        }
        assertThat(parse(text.toString()).keys()).hasSize(256);
        assertThat(parse(text.toString()).badLines()).isEqualTo(744);
    }

    /// A sleeping process does not change; what the kernel adds up is what we add up.
    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAddUpToTheKernelsOwnTotals() throws IOException {
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            Path status = Path.of("/proc/" + child.pid() + "/status");
            for (String text = ""; !text.contains("Name:\tsleep\n") || !text.contains("State:\tS"); ) {
                text = Files.readString(status); // while it begins it waits for its file now and then
                LockSupport.parkNanos(100_000_000);
            }
            var reader = new ProcReader();
            SmapsSnapshot rollup = parse(reader.readStable(child.pid(), ProcFile.SMAPS_ROLLUP, 100));
            SmapsSnapshot all = parse(reader.readStable(child.pid(), ProcFile.SMAPS, 100));

            assertThat(rollup.regions().name(0)).isEqualTo("[rollup]");
            MemoryTotals kernels = rollup.totals();
            MemoryTotals ours = all.totals();
            assertThat(ours.rss()).isEqualTo(kernels.rss()).isPositive();
            assertThat(ours.uss()).isEqualTo(kernels.uss());
            assertThat(ours.swap()).isEqualTo(kernels.swap());
            assertThat(kernels.pss() - ours.pss())
                    .as("the kernel rounds once, and for each region")
                    .isBetween(0L, (long) all.regions().count());
            for (String key : rollup.keys()) {
                if (!key.startsWith("Pss") && !key.equals("SwapPss")) {
                    assertThat(all.total(key)).as(key).isEqualTo(rollup.total(key));
                }
            }
            var maps = (ReadOutcome.Ok) reader.readStable(child.pid(), ProcFile.MAPS, 100);
            assertThat(all.regions().format())
                    .isEqualTo(MapsSnapshot.parse(maps.text()).format());
            for (int i = 0; i < all.regions().count(); i++) {
                assertThat(all.value(i, "Size") * 1024).isEqualTo(all.regions().size(i));
                assertThat(all.flags(i)).isNotEmpty();
            }
        } finally {
            child.destroyForcibly();
        }
    }

    private static SmapsSnapshot parse(ReadOutcome outcome) {
        return SmapsSnapshot.parse(((ReadOutcome.Ok) outcome).text());
    }

    private static SmapsSnapshot parse(String text) {
        return SmapsSnapshot.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
