package anax.netstack.link;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.Allocation;
import anax.netstack.packet.ElsewhereTail;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.UdpHeader;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ChecksumCompletionTest {
    private static final int TCP_CHECKSUM = 16;
    private static final int UDP_CHECKSUM = 6;

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);

    @Property
    void shouldMakeAnyOctetsVerify(
            @ForAll @Size(min = 20, max = 300) byte[] octets,
            @ForAll @IntRange(max = 20) int before,
            @ForAll int src,
            @ForAll int dst) {
        int pseudo = InternetChecksum.pseudoHeaderIpv4(src, dst, 6, octets.length);
        Packet packet = packet(octets, before, TCP_CHECKSUM, pseudo);

        ChecksumCompletion.complete(packet);

        int start = packet.offset() + before;
        int sum = InternetChecksum.sum(packet.buffer(), start, octets.length);
        assertThat(InternetChecksum.verifies(InternetChecksum.add(pseudo, sum))).isTrue();
        assertThat(packet.checksumState()).isEqualTo(Packet.CHECKSUM_VALID);
        pool.takeBack(packet);
    }

    @Property
    void shouldSumOctetsThatLieElsewhere(
            @ForAll @Size(min = 20, max = 300) byte[] octets, @ForAll @IntRange(max = 100) int elsewhere) {
        int count = Math.min(elsewhere, octets.length - 20);
        Packet whole = packet(octets, 20, TCP_CHECKSUM, 4_711);
        Packet divided = packet(octets, 20, TCP_CHECKSUM, 4_711);
        int from = divided.end() - count;
        UnsafeBuffer tail = new UnsafeBuffer(new byte[count]);
        tail.putBytes(0, divided.buffer(), from, count);
        divided.buffer().setMemory(from, count, (byte) 0xEE);
        divided.tail(new ElsewhereTail(tail), count);

        ChecksumCompletion.complete(whole);
        ChecksumCompletion.complete(divided);

        int field = whole.checksumStart() + TCP_CHECKSUM;
        assertThat(divided.buffer().getShort(field)).isEqualTo(whole.buffer().getShort(field));
        assertThat(divided.checksumState()).isEqualTo(Packet.CHECKSUM_VALID);
        pool.takeBack(whole);
        pool.takeBack(divided);
    }

    @Test
    void shouldDoAsTheUdpHeaderItself() {
        byte[] datagram = new byte[100];
        datagram[5] = 100;
        datagram[50] = 42;
        int pseudo = InternetChecksum.pseudoHeaderIpv4(1, 2, 17, 100);
        Packet packet = packet(datagram, 20, UDP_CHECKSUM, pseudo);
        ChecksumCompletion.complete(packet);
        UdpHeader header = new UdpHeader();

        assertThat(header.wrap(packet.buffer(), packet.offset() + 20, 100)).isTrue();
        int completed = header.checksum();
        assertThat(header.fillChecksum(pseudo).checksum()).isEqualTo(completed);
    }

    /// RFC 768: a checksum that comes out as 0 is sent as 0xFFFF.
    @Test
    void shouldSendNoZeroForUdp() {
        byte[] datagram = new byte[8];
        Packet packet = packet(datagram, 0, UDP_CHECKSUM, 0xFFFF);
        ChecksumCompletion.complete(packet);
        assertThat(field(packet, UDP_CHECKSUM)).isEqualTo(0xFFFF);
    }

    /// RFC 9293 knows no such exception.
    @Test
    void shouldSendZeroForOthers() {
        Packet packet = packet(new byte[20], 0, TCP_CHECKSUM, 0xFFFF);
        ChecksumCompletion.complete(packet);
        assertThat(field(packet, TCP_CHECKSUM)).isZero();
    }

    @Test
    void shouldLeaveAlonePacketWhoseChecksumIsNotPartial() {
        for (int state : new int[] {Packet.CHECKSUM_UNKNOWN, Packet.CHECKSUM_VALID}) {
            Packet packet = packet(new byte[20], 0, TCP_CHECKSUM, 0x1234).checksumState(state);
            ChecksumCompletion.complete(packet);
            assertThat(field(packet, TCP_CHECKSUM)).isEqualTo(0x1234);
            assertThat(packet.checksumState()).isEqualTo(state);
        }
    }

    @Test
    void shouldAllocateNothing() {
        Packet packet = packet(new byte[100], 20, TCP_CHECKSUM, 0x1234);
        assertThat(Allocation.octetsPerOperation(
                        () -> ChecksumCompletion.complete(packet.partialChecksum(packet.offset() + 20, TCP_CHECKSUM))))
                .isLessThanOrEqualTo(0.1);
    }

    /// Octets behind some others, with the sum of the pseudo-header in their checksum field.
    private Packet packet(byte[] octets, int before, int fieldOffset, int pseudo) {
        Packet packet = pool.allocate(before + octets.length).range(Packet.HEADROOM, before + octets.length);
        int start = packet.offset() + before;
        packet.buffer().putBytes(start, octets);
        packet.buffer().putShort(start + fieldOffset, (short) pseudo, BIG_ENDIAN);
        return packet.partialChecksum(start, fieldOffset);
    }

    private static int field(Packet packet, int place) {
        return packet.buffer().getShort(packet.checksumStart() + place, BIG_ENDIAN) & 0xFFFF;
    }
}
