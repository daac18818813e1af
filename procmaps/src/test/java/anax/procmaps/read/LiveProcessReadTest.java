package anax.procmaps.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.procmaps.read.ReadOutcome.Empty;
import anax.procmaps.read.ReadOutcome.Gone;
import anax.procmaps.read.ReadOutcome.Ok;
import anax.procmaps.read.ReadOutcome.Torn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The reader against the kernel, with processes that are made to do what tears a read.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LiveProcessReadTest {
    private static final Path PROC = Path.of("/proc");

    /// Less than any map, so that something can happen before its end.
    private static final int SMALL_WINDOW = 512;

    /// How often a test repeats what it compares before and after.
    private static final int MANY = 200;

    private final ProcReader reader = new ProcReader();

    @Test
    void shouldReadItsOwnMap() throws IOException {
        var own = ProcessHandle.current();
        var ok = (Ok) reader.read(own.pid(), ProcFile.MAPS);
        String text = new String(ok.text(), ISO_8859_1);

        assertThat(text).contains("/libjvm.so\n").endsWith("\n");
        assertThat(text.length()).as("longer than one read of the kernel").isGreaterThan(4096);
        assertThat(text.lines().count()).isEqualTo(ok.lines());
        assertThat(ok.process().pid()).isEqualTo(own.pid());
        assertThat(ok.process().executable()).isEqualTo(own.info().command().map(Path::of));
    }

    /// A process that only waits has one map: what any window brings must be it, octet for octet.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 4095, 4096, 65_536})
    void shouldReadTheSameOctetsThroughEachWindow(int window) throws IOException {
        try (var child = LiveProcess.waiting()) {
            var ok = (Ok) readerWith(window, ReadHook.NONE).read(child.pid(), ProcFile.MAPS);

            assertThat(ok.text()).isEqualTo(Files.readAllBytes(PROC.resolve(child.pid() + "/maps")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadEachFileOfAProcess(ProcFile file) throws IOException {
        try (var child = LiveProcess.waiting()) {
            var ok = (Ok) reader.readStable(child.pid(), file, 10);

            assertThat(ok.text()).isEqualTo(Files.readAllBytes(PROC.resolve(child.pid() + "/" + file.fileName())));
            assertThat(ok.text().length).isGreaterThan(100);
        }
    }

    /// What the kernel shows of an exec: the text ends early, without an error.
    @ParameterizedTest
    @EnumSource
    void shouldSayTornWhenTheProcessExecutedAnotherProgram(ProcFile file) throws IOException {
        try (var child = LiveProcess.start("sh", "-c", "echo ready; read line; exec cat")) {
            child.expect("ready");
            var outcome = readerThatOnce(() -> child.tell("\ndone\n", "done")).read(child.pid(), file);

            assertThat(outcome).isEqualTo(new Torn(child.pid(), Torn.Change.EXEC));
            assertThat(reader.read(child.pid(), file)).isInstanceOf(Ok.class);
        }
    }

    /// The same program executed again, at the same addresses because they are not randomised: `exe` and `stat`
    /// stay equal, and only the end of the old address space tells of it.
    @Test
    void shouldSayTornWhenTheProcessExecutedItsOwnProgramAtTheSameAddresses(@TempDir Path directory)
            throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setarch")), "setarch (util-linux) is not installed");
        Path script = Files.writeString(
                directory.resolve("again.sh"), "echo ready; read line; exec sh " + directory + "/again.sh\n");
        try (var child = LiveProcess.start("setarch", "-R", "sh", script.toString())) {
            child.expect("ready");
            child.tell("\n", "ready");
            var before = (Ok) reader.read(child.pid(), ProcFile.MAPS);
            var outcome = readerThatOnce(() -> child.tell("\n", "ready")).read(child.pid(), ProcFile.MAPS);
            var after = (Ok) reader.read(child.pid(), ProcFile.MAPS);
            assumeTrue(before.process().equals(after.process()), "this kernel moves a program all the same");

            assertThat(outcome).isEqualTo(new Torn(child.pid(), Torn.Change.EXEC));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayGoneWhenTheProcessEndedAndWasCollectedDuringTheRead(ProcFile file) throws IOException {
        try (var child = LiveProcess.waiting()) {
            assertThat(readerThatOnce(child::kill).read(child.pid(), file)).isEqualTo(new Gone(child.pid()));
            assertThat(reader.read(child.pid(), file)).isEqualTo(new Gone(child.pid()));
        }
    }

    @Test
    void shouldSayGoneForANumberThatTheKernelNeverGives() throws IOException {
        assertThat(reader.read(4_194_304, ProcFile.MAPS)).isEqualTo(new Gone(4_194_304));
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayEmptyForAZombieAndForOneThatBecomesItDuringTheRead(ProcFile file) throws IOException {
        try (var parent = LiveProcess.start("sh", "-c", "sleep 100 & echo $!; exec cat")) {
            long zombie = Long.parseLong(parent.answer());
            // A shell would collect its child; cat, once it answers, does not.
            parent.tell("cat\n", "cat");
            var empty = new Empty(zombie, Empty.Reason.ZOMBIE);

            assertThat(readerThatOnce(() -> LiveProcess.killUncollected(zombie)).read(zombie, file))
                    .isEqualTo(empty);
            assertThat(reader.read(zombie, file)).isEqualTo(empty);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayEmptyForAKernelThread(ProcFile file) throws IOException {
        Path comm = PROC.resolve("2/comm");
        assumeTrue(
                Files.exists(comm) && Files.readString(comm).equals("kthreadd\n"),
                "process 2 is no kernel thread here (a container's own process numbers)");

        assertThat(reader.read(2, file)).isEqualTo(new Empty(2, Empty.Reason.KERNEL_THREAD));
    }

    @Test
    void shouldCloseWhatItOpenedWhateverTheOutcome() throws IOException {
        try (var child = LiveProcess.waiting();
                var other = LiveProcess.waiting()) {
            var tooSmall = new ProcReader(100);
            other.kill();
            long before = descriptors();
            for (int i = 0; i < MANY; i++) {
                assertThat(reader.read(child.pid(), ProcFile.MAPS)).isInstanceOf(Ok.class);
                assertThat(tooSmall.read(child.pid(), ProcFile.MAPS)).isInstanceOf(ReadOutcome.TooLarge.class);
                assertThat(reader.read(other.pid(), ProcFile.MAPS)).isInstanceOf(Gone.class);
            }

            assertThat(descriptors() - before).isLessThan(MANY);
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(PROC.resolve("self/fd"))) {
            return open.count();
        }
    }

    private static ProcReader readerWith(int window, ReadHook hook) {
        return new ProcReader(PROC, ProcReader.DEFAULT_MAX_BYTES, window, hook);
    }

    /// A reader that lets this happen after the first octets of the text.
    private static ProcReader readerThatOnce(IoAction action) {
        var reads = new AtomicInteger();
        return readerWith(SMALL_WINDOW, bytesSoFar -> {
            if (reads.getAndIncrement() == 0) {
                action.run();
            }
        });
    }

    private interface IoAction {
        void run() throws IOException;
    }
}
