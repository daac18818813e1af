package anax.bench;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.OnExit;
import anax.bench.terminal.Terminal;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.clock.SystemClock;
import anax.runtime.inspect.InspectionFolder;
import anax.runtime.inspect.Inspector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `anax lwkt` as its user meets it, with machines of this very process.
@Timeout(60)
class LwktCommandTest {
    private static final long SELF = ProcessHandle.current().pid();
    private static final MachineConfig CONFIG =
            MachineConfig.ofCpus(2).withName("shown").withPin(false).withDebug(false);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path home;

    private Path sockets;
    private volatile boolean released;
    private Terminal terminal = new Terminal(false, false, false, 80);

    @BeforeEach
    void name() {
        sockets = home.resolve("anax");
    }

    @Test
    void shouldSayThatThereIsNoMachine() {
        assertThat(run("lwkt", "ps")).isEqualTo(3);
        assertThat(errors())
                .isEqualTo("anax lwkt ps: none of your processes has a machine that can be looked at in " + sockets
                        + "; start one with ./anax lwkt demo\n");
        assertThat(results()).isEmpty();
    }

    @Test
    void shouldSayThatAProcessHasNoMachine() {
        assertThat(run("lwkt", "ps", "--pid", "" + SELF)).isEqualTo(3);
        assertThat(errors())
                .isEqualTo("anax lwkt ps: process " + SELF + " has no machine that can be looked at in " + sockets
                        + "; its program has to call Inspector.open\n");
    }

