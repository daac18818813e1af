package anax.netstack.wire;

import static anax.netstack.wire.InternetChecksum.pseudoHeaderIpv4;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// The UDP header as RFC 768 lays it out, what it lets in, and its checksum's special zero.
class UdpHeaderTest {
    private static final int UDP = 17;
    private static final int SRC = 0x0A00_0001;
    private static final int DST = 0x0A00_0002;

    private final UdpHeader udp = new UdpHeader();

    @Test
    void shouldReadTheFieldsInTheOrderOfTheRfc() {
        var packet = buffer("eeee f001 0035 000b ff80 616263 dd");

        assertThat(udp.wrap(packet, 2, 11)).isTrue();
        assertThat(udp.srcPort()).isEqualTo(0xF001);
        assertThat(udp.dstPort()).isEqualTo(53);
        assertThat(udp.length()).isEqualTo(11);
        assertThat(udp.checksum()).isEqualTo(0xFF80);
        assertThat(udp.payloadOffset()).isEqualTo(10);
        assertThat(udp.payloadLength()).isEqualTo(3);
    }

    @Test
    void shouldWriteTheFieldsInTheOrderOfTheRfcAndNothingElse() {
        var packet = buffer("ee ffff ffff ffff ffff 616263 ee");

        udp.wrapNew(packet, 1, 11).srcPort(0xF001).dstPort(53).checksum(0xABCD);

        assertThat(hex(packet)).isEqualTo("eef0010035000babcd616263ee");
        assertThat(udp.length(9).length()).isEqualTo(9);
        assertThat(udp.payloadOffset()).isEqualTo(9);
    }

    @Test
    void shouldWriteAtOnceWhatItWritesFieldByField() {
        var packet = buffer("ee 0000 0000 0000 0000 616263 ee");

        udp.write(packet, 1, 0xF001, 0xFF35, 11, 0xABCD);

        assertThat(hex(packet)).isEqualTo("eef001ff35000babcd616263ee");
        assertThat(udp.srcPort()).isEqualTo(0xF001);
        assertThat(udp.payloadLength()).isEqualTo(3);
        assertThatThrownBy(() -> udp.write(packet, 1, 1, 2, 7, 0)).hasMessage("length 7 is under the header's 8");
    }

    @Test
    void shouldBeginWithoutChecksumWhenWrittenAnew() {
        udp.wrapNew(buffer("0001 0002 ffff ffff"), 0, 8);

        assertThat(udp.hasChecksum()).isFalse();
        assertThat(udp.length()).isEqualTo(8);
        assertThat(udp.payloadLength()).isZero();
    }

    /// RFC 768: the length counts header and data, so its least value is eight.
    @Test
    void shouldTakeExactlyTheLengthsFromEightToTheEnd() {
        int available = 1472;
        var packet = new UnsafeBuffer(new byte[available]);
        for (int length = 0; length <= 0xFFFF; length++) {
            packet.putShort(4, (short) length, BIG_ENDIAN);
            boolean taken = udp.wrap(packet, 0, available);
            if (taken != (length >= 8 && length <= available)) {
                throw new AssertionError("length field %d of %d available: %b".formatted(length, available, taken));
            }
        }
    }

    @Test
    void shouldRefuseFewerOctetsThanTheHeader() {
        for (int available = -1; available < 8; available++) {
            var cut = new UnsafeBuffer(new byte[Math.max(available, 0)]);
            assertThat(udp.wrap(cut, 0, available)).as("%d octets", available).isFalse();
        }
    }

    /// The octets after the datagram belong to another packet: only `available` says where it ends.
    @Test
    void shouldRefuseALengthPastTheEndWhenTheBufferGoesOn() {
        var packet = buffer("0001 0002 0009 0000 ffffffff");

        assertThat(udp.wrap(packet, 0, 8)).isFalse();
        assertThat(udp.wrap(packet, 0, 9)).isTrue();
    }

    @Test
    void shouldIgnoreWhatFollowsTheClaimedLength() {
        assertThat(udp.wrap(buffer("0001 0002 0009 0000 61 626364"), 0, 12)).isTrue();
        assertThat(udp.payloadLength()).isEqualTo(1);
    }

    @Test
    void shouldFaultInsteadOfReadingAnEarlierPacketWhenWrapAnsweredFalse() {
        assertThat(udp.wrap(buffer("0001 0002 0008 0000"), 0, 8)).isTrue();
        assertThat(udp.wrap(buffer("0001 0002 0007 0000"), 0, 8)).isFalse();

        assertThatThrownBy(udp::srcPort).isInstanceOf(NullPointerException.class);
    }

