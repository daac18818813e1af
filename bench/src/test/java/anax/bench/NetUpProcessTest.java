package anax.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.bench.measure.ForkCommandLine;
import anax.bench.measure.OnExit;
import anax.bench.terminal.Terminal;
import anax.runtime.clock.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `anax net up` as a process, with the real kernel and real programs at the other end of its device.
@Timeout(180)
class NetUpProcessTest {
    private static final String OWN = "10.66.0.2";
    private static final String ALL = "echo,discard,chargen,time";
    private static final Pattern DEVICE = Pattern.compile("^([a-z0-9]+): 10\\.66\\.0\\.2/24 on a T", Pattern.MULTILINE);

    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path home;

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({"--tap, 1", "--tun, 2"})
    void shouldServeProgramsOfTheKernelAndLeaveNothingWhenInterrupted(String kind, String cpus) throws Exception {
        Path capture = home.resolve("all.pcapng");
        try (KernelNamespace kernel = KernelNamespace.make("nc", "curl", "ping", "od")) {
            Process up = up("up.out", kind, "anaxu%d", "--cpus", cpus, "--services", ALL, "--pcap", "" + capture);
            String device = awaitDevice(up, "up.out");
            kernel.adopt(device, "10.66.0.1/24");
            assertThat(kernel.shell("ping -c 3 -i 0.1 -W 2 " + OWN).text()).contains(" 0% packet loss");
            useServices(kernel);
            lookAtIt(kernel, up, device);
            interrupt(up);
            assertThat(kernel.shell("ip link show dev " + device).code())
                    .as("the device is gone")
                    .isNotZero();
        }
        assertThat(read("up.out"))
                .contains(
                        "over UDP and TCP",
                        "look at it with: ./anax net ss --pid ",
                        "interrupted; the stack is stopped");
        assertThat(home.resolve("anax")).isEmptyDirectory();
        assertThat(Files.size(capture)).isGreaterThan(1_000_000);
        if (KernelNamespace.run("sh", "-c", "command -v tshark").code() == 0) {
            assertThat(KernelNamespace.run(
                                    "tshark",
                                    "-r",
                                    "" + capture,
                                    "-Y",
                                    "icmp.type == 0 || tcp.port == 7",
                                    "-c",
                                    "100000")
                            .text())
                    .contains("Echo (ping) reply", "TCP")
                    .doesNotContain("cut short", "Malformed");
        }
    }

    private void useServices(KernelNamespace kernel) throws Exception {
        assertThat(kernel.shell("printf 'to be or not' | nc -N -w 5 " + OWN + " 7")
                        .text())
                .isEqualTo("to be or not");
        assertThat(kernel.shell("printf 'to be' | nc -u -w 1 " + OWN + " 7").text())
                .isEqualTo("to be");
        assertThat(kernel.shell("head -c 1000000 /dev/urandom > " + home + "/in; nc -N -w 5 " + OWN + " 7 < " + home
                                + "/in | cmp - " + home + "/in && echo same")
                        .text())
                .isEqualTo("same\n");
        assertThat(kernel.shell("head -c 3000000 /dev/zero | nc -N -w 5 " + OWN + " 9 | wc -c")
                        .text()
                        .strip())
                .isEqualTo("0");
        assertThat(kernel.shell("nc -w 5 " + OWN + " 19 < /dev/null | head -c 200000 | tail -c 74 | wc -c")
                        .text()
                        .strip())
                .isEqualTo("74");
        assertThat(kernel.shell("curl -s --http0.9 --max-time 10 http://" + OWN + ":19/ | head -n 2")
                        .text())
                .startsWith(" !\"#$%&'()*+,-./0123456789")
                .contains("\r\n!\"#");
        assertThat(kernel.shell("echo | nc -u -w 1 " + OWN + " 19").code()).isZero();
        long seconds = Long.parseLong(kernel.shell("nc -w 5 " + OWN + " 37 < /dev/null | od -An -tu4 --endian=big")
                .text()
                .strip());
        assertThat(seconds - 2_208_988_800L)
                .isCloseTo(InstantSource.system().instant().getEpochSecond(), org.assertj.core.data.Offset.offset(5L));
        assertThat(kernel.shell("echo | nc -u -w 1 " + OWN + " 37 | wc -c")
                        .text()
                        .strip())
                .isEqualTo("4");
    }