    @Test
    void shouldSayThatThereIsNoSuchProcess() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThat(run("lwkt", "ps", "--pid", "" + ended.pid())).isEqualTo(3);
        assertThat(errors()).isEqualTo("anax lwkt ps: there is no process " + ended.pid() + "\n");
    }

    @Test
    void shouldTrustNoFolderThatOthersMayEnter() throws IOException {
        Files.createDirectory(sockets);
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run("lwkt", "ps")).isEqualTo(4);
        assertThat(errors())
                .isEqualTo("anax lwkt ps: " + sockets
                        + " has mode rwxr-xr-x, so that others may enter it; chmod it to 700\n");
    }

    @Test
    void shouldListThreadsWithTheirStacksAndTheCountersOfTheirCpus() throws Exception {
        try (Machine machine = Machine.boot(CONFIG);
                Inspector _ = open(machine)) {
            machine.spawn(1, "hungry", 17, () -> Lwkt.block("supper"));
            while (!results().contains("supper")) {
                assertThat(run("lwkt", "ps", "--pid", "" + SELF)).isZero();
            }
            assertThat(results())
                    .startsWith("shown: process " + SELF + ", 2 CPUs\n"
                            + "CPU  STATE     PRI CRIT PORT  WAIT         NAME\n")
                    .contains("  1  waiting    17    0    0  supper       hungry\n")
                    .containsPattern("  0  (parked|awake) +- +- +- +- +\\(idle\\)\n")
                    .doesNotContain(" at ", "COUNTER");
            assertThat(run("lwkt", "ps", "--stacks", "--counters")).isZero();
            assertThat(results())
                    .contains(
                            "\n         at anax.runtime.Lwkt.block(", "\nCOUNTER                 CPU 0        CPU 1\n")
                    .containsPattern("\npolls +[1-9][0-9]* +[1-9][0-9]*\n");
            assertThat(errors()).isEmpty();
        }
    }

    /// That is when one needs it.
    @Test
    void shouldListMachineOneCpuOfWhichIsHeld() throws Exception {
        try (Machine machine = Machine.boot(CONFIG);
                Inspector _ = open(machine);
                AutoCloseable _ = () -> released = true) {
            machine.spawn(0, "hog", this::hold);
            while (!machine.cpu(0).runningName().equals("hog")) {
                Thread.onSpinWait();
            }
            assertThat(run("lwkt", "ps")).isZero();
            assertThat(results())
                    .contains("  0  held by     -    -    -  -            hog\n         at ", "LwktCommandTest.hold(")
                    .containsPattern("  1  (parked|awake) ");
            assertThat(errors())
                    .isEqualTo("anax lwkt ps: CPU 0 of process " + SELF + " did not answer: the thread that it runs"
                            + " passes no poll point, and its others cannot be listed\n");
        }
    }

    @Test
    void shouldWriteJson() throws Exception {
        try (Machine machine = Machine.boot(CONFIG);
                Inspector _ = open(machine)) {
            machine.spawn(1, "hungry", 17, () -> Lwkt.block("supper"));
            JsonNode thread;
            do {
                out.reset();
                assertThat(run("lwkt", "ps", "--json", "--stacks")).isZero();
                thread = new ObjectMapper().readTree(results()).at("/machines/0/cpus/1/threads/0");
            } while (!thread.path("waitMessage").asText().equals("supper"));
            assertThat(thread.path("name").asText()).isEqualTo("hungry");
            assertThat(thread.path("state").asText()).isEqualTo("waiting");
            assertThat(thread.path("priority").asInt()).isEqualTo(17);
            assertThat(thread.path("stack").toString()).contains("anax.runtime.Lwkt.block(");
            JsonNode root = new ObjectMapper().readTree(results()).at("/machines/0");
            assertThat(root.path("pid").asLong()).isEqualTo(SELF);
            assertThat(root.at("/cpus/0/counters/polls").asLong()).isPositive();
        }
    }

    @Test
    void shouldNotLetNamesReachTheTerminalAsTheyAre() throws Exception {
        try (Machine machine = Machine.boot(CONFIG);
                Inspector _ = open(machine)) {
            machine.spawn(0, "\033[31mred\n\u009B", () -> Lwkt.block("\007"));
            while (!results().contains("red")) {
                assertThat(run("lwkt", "ps")).isZero();
            }
            assertThat(results()).contains("?[31mred?").doesNotContain("\033", "\007", "\u009B");
        }
    }

    @Test
    void shouldTellOfWhatAnswersGarbageAndListTheOthers() throws Exception {
        try (Machine machine = Machine.boot(CONFIG);
                Inspector inspector = open(machine);
                ServerSocketChannel liar = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            liar.bind(UnixDomainSocketAddress.of(inspector.socket().resolveSibling("1-0.sock")));
            Thread answering = Thread.ofPlatform().daemon().start(() -> answerGarbage(liar));
            assertThat(run("lwkt", "ps")).isEqualTo(4);
            answering.join();
            assertThat(errors())
                    .isEqualTo("anax lwkt ps: process 1 could not be looked at: it does not answer as"
                            + " anax-inspect 1 does\n");
            assertThat(results()).startsWith("shown: process " + SELF);
        }
    }

    @Test
    void shouldPassOverWhatAKilledProcessLeftBehind() throws Exception {
        open(Machine.boot(CONFIG)).close();
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(sockets.resolve("1-0.sock")));
        }
        assertThat(run("lwkt", "ps")).isEqualTo(3);
        assertThat(errors()).contains("none of your processes").doesNotContain("process 1 ");
    }

    @Test
    void shouldWatchThreadsInPlainTextWhereThereIsNoTerminal() throws Exception {
        try (Machine machine = Machine.boot(CONFIG);
                Inspector _ = open(machine)) {
            machine.spawn(1, "busy", 17, () -> {
                while (!released) {
                    Lwkt.yield();
                }
            });
            assertThat(run("lwkt", "top", "--interval", "0.2", "--count", "2")).isZero();
            released = true;
            assertThat(results())
                    .startsWith("shown: process " + SELF + ", 2 CPUs, over ")
                    .doesNotContain("\033")
                    .containsPattern("\n  0 +[0-9.]+% +0.0% ")
                    .containsPattern("% +1 running +17 +1  busy\n\nshown: process ");
            assertThat(errors()).isEmpty();
        }
    }

    @Test
    void shouldShowOnePictureUnlessToldOtherwiseWhereThereIsNoTerminal() throws Exception {
        try (Machine machine = Machine.boot(CONFIG);
                Inspector _ = open(machine)) {
            assertThat(run("lwkt", "top", "--pid", "" + SELF, "--interval", "0.1"))
                    .isZero();
            assertThat(results()).containsOnlyOnce("shown: process ");
        }
    }

    @Test
    void shouldKeepThePictureInPlaceOnATerminal() throws Exception {
        terminal = new Terminal(true, true, false, 30);
        try (Machine machine = Machine.boot(CONFIG);
                Inspector _ = open(machine)) {
            assertThat(run("lwkt", "top", "--interval", "0.1", "--count", "2")).isZero();
            assertThat(results().split("\033\\[H", -1))
                    .hasSize(3)
                    .allMatch(picture ->
                            picture.isEmpty() || (picture.startsWith("shown: process ") && picture.endsWith("\033[J")));
            assertThat(results().lines())
                    .allMatch(line -> line.replaceAll("\033\\[.", "").length() <= 30);
        }
    }

    @Test
    void shouldSayThatThereIsNothingToWatch() {
        assertThat(run("lwkt", "top")).isEqualTo(3);
        assertThat(errors()).startsWith("anax lwkt top: none of your processes has a machine");
    }

    @Test
    void shouldRunTheDemonstrationAndLeaveNothing() {
        assertThat(run("lwkt", "demo", "--cpus", "2", "--seconds", "1")).isZero();
        assertThat(results())
                .contains("messages/s", "parks/kicks of CPU 0 to 1", "\n    1 ", "CPU    messages", "\n    1   ");
        assertThat(errors()).contains("look at it with: ./anax lwkt ps --pid " + SELF + "\n");
        assertThat(sockets).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lwkt demo --seconds=-1 | --seconds -1 was given; use 0 to 86400",
                "lwkt demo --seconds=86401 | --seconds 86401 was given; use 0 to 86400",
                "lwkt demo --cpus=300 | --cpus 300 was given; a machine has 1 to 256",
                "lwkt demo --cpus=0 | '0' is not a number of CPUs; give a whole number from 1 to 1024",
                "lwkt top --interval=0 | --interval 0.0 was given; use 0.1 to 3600 seconds",
                "lwkt top --interval=NaN | --interval NaN was given; use 0.1 to 3600 seconds",
                "lwkt top --count=-1 | --count -1 was given; use 0 or more",
                "lwkt ps --pid=me | Invalid value for option '--pid'",
                "lwkt | Missing required subcommand",
            })
    void shouldRefuseWrongCommandLines(String line, String sentence) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(errors()).contains(sentence, "--help.");
    }

    @Test
    void shouldDocumentExitCodes() {
        assertThat(run("lwkt", "ps", "--help")).isZero();
        assertThat(results())
                .contains("  0   every machine", "  3   there is no such machine", "  4   a machine could");
        assertThat(run("lwkt", "top", "--help")).isZero();
        assertThat(results()).contains("130   ended by Ctrl-C");
        assertThat(run("lwkt", "demo", "--help")).isZero();
        assertThat(results()).contains("130   interrupted by Ctrl-C");
    }

    private Inspector open(Machine machine) throws IOException {
        return Inspector.open(machine, new InspectionFolder(sockets), SystemClock.INSTANCE, Inspector.PATIENCE);
    }

    private void hold() {
        while (!released) {
            Thread.onSpinWait();
        }
    }

    private static void answerGarbage(ServerSocketChannel server) {
        try (var client = server.accept()) {
            client.read(ByteBuffer.allocate(100));
            client.write(StandardCharsets.UTF_8.encode("220 mail.example.org ESMTP\r\n"));
        } catch (IOException gone) {
            // The test sees that its sentence is missing.
        }
    }

    private int run(String... args) {
        Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                SystemClock.INSTANCE,
                InstantSource.fixed(Instant.EPOCH),
                OnExit.detached(),
                Path.of("/"),
                Map.of("XDG_RUNTIME_DIR", home.toString()));
        return Anax.commandLine(surroundings).execute(args);
    }

    private String results() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
