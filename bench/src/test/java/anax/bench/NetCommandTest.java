package anax.bench;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.OnExit;
import anax.bench.terminal.Terminal;
import anax.netstack.inspect.StackTopic;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.service.Service;
import anax.netstack.service.Services;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `anax net` as its user meets it, with stacks of this very process.
@Timeout(60)
class NetCommandTest {
    private static final long SELF = ProcessHandle.current().pid();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path home;

    private Path sockets;
    private volatile boolean released;

    @BeforeEach
    void name() {
        sockets = home.resolve("anax");
    }

    @Test
    void shouldShowSocketsAndConnections() throws Exception {
        try (Hosts _ = new Hosts(2)) {
            assertThat(run("net", "ss")).isZero();
            assertThat(results())
                    .startsWith("wire-1: process " + SELF + ", 10.0.0.2/24, 02:00:00:00:00:02, mtu 1500\n"
                            + "PROTO  STATE        RECV-Q  SEND-Q  LOCAL")
                    .containsPattern("\ntcp    listen +0 +1024  \\*:7 +\\*:\\* +1 +- +- +- +-\n")
                    .containsPattern(
                            "\ntcp    established +0 +0  10.0.0.2:7 +10.0.0.1:[0-9]+ +[01] +[0-9.]+ +[0-9]+ +0 +-\n")
                    .containsPattern("\nudp    unconnected +0 +0  \\*:7 +\\*:\\* +0 +- +- +- +0\n");
            assertThat(errors()).isEmpty();
        }
    }

    @Test
    void shouldShowWhatEachCpuHasCounted() throws Exception {
        try (Hosts _ = new Hosts(2)) {
            assertThat(run("net", "stat", "--pid", "" + SELF)).isZero();
            assertThat(results())
                    .containsPattern("\nGROUP +COUNTER +CPU 0 +CPU 1 +TOTAL  WHAT\n")
                    .containsPattern("\npackets +received +[0-9]+ +[0-9]+ +[1-9][0-9]*  frames that came from links\n")
                    .containsPattern("\ndropped-in +udp.no-port +[01] +[01] +1  no socket has the port")
                    .containsPattern("\ntcp +established +[01] +[01] +1  ")
                    .doesNotContain("cookies-sent", "arp.malformed");
        }
    }

