package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static anax.netstack.wire.Octets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// The TCP header as RFC 9293, section 3.1, lays it out, and what it lets in.
class TcpHeaderTest {
    private static final String SEGMENT =
            "f001 0050 fffffff0 80000001 7a d3 faf0 abcd 0005" + "0101080a 00000001 00000002 616263";

    private final TcpHeader tcp = new TcpHeader();

    @Test
    void shouldReadTheFieldsInTheOrderOfTheRfc() {
        assertThat(tcp.wrap(buffer("eeee" + SEGMENT.replace("7a", "8a")), 2, 35))
                .isTrue();

        assertThat(tcp.srcPort()).isEqualTo(0xF001);
        assertThat(tcp.dstPort()).isEqualTo(80);
        assertThat(tcp.ports()).isEqualTo(0xF001_0050);
        assertThat(tcp.seq()).isEqualTo(-16);
        assertThat(tcp.ack()).isEqualTo(0x8000_0001);
        assertThat(tcp.headerLength()).isEqualTo(32);
        assertThat(tcp.reserved()).isEqualTo(0xA);
        assertThat(tcp.flags()).isEqualTo(0xD3);
        assertThat(tcp.window()).isEqualTo(64_240);
        assertThat(tcp.checksum()).isEqualTo(0xABCD);
        assertThat(tcp.urgentPointer()).isEqualTo(5);
        assertThat(tcp.hasOptions()).isTrue();
        assertThat(tcp.optionsOffset()).isEqualTo(22);
        assertThat(tcp.optionsLength()).isEqualTo(12);
        assertThat(tcp.payloadOffset()).isEqualTo(34);
        assertThat(tcp.payloadLength()).isEqualTo(3);
    }

    @Test
    void shouldWriteTheFieldsInTheOrderOfTheRfcAndNothingElse() {
        var segment = buffer("ee" + "ff".repeat(20) + "ee");

        tcp.wrapNew(segment, 1, 20, 21)
                .srcPort(0xF001)
                .dstPort(80)
                .seq(-16)
                .ack(0x8000_0001)
                .flags(TcpHeader.ACK | TcpHeader.PSH)
                .window(64_240);

        assertThat(hex(segment)).isEqualTo("eef0010050fffffff0800000015018faf000000000ee");
        assertThat(tcp.payloadLength()).isEqualTo(1);
        assertThat(tcp.urgentPointer(7).urgentPointer()).isEqualTo(7);
    }

    @Test
    void shouldBeginWithoutFlagsAndChecksum() {
        var segment = buffer("ff".repeat(24));

        tcp.wrapNew(segment, 0, 24, 24);

        assertThat(hex(segment)).isEqualTo("ff".repeat(12) + "6000ffff00000000" + "ffffffff");
        assertThat(tcp.optionsLength()).isEqualTo(4);
    }

    /// RFC 9293: FIN is the lowest bit of the second octet, CWR the uppermost.
    @Test
    void shouldKnowEachFlagByItsBit() {
        int[] flags = {
            TcpHeader.FIN, TcpHeader.SYN, TcpHeader.RST, TcpHeader.PSH,
            TcpHeader.ACK, TcpHeader.URG, TcpHeader.ECE, TcpHeader.CWR
        };
        for (int bit = 0; bit < 8; bit++) {
            tcp.wrapNew(new UnsafeBuffer(new byte[20]), 0, 20, 20).flags(1 << bit);
            for (int i = 0; i < 8; i++) {
                assertThat(tcp.has(flags[i])).isEqualTo(i == bit);
            }
        }
        tcp.flags(TcpHeader.SYN | TcpHeader.ACK);
        assertThat(tcp.has(TcpHeader.SYN | TcpHeader.ACK)).isTrue();
        assertThat(tcp.has(TcpHeader.SYN | TcpHeader.FIN)).isFalse();
    }

    @Test
    void shouldTakeExactlyTheDataOffsetsFromFiveWordsToTheEnd() {
        var segment = new UnsafeBuffer(new byte[43]);
        for (int octet = 0; octet <= 0xFF; octet++) {
            segment.putByte(12, (byte) octet);
            int header = (octet >> 4) * 4;

            assertThat(tcp.wrap(segment, 0, 43)).as("octet %02x", octet).isEqualTo(header >= 20 && header <= 40);
        }
    }

    @Test
    void shouldNeedTheWholeHeaderAndReadNoOthers() {
        assertThat(Octets.shortestTaken(SEGMENT.replace("7a", "80"), tcp::wrap)).isEqualTo(32);
        assertThat(Octets.shortestTaken(SEGMENT, tcp::wrapQuoted)).isEqualTo(8);
        assertThat(tcp.wrap(buffer(""), 0, -1)).isFalse();
        assertThatThrownBy(tcp::seq).isInstanceOf(NullPointerException.class);
    }

    /// RFC 792: an error quotes eight octets, which are the ports and the sequence number.
    @Test
    void shouldTellPortsAndSequenceNumberOfAQuotedSegmentThatWasCut() {
        assertThat(tcp.wrapQuoted(buffer("ee f001 0050 fffffff0"), 1, 8)).isTrue();
        assertThat(tcp.srcPort()).isEqualTo(0xF001);
        assertThat(tcp.dstPort()).isEqualTo(80);
        assertThat(tcp.seq()).isEqualTo(-16);
        assertThat(tcp.wrapQuoted(buffer("f001 0050 fffffff0"), 0, 7)).isFalse();
        assertThatThrownBy(tcp::srcPort).isInstanceOf(NullPointerException.class);
    }

