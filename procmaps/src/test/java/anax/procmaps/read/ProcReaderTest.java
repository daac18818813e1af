package anax.procmaps.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.procmaps.read.FakeProc.FakeProcess;
import anax.procmaps.read.ReadOutcome.Empty;
import anax.procmaps.read.ReadOutcome.Gone;
import anax.procmaps.read.ReadOutcome.Ok;
import anax.procmaps.read.ReadOutcome.TooLarge;
import anax.procmaps.read.ReadOutcome.Torn;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each outcome, on a tree of files in which a process can be changed at an exact moment of the read.
class ProcReaderTest {
    private static final int PID = 42;
    private static final int WINDOW = 16;
    private static final String MAPS = """
        08048000-0804c000 r-xp 00000000 03:02 771    /opt/demo/prog
        bf000000-bf021000 rw-p 00000000 00:00 0      [stack]
        """;

    @TempDir
    private Path root;

    private FakeProcess process;

    @BeforeEach
    void setUp() {
        process = new FakeProc(root).process(PID).maps(MAPS);
    }

    @Test
    void shouldReadTheWholeTextAndSayWhoItWas() throws IOException {
        var ok = (Ok) reader().read(PID, ProcFile.MAPS);

        assertThat(ok.text()).asString(ISO_8859_1).isEqualTo(MAPS);
        assertThat(ok.lines()).isEqualTo(2);
        assertThat(ok.process())
                .isEqualTo(new ProcessIdentity(
                        PID, 1000, 0x40_0000, 0x40_1000, 0x7FFF_FFFF_F000L, Optional.of(Path.of("fake"))));
        assertThat(ok.pid()).isEqualTo(PID);
    }

    @Test
    void shouldKeepEachOctetOfANameAndALastLineWithoutItsEnd() throws IOException {
        String odd = "0-1 r--p 0 0:0 1 /srv/t\tb\r\u00ff\u0080 (deleted) \n0-1 r--p 0 0:0 1 /cut";
        process.maps(odd);
        var ok = (Ok) reader().read(PID, ProcFile.MAPS);

        assertThat(ok.text()).asString(ISO_8859_1).isEqualTo(odd);
        assertThat(ok.lines()).isEqualTo(2);
    }

    /// Fields of `stat` that an exec changes: where the program's text begins and ends, where the stack began.
    @ParameterizedTest
    @ValueSource(ints = {26, 27, 28})
    void shouldSayTornWhenTheProgramMovedDuringTheRead(int field) throws IOException {
        var outcome = readerThatOnce(() -> process.stat(field, "65536")).read(PID, ProcFile.MAPS);

        assertThat(outcome).isEqualTo(new Torn(PID, Torn.Change.EXEC));
    }

    @Test
    void shouldSayTornWhenTheExecutableChangedDuringTheRead() throws IOException {
        var outcome = readerThatOnce(() -> process.executable("other")).read(PID, ProcFile.MAPS);

        assertThat(outcome).isEqualTo(new Torn(PID, Torn.Change.EXEC));
    }

    /// The same program executed at the same addresses: only that the old address space is empty tells it.
    @Test
    void shouldSayTornWhenTheAddressSpaceEndedAndNothingElseChanged() throws IOException {
        var outcome = readerThatOnce(() -> process.maps("")).read(PID, ProcFile.MAPS);

        assertThat(outcome).isEqualTo(new Torn(PID, Torn.Change.EXEC));
    }

    /// The totals come in one read that nothing can cut: still they are worth nothing when the address space has
    /// ended.
    @Test
    void shouldAskTheMapsWhetherTheAddressSpaceOutlivedTheReadOfAnotherFile() throws IOException {
        process.file("smaps_rollup", "00400000-bf021000 ---p 00000000 00:00 0    [rollup]\n");

        assertThat(reader().read(PID, ProcFile.SMAPS_ROLLUP)).isInstanceOf(Ok.class);
        assertThat(readerThatOnce(() -> process.maps("")).read(PID, ProcFile.SMAPS_ROLLUP))
                .isEqualTo(new Torn(PID, Torn.Change.EXEC));
    }

    @Test
    void shouldSayTornWhenTheNumberStandsForAnotherProcessAfterwards() throws IOException {
        var outcome = readerThatOnce(() -> process.stat(22, "2000")).read(PID, ProcFile.MAPS);

        assertThat(outcome).isEqualTo(new Torn(PID, Torn.Change.PID_REUSED));
    }

    /// The number goes to a process that looks the same. Through its path the reader would find it and be
    /// content.
    @Test
    void shouldSayGoneWhenTheNumberWentToAnotherProcessDuringTheRead() throws IOException {
        var outcome = readerThatOnce(() -> {
                    process.end();
                    new FakeProc(Files.createDirectory(root.resolve("other")))
                            .process(PID)
                            .maps(MAPS);
                    Files.move(root.resolve("other").resolve("42"), root.resolve("42"));
                })
                .read(PID, ProcFile.MAPS);

        assertThat(outcome).isEqualTo(new Gone(PID));
        assertThat(reader().read(PID, ProcFile.MAPS)).isInstanceOf(Ok.class);
    }

    @Test
    void shouldSayGoneWhenThereIsNoSuchProcess() throws IOException {
        assertThat(reader().read(43, ProcFile.MAPS)).isEqualTo(new Gone(43));
        assertThat(reader().readStable(43, ProcFile.MAPS, 2)).isEqualTo(new Gone(43));
    }

    @Test
    void shouldSayGoneWhenTheProcessEndedDuringTheRead() throws IOException {
        assertThat(readerThatOnce(process::end).read(PID, ProcFile.MAPS)).isEqualTo(new Gone(PID));
    }