    private void lookAtIt(KernelNamespace kernel, Process up, String device) throws Exception {
        JsonNode ss = look("ss", up);
        assertThat(ss.at("/stacks/0/sockets").findValuesAsText("state")).contains("listen", "unconnected");
        assertThat(ss.at("/stacks/0/sockets").findValuesAsText("localPort")).contains("7", "9", "19", "37");
        JsonNode stat = look("stat", up);
        assertThat(total(stat, "packets", "received")).isGreaterThan(100);
        assertThat(total(stat, "tcp", "established")).isGreaterThanOrEqualTo(6);
        assertThat(total(stat, device, "octets-in")).isGreaterThan(4_000_000);
        assertThat(stat.at("/stacks/0/counters/0/cpu0").isNumber()).isTrue();
        assertThat(look("route", up).at("/stacks/0/routes").findValuesAsText("destination"))
                .containsExactly("10.66.0.0/24");
        boolean isTap = stat.findValuesAsText("type").contains("ethernet");
        assertThat(look("neigh", up)
                        .at("/stacks/0/neighbors")
                        .findValuesAsText("address")
                        .contains("10.66.0.1"))
                .isEqualTo(isTap);
        assertThat(kernel.shell("ip neigh show dev " + device).text().contains("02:00:0a:42:00:02"))
                .isEqualTo(isTap);
    }

    private static long total(JsonNode stat, String group, String counter) {
        for (JsonNode row : stat.at("/stacks/0/counters")) {
            if (row.path("group").asText().equals(group)
                    && row.path("counter").asText().equals(counter)) {
                return row.path("total").asLong();
            }
        }
        throw new AssertionError("no counter " + group + " " + counter + " in " + stat);
    }

    /// A process that is killed cannot clean up: what it leaves must be in nobody's way.
    @Test
    void shouldStartAgainAfterItWasKilled() throws Exception {
        try (KernelNamespace kernel = KernelNamespace.make("ping", "nc")) {
            Process first = up("first.out", "--tap", "anaxuk", "--services", "echo");
            awaitDevice(first, "first.out");
            first.destroyForcibly().waitFor();
            assertThat(home.resolve("anax")).isDirectoryContaining("glob:**/" + first.pid() + "-0.sock");

            Process second = up("second.out", "--tap", "anaxuk", "--services", "echo");
            kernel.adopt(awaitDevice(second, "second.out"), "10.66.0.1/24");
            assertThat(kernel.shell("printf again | nc -N -w 5 " + OWN + " 7").text())
                    .isEqualTo("again");
            assertThat(look("ss", null).at("/stacks/0/pid").asLong()).isEqualTo(second.pid());
            check("kill", "-TERM", "" + second.pid());
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(143);
        }
        assertThat(home.resolve("anax")).isEmptyDirectory();
    }

    @Test
    void shouldEndAndSayWhyWhenItsDeviceIsTakenAway() throws Exception {
        Process up;
        try (KernelNamespace kernel = KernelNamespace.make("ping")) {
            up = up("up.out", "--tap", "anaxu%d", "--services", "echo");
            kernel.adopt(awaitDevice(up, "up.out"), "10.66.0.1/24");
        }
        assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(read("up.out")).contains("is gone: it was removed, or the namespace that it was in");
        assertThat(up.exitValue()).isEqualTo(ExitCodes.FAILED);
        assertThat(home.resolve("anax")).isEmptyDirectory();
    }

