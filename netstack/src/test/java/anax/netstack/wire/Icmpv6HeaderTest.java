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

/// ICMPv6 messages as RFC 4443 lays them out, and the packets that errors quote.
class Icmpv6HeaderTest {
    private static final String QUOTE = "60000000 05b4 11 40" + "00".repeat(31) + "01" + "f0010035 05b40000";

    private final Icmpv6Header icmp = new Icmpv6Header();
    private final Ipv6Header quoted = new Ipv6Header();

    @Test
    void shouldReadAndWriteAnEcho() {
        var message = buffer("ee ffffffff ffffffff 6162 ee");
        icmp.wrapNew(message, 1, 10, Icmpv6Header.ECHO, 0)
                .identifier(0xF001)
                .sequence(2)
                .checksum(0xABCD);
        assertThat(hex(message)).isEqualTo("ee8000abcdf00100026162ee");

        assertThat(icmp.wrap(message, 1, 10)).isTrue();
        assertThat(icmp.type()).isEqualTo(Icmpv6Header.ECHO);
        assertThat(icmp.code()).isZero();
        assertThat(icmp.checksum()).isEqualTo(0xABCD);
        assertThat(icmp.identifier()).isEqualTo(0xF001);
        assertThat(icmp.sequence()).isEqualTo(2);
        assertThat(icmp.length()).isEqualTo(10);
        assertThat(icmp.payloadOffset()).isEqualTo(9);
        assertThat(icmp.payloadLength()).isEqualTo(2);
    }

    /// RFC 4443, section 3: what a type does not use is zero; MTU and pointer have 32 bits.
    @Test
    void shouldReadAndWriteWhatErrorsSay() {
        var message = buffer("ffffffff ffffffff");

        icmp.wrapNew(message, 0, 8, Icmpv6Header.TIME_EXCEEDED, Icmpv6Header.REASSEMBLY_TIME_EXCEEDED);
        assertThat(hex(message)).isEqualTo("0301000000000000");
        assertThat(icmp.wrapNew(message, 0, 8, Icmpv6Header.PACKET_TOO_BIG, 0)
                        .mtu(1280)
                        .mtu())
                .isEqualTo(1280);
        assertThat(hex(message)).isEqualTo("0200000000000500");
        assertThat(icmp.wrapNew(message, 0, 8, Icmpv6Header.PARAMETER_PROBLEM, 2)
                        .pointer(0x12345)
                        .pointer())
                .isEqualTo(0x12345);
        assertThat(hex(message)).isEqualTo("0402000000012345");
    }

    @Test
    void shouldReadAnMtuThatNoIntHoldsAsTheGreatest() {
        assertThat(icmp.wrap(buffer("02000000 ffffffff"), 0, 8)).isTrue();

        assertThat(icmp.mtu()).isEqualTo(Integer.MAX_VALUE);
        assertThat(icmp.pointer()).isEqualTo(Integer.MAX_VALUE);
    }

    /// RFC 4443, section 2.1: "error messages have message types from 0 to 127".
    @Test
    void shouldTellErrorsByTheUpperBitOfTheType() {
        for (int type = 0; type <= 255; type++) {
            assertThat(icmp.wrapNew(buffer("0000000000000000"), 0, 8, type, 0).isError())
                    .isEqualTo(type <= 127);
        }
    }

    @Test
    void shouldNeedEightOctetsAndReadNoOthers() {
        assertThat(Octets.shortestTaken("02000000 00000500" + QUOTE, icmp::wrap))
                .isEqualTo(8);
        assertThat(icmp.wrap(buffer(""), 0, 7)).isFalse();
        assertThatThrownBy(icmp::type).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldShowThePacketThatAnErrorQuotes() {
        assertThat(icmp.wrap(buffer("02000000 00000500" + QUOTE), 0, 56)).isTrue();
        assertThat(icmp.wrapQuoted(quoted)).isTrue();
        assertThat(quoted.dstLow()).isEqualTo(1);
        assertThat(quoted.payloadOffset()).isEqualTo(48);
        assertThat(quoted.payloadLength()).isEqualTo(8);
        assertThat(icmp.wrap(buffer("02000000 00000500" + QUOTE), 0, 47)).isTrue();
        assertThat(icmp.wrapQuoted(quoted)).isFalse();
    }

    @Test
    void shouldFillInAndVerifyTheChecksumWithThePseudoHeader() {
        var message = buffer("8000 1234 0001 0002 616263 ee");
        assertThat(icmp.wrap(message, 0, 11)).isTrue();

        icmp.fillChecksum(0x4321);

        assertThat(icmp.checksum()).isEqualTo(0xFFFF - NaiveSum.of(Octets.of("4321800000000001000261626300")));
        assertThat(icmp.verifies(0x4321)).isTrue();
        assertThat(icmp.verifies(0x4322)).isFalse();
        message.putByte(10, (byte) 0);
        assertThat(icmp.verifies(0x4321)).isFalse();
    }

    @Test
    void shouldAssertThatAValueFitsItsField() {
        icmp.wrapNew(new UnsafeBuffer(new byte[8]), 0, 8, 0, 0);

        assertThatThrownBy(() -> icmp.mtu(-1)).hasMessage("-1 is under 0");
        assertThatThrownBy(() -> icmp.sequence(65_536))
                .hasMessage("65536 does not fit 16 bits; a field holds 0 to 65535");
        assertThatThrownBy(() -> icmp.wrapNew(buffer("0000000000000000"), 0, 8, 256, 0))
                .hasMessage("256 does not fit 8 bits; a field holds 0 to 255");
        assertThatThrownBy(() -> icmp.wrapNew(buffer(""), 0, 7, 0, 0)).hasMessage("length 7 is under the header's 8");
    }

    @Property
    void readsNothingPastTheMessage(@ForAll @Size(max = 80) byte[] octets, @ForAll @IntRange(max = 0xFFFF) int sum) {
        if (octets.length > 8) {
            octets[8] = 0x60;
        }
        boolean taken = icmp.wrap(Octets.atTheEnd(octets, 5), 5, octets.length);

        assertThat(taken).isEqualTo(octets.length >= 8);
        if (taken) {
            assertThat(icmp.wrapQuoted(quoted)).isEqualTo(octets.length >= 48);
            assertThat(icmp.fillChecksum(sum).verifies(sum)).isTrue();
        }
    }
}
