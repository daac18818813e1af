package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static anax.netstack.wire.Octets.hex;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// The IPv6 header as RFC 8200, section 3, lays it out, and what it lets in.
class Ipv6HeaderTest {
    private static final String ADDRESSES = "20010db8000000010000000000000002" + "fe800000000000030000000000000004";
    private static final String PACKET = "6b912345 0004 11 40" + ADDRESSES + "01020304";

    private final Ipv6Header ip = new Ipv6Header();

    @Test
    void shouldReadTheFieldsInTheOrderOfTheRfc() {
        assertThat(ip.wrap(buffer("eeee" + PACKET), 2, 44)).isTrue();

        assertThat(ip.dscp()).isEqualTo(46);
        assertThat(ip.ecn()).isEqualTo(1);
        assertThat(ip.flowLabel()).isEqualTo(0x12345);
        assertThat(ip.payloadLength()).isEqualTo(4);
        assertThat(ip.totalLength()).isEqualTo(44);
        assertThat(ip.nextHeader()).isEqualTo(17);
        assertThat(ip.hopLimit()).isEqualTo(64);
        assertThat(IpAddress.of(ip.srcHigh(), ip.srcLow())).hasToString("2001:db8:0:1::2");
        assertThat(IpAddress.of(ip.dstHigh(), ip.dstLow())).hasToString("fe80:0:0:3::4");
        assertThat(ip.payloadOffset()).isEqualTo(42);
    }

    @Test
    void shouldWriteTheFieldsInTheOrderOfTheRfcAndNothingElse() {
        var packet = buffer("ee" + "ff".repeat(40) + "ee");

        ip.wrapNew(packet, 1, 4)
                .dscp(46)
                .ecn(1)
                .flowLabel(0x12345)
                .nextHeader(17)
                .hopLimit(64)
                .src(0x2001_0DB8_0000_0001L, 2)
                .dst(0xFE80_0000_0000_0003L, 4);

        assertThat(hex(packet)).isEqualTo(("ee6b912345000411 40" + ADDRESSES + "ee").replace(" ", ""));
        assertThat(ip.payloadLength()).isEqualTo(4);
        ip.dscp(0).ecn(2).flowLabel(0);
        assertThat(packet.getInt(1, BIG_ENDIAN)).isEqualTo(0x6020_0000);
    }

    @Test
    void shouldTakeVersion6Only() {
        for (int first = 0; first <= 0xFF; first++) {
            var packet = buffer(PACKET);
            packet.putByte(0, (byte) first);

            assertThat(ip.wrap(packet, 0, 44)).as("first octet %02x", first).isEqualTo(first >> 4 == 6);
        }
    }

    @Test
    void shouldTakeExactlyThePayloadsThatAreThere() {
        int available = 1500;
        var packet = new UnsafeBuffer(new byte[available]);
        packet.putByte(0, (byte) 0x60);
        for (int length = 0; length <= 0xFFFF; length++) {
            packet.putShort(4, (short) length, BIG_ENDIAN);
            boolean taken = ip.wrap(packet, 0, available);
            if (taken != (length <= available - 40)) {
                throw new AssertionError("payload %d of %d available: %b".formatted(length, available, taken));
            }
        }
    }