    @Test
    void shouldShowRoutesAndNeighbors() throws Exception {
        try (Hosts _ = new Hosts(1)) {
            assertThat(run("net", "route")).isZero();
            assertThat(results())
                    .contains("\nDESTINATION  GATEWAY  DEVICE  SOURCE    METRIC  MTU\n")
                    .contains("\n10.0.0.0/24  -        wire-1  10.0.0.2       0    -\n");
            out.reset();
            assertThat(run("net", "neigh")).isZero();
            assertThat(results())
                    .contains("\nADDRESS   DEVICE  HARDWARE           STATE  ASKED  WAITING  CPU\n")
                    .contains("\n10.0.0.1  wire-1  02:00:00:00:00:01  known      0        0    0\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ss", "stat", "route", "neigh"})
    void shouldWriteJsonOfAllThatThereIs(String what) throws Exception {
        try (Hosts _ = new Hosts(2)) {
            assertThat(run("net", what, "--json")).isZero();
            JsonNode stack = new ObjectMapper().readTree(results()).at("/stacks/0");
            assertThat(stack.path("pid").asLong()).isEqualTo(SELF);
            assertThat(stack.at("/interfaces/1/device").asText()).isEqualTo("wire-1");
            assertThat(stack.at("/interfaces/1/mtu").asInt()).isEqualTo(1500);
            assertThat(stack.path("omitted").asInt(-1)).isZero();
            String table = Map.of("ss", "sockets", "stat", "counters", "route", "routes", "neigh", "neighbors")
                    .get(what);
            assertThat(stack.path(table)).isNotEmpty();
            if (what.equals("ss")) {
                JsonNode connection = null;
                for (JsonNode row : stack.path(table)) {
                    connection = row.path("state").asText().equals("established") ? row : connection;
                }
                assertThat(connection).isNotNull();
                assertThat(connection.path("rttUs").isNumber()).isTrue();
                assertThat(connection.path("cwnd").asInt()).isPositive();
                assertThat(connection.path("octetsIn").asInt()).isEqualTo(5);
                assertThat(connection.path("octetsOut").asInt()).isEqualTo(5);
                assertThat(connection.path("halfOpen").isNull()).isTrue();
            }
        }
    }

    @Test
    void shouldAskForTheProcessWhenSeveralHaveAStack() throws Exception {
        try (Hosts _ = new Hosts(1);
                Hosts second = new Hosts(1)) {
            Files.move(second.inspector.socket(), sockets.resolve("1-0.sock"));
            assertThat(run("net", "ss")).isEqualTo(2);
            assertThat(errors())
                    .isEqualTo("anax net ss: processes 1 and " + SELF + " have a stack; choose one with --pid\n");
            assertThat(results()).isEmpty();
            assertThat(run("net", "ss", "--pid", "1")).isZero();
            assertThat(results()).startsWith("wire-1: process 1, ");
            Files.delete(sockets.resolve("1-0.sock"));
        }
    }

    @Test
    void shouldSayThatThereIsNoStack() throws Exception {
        assertThat(run("net", "ss")).isEqualTo(3);
        assertThat(errors())
                .isEqualTo("anax net ss: none of your processes has a stack that can be asked in " + sockets
                        + "; start one with ./anax net up\n");
        err.reset();
        MachineConfig config = MachineConfig.ofCpus(1).withPin(false).withDebug(false);
        try (Machine machine = Machine.boot(config);
                Inspector _ = Inspector.open(
                        machine, new InspectionFolder(sockets), SystemClock.INSTANCE, Inspector.PATIENCE)) {
            assertThat(run("net", "stat", "--pid", "" + SELF)).isEqualTo(3);
            assertThat(errors())
                    .isEqualTo("anax net stat: process " + SELF + " has no stack that can be asked in " + sockets
                            + "; ./anax net up has one\n");
        }
        err.reset();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThat(run("net", "neigh", "--pid", "" + ended.pid())).isEqualTo(3);
        assertThat(errors()).isEqualTo("anax net neigh: there is no process " + ended.pid() + "\n");
    }

    @Test
    void shouldTrustNoFolderThatOthersMayEnter() throws IOException {
        Files.createDirectory(sockets);
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run("net", "ss")).isEqualTo(4);
        assertThat(errors())
                .isEqualTo("anax net ss: " + sockets
                        + " has mode rwxr-xr-x, so that others may enter it; chmod it to 700\n");
    }

    @Test
    void shouldSayThatAStackDoesNotAnswerWhenItsCpuIsHeld() throws Exception {
        try (Hosts hosts = new Hosts(1)) {
            try (AutoCloseable _ = () -> released = true) {
                hosts.machine.spawn(0, "hog", this::hold);
                while (!hosts.machine.cpu(0).runningName().equals("hog")) {
                    Thread.onSpinWait();
                }
                assertThat(run("net", "ss")).isEqualTo(4);
                assertThat(errors())
                        .isEqualTo("anax net ss: process " + SELF + " could not be asked: the stack did not answer"
                                + " within 1000 ms; ./anax lwkt ps shows which thread holds its CPU\n");
            }
            assertThat(run("net", "ss")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "net up --address 10.66.0.2/24 | Error: Missing required argument (specify one of these):"
                        + " (--tap=NAME | --tun=NAME)",
                "net up --tap a --tun b --address 10.66.0.2/24 | --tap=NAME, --tun=NAME are mutually exclusive",
                "net up --tap a | Missing required option: '--address=A/N'",
                "net up --tap a --address 10.66.0.2 | \"10.66.0.2\" is no address of an interface; write an address",
                "net up --tap a --address fe80::1/64 | fe80::1/64 was given as an address; the stack speaks IPv4 only",
                "net up --tap a --address 10.66.0.2/24 --gateway 10.67.0.1 | the gateway 10.67.0.1 is in no network of"
                        + " [10.66.0.2/24]; use a router's address that is",
                "net up --tap a --address 10.66.0.2/24 --gateway 10.66.0.2 | the gateway 10.66.0.2 is this host's own"
                        + " address; use that of a router",
                "net up --tap a --address 10.66.0.2/24 --mtu 20 | an MTU of 20 was asked for; use 68 to 65521",
                "net up --tap a --address 10.66.0.2/24 --cpus 129 | --cpus 129 was given; a stack has 1 to 128",
                "net up --tap a --address 10.66.0.2/24 --services echo,ftp | 'ftp' is no service; use some of echo,"
                        + " discard, chargen, time, with commas between",
                "net up --tap a --address 10.66.0.2/24 --syncookies sometimes | SYN cookies 'sometimes' were asked"
                        + " for; use always, auto or never",
                "net up --tap a/b --address 10.66.0.2/24 | the device name 'a/b' was given; use 1 to 15 letters",
                "net ss --pid me | Invalid value for option '--pid'",
                "net | Missing required subcommand",
            })
    void shouldRefuseWrongCommandLines(String line, String sentence) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(errors()).contains(sentence, "--help.");
    }

