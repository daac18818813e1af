package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// Views allocate nothing, not even while they are interpreted.
class AllocationTest {
    private static final int ROUNDS = 1000;
    private static final int WINDOWS = 5;

    private final EthernetHeader ethernet = new EthernetHeader();
    private final Ipv4Header ipv4 = new Ipv4Header();
    private final Ipv4Options ipv4Options = new Ipv4Options();
    private final Ipv6Header ipv6 = new Ipv6Header();
    private final Ipv6Extensions extensions = new Ipv6Extensions();
    private final IcmpHeader icmp = new IcmpHeader();
    private final UdpHeader udp = new UdpHeader();
    private final TcpHeader tcp = new TcpHeader();
    private final TcpOptions tcpOptions = new TcpOptions();
    private final TcpOptionsWriter tcpWriter = new TcpOptionsWriter();

    @Test
    void shouldAllocateNothingWhenASegmentIsRead() {
        var frame = buffer("ffffffffffff 02aabbccddee 0800" + "4600 0048 1234 4000 4006 0000 0a000001 0a000002 94040000"
                + "f001 0050 00000001 00000002 c010 faf0 0000 0000"
                + "020405b4 0402 080a0000000100000000 01 030307 01010101 01010101");

        assertAllocatesNothing(() -> readSegment(frame));
    }

    @Test
    void shouldAllocateNothingWhenASegmentIsWritten() {
        var frame = new UnsafeBuffer(new byte[100]);

        assertAllocatesNothing(() -> writeSegment(frame));
    }

    @Test
    void shouldAllocateNothingWhenAnErrorIsRead() {
        var message = buffer("03030000 00000000" + "4500 05dc 0007 4000 4011 0000 0a000001 0a000002 f001003505c80000");

        assertAllocatesNothing(() -> {
            require(icmp.wrap(message, 0, 36) && icmp.wrapQuoted(ipv4));
            require(udp.wrapQuoted(message, ipv4.payloadOffset(), ipv4.payloadLength()));
            return (long) udp.srcPort() + icmp.quotedLength();
        });
    }

    @Test
    void shouldAllocateNothingWhenExtensionHeadersAreWalked() {
        var packet = buffer("60000000 0010 00 40" + "00".repeat(32) + "2c00050200000100" + "1100000100000001");

        assertAllocatesNothing(() -> {
            require(ipv6.wrap(packet, 0, 56));
            require(extensions.wrap(packet, ipv6.payloadOffset(), ipv6.payloadLength(), ipv6.nextHeader()));
            return extensions.protocol() + ipv6.dstLow();
        });
    }

    @Test
    void shouldAllocateNothingWhenOctetsAreSummed() {
        var onHeap = new UnsafeBuffer(new byte[1500]);
        var offHeap = new UnsafeBuffer(ByteBuffer.allocateDirect(1500));

        assertAllocatesNothing(() -> {
            int sum = InternetChecksum.append(
                    InternetChecksum.pseudoHeaderIpv4(1, 2, 17, 1499), 12, InternetChecksum.sum(onHeap, 1, 1499));
            sum = InternetChecksum.append(sum, 1511, InternetChecksum.sum(offHeap, 1, 1499));
            sum = InternetChecksum.add(sum, InternetChecksum.pseudoHeaderIpv6(1, 2, 3, 4, 17, 1499));
            return InternetChecksum.updateInt(InternetChecksum.checksum(sum), 5, 6);
        });
    }

    private long readSegment(UnsafeBuffer frame) {
        require(ethernet.wrap(frame, 0, frame.capacity()));
        require(ipv4.wrap(frame, ethernet.payloadOffset(), ethernet.payloadLength()));
        require(ipv4Options.wrap(frame, ipv4.optionsOffset(), ipv4.optionsLength()) && ipv4Options.next());
        require(tcp.wrap(frame, ipv4.payloadOffset(), ipv4.payloadLength()));
        require(tcpOptions.wrap(frame, tcp.optionsOffset(), tcp.optionsLength()));
        boolean valid = ipv4.verifies() && tcp.verifies(ipv4.pseudoHeaderSum());
        return ethernet.src() + ipv4.src() + tcp.seq() + tcpOptions.tsVal() + (valid ? 1 : 0);
    }

    private long writeSegment(UnsafeBuffer frame) {
        tcpWriter.wrapNew(frame, 54, 40).noOperation().noOperation().timestamps(1, 2);
        require(tcpWriter.sackBlock(3, 4));
        int header = TcpHeader.MIN_HEADER_LENGTH + tcpWriter.finish();
        ethernet.wrapNew(frame, 0, 34 + header)
                .dst(MacAddress.BROADCAST)
                .src(0x0200_0000_0001L)
                .etherType(EthernetHeader.IPV4);
        ipv4.wrapNew(frame, 14, 20 + header)
                .ttl(64)
                .protocol(Ipv4Header.TCP)
                .src(1)
                .dst(2)
                .fillChecksum();
        tcp.wrapNew(frame, 34, header, header)
                .srcPort(80)
                .dstPort(81)
                .seq(1)
                .ack(2)
                .flags(TcpHeader.ACK)
                .window(512)
                .fillChecksum(ipv4.pseudoHeaderSum());
        return tcp.checksum();
    }

    /// The least of a few windows: a collection in one of them adds what was left of the thread's allocation
    /// buffer.
    private static void assertAllocatesNothing(LongSupplier work) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long seen = repeated(work);
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            seen ^= repeated(work);
            least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).as("octets for %d rounds that gave %d", ROUNDS, seen).isLessThan(ROUNDS);
    }

    private static long repeated(LongSupplier work) {
        long seen = 0;
        for (int i = 0; i < ROUNDS; i++) {
            seen = seen * 31 + work.getAsLong();
        }
        return seen;
    }

    private static void require(boolean taken) {
        if (!taken) {
            throw new AssertionError("refused");
        }
    }
}