    /// RFC 9293, section 3.4: SEG.LEN is "the number of octets occupied by the data in the segment (counting SYN
    /// and FIN)".
    @Test
    void shouldCountSynAndFinAmongTheSequenceNumbers() {
        tcp.wrapNew(new UnsafeBuffer(new byte[25]), 0, 20, 25);

        assertThat(tcp.flags(TcpHeader.ACK).sequenceLength()).isEqualTo(5);
        assertThat(tcp.flags(TcpHeader.SYN).sequenceLength()).isEqualTo(6);
        assertThat(tcp.flags(TcpHeader.FIN).sequenceLength()).isEqualTo(6);
        assertThat(tcp.flags(0xFF).sequenceLength()).isEqualTo(7);
    }

    @Test
    void shouldFillInAndVerifyTheChecksumWithThePseudoHeader() {
        var segment = buffer(SEGMENT.replace("7a", "80") + "ee");
        assertThat(tcp.wrap(segment, 0, 35)).isTrue();

        tcp.fillChecksum(0x4321);

        String zeroed = SEGMENT.replace("7a", "80").replace("abcd", "0000");
        assertThat(tcp.checksum()).isEqualTo(0xFFFF - NaiveSum.of(Octets.of("4321" + zeroed)));
        assertThat(tcp.verifies(0x4321)).isTrue();
        assertThat(tcp.verifies(0x4322)).isFalse();
        segment.putByte(34, (byte) 0);
        assertThat(tcp.verifies(0x4321)).isFalse();
    }

    @Test
    void shouldAssertThatAValueFitsItsField() {
        tcp.wrapNew(new UnsafeBuffer(new byte[20]), 0, 20, 20);

        assertThatThrownBy(() -> tcp.window(65_536)).hasMessage("65536 does not fit 16 bits; a field holds 0 to 65535");
        assertThatThrownBy(() -> tcp.flags(0x100)).hasMessage("flags 0x100 do not fit 8 bits; join the constants");
        assertThatThrownBy(() -> tcp.wrapNew(buffer(""), 0, 64, 64))
                .hasMessage("header length 64 is not 20 to 60 in fours");
        assertThatThrownBy(() -> tcp.wrapNew(buffer(""), 0, 24, 23)).hasMessage("length 23 is under the header's 24");
    }

    @Property
    void readsWhatItWrote(
            @ForAll @IntRange(max = 0xFFFF) int srcPort,
            @ForAll @IntRange(max = 0xFFFF) int dstPort,
            @ForAll int seq,
            @ForAll int ack,
            @ForAll @IntRange(max = 0xFF) int flags,
            @ForAll @IntRange(max = 0xFFFF) int window,
            @ForAll @IntRange(max = 10) int optionWords,
            @ForAll @Size(max = 40) byte[] payload) {
        int header = 20 + 4 * optionWords;
        var segment = new UnsafeBuffer(new byte[3 + header + payload.length]);
        segment.putBytes(3 + header, payload);
        tcp.wrapNew(segment, 3, header, header + payload.length)
                .srcPort(srcPort)
                .dstPort(dstPort)
                .seq(seq)
                .ack(ack)
                .flags(flags)
                .window(window)
                .fillChecksum(0x1234);

        var read = new TcpHeader();
        assertThat(read.wrap(segment, 3, header + payload.length)).isTrue();
        assertThat(read.verifies(0x1234)).isTrue();
        assertThat(read.srcPort()).isEqualTo(srcPort);
        assertThat(read.dstPort()).isEqualTo(dstPort);
        assertThat(read.seq()).isEqualTo(seq);
        assertThat(read.ack()).isEqualTo(ack);
        assertThat(read.flags()).isEqualTo(flags);
        assertThat(read.window()).isEqualTo(window);
        assertThat(read.headerLength()).isEqualTo(header);
        assertThat(read.payloadLength()).isEqualTo(payload.length);
    }

    @Property
    void readsNothingPastTheSegment(@ForAll @Size(max = 70) byte[] octets) {
        if (tcp.wrap(Octets.atTheEnd(octets, 5), 5, octets.length)) {
            assertThat(tcp.headerLength()).isBetween(20, octets.length);
            assertThat(tcp.payloadOffset() + tcp.payloadLength()).isEqualTo(5 + octets.length);
            assertThat(tcp.fillChecksum(1).verifies(1)).isTrue();
        } else {
            assertThat(octets.length >= 20
                            && (octets[12] & 0xFF) >> 4 >= 5
                            && (octets[12] & 0xFF) >> 2 <= octets.length)
                    .isFalse();
        }
    }

    @Property
    void shouldWriteAtOnceWhatItWritesFieldByField(
            @ForAll @IntRange(min = 5, max = 15) int words,
            @ForAll @IntRange(max = 65_535) int srcPort,
            @ForAll @IntRange(max = 65_535) int dstPort,
            @ForAll int seq,
            @ForAll int ack,
            @ForAll @IntRange(max = 255) int flags,
            @ForAll @IntRange(max = 65_535) int window,
            @ForAll @IntRange(max = 65_535) int checksum,
            @ForAll @IntRange(max = 65_535) int urgentPointer) {
        UnsafeBuffer atOnce = new UnsafeBuffer(new byte[63]);
        UnsafeBuffer byField = new UnsafeBuffer(new byte[63]);
        int header = 4 * words;

        tcp.write(atOnce, 1, header, header + 2, srcPort, dstPort, seq, ack, flags, window, checksum, urgentPointer);
        assertThat(tcp.headerLength()).isEqualTo(header);
        assertThat(tcp.payloadLength()).isEqualTo(2);
        tcp.wrapNew(byField, 1, header, header + 2)
                .srcPort(srcPort)
                .dstPort(dstPort)
                .seq(seq)
                .ack(ack)
                .flags(flags)
                .window(window)
                .urgentPointer(urgentPointer)
                .checksum(checksum);

        assertThat(hex(atOnce)).isEqualTo(hex(byField));
    }
}