    @Test
    void shouldRefuseACaptureThatCannotBeWrittenBeforeItTouchesADevice() {
        Path capture = home.resolve("none").resolve("all.pcapng");
        assertThat(run("net", "up", "--tap", "a", "--address", "10.66.0.2/24", "--pcap", "" + capture))
                .isEqualTo(1);
        assertThat(errors())
                .isEqualTo("anax net up: the capture " + capture
                        + " cannot be written, because there is no such folder\n");
    }

    @Test
    void shouldDocumentExitCodes() {
        assertThat(run("net", "up", "--help")).isZero();
        assertThat(results())
                .contains("  4     you may not have the device", "  130   ended by Ctrl-C", "CAP_NET_ADMIN");
        out.reset();
        for (NetLook look : NetLook.values()) {
            assertThat(run("net", look.word(), "--help")).isZero();
            assertThat(results()).contains(look.description().substring(0, 20), "  3   there is no such stack");
        }
    }

    private void hold() {
        while (!released) {
            Thread.onSpinWait();
        }
    }

    /// Two stacks on one machine, the second of which serves and can be asked; the first has a connection to it.
    /// Owner: one test.
    private final class Hosts implements AutoCloseable {
        private final Machine machine;
        private final Inspector inspector;

        private Hosts(int cpus) throws Exception {
            machine = Machine.boot(MachineConfig.ofCpus(cpus).withPin(false).withDebug(false));
            NetworkStack first = NetworkStack.boot(machine, StackConfig.standard(1));
            NetworkStack second = NetworkStack.boot(machine, StackConfig.standard(2));
            MemoryLink.Pair wire = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", cpus, cpus));
            machine.call(0, "set-up", () -> {
                add(first, wire.first(), "10.0.0.1/24");
                add(second, wire.second(), "10.0.0.2/24");
                Services.open(second, EnumSet.of(Service.ECHO), InstantSource.fixed(Instant.EPOCH));
                TcpSocket socket = TcpSocket.open(first);
                socket.connect(IpAddress.parse("10.0.0.2"), Service.ECHO.port());
                socket.write(ByteBuffer.wrap(new byte[5]));
                ByteBuffer answer = ByteBuffer.allocate(5);
                while (answer.hasRemaining()) {
                    socket.read(answer);
                }
                UdpSocket datagrams = UdpSocket.open(first);
                datagrams.bind(IpAddress.ANY_V4, 0);
                datagrams.send(
                        ByteBuffer.allocate(1), IpAddress.parse("10.0.0.2").v4(), 4711);
                Lwkt.blockUntil("rest", Cpu.current().nowNs() + 50_000_000);
                return null;
            });
            inspector = Inspector.open(
                    machine,
                    List.of(new StackTopic(second, List.of())),
                    new InspectionFolder(sockets),
                    SystemClock.INSTANCE,
                    Inspector.PATIENCE);
        }

        private static void add(NetworkStack stack, Link link, String address) {
            stack.port(0).doMessage(new AddInterface(stack, link, List.of(InterfaceAddress.parse(address))));
        }

        @Override
        public void close() {
            inspector.close();
            machine.close();
        }
    }

    private int run(String... args) {
        Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal(false, false, false, 80),
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
