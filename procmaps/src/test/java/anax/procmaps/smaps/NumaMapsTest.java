package anax.procmaps.smaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumaMapsTest {
    @Test
    void shouldUndoEscapesAndKeepEveryWord() {
        NumaMaps numa = parse("7f1210000000 prefer:1 file=/srv/my\\040x\\075y anon=3 N0=1 N1=2 kernelpagesize_kB=4"
                + " new=word Nx=5 N=6\n");

        NumaRegion region = numa.regions().getFirst();
        assertThat(region.start()).isEqualTo(0x7f1210000000L);
        assertThat(region.policy()).isEqualTo("prefer:1");
        assertThat(region.file()).isEqualTo("/srv/my x=y");
        assertThat(region.pages()).isEqualTo(Map.of(0, 1L, 1, 2L));
        assertThat(region.values()).isEqualTo(Map.of("anon", 3L, "kernelpagesize_kB", 4L, "Nx", 5L, "N", 6L));
        assertThat(region.words()).isEqualTo(Map.of("new", "word"));
        assertThat(numa.badLines()).isZero();
    }

    @Test
    void shouldReadMarksAndBareLines() {
        NumaMaps numa = parse("5569a000d000 default heap anon=1\nffff default\nrubbish\n\n1234\n");

        assertThat(numa.regions()).hasSize(2);
        assertThat(numa.regions().getFirst().marks()).isEqualTo(List.of("heap"));
        assertThat(numa.regions().getLast().policy()).isEqualTo("default");
        assertThat(numa.badLines()).isEqualTo(3);
    }

    @Test
    void shouldReadTheKernelsOwn() throws Exception {
        Path own = Path.of("/proc/self/numa_maps");
        assumeTrue(Files.exists(own), "this kernel keeps no numa_maps");
        NumaMaps numa = NumaMaps.parse(Files.readAllBytes(own));

        assertThat(numa.badLines()).isZero();
        assertThat(numa.regions()).anyMatch(region -> region.file().endsWith("/libjvm.so"));
        assertThat(numa.regions()).anyMatch(region -> !region.pages().isEmpty());
    }

    private static NumaMaps parse(String text) {
        return NumaMaps.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
