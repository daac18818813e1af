package anax.procmaps.live;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Region;
import anax.procmaps.smaps.SmapsSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
class LiveDetailsTest {
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void shouldFindTheStackOfAThreadThatWaits() throws Exception {
        var end = new CountDownLatch(1);
        Thread waiting = Thread.ofPlatform().name("anax waits").start(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        ThreadStacks threads = ThreadStacks.of(SELF);
        var map = MapsSnapshot.parse(Files.readAllBytes(Path.of("/proc/self/maps")));
        end.countDown();

        ThreadStack stack = threads.stacks().stream()
                .filter(one -> one.name().equals("anax waits"))
                .findFirst()
                .orElseThrow();
        Region region = map.region(map.indexOf(stack.stackPointer()));
        assertThat(region.isWritable()).isTrue();
        assertThat(region.name()).isEmpty();
        assertThat(threads.stacks().size() + threads.unseen()).isGreaterThan(5);
    }

    @Test
    void shouldSeeNoStacksOfAProcessThatIsGone() {
        assertThat(ThreadStacks.of(4_194_304)).isEqualTo(new ThreadStacks(List.of(), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "202 0x7f 0x189 0x0 0x0 0x0 0xffffffff 0x7ffc00001000 0x7f10, 7ffc00001000",
        "-1 0x7ffc00002000 0x7f10, 7ffc00002000",
        "running, ''",
        "-1 0x0 0x0, ''",
        "a b c, b",
        "a z c, ''",
        "'', ''"
    })
    void shouldReadTheLastNumberButOne(String line, String pointer) {
        assertThat(ThreadStacks.stackPointer(line))
                .isEqualTo(pointer.isEmpty() ? Optional.empty() : Optional.of(Long.parseUnsignedLong(pointer, 16)));
    }

    @Test
    void shouldReadThePageSizeFromWordsOfEitherWidth() throws Exception {
        assertThat(AuxiliaryVector.parse(Files.readAllBytes(Path.of("/proc/self/auxv"))))
                .contains(new AuxiliaryVector(4096, false));
        ByteBuffer narrow = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        narrow.putInt(16).putInt(0x1234).putInt(6).putInt(65536).putInt(0).putInt(0);
        assertThat(AuxiliaryVector.parse(narrow.array())).contains(new AuxiliaryVector(65536, true));
        assertThat(AuxiliaryVector.parse(new byte[64])).isEmpty();
        assertThat(AuxiliaryVector.parse(new byte[] {6, 0, 0})).isEmpty();
    }

    @Test
    void shouldCountPresentPagesAsSmapsDoes() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            Path process = Path.of("/proc/" + child.pid());
            while (!Files.readString(process.resolve("comm")).equals("sleep\n")
                    || !Files.readString(process.resolve("stat")).contains(") S ")) {
                Thread.onSpinWait();
            }
            SmapsSnapshot smaps = SmapsSnapshot.parse(Files.readAllBytes(process.resolve("smaps")));
            try (var pagemap = new Pagemap(child.pid(), 4096)) {
                PageTotals all = PageTotals.NONE;
                for (int i = 0; i < smaps.regions().count(); i++) {
                    boolean special = smaps.regions().name(i).startsWith("[vvar");
                    all = special ? all : all.plus(pagemap.of(smaps.regions(), i, 1000));
                }
                assertThat(all.present() * 4).isEqualTo(smaps.total("Rss"));
                assertThat(all.swapped() * 4).isEqualTo(smaps.total("Swap"));
                assertThat(all.exclusive() * 4).isEqualTo(smaps.total("Private_Clean") + smaps.total("Private_Dirty"));
                assertThat(pagemap.of(smaps.regions(), 0, 1).pages()).isEqualTo(1);
                assertThat(pagemap.of(smaps.regions(), 1000).unread())
                        .as("[vsyscall]")
                        .isLessThanOrEqualTo(1);
            }
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void shouldReadHowMuchIsResident() {
        assertThat(Processes.residentBytes(SELF)).isGreaterThan(10 << 20);
        assertThat(Processes.residentBytes(4_194_304)).isZero();
        assertThat(Processes.resident("Name:\tx\nVmRSS:\t 217055232 kB\nRssAnon:\t1 kB\n"))
                .isEqualTo(217_055_232L * 1024);
        assertThat(Processes.resident("Name:\tkthreadd\nVmRSS: many kB\n")).isZero();
    }

    @Test
    void shouldFindProcessesByName() throws Exception {
        assertThat(Processes.named("java")).contains(SELF);
        assertThat(Processes.named("no such process")).isEmpty();
        assertThat(Processes.all()).contains(SELF).isSorted();
        assertThat(Processes.commandLine(SELF)).contains("java");
        assertThat(Processes.commandLine(4_194_304)).isEmpty();
    }
}