    /// RFC 792: an error quotes eight octets of the datagram's data, which are the header and none of the
    /// payload.
    @Test
    void shouldTellThePortsOfAQuotedDatagramThatWasCut() {
        assertThat(Octets.shortestTaken("f001 0035 05c8 ff80 6162", udp::wrapQuoted))
                .isEqualTo(8);
        assertThat(udp.wrapQuoted(buffer("ee f001 0035 05c8 ff80"), 1, 8)).isTrue();
        assertThat(udp.srcPort()).isEqualTo(0xF001);
        assertThat(udp.dstPort()).isEqualTo(53);
        assertThat(udp.wrapQuoted(buffer("f001 0035 05c8 ff80"), 0, 7)).isFalse();
        assertThatThrownBy(udp::srcPort).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldTakeTheLongestDatagram() {
        var packet = new UnsafeBuffer(new byte[65_535]);
        udp.wrapNew(packet, 0, 65_535).fillChecksum(pseudoHeaderIpv4(SRC, DST, UDP, 65_535));

        assertThat(udp.wrap(packet, 0, 65_535)).isTrue();
        assertThat(udp.payloadLength()).isEqualTo(65_527);
        assertThat(udp.verifies(pseudoHeaderIpv4(SRC, DST, UDP, 65_535))).isTrue();
    }

    /// The reference sums pseudo-header, header with a zero field, and payload, written out one behind the other.
    @Test
    void shouldFillInTheChecksumOverPseudoHeaderHeaderAndPayload() {
        byte[] summed = HexFormat.of().parseHex("0a0000010a0000020011000b" + "f0010035000b0000616263");
        var packet = buffer("f001 0035 000b 1234 616263 eeee");

        assertThat(udp.wrap(packet, 0, 13)).isTrue();
        udp.fillChecksum(pseudoHeaderIpv4(SRC, DST, UDP, udp.length()));

        assertThat(udp.checksum()).isEqualTo(0xFFFF - NaiveSum.of(summed));
    }

    /// RFC 768: "If the computed checksum is zero, it is transmitted as all ones", as zero says that there is
    /// none.
    @Test
    void shouldSendAllOnesWhenTheChecksumComesOutZero() {
        int pseudoHeaderSum = pseudoHeaderIpv4(SRC, DST, UDP, 8);
        int completing = 0xFFFF - (pseudoHeaderSum + 1 + 8);
        udp.wrapNew(buffer("0000 0000 0000 0000"), 0, 8).srcPort(1).dstPort(completing);

        udp.fillChecksum(pseudoHeaderSum);

        assertThat(udp.checksum()).isEqualTo(0xFFFF);
        assertThat(udp.hasChecksum()).isTrue();
        assertThat(udp.verifies(pseudoHeaderSum)).isTrue();
    }

    @Test
    void shouldNotVerifyWhenAnyBitChanged() {
        var packet = buffer("f001 0035 000b 0000 616263");
        int pseudoHeaderSum = pseudoHeaderIpv4(SRC, DST, UDP, 11);
        udp.wrapNew(packet, 0, 11).srcPort(7).dstPort(9).fillChecksum(pseudoHeaderSum);
        assertThat(udp.verifies(pseudoHeaderSum)).isTrue();
        for (int bit = 0; bit < 11 * 8; bit++) {
            flip(packet, bit);
            assertThat(udp.wrap(packet, 0, 11) && udp.verifies(pseudoHeaderSum))
                    .as("bit %d", bit)
                    .isFalse();
            flip(packet, bit);
        }
    }

    @Test
    void shouldAssertThatAValueFitsItsField() {
        udp.wrapNew(new UnsafeBuffer(new byte[8]), 0, 8);

        assertThatThrownBy(() -> udp.srcPort(0x1_0000))
                .hasMessage("65536 does not fit 16 bits; a field holds 0 to 65535");
        assertThatThrownBy(() -> udp.dstPort(-1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> udp.wrapNew(new UnsafeBuffer(new byte[8]), 0, 7))
                .hasMessage("length 7 is under the header's 8");
    }

    /// Whatever the octets say, `wrap` answers by the rule, and a datagram that it took is read without leaving
    /// the buffer, whose end is where the available octets end.
    @Property
    void takesWhatIsWholeAndReadsNothingElse(@ForAll byte[] octets, @ForAll @IntRange(max = 64) int anywhere) {
        int offset = Math.floorMod(anywhere, octets.length + 1);
        int available = octets.length - offset;
        var packet = new UnsafeBuffer(octets);
        boolean taken = udp.wrap(packet, offset, available);
        int claimed = available < 8 ? -1 : (octets[offset + 4] & 0xFF) << 8 | (octets[offset + 5] & 0xFF);

        assertThat(taken).isEqualTo(claimed >= 8 && claimed <= available);
        if (taken) {
            udp.fillChecksum(0x1234);
            assertThat(udp.verifies(0x1234)).isTrue();
        }
    }

    private static void flip(MutableDirectBuffer packet, int bit) {
        packet.putByte(bit / 8, (byte) (packet.getByte(bit / 8) ^ 1 << bit % 8));
    }

    private static UnsafeBuffer buffer(String octets) {
        return new UnsafeBuffer(HexFormat.of().parseHex(octets.replace(" ", "")));
    }

    private static String hex(UnsafeBuffer buffer) {
        return HexFormat.of().formatHex(buffer.byteArray());
    }
}