    /// Whoever is connected would else wait for what never comes.
    @Test
    void shouldTellWhoIsConnectedWhenInterruptedInTheMidstOfFullLoad() throws Exception {
        try (KernelNamespace kernel = KernelNamespace.make("nc", "ping")) {
            Process up = up("up.out", "--tap", "anaxu%d", "--services", ALL, "--pcap", "/dev/full");
            kernel.adopt(awaitDevice(up, "up.out"), "10.66.0.1/24");
            Process flood = kernel.start(home.resolve("flood.out"), "ping", "-q", "-f", OWN);
            Process reader = kernel.start(home.resolve("reader.out"), "sh", "-c", "nc " + OWN + " 19 > /dev/null");
            Process idle = kernel.start(home.resolve("idle.out"), "nc", OWN, "7");
            started.addAll(List.of(flood, reader, idle));
            awaitText(up, "up.out", " 2 conn ");
            interrupt(up);
            for (Process told : List.of(reader, idle)) {
                assertThat(told.waitFor(5, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(read("up.out"))
                .contains("capture ended: No space left on device", "interrupted; the stack is stopped")
                .contains("anax net up: the capture /dev/full ends early: No space left on device\n");
    }

    /// Without the capability it says what it takes, and with a device that root has made it takes none.
    @Test
    void shouldSayWhatItTakesWithoutThePermissionAndUseTheDeviceThatRootMade() throws Exception {
        assumeTrue(
                KernelNamespace.run("setpriv", "--bounding-set=-net_admin", "true")
                                .code()
                        == 0,
                "needs setpriv");
        Process refused = started(
                "refused.out",
                Stream.of("setpriv", "--bounding-set=-net_admin"),
                "--tap",
                "anaxup",
                "--address",
                OWN + "/24");
        assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(4);
        assertThat(read("refused.out"))
                .isEqualTo("anax net up: TAP device anaxup: it could not be had, because that takes the capability"
                        + " CAP_NET_ADMIN, which you do not have; run as root, or have root make it for you: ip tuntap"
                        + " add dev anaxup mode tap multi_queue vnet_hdr user $USER, and ip link set dev anaxup up\n");
        try (KernelNamespace kernel = KernelNamespace.make("ping")) {
            check("ip", "tuntap", "add", "dev", "anaxup", "mode", "tap", "multi_queue", "vnet_hdr", "user", "root");
            try {
                check("ip", "link", "set", "dev", "anaxup", "up");
                Process up = started(
                        "up.out",
                        Stream.of("setpriv", "--bounding-set=-net_admin"),
                        "--tap",
                        "anaxup",
                        "--address",
                        OWN + "/24");
                awaitDevice(up, "up.out");
                check("ip", "address", "add", "10.66.0.1/24", "dev", "anaxup");
                assertThat(KernelNamespace.run("ping", "-c", "2", "-i", "0.1", "-W", "2", OWN)
                                .text())
                        .contains(" 0% packet loss");
                interrupt(up);
                check("ip", "link", "show", "dev", "anaxup");
                assertThat(kernel).isNotNull();
            } finally {
                KernelNamespace.run("ip", "tuntap", "del", "dev", "anaxup", "mode", "tap", "multi_queue");
            }
        }
    }

    /// Measured by the kernel over five seconds, in which the status is shown once.
    @Test
    void shouldUseHardlyAnyProcessorTimeWhenIdleAndTellPlainlyWhatItDoes() throws Exception {
        try (KernelNamespace kernel = KernelNamespace.make("ping")) {
            Process up = up("up.out", "--tap", "anaxu%d", "--services", ALL);
            kernel.adopt(awaitDevice(up, "up.out"), "10.66.0.1/24");
            Thread.sleep(4_000); // the kernel's own greetings, and the compiler
            long beforeNs = processorTimeNs(up);
            long startNs = SystemClock.INSTANCE.nowNs();
            Thread.sleep(5_000);
            double share = (processorTimeNs(up) - beforeNs) / (double) (SystemClock.INSTANCE.nowNs() - startNs);
            System.out.printf("an idle host on a device takes %.2f %% of a core%n", share * 100);
            assertThat(share).isLessThanOrEqualTo(0.01);
            assertThat(read("up.out"))
                    .containsPattern("\nanax net up: 0:0[5-7]  in [0-9]+ pkt/s .* 0 conn .* cpu [0-9.]+ %\n")
                    .doesNotContain("\033");
            interrupt(up);
        }
    }

    @Test
    void shouldShowOneMovingLineOnATerminal() throws Exception {
        assumeTrue(KernelNamespace.run("sh", "-c", "command -v script").code() == 0, "needs script");
        try (KernelNamespace kernel = KernelNamespace.make()) {
            assertThat(kernel).isNotNull();
            String command =
                    "stty cols 70; exec " + String.join(" ", line("--tun", "anaxu%d", "--address", OWN + "/24"));
            Process terminal = start("up.out", List.of("script", "-qec", command, "/dev/null"));
            awaitText(terminal, "up.out", "0:02  in ");
            ProcessHandle up = terminal.descendants()
                    .filter(each -> each.info().command().orElse("").endsWith("java"))
                    .findFirst()
                    .orElseThrow();
            check("kill", "-INT", "" + up.pid());
            assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(terminal.exitValue()).isEqualTo(130);
            assertThat(read("up.out"))
                    .containsPattern("\r\033\\[K0:01  in [^\r\n]{1,60}\r\033\\[K0:02  in ")
                    .contains("\r\033[Kanax net up: interrupted; the stack is stopped");
        }
    }

    private JsonNode look(String what, Process up) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err,
                new Terminal(false, false, false, 80),
                SystemClock.INSTANCE,
                InstantSource.fixed(Instant.EPOCH),
                OnExit.detached(),
                Path.of("/"),
                Map.of("XDG_RUNTIME_DIR", home.toString()));
        String[] line = up == null
                ? new String[] {"net", what, "--json"}
                : new String[] {"net", what, "--json", "--pid", "" + up.pid()};
        assertThat(Anax.commandLine(surroundings).execute(line)).isZero();
        return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }

    private void interrupt(Process up) throws Exception {
        check("kill", "-INT", "" + up.pid());
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(130);
    }

    private Process up(String output, String... args) throws Exception {
        String[] all = Stream.concat(Stream.of(args), Stream.of("--address", OWN + "/24"))
                .toArray(String[]::new);
        return started(output, Stream.empty(), all);
    }

    private Process started(String output, Stream<String> before, String... args) throws Exception {
        return start(output, Stream.concat(before, line(args).stream()).toList());
    }

    private List<String> line(String... args) {
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX"))
                .toList();
        ForkCommandLine line = ForkCommandLine.of(
                Path.of(System.getProperty("java.home")),
                flags,
                System.getProperty("java.class.path"),
                Anax.class.getName());
        return line.with(Stream.concat(Stream.of("net", "up"), Stream.of(args)).toArray(String[]::new));
    }

    private Process start(String output, List<String> line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Foreground.of(line))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(output).toFile());
        builder.environment().put("XDG_RUNTIME_DIR", home.toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String awaitDevice(Process up, String output) throws Exception {
        awaitText(up, output, "end it with Ctrl-C");
        Matcher device = DEVICE.matcher(read(output));
        assertThat(device.find()).as(read(output)).isTrue();
        return device.group(1);
    }

    private void awaitText(Process process, String output, String text) throws Exception {
        while (!read(output).contains(text)) {
            assertThat(process.isAlive()).as(read(output)).isTrue();
            Thread.sleep(20);
        }
    }

    private static long processorTimeNs(Process process) throws IOException {
        long sumNs = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                sumNs += Long.parseLong(
                        Files.readString(thread.resolve("schedstat")).split(" ")[0]);
            }
        }
        return sumNs;
    }

    private static void check(String... command) throws Exception {
        KernelNamespace.Outcome outcome = KernelNamespace.run(command);
        assertThat(outcome.code()).as(outcome.text()).isZero();
    }

    private String read(String output) throws IOException {
        return Files.readString(home.resolve(output), StandardCharsets.ISO_8859_1);
    }
}