    @Test
    void shouldNeedTheClaimedPayloadAndReadNothingPastWhatIsAvailable() {
        assertThat(Octets.shortestTaken(PACKET + "eeee", ip::wrap)).isEqualTo(44);
        assertThat(Octets.shortestTaken(PACKET + "eeee", ip::wrapQuoted)).isEqualTo(40);
        assertThat(ip.wrap(buffer(""), 0, -1)).isFalse();
        assertThatThrownBy(ip::hopLimit).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldLeaveOutThePaddingBehindThePayload() {
        assertThat(ip.wrap(buffer(PACKET + "0000"), 0, 46)).isTrue();

        assertThat(ip.payloadLength()).isEqualTo(4);
    }

    /// RFC 4443, section 2.4: an error quotes "as much of the invoking packet as possible" without passing the
    /// MTU.
    @Test
    void shouldTakeAQuotedPacketThatWasCut() {
        assertThat(ip.wrapQuoted(buffer(PACKET.replace("0004 11", "05b4 11")), 0, 44))
                .isTrue();

        assertThat(ip.totalLength()).isEqualTo(1500);
        assertThat(ip.payloadLength()).isEqualTo(4);
    }

    /// RFC 8200, section 8.1: addresses, length of what is guarded, and its protocol, whatever stands in between.
    @Test
    void shouldSumThePseudoHeader() {
        assertThat(ip.wrap(buffer(PACKET), 0, 44)).isTrue();

        assertThat(ip.pseudoHeaderSum(58, 0x12345))
                .isEqualTo(NaiveSum.of(Octets.of(ADDRESSES + "00012345" + "0000003a")));
    }

    @Test
    void shouldAssertThatAValueFitsItsField() {
        ip.wrapNew(new UnsafeBuffer(new byte[40]), 0, 0);

        assertThatThrownBy(() -> ip.hopLimit(256)).hasMessage("256 does not fit 8 bits; a field holds 0 to 255");
        assertThatThrownBy(() -> ip.dscp(64)).hasMessage("DSCP 64 does not fit 6 bits; use 0 to 63");
        assertThatThrownBy(() -> ip.ecn(-1)).hasMessage("ECN -1 does not fit 2 bits; use 0 to 3");
        assertThatThrownBy(() -> ip.flowLabel(0x10_0000))
                .hasMessage("flow label 1048576 does not fit 20 bits; use 0 to 1048575");
        assertThatThrownBy(() -> ip.wrapNew(buffer(""), 0, 65_536))
                .hasMessage("payload length 65536 is not 0 to 65535");
    }

    @Property
    void readsWhatItWrote(
            @ForAll @IntRange(max = 63) int dscp,
            @ForAll @IntRange(max = 3) int ecn,
            @ForAll @IntRange(max = 0xF_FFFF) int label,
            @ForAll @IntRange(max = 0xFFFF) int nextAndLimit,
            @ForAll @Size(4) long[] addresses,
            @ForAll @IntRange(max = 60) int payload) {
        var packet = new UnsafeBuffer(new byte[43 + payload]);
        ip.wrapNew(packet, 3, payload)
                .flowLabel(label)
                .ecn(ecn)
                .dscp(dscp)
                .nextHeader(nextAndLimit >> 8)
                .hopLimit(nextAndLimit & 0xFF)
                .src(addresses[0], addresses[1])
                .dst(addresses[2], addresses[3]);

        var read = new Ipv6Header();
        assertThat(read.wrap(packet, 3, 40 + payload)).isTrue();
        assertThat(read.dscp()).isEqualTo(dscp);
        assertThat(read.ecn()).isEqualTo(ecn);
        assertThat(read.flowLabel()).isEqualTo(label);
        assertThat(read.payloadLength()).isEqualTo(payload);
        assertThat(read.nextHeader() << 8 | read.hopLimit()).isEqualTo(nextAndLimit);
        assertThat(new long[] {read.srcHigh(), read.srcLow(), read.dstHigh(), read.dstLow()})
                .isEqualTo(addresses);
    }

    @Property
    void readsNothingPastWhatIsAvailable(
            @ForAll @Size(max = 60) byte[] octets, @ForAll @IntRange(max = 24) int payload) {
        if (octets.length > 5) {
            octets[0] = 0x60;
            octets[4] = 0;
            octets[5] = (byte) payload;
        }
        var packet = Octets.atTheEnd(octets, 5);

        assertThat(ip.wrap(packet, 5, octets.length)).isEqualTo(octets.length >= 40 + payload);
        if (ip.wrapQuoted(packet, 5, octets.length)) {
            assertThat(ip.payloadLength()).isEqualTo(Math.min(payload, octets.length - 40));
        }
    }
}
