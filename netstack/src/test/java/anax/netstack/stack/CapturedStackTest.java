package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.netstack.ip.SendResult;
import anax.netstack.link.CapturedLink;
import anax.netstack.link.PcapngReader;
import anax.netstack.link.PcapngWriter;
import anax.netstack.packet.DropReason;
import anax.netstack.socket.SocketException;
import anax.netstack.socket.UdpSocket;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the capture of a whole stack's link says of packets that the stack dropped.
class CapturedStackTest {
    private static final int CPUS = 4;
    private static final int PORT = 7;
    private static final int UNUSED_PORT = 99;
    private static final int SECOND = TwoHosts.SECOND.v4();
    private static final int NOBODY = IpAddress.parse("10.0.0.77").v4();
    private static final long SECOND_NS = 1_000_000_000L;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final PcapngWriter writer = new PcapngWriter(Channels.newChannel(file), 1_790_000_000L * SECOND_NS);

    /// Whichever CPU the flow belongs to, and whichever received it.
    @Test
    void shouldCaptureWholeFrameOfDatagramThatNoSocketTakes() throws IOException {
        final byte[] payload = {1, 2, 3, 4, 5};
        capture(hosts -> {
            for (int cpu = 0; cpu < CPUS; cpu++) {
                hosts.call(cpu, () -> send(hosts, SECOND, UNUSED_PORT, payload));
            }
        });
        assertThat(droppedOn("wire-1", DropReason.UDP_NO_PORT)).hasSize(CPUS).allSatisfy(drop -> {
            assertThat(received("wire-1"))
                    .anySatisfy(frame -> assertThat(frame.octets()).isEqualTo(drop.octets()));
            assertThat(drop.octets()).hasSize(14 + 20 + 8 + payload.length).endsWith(payload);
        });
        assertThat(droppedOn("wire-0", DropReason.UDP_NO_PORT)).isEmpty();
    }

    @Test
    void shouldCaptureWholeFrameOfDatagramThatFindsReceiveQueueFull() throws IOException {
        capture(hosts -> {
            final UdpSocket[] socket = new UdpSocket[1];
            hosts.call(1, () -> {
                socket[0] = UdpSocket.open(hosts.second());
                socket[0].bind(IpAddress.ANY_V4, PORT);
                socket[0].configure(endpoint -> endpoint.queueBounds(1, 1_000));
                return null;
            });
            hosts.call(0, () -> send(hosts, SECOND, PORT, new byte[] {1}, new byte[] {2}));
            hosts.call(1, () -> {
                socket[0].close();
                return null;
            });
        });
        assertThat(droppedOn("wire-1", DropReason.UDP_QUEUE))
                .singleElement()
                .satisfies(drop -> assertThat(drop.octets()).hasSize(43).endsWith((byte) 2));
        assertThat(droppedOn("wire-1", DropReason.SOCKET_CLOSED))
                .singleElement()
                .satisfies(drop -> assertThat(drop.octets()).hasSize(43).endsWith((byte) 1));
    }

    /// It has no link header yet; the file is of an Ethernet, where one must be.
    @Test
    void shouldCaptureWhatWasToLeaveBehindLinkHeaderToNobodyWhenNeighborDoesNotAnswer() throws IOException {
        capture(hosts -> hosts.call(0, () -> {
            send(hosts, NOBODY, PORT, new byte[] {9});
            Lwkt.blockUntil("no answer", Cpu.current().nowNs() + 10 * SECOND_NS);
            return null;
        }));
        assertThat(droppedOn("wire-0", DropReason.ARP_UNRESOLVED))
                .singleElement()
                .satisfies(drop -> {
                    assertThat(drop.octets()).hasSize(43).endsWith((byte) 9);
                    final EthernetHeader ethernet = new EthernetHeader();
                    assertThat(ethernet.wrap(new UnsafeBuffer(drop.octets()), 0, 43))
                            .isTrue();
                    assertThat(ethernet.dst()).isZero();
                    assertThat(ethernet.src()).isEqualTo(0x02_00_00_00_00_01L);
                    assertThat(ethernet.etherType()).isEqualTo(EthernetHeader.IPV4);
                });
    }

