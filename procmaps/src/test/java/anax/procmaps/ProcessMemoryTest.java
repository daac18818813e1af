package anax.procmaps;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.classify.Category;
import anax.procmaps.maps.Child;
import anax.procmaps.maps.Lines;
import anax.procmaps.maps.OddMemory;
import anax.procmaps.maps.Region;
import anax.procmaps.read.ProcReader;
import anax.procmaps.read.ReadOutcome;
import anax.procmaps.space.AddressSpace;
import anax.procmaps.space.Gaps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ProcessMemoryTest {
    private final ProcReader reader = new ProcReader();

    @Test
    void shouldKnowAllOfALiveMachine(@TempDir Path folder) throws Exception {
        try (Child child = Child.start(OddMemory.class, folder.toString(), "0")) {
            var read = (ProcessMemory.Read) ProcessMemory.read(reader, child.pid(), EnumSet.allOf(Detail.class));
            ProcessMemory memory = read.memory();
            Map<Category, Long> sizes = new EnumMap<>(Category.class);
            for (Region region : memory.map()) {
                sizes.merge(memory.classes().category(region.index()), region.size(), Long::sum);
            }

            assertThat(sizes)
                    .containsKeys(
                            Category.PROGRAM_TEXT,
                            Category.LIBRARY_TEXT,
                            Category.STACK,
                            Category.THREAD_STACK,
                            Category.JAVA_HEAP,
                            Category.JAVA_CODE,
                            Category.JAVA_CLASSES,
                            Category.SHARED_ANONYMOUS,
                            Category.SYSTEM_CALLS);
            assertThat(sizes.get(Category.JAVA_HEAP)).isEqualTo(64L << 20);
            assertThat(memory.pages().orElseThrow().totals().rss()).isPositive();
            assertThat(memory.process().orElseThrow().pid()).isEqualTo(child.pid());
            assertThat(memory.pageSize()).isEqualTo(4096);
            for (Region region : memory.map()) {
                if (memory.classes().category(region.index()) == Category.PROGRAM_TEXT) {
                    assertThat(region.name()).endsWith("/bin/java");
                }
            }
            long mapped = 0;
            for (Region region : memory.map()) {
                mapped += region.start() >= 0 ? region.size() : 0;
            }
            assertThat(mapped + Gaps.free(memory.gaps()))
                    .isEqualTo(memory.space().userEnd());
        }
    }

    @Test
    void shouldSayWhyNothingWasRead() throws Exception {
        assertThat(ProcessMemory.read(reader, 4_194_304, Set.of()))
                .isEqualTo(new ProcessMemory.NotRead(new ReadOutcome.Gone(4_194_304)));
        assertThat(ProcessMemory.readStable(reader, 4_194_304, Set.of(Detail.PAGES), 5))
                .isEqualTo(new ProcessMemory.NotRead(new ReadOutcome.Gone(4_194_304)));
    }

    @Test
    void shouldReadASavedFileOfEitherKind() {
        byte[] maps = new Lines()
                .named("08048000-0804c000 r-xp 00000000 03:02 771", "/opt/demo/prog")
                .octets();
        ProcessMemory memory = ProcessMemory.ofText(maps);
        assertThat(memory.pages()).isEmpty();
        assertThat(memory.space()).isEqualTo(AddressSpace.BITS_32_3G);
        assertThat(memory.process()).isEmpty();

        byte[] smaps = (new String(maps, StandardCharsets.UTF_8) + "Rss:    8 kB\n").getBytes(StandardCharsets.UTF_8);
        assertThat(ProcessMemory.ofText(smaps).pages().orElseThrow().total("Rss"))
                .isEqualTo(8);
        assertThat(ProcessMemory.ofText(smaps).map().format()).isEqualTo(maps);
        assertThat(ProcessMemory.ofText(new byte[0]).map().count()).isZero();
    }
}
