package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.link.LinkType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Wireshark's program thinks of what we say to the real kernel: no packet is malformed, every checksum is
/// right, and nothing goes beyond the window that the other side has opened.
@Timeout(180)
class KernelCaptureTest {
    private static final int SRC = 0;
    private static final int STREAM = 1;
    private static final int SEQ = 2;
    private static final int LENGTH = 3;
    private static final int ACK = 4;
    private static final int WINDOW = 5;
    private static final int FLAGS = 6;
    private static final int SYN = 2;
    private static final int ACK_FLAG = 16;

    /// What Linux sends for a checksum of 0, of TCP as of UDP, when it sums in software (`skb_checksum_help`). It is as
    /// good, but one of 65,536 segments has it, and tshark calls it wrong.
    private static final String KERNELS_OTHER_ZERO =
            "(tcp.checksum == 0xffff && ip.src == " + TapHost.KERNEL_ADDRESS + ")";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"ETHERNET, 1500, true", "ETHERNET, 1500, false", "RAW_IP, 576, true"})
    void shouldSayNothingWrong(LinkType type, int mtu, boolean offload) throws Exception {
        final Path capture = folder.resolve("all.pcapng");
        final TapConfig config = new TapConfig("anaxc%d", type, 1, mtu, offload, TapHost.STATION);
        try (KernelHost kernel = KernelHost.make("tshark", "ping", "traceroute")) {
            try (TapHost ours = TapHost.on(kernel, config, stack -> stack, capture)) {
                TcpPair.fromKernel(kernel, ours).exchange(2 << 20);
                TcpPair.toKernel(kernel, ours).exchange(2 << 20);
                kernel.exec("ping", "-c", "3", "-i", "0.05", "-s", "4000", TapHost.OUR_ADDRESS);
                kernel.exec("traceroute", "-n", "-m", "2", "-w", "1", TapHost.OUR_ADDRESS);
            }
            assertThat(tshark(
                            capture,
                            "-Y",
                            "_ws.malformed || ip.checksum.status == 0 || udp.checksum.status == 0"
                                    + " || icmp.checksum.status == 0 || (tcp.checksum.status == 0 && !"
                                    + KERNELS_OTHER_ZERO + ")"))
                    .as("packets with something wrong")
                    .isEmpty();
            assertThat(tshark(capture, "-Y", "ip.src == " + TapHost.OUR_ADDRESS + " && tcp.checksum.status == 1"))
                    .as("segments of ours whose checksum was looked at")
                    .hasSizeGreaterThan(20);
            assertThat(tshark(capture, "-Y", "ip.src == " + TapHost.OUR_ADDRESS + " && icmp.checksum.status == 1"))
                    .as("answers of ours whose checksum was looked at")
                    .isNotEmpty();
            assertThat(beyondWindow(capture)).as("segments beyond a window").isEmpty();
        }
    }

    /// Each side's right edge is the furthest that it has ever announced; one that moves back counts as well, but
    /// a window in a SYN is not scaled, and says less than there is.
    private List<String> beyondWindow(Path capture) throws Exception {
        final List<String> wrong = new ArrayList<>();
        final Map<String, Long> edges = new HashMap<>(); // of who announced it
        int looked = 0;
        for (final String line : tshark(
                capture,
                "-Y",
                "tcp",
                "-T",
                "fields",
                "-E",
                "separator=,",
                "-e",
                "ip.src",
                "-e",
                "tcp.stream",
                "-e",
                "tcp.seq",
                "-e",
                "tcp.len",
                "-e",
                "tcp.ack",
                "-e",
                "tcp.window_size",
                "-e",
                "tcp.flags")) {
            final String[] field = line.split(",", -1);
            final String peer = field[SRC].equals(TapHost.OUR_ADDRESS) ? TapHost.KERNEL_ADDRESS : TapHost.OUR_ADDRESS;
            final int flags = Integer.decode(field[FLAGS]);
            final long end = Long.parseLong(field[SEQ]) + Long.parseLong(field[LENGTH]);
            final Long edge = edges.get(peer + field[STREAM]);
            if (edge != null && (flags & SYN) == 0) {
                looked++;
                if (end > edge) {
                    wrong.add("up to " + end + " in a window up to " + edge + ": " + line);
                }
            }
            if ((flags & ACK_FLAG) != 0) {
                final long announced = Long.parseLong(field[ACK]) + Long.parseLong(field[WINDOW]);
                final Long before = edges.put(field[SRC] + field[STREAM], announced);
                if (before != null && announced < before && field[SRC].equals(TapHost.OUR_ADDRESS)) {
                    wrong.add("the edge moved back from " + before + " to " + announced + ": " + line);
                }
                if (before != null && announced < before) {
                    edges.put(field[SRC] + field[STREAM], before);
                }
            }
        }
        assertThat(looked).as("segments that were looked at").isGreaterThan(100);
        return wrong;
    }

    private List<String> tshark(Path capture, String... arguments) throws Exception {
        final List<String> line = new ArrayList<>(List.of(
                "tshark",
                "-n",
                "-r",
                capture.toString(),
                "-o",
                "ip.check_checksum:TRUE",
                "-o",
                "tcp.check_checksum:TRUE",
                "-o",
                "udp.check_checksum:TRUE",
                "-o",
                "ip.defragment:TRUE"));
        line.addAll(List.of(arguments));
        final Path errors = folder.resolve("errors");
        final Process process =
                new ProcessBuilder(line).redirectError(errors.toFile()).start();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code of tshark").isZero();
        return text.lines().toList();
    }
}
