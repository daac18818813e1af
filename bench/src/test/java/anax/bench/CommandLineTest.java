package anax.bench;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.ForkFailure;
import anax.bench.measure.OnExit;
import anax.bench.terminal.Terminal;
import anax.runtime.clock.SystemClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Surroundings surroundings = new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Terminal(false, false, false, 80),
            SystemClock.INSTANCE,
            InstantSource.fixed(Instant.EPOCH),
            OnExit.detached(),
            Path.of("/"),
            Map.of());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1025", "two", "2.5", "99999999999"})
    void shouldRefuseCpusThatAreNoCount(String cpus) {
        assertThat(run("bench", "messages", "--cpus=" + cpus)).isEqualTo(2);
        assertThat(errors())
                .isEqualTo("anax bench messages: Invalid value for option '--cpus': '" + cpus
                        + "' is not a number of CPUs; give a whole number from 1 to 1024\n"
                        + "See anax bench messages --help.\n");
    }

    @Test
    void shouldSuggestABenchForOneThatIsMisspelt() {
        assertThat(run("bench", "mesages")).isEqualTo(2);
        assertThat(errors()).contains("Unmatched argument at index 1: 'mesages'", "messages", "See anax bench --help.");
    }

    @Test
    void shouldRefuseAMatrixThatIsQuick() {
        assertThat(run("bench", "throughput", "--quick", "--matrix")).isEqualTo(2);
        assertThat(errors()).contains("--quick and --matrix were given; use one of them");
    }

    @Test
    void shouldRefuseUnknownOptions() {
        assertThat(run("bench", "messages", "--fast")).isEqualTo(2);
        assertThat(errors()).contains("Unknown option: '--fast'", "See anax bench messages --help.");
    }

    @Test
    void shouldAskForACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(errors()).contains("Missing required subcommand", "See anax --help.");
    }

    @Test
    void shouldRefuseAFolderAsAFile() {
        assertThat(run("bench", "messages", "--report", folder.toString())).isEqualTo(2);
        assertThat(errors()).contains("--report " + folder + " is a folder; name a file in it");
        assertThat(run("bench", "messages", "--json", folder.toString())).isEqualTo(2);
        assertThat(errors()).contains("--json " + folder + " is a folder; name a file in it");
    }

    /// A run of minutes must not end at a file that could never be written.
    @Test
    void shouldRefuseAPlaceThatCannotBeWrittenBeforeItMeasures() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path report = file.resolve("report.html");
        assertThat(run("bench", "--report", report.toString())).isEqualTo(2);
        assertThat(errors())
                .contains("--report " + report + " cannot be written, because " + file
                        + " is no folder that you may write to; choose another place");
    }

    @Test
    void shouldRefuseOneFileForBothReports() {
        String file = folder.resolve("same").toString();
        assertThat(run("bench", "messages", "--report", file, "--json", file)).isEqualTo(2);
        assertThat(errors()).contains("--report and --json both name " + file + "; give each a file of its own");
    }

    @Test
    void shouldDocumentExitCodesInHelp() {
        assertThat(run("bench", "messages", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Exit codes:", "0     done", "2     wrong command line", "130   interrupted", "--cpus=N");
    }

    @Test
    void shouldListEveryBenchButNotTheForkOfOne() {
        assertThat(run("--help")).isZero();
        assertThat(run("bench", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("bench ", "messages    Measures thread switch", "throughput  Measures whole-stack")
                .doesNotContain("fork ");
    }

    @Test
    void shouldListTheReaderOfMapsAndCompleteItsOptions() {
        assertThat(run("--help")).isZero();
        assertThat(run("completion")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("maps ", "complete -F _complete_anax", "'--original'", "bench messages");
    }

    @Test
    void shouldSayItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("anax ");
    }

    @Test
    void shouldSayOneSentenceWhenARunFails() {
        assertThat(say(new ForkFailure("the fork that measured x ended with code 1; it said nothing", false)))
                .isEqualTo(1);
        assertThat(errors()).isEqualTo("anax: the fork that measured x ended with code 1; it said nothing\n");
    }

    @Test
    void shouldExitWith130WhenInterrupted() {
        assertThat(say(new ForkFailure("ended with code 130", true))).isEqualTo(130);
        assertThat(say(new InterruptedException())).isEqualTo(130);
        surroundings.onExit().runAll();
        assertThat(say(new IOException("stream closed"))).isEqualTo(130);
        assertThat(errors()).isEmpty();
    }

    private int say(Exception failure) {
        return Failures.say(failure, Anax.commandLine(surroundings), surroundings);
    }

    private int run(String... args) {
        return Anax.commandLine(surroundings).execute(args);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
