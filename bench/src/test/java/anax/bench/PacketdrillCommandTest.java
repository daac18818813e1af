package anax.bench;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.OnExit;
import anax.bench.terminal.Terminal;
import anax.runtime.clock.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `anax packetdrill` as its user meets it.
class PacketdrillCommandTest {
    private static final String GOOD = """
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +.1 < S 0:0(0) win 65535 <mss 1000>
            +0 > S. 0:0(0) ack 1 win 65535 <mss 1460>
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("good"));
        Files.writeString(folder.resolve("good/listen.pkt"), GOOD);
        Files.writeString(folder.resolve("wrong.pkt"), GOOD.replace("ack 1 win", "ack 2 win"));
        Files.writeString(folder.resolve("odd.pkt"), "0 mmap(3) = 0\n");
        Files.writeString(
                folder.resolve("chosen.pkt"), GOOD.replace("+0 >", "#ifdef OTHER\n+0 > . 7:7(0)\n#endif\n+0 >"));
    }

    @Test
    void shouldSucceedWhenAllScriptsPass() {
        assertThat(run("packetdrill", folder.resolve("good").toString())).isZero();
        assertThat(results())
                .contains("PASS " + folder.resolve("good/listen.pkt"))
                .contains("1 script, strict under profile rfc, in ")
                .contains("1 passed, 0 failed, 0 unsupported")
                .contains("compared: 1 packets, 3 calls, 0 assertions; injected: 1 packets");
    }

    @Test
    void shouldFailWhenOneScriptFails() {
        assertThat(run("packetdrill", file("good/listen.pkt"), file("wrong.pkt")))
                .isEqualTo(1);
        assertThat(results())
                .contains("FAIL " + folder.resolve("wrong.pkt") + ":5")
                .contains("    expected: 0.100000 > S. 0:0(0) ack 2 win 65535 <mss 1460>")
                .contains("    got:      0.100000 > S. 0:0(0) ack 1 win 65535 <mss 1460>")
                .contains("    ack: expected 2, got 1")
                .contains("1 passed, 1 failed, 0 unsupported");
    }

    @Test
    void shouldFailWhenScriptIsUnsupported() {
        assertThat(run("packetdrill", file("odd.pkt"))).isEqualTo(1);
        assertThat(results())
                .contains("UNSUPPORTED " + folder.resolve("odd.pkt") + ":1 call mmap")
                .contains("0 passed, 0 failed, 1 unsupported");
    }

    @Test
    void shouldDefineNames() {
        assertThat(run("packetdrill", file("chosen.pkt"))).isZero();
        assertThat(run("packetdrill", "-D", "OTHER", file("chosen.pkt"))).isEqualTo(1);
    }

    @Test
    void shouldTraceAndCapture() throws IOException {
        final Path captures = folder.resolve("captures");
        assertThat(run("packetdrill", "--trace", "--pcap", captures.toString(), file("good/listen.pkt")))
                .isZero();
        assertThat(results()).contains("0.100000 > S. 0:0(0) ack 1 win 65535 <mss 1460>");
        try (var files = Files.list(captures)) {
            assertThat(files.toList()).singleElement().satisfies(file -> {
                assertThat(file.toString()).endsWith("good_listen.pcapng");
                assertThat(Files.size(file)).isGreaterThan(200);
            });
        }
    }

    @Test
    void shouldWriteJson() throws IOException {
        final Path json = folder.resolve("results.json");
        assertThat(run("packetdrill", "--json", json.toString(), file("wrong.pkt"), file("good/listen.pkt")))
                .isEqualTo(1);
        final JsonNode root = new ObjectMapper().readTree(json.toFile());
        assertThat(root.at("/profile").asText()).isEqualTo("rfc");
        assertThat(root.at("/mode").asText()).isEqualTo("strict");
        assertThat(root.at("/totals/packets").asInt()).isEqualTo(2);
        assertThat(root.at("/scripts/0/verdict").asText()).isEqualTo("fail");
        assertThat(root.at("/scripts/0/differences/0/what").asText()).isEqualTo("ack");
        assertThat(root.at("/scripts/1/verdict").asText()).isEqualTo("pass");
    }

    @Test
    void shouldSayWhatIsNotThere() {
        assertThat(run("packetdrill", file("nothing.pkt"))).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("there is no script or folder")
                .contains("nothing.pkt");
    }

    @Test
    void shouldSayWhenFolderHasNoScript() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        assertThat(run("packetdrill", file("empty"))).isEqualTo(3);
    }

    @Test
    void shouldRefuseUnknownProfile() {
        assertThat(run("packetdrill", "--profile", "solaris", file("odd.pkt"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("profile solaris was asked for; use one of rfc, bsd, linux");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... args) {
        final Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal(false, false, false, 80),
                SystemClock.INSTANCE,
                InstantSource.fixed(Instant.EPOCH),
                OnExit.detached(),
                Path.of("/"),
                Map.of());
        return Anax.commandLine(surroundings).execute(args);
    }

    private String results() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
