package anax.netstack.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.netstack.Allocation;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.TcpHeader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngWriterTest {
    private static final long EPOCH_NS = 1_790_000_000_123_456_789L;
    private static final long NOW_NS = shortlyBeforeTheWrap();

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final PcapngWriter writer = new PcapngWriter(Channels.newChannel(file), EPOCH_NS - NOW_NS);

    @Test
    void shouldDescribeItsInterfaces() throws IOException {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1));
        new CapturedLink(pair.first(), writer);
        new CapturedLink(new Loopback("lo", 1, 4, cpu -> pool), writer);
        writer.close();

        List<PcapngReader.Interface> interfaces = read().interfaces();
        assertThat(interfaces).extracting(PcapngReader.Interface::name).containsExactly("wire-0", "lo");
        assertThat(interfaces).extracting(PcapngReader.Interface::linkType).containsExactly(1, 101);
        assertThat(interfaces)
                .allSatisfy(each -> assertThat(each.options().get(9)).containsExactly(9));
        assertThat(interfaces.getFirst().options().get(6)).containsExactly(2, 0, 0, 0, 0, 1);
        assertThat(interfaces.getLast().options()).doesNotContainKey(6);
    }

    @Test
    void shouldWriteBothDirectionsWithTimeAndOctets() throws IOException {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1));
        CapturedLink link = new CapturedLink(pair.first(), writer);
        Packet packet = LinkContract.frame(pool, 61, 1);
        assertThat(link.queue(0).send(packet, NOW_NS)).isTrue();
        pair.second().queue(0).send(packet, NOW_NS);
        link.queue(0).poll(NOW_NS + 5, 10, pool, pool::takeBack);
        writer.close();

        List<PcapngReader.Packet> packets = read().packets();
        assertThat(packets).extracting(PcapngReader.Packet::direction).containsExactly(2, 1);
        assertThat(packets).extracting(PcapngReader.Packet::time).containsExactly(EPOCH_NS, EPOCH_NS + 5);
        assertThat(packets).extracting(PcapngReader.Packet::interfaceId).containsOnly(0);
        assertThat(packets).allSatisfy(each -> assertThat(each.octets()).isEqualTo(octetsOf(packet)));
        assertThat(packets).extracting(PcapngReader.Packet::comment).containsOnlyNulls();
    }

    @Test
    void shouldNotCaptureWhatTheLinkRefused() throws IOException {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1).withFrames(2, 1));
        CapturedLink link = new CapturedLink(pair.first(), writer);
        Packet packet = LinkContract.frame(pool, 60, 1);
        assertThat(link.queue(0).send(packet, NOW_NS)).isTrue();
        assertThat(link.queue(0).send(packet, NOW_NS)).isTrue();
        assertThat(link.queue(0).send(packet, NOW_NS)).isFalse();
        writer.close();
        assertThat(read().packets()).hasSize(2);
    }

    @Test
    void shouldCompleteChecksumsInTheFileOnly() throws IOException {
        CapturedLink link = new CapturedLink(new Loopback("lo", 1, 4, cpu -> pool), writer);
        Packet packet = TestFrames.udp(pool, LinkType.RAW_IP, 33, 7);
        byte[] partial = octetsOf(packet);
        assertThat(link.queue(0).send(packet, NOW_NS)).isTrue();
        link.queue(0).poll(NOW_NS, 1, pool, arrived -> {
            assertThat(octetsOf(arrived)).isEqualTo(partial);
            pool.takeBack(arrived);
        });
        assertThat(octetsOf(packet)).isEqualTo(partial);
        writer.close();

        ChecksumCompletion.complete(packet);
        assertThat(octetsOf(packet)).isNotEqualTo(partial);
        assertThat(read().packets())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.octets()).isEqualTo(octetsOf(packet)));
    }

    @Test
    void shouldTellWhyAPacketWasDropped() throws IOException {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1));
        CapturedLink link = new CapturedLink(pair.first(), writer);
        Packet packet = LinkContract.frame(pool, 60, 1);
        byte[] whole = octetsOf(packet);
        packet.frameOffset(packet.offset()).pull(34); // its headers have been looked at
        link.queue(0).dropped(packet, DropReason.UDP_NO_PORT, NOW_NS);
        writer.close();

        PcapngReader.Packet dropped = read().packets().getFirst();
        assertThat(dropped.octets()).isEqualTo(whole);
        assertThat(dropped.comment())
                .isEqualTo("dropped: udp.no-port: no socket has the port (RFC 1122, section 4.1.3.1)");
        assertThat(dropped.direction()).isZero();
    }

    @Test
    void shouldWriteLongSuperSegments() throws IOException {
        CaptureSource source = writer.source();
        new CapturedLink(new Loopback("lo", 1, 4, cpu -> pool), writer);
        Packet packet = LinkContract.frame(pool, 65_535, 1);
        for (int i = 0; i < 10; i++) {
            source.received(0, packet, NOW_NS);
        }
        writer.close();
        assertThat(read().packets())
                .hasSize(10)
                .allSatisfy(each -> assertThat(each.octets()).isEqualTo(octetsOf(packet)));
    }

    @Test
    void shouldMissWhatThereIsNoRoomForAndSayHowMuch() throws IOException {
        PcapngWriter small = new PcapngWriter(Channels.newChannel(file), 0, 4, 1);
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1));
        CapturedLink link = new CapturedLink(pair.first(), small);
        Packet packet = LinkContract.frame(pool, 60, 1);
        for (int i = 0; i < 7; i++) {
            assertThat(link.queue(0).send(packet, i)).isTrue();
        }
        assertThat(link.missed(0)).isEqualTo(3);
        assertThat(small.write(100)).isEqualTo(4);
        assertThat(link.queue(0).send(packet, 7)).isTrue();
        assertThat(link.queue(0).send(packet, 8)).isTrue();
        small.close();

        assertThat(read().packets()).extracting(PcapngReader.Packet::time).containsExactly(0L, 1L, 2L, 3L, 7L, 8L);
        assertThat(read().packets()).extracting(PcapngReader.Packet::dropCount).containsExactly(0, 0, 0, 0, 3, 0);
    }

    @Test
    void shouldMergeCpusByTime() throws IOException {
        Link loopback = new Loopback("lo", 3, 100, cpu -> pool);
        CapturedLink link = new CapturedLink(loopback, writer);
        Packet packet = LinkContract.frame(pool, 60, 1);
        for (int time = 0; time < 30; time++) {
            assertThat(link.queue(time * 7 % 3).send(packet, NOW_NS + time)).isTrue();
        }
        assertThat(writer.write(10)).isEqualTo(10);
        writer.close();
        assertThat(read().packets())
                .hasSize(30)
                .extracting(PcapngReader.Packet::time)
                .isSorted();
    }

    @Test
    void shouldAddInterfacesWhileItWrites() throws IOException {
        Packet packet = LinkContract.frame(pool, 60, 1);
        for (int i = 0; i < 3; i++) {
            CapturedLink link = new CapturedLink(new Loopback("lo" + i, 1, 9, cpu -> pool), writer);
            assertThat(link.queue(0).send(packet, NOW_NS)).isTrue();
            writer.write(100);
        }
        writer.close();
        assertThat(read().interfaces()).hasSize(3);
        assertThat(read().packets())
                .extracting(PcapngReader.Packet::interfaceId)
                .containsExactly(0, 1, 2);
    }

    @Test
    void shouldBeWrittenByAnotherThread() throws Exception {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1));
        CapturedLink link = new CapturedLink(pair.first(), writer);
        AtomicBoolean end = new AtomicBoolean();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                while (!end.get()) {
                    if (writer.write(100) == 0) {
                        Thread.onSpinWait();
                    }
                }
                writer.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        int frames = 20_000;
        for (int i = 0; i < frames; i++) {
            Packet packet = LinkContract.frame(pool, 60 + i % 50, i);
            packet.buffer().putInt(packet.offset(), i);
            link.queue(0).send(packet, NOW_NS + i);
            pool.takeBack(packet);
            pair.second().queue(0).poll(0, 10, pool, pool::takeBack);
        }
        end.set(true);
        thread.join(TimeUnit.SECONDS.toMillis(60));

        List<PcapngReader.Packet> packets = read().packets();
        assertThat(packets.size() + link.missed(0)).isEqualTo(frames);
        assertThat(packets).isNotEmpty().allSatisfy(each -> {
            Packet packet = LinkContract.frame(pool, each.octets().length, number(each));
            packet.buffer().putInt(packet.offset(), number(each));
            assertThat(each.octets()).isEqualTo(octetsOf(packet));
            assertThat(each.time()).isEqualTo(EPOCH_NS + number(each));
            pool.takeBack(packet);
        });
    }

    @Test
    void shouldAllocateNothingInSteadyState() throws IOException {
        PcapngWriter toNowhere =
                new PcapngWriter(Files.newByteChannel(Path.of("/dev/null"), StandardOpenOption.WRITE), 0);
        CaptureSource source = toNowhere.source();
        new CapturedLink(new Loopback("lo", 1, 4, cpu -> pool), toNowhere);
        Packet packet = TestFrames.udp(pool, LinkType.RAW_IP, 33, 7);
        assertThat(Allocation.octetsPerOperation(() -> {
                    source.received(0, packet, NOW_NS);
                    source.dropped(0, packet, packet.offset(), DropReason.UDP_NO_PORT, NOW_NS);
                    writeAll(toNowhere);
                }))
                .isLessThanOrEqualTo(0.1);
        toNowhere.close();
    }

    @Test
    void shouldRefuseRoomOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PcapngWriter(Channels.newChannel(file), 0, 100, 1))
                .withMessage("a capture was given room for 100 records; use a power of two from 2 to 65536, for"
                        + " instance 1024");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PcapngWriter(Channels.newChannel(file), 0, 4, 0))
                .withMessage("a capture was given room for 0 long records; use 1 to 1024");
    }

    /// Another program reads the file, and finds every checksum right.
    @Test
    void shouldBeUnderstoodByTshark(@TempDir Path temp) throws Exception {
        assumeTrue(isInstalled("tshark"), "tshark is not installed");
        CapturedLink ethernet = new CapturedLink(
                MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1)
                                .withCapabilities(new LinkCapabilities(true, 65_535)))
                        .first(),
                writer);
        CapturedLink loopback = new CapturedLink(new Loopback("lo", 1, 4, cpu -> pool), writer);
        Packet udp = TestFrames.udp(pool, LinkType.ETHERNET, 33, 7);
        assertThat(ethernet.queue(0).send(udp, NOW_NS)).isTrue();
        int flags = TcpHeader.ACK | TcpHeader.PSH;
        Packet tcp = TestFrames.tcp(pool, LinkType.RAW_IP, 1_000, flags, new byte[0], 20_001, 3);
        assertThat(loopback.queue(0).send(tcp.gso(Packet.GSO_TCP4, 1_460), NOW_NS + 1))
                .isTrue();
        ethernet.queue(0).dropped(udp.frameOffset(udp.offset()), DropReason.UDP_NO_PORT, NOW_NS + 2);
        writer.close();
        Path capture = Files.write(temp.resolve("test.pcapng"), file.toByteArray());

        List<String> rows = run(List.of(
                "tshark",
                "-r",
                capture.toString(),
                "-o",
                "ip.check_checksum:TRUE",
                "-o",
                "tcp.check_checksum:TRUE",
                "-o",
                "udp.check_checksum:TRUE",
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-e",
                "frame.interface_name",
                "-e",
                "frame.time_epoch",
                "-e",
                "frame.packet_flags_direction",
                "-e",
                "frame.len",
                "-e",
                "ip.checksum.status",
                "-e",
                "tcp.checksum.status",
                "-e",
                "udp.checksum.status",
                "-e",
                "frame.comment"));
        String good = "1";
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .isEqualTo(row("wire-0", "1790000000.123456789", "0x00000002", "75", good, "", good, ""));
        assertThat(rows.get(1)).isEqualTo(row("lo", "1790000000.123456790", "0x00000002", "20041", good, good, "", ""));
        assertThat(rows.get(2))
                .startsWith("wire-0|1790000000.123456791|")
                .endsWith("dropped: udp.no-port: no socket has the port (RFC 1122, section 4.1.3.1)");
    }

    /// A clock's origin is arbitrary.
    private static long shortlyBeforeTheWrap() {
        return Long.MAX_VALUE - 2;
    }

    private static String row(String... fields) {
        return String.join("|", fields);
    }

    private static List<String> run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return lines;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private PcapngReader read() {
        return new PcapngReader(file.toByteArray());
    }

    private static void writeAll(PcapngWriter writer) {
        try {
            writer.write(100);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(PcapngReader.Packet packet) {
        byte[] octets = packet.octets();
        return (octets[3] & 0xFF) << 24 | (octets[2] & 0xFF) << 16 | (octets[1] & 0xFF) << 8 | (octets[0] & 0xFF);
    }

    private static byte[] octetsOf(Packet packet) {
        byte[] octets = new byte[packet.length()];
        packet.buffer().getBytes(packet.offset(), octets);
        return octets;
    }
}