    @Test
    void shouldCaptureWhatWasToLeaveWhenPathIsTooNarrow() throws IOException {
        capture(hosts -> hosts.call(0, () -> {
            try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                socket.bind(IpAddress.ANY_V4, 0);
                socket.configure(endpoint -> endpoint.dontFragment(true));
                assertThat(socket.send(ByteBuffer.allocate(1_473), SECOND, PORT))
                        .isEqualTo(SendResult.TOO_LONG);
            }
            return null;
        }));
        assertThat(droppedOn("wire-0", DropReason.IP_DONT_FRAGMENT))
                .singleElement()
                .satisfies(drop -> assertThat(drop.octets()).hasSize(14 + 20 + 8 + 1_473));
    }

    /// A datagram that came in fragments is captured as one that came whole.
    @Test
    void shouldCaptureDatagramThatWasPutTogether() throws IOException {
        capture(hosts -> hosts.call(0, () -> send(hosts, SECOND, UNUSED_PORT, new byte[2_000])));
        assertThat(droppedOn("wire-1", DropReason.UDP_NO_PORT))
                .singleElement()
                .satisfies(drop -> assertThat(drop.octets())
                        .hasSize(14 + 20 + 8 + 2_000)
                        .startsWith(received("wire-1").getLast().octets()[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void shouldCaptureEachDropOfWhatCameOrWasToLeaveByLink(int cpus) throws IOException {
        final long[] dropped = new long[1];
        try (TwoHosts hosts = hosts(cpus)) {
            for (int port = 90; port < 100; port++) {
                final int to = port;
                hosts.call(port % cpus, () -> send(hosts, SECOND, to, new byte[100], new byte[3_000]));
            }
            hosts.runToRest();
            dropped[0] = count(hosts.first()) + count(hosts.second());
        }
        writer.close();
        assertThat(dropped[0]).isGreaterThanOrEqualTo(20);
        assertThat(read().packets().stream().filter(packet -> packet.comment() != null))
                .hasSize((int) dropped[0]);
    }

    /// Another program reads the file, and finds nothing malformed and no checksum wrong.
    @Test
    void shouldBeUnderstoodByTshark(@TempDir Path temp) throws Exception {
        assumeTrue(isInstalled("tshark"), "tshark is not installed");
        capture(hosts -> {
            hosts.call(0, () -> send(hosts, SECOND, UNUSED_PORT, new byte[5], new byte[2_000]));
            hosts.call(0, () -> {
                send(hosts, NOBODY, PORT, new byte[9]);
                Lwkt.blockUntil("no answer", Cpu.current().nowNs() + 10 * SECOND_NS);
                return null;
            });
        });
        final Path capture = Files.write(temp.resolve("stack.pcapng"), file.toByteArray());
        final List<String> rows = run(
                "tshark -r " + capture + " -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE -o ip.defragment:FALSE"
                        + " -T fields -E separator=| -e frame.interface_name -e ip.checksum.status"
                        + " -e udp.checksum.status -e udp.dstport -e _ws.malformed -e frame.comment");
        final String noPort = "dropped: udp.no-port: no socket has the port (RFC 1122, section 4.1.3.1)";
        assertThat(rows)
                .contains("wire-1|1|1|99||" + noPort)
                .contains("wire-0|1|1|7||dropped: arp.unresolved: the neighbour did not answer")
                .noneMatch(row -> row.contains("Malformed"));
        assertThat(rows.stream().filter(row -> row.endsWith(noPort))).hasSize(2);
    }

    private static long count(NetworkStack stack) {
        return TwoHosts.dropped(stack).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private TwoHosts hosts(int cpus) {
        return TwoHosts.over(
                TwoHosts.machine(cpus), 5, UnaryOperator.identity(), link -> new CapturedLink(link, writer));
    }

    private void capture(Consumer<TwoHosts> work) throws IOException {
        try (TwoHosts hosts = hosts(CPUS)) {
            work.accept(hosts);
        }
        writer.close();
    }

    private static Void send(TwoHosts hosts, int address, int port, byte[]... payloads) throws SocketException {
        try (UdpSocket socket = UdpSocket.open(hosts.first())) {
            socket.connect(IpAddress.of(address), port);
            for (final byte[] payload : payloads) {
                assertThat(socket.send(ByteBuffer.wrap(payload), 0, 0)).isEqualTo(SendResult.OK);
            }
        }
        return null;
    }

    private List<PcapngReader.Packet> droppedOn(String link, DropReason reason) {
        final PcapngReader reader = read();
        return reader.packets().stream()
                .filter(packet -> packet.comment() != null
                        && packet.comment().equals("dropped: " + reason.key() + ": " + reason.rule())
                        && reader.interfaces().get(packet.interfaceId()).name().equals(link))
                .toList();
    }

    private List<PcapngReader.Packet> received(String link) {
        final PcapngReader reader = read();
        return reader.packets().stream()
                .filter(packet -> packet.direction() == 1
                        && packet.comment() == null
                        && reader.interfaces().get(packet.interfaceId()).name().equals(link))
                .toList();
    }

    private PcapngReader read() {
        return new PcapngReader(file.toByteArray());
    }

    private static List<String> run(String command) throws Exception {
        final Process process = new ProcessBuilder(command.split(" "))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        final List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return lines;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