    /// PF_KTHREAD, 0x200000 in field 9.
    @Test
    void shouldSayEmptyForAKernelThread() throws IOException {
        process.stat(9, "2129984").maps("");

        assertThat(reader().read(PID, ProcFile.MAPS)).isEqualTo(new Empty(PID, Empty.Reason.KERNEL_THREAD));
    }

    @Test
    void shouldSayEmptyForAZombie() throws IOException {
        process.stat(3, "Z").maps("");

        assertThat(reader().read(PID, ProcFile.MAPS)).isEqualTo(new Empty(PID, Empty.Reason.ZOMBIE));
    }

    /// PF_EXITING, 0x4 in field 9: the memory is given back a moment before the state says that it is over.
    @Test
    void shouldSayEmptyForAProcessThatIsEnding() throws IOException {
        process.stat(9, "4194308").maps("");

        assertThat(reader().read(PID, ProcFile.MAPS)).isEqualTo(new Empty(PID, Empty.Reason.ZOMBIE));
    }

    @Test
    void shouldSayThatOtherThreadsRunOnWhenOnlyTheMainThreadEnded() throws IOException {
        process.stat(3, "Z").stat(20, "2").maps("");

        assertThat(reader().read(PID, ProcFile.MAPS)).isEqualTo(new Empty(PID, Empty.Reason.MAIN_THREAD_ENDED));
    }

    @Test
    void shouldSayEmptyWhenTheProcessBecameAZombieDuringTheRead() throws IOException {
        var outcome = readerThatOnce(() -> process.stat(3, "Z").maps("")).read(PID, ProcFile.MAPS);

        assertThat(outcome).isEqualTo(new Empty(PID, Empty.Reason.ZOMBIE));
    }

    @Test
    void shouldTakeATextOfExactlyTheBoundAndNoneThatIsLonger() throws IOException {
        int length = MAPS.length();

        assertThat(reader(length).read(PID, ProcFile.MAPS)).isInstanceOf(Ok.class);
        assertThat(reader(length - 1).read(PID, ProcFile.MAPS)).isEqualTo(new TooLarge(PID, length - 1));
        assertThat(reader(1).read(PID, ProcFile.MAPS)).isEqualTo(new TooLarge(PID, 1));
    }

    @Test
    void shouldReadNoFurtherThanItsBound() throws IOException {
        var seen = new AtomicInteger();
        process.maps(MAPS.repeat(1000));
        var reader = new ProcReader(root, 100, WINDOW, seen::set);

        assertThat(reader.read(PID, ProcFile.MAPS)).isEqualTo(new TooLarge(PID, 100));
        assertThat(seen)
                .as("octets after the last read that was followed by another")
                .hasValueLessThanOrEqualTo(100);
    }

    @Test
    void shouldThrowWhenAReadFailsForAReasonOfItsOwn() throws IOException {
        Files.delete(root.resolve("42").resolve("maps"));
        process.directoryInsteadOf("maps");

        assertThatThrownBy(() -> reader().read(PID, ProcFile.MAPS)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldThrowWhenTheKernelKeepsNoSuchFile() {
        assertThatThrownBy(() -> reader().read(PID, ProcFile.SMAPS_ROLLUP))
                .isInstanceOf(IOException.class)
                .hasMessage("this kernel keeps no smaps_rollup of a process; read MAPS");
    }

    @Test
    void shouldThrowWhenNoProcessesAreThere(@TempDir Path nothing) {
        assertThatThrownBy(() -> new ProcReader(nothing, 1000, WINDOW, ReadHook.NONE).read(PID, ProcFile.MAPS))
                .isInstanceOf(IOException.class)
                .hasMessage(nothing + " holds no processes; mount it, as with: mount -t proc proc /proc");
    }

    @Test
    void shouldThrowWhenDirectoriesHaveNoHandles(@TempDir Path elsewhere) throws IOException {
        var zip = URI.create("jar:" + elsewhere.resolve("proc.zip").toUri());
        try (var system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path zipped = Files.createDirectories(system.getPath("/proc/42"));
            var reader = new ProcReader(zipped.getParent(), 1000, WINDOW, ReadHook.NONE);

            assertThatThrownBy(() -> reader.read(PID, ProcFile.MAPS))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("/proc/42 offers no directory handles; process files are read on Linux only");
        }
    }

    @Test
    void shouldThrowAndCloseWhenTheThreadIsInterrupted() {
        var reader = readerThatOnce(Thread.currentThread()::interrupt);

        assertThatThrownBy(() -> reader.read(PID, ProcFile.MAPS)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 4_194_305, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldRefuseANumberThatNoProcessCanHave(long pid) {
        assertThatThrownBy(() -> reader().read(pid, ProcFile.MAPS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(pid + " is not the number of a process; give one from 1 to 4194304");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 2_147_483_632, Integer.MAX_VALUE})
    void shouldRefuseABoundThatNoArrayCanHave(int maxBytes) {
        assertThatThrownBy(() -> new ProcReader(maxBytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bound of " + maxBytes
                        + " bytes cannot be kept; give 1 to 2147483631, or none for 1073741824");
    }

    private ProcReader reader() {
        return reader(ProcReader.DEFAULT_MAX_BYTES);
    }

    private ProcReader reader(int maxBytes) {
        return new ProcReader(root, maxBytes, WINDOW, ReadHook.NONE);
    }

    /// A reader that lets this happen after the first octets of the text.
    private ProcReader readerThatOnce(IoAction action) {
        var reads = new AtomicInteger();
        return new ProcReader(root, ProcReader.DEFAULT_MAX_BYTES, WINDOW, bytesSoFar -> {
            if (reads.getAndIncrement() == 0) {
                action.run();
            }
        });
    }

    private interface IoAction {
        void run() throws IOException;
    }
}
