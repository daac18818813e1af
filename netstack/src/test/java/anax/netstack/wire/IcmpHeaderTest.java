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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// ICMP messages as RFC 792 lays them out, and the datagrams that errors quote.
class IcmpHeaderTest {
    private static final String QUOTE = "4500 05dc 0007 4000 4011 0000 0a000001 0a000002 f001 0035 05c8 0000";

    private final IcmpHeader icmp = new IcmpHeader();
    private final Ipv4Header quoted = new Ipv4Header();

    @Test
    void shouldReadAnEcho() {
        assertThat(icmp.wrap(buffer("eeee 08 00 abcd f001 0002 6162"), 2, 10)).isTrue();

        assertThat(icmp.type()).isEqualTo(IcmpHeader.ECHO);
        assertThat(icmp.code()).isZero();
        assertThat(icmp.checksum()).isEqualTo(0xABCD);
        assertThat(icmp.identifier()).isEqualTo(0xF001);
        assertThat(icmp.sequence()).isEqualTo(2);
        assertThat(icmp.isError()).isFalse();
        assertThat(icmp.length()).isEqualTo(10);
        assertThat(icmp.payloadOffset()).isEqualTo(10);
        assertThat(icmp.payloadLength()).isEqualTo(2);
    }

    @Test
    void shouldWriteAnEchoAndNothingElse() {
        var message = buffer("ee ffffffff ffffffff 6162 ee");

        icmp.wrapNew(message, 1, 10, IcmpHeader.ECHO_REPLY, 0)
                .identifier(0xF001)
                .sequence(2)
                .checksum(0xABCD);

        assertThat(hex(message)).isEqualTo("ee0000abcdf00100026162ee");
    }

    /// RFC 792: what a type does not use is zero.
    @Test
    void shouldWriteZerosWhereTheTypeSaysNothing() {
        var message = buffer("ffffffff ffffffff");

        icmp.wrapNew(message, 0, 8, IcmpHeader.TIME_EXCEEDED, IcmpHeader.REASSEMBLY_TIME_EXCEEDED);

        assertThat(hex(message)).isEqualTo("0b01000000000000");
    }

    /// RFC 1191, section 4: the MTU of the next hop is in the low 16 bits of what RFC 792 calls unused.
    @Test
    void shouldReadAndWriteTheMtuOfTheNextHop() {
        assertThat(icmp.wrap(buffer("03 04 0000 0000 05dc" + QUOTE), 0, 36)).isTrue();
        assertThat(icmp.nextHopMtu()).isEqualTo(1500);

        var message = buffer("ffffffff ffffffff");
        icmp.wrapNew(message, 0, 8, IcmpHeader.UNREACHABLE, IcmpHeader.FRAGMENTATION_NEEDED)
                .nextHopMtu(1280);
        assertThat(hex(message)).isEqualTo("0304000000000500");
    }

    @Test
    void shouldReadAndWritePointerAndGateway() {
        var message = buffer("ffffffff ffffffff");

        assertThat(icmp.wrapNew(message, 0, 8, IcmpHeader.PARAMETER_PROBLEM, 0)
                        .pointer(20)
                        .pointer())
                .isEqualTo(20);
        assertThat(hex(message)).isEqualTo("0c00000014000000");
        assertThat(icmp.wrapNew(message, 0, 8, IcmpHeader.REDIRECT, 1)
                        .gateway(0xC0A8_0001)
                        .gateway())
                .isEqualTo(0xC0A8_0001);
        assertThat(hex(message)).isEqualTo("05010000c0a80001");
    }

    @Test
    void shouldNeedEightOctetsAndReadNoOthers() {
        assertThat(Octets.shortestTaken("03 04 0000 0000 05dc" + QUOTE, icmp::wrap))
                .isEqualTo(8);
        assertThat(icmp.wrap(buffer(""), 0, -1)).isFalse();
        assertThatThrownBy(icmp::type).isInstanceOf(NullPointerException.class);
    }

    /// RFC 1122, section 3.2.2, divides the messages into errors and queries.
    @Test
    void shouldTellErrorsFromQueries() {
        for (int type = 0; type <= 255; type++) {
            boolean error = type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
            assertThat(icmp.wrapNew(buffer("0000000000000000"), 0, 8, type, 0).isError())
                    .as("type %d", type)
                    .isEqualTo(error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"03 03", "04 00", "05 00", "0b 00", "0c 00"})
    void shouldShowTheDatagramThatAnErrorQuotes(String error) {
        assertThat(icmp.wrap(buffer(error + "0000 00000000" + QUOTE), 0, 36)).isTrue();

        assertThat(icmp.quotedLength()).isEqualTo(28);
        assertThat(icmp.wrapQuoted(quoted)).isTrue();
        assertThat(quoted.dst()).isEqualTo(0x0A00_0002);
        assertThat(quoted.payloadOffset()).isEqualTo(28);
        assertThat(quoted.payloadLength()).isEqualTo(8);
    }

    @Test
    void shouldRefuseAQuoteThatCannotTellWhomTheErrorIsFor() {
        assertThat(icmp.wrap(buffer("03030000 00000000" + QUOTE), 0, 35)).isTrue();
        assertThat(icmp.wrapQuoted(quoted)).isFalse();

        assertThat(icmp.wrap(buffer("03030000 00000000" + QUOTE.replace("4500", "6500")), 0, 36))
                .isTrue();
        assertThat(icmp.wrapQuoted(quoted)).isFalse();

        assertThat(icmp.wrap(buffer("03030000 00000000"), 0, 8)).isTrue();
        assertThat(icmp.wrapQuoted(quoted)).isFalse();
    }

    /// RFC 4884, section 5: the second octet of the last four counts the words of the quote; extensions follow.
    @Test
    void shouldEndTheQuoteWhereExtensionsBegin() {
        String extended = "0b000000 00 08 0000" + QUOTE + "00000000" + "2000000000000000";

        assertThat(icmp.wrap(buffer(extended), 0, 48)).isTrue();
        assertThat(icmp.quotedLength()).isEqualTo(32);
        assertThat(icmp.wrapQuoted(quoted)).isTrue();
        assertThat(quoted.payloadLength()).isEqualTo(12);
        assertThat(icmp.wrap(buffer(extended), 0, 38)).isTrue();
        assertThat(icmp.quotedLength()).isEqualTo(30);
    }

    /// There the same octet is part of an address.
    @Test
    void shouldNotTakeARedirectsGatewayForALength() {
        assertThat(icmp.wrap(buffer("05010000 0a080001" + QUOTE), 0, 36)).isTrue();

        assertThat(icmp.quotedLength()).isEqualTo(28);
    }

    @Test
    void shouldFillInAndVerifyTheChecksumOverAllOctets() {
        var message = buffer("08 00 1234 0001 0002 616263 ee");
        assertThat(icmp.wrap(message, 0, 11)).isTrue();

        icmp.fillChecksum();

        assertThat(icmp.checksum()).isEqualTo(0xFFFF - NaiveSum.of(Octets.of("0800000000010002616263")));
        assertThat(icmp.verifies()).isTrue();
        message.putByte(10, (byte) 0);
        assertThat(icmp.verifies()).isFalse();
    }

    @Test
    void shouldAssertThatAValueFitsItsField() {
        icmp.wrapNew(new UnsafeBuffer(new byte[8]), 0, 8, 0, 0);

        assertThatThrownBy(() -> icmp.type(256)).hasMessage("256 does not fit 8 bits; a field holds 0 to 255");
        assertThatThrownBy(() -> icmp.sequence(65_536))
                .hasMessage("65536 does not fit 16 bits; a field holds 0 to 65535");
        assertThatThrownBy(() -> icmp.wrapNew(buffer(""), 0, 7, 0, 0)).hasMessage("length 7 is under the header's 8");
    }

    @Property
    void readsWhatItWrote(
            @ForAll @IntRange(max = 255) int type,
            @ForAll @IntRange(max = 255) int code,
            @ForAll @IntRange(max = 0xFFFF) int identifier,
            @ForAll @IntRange(max = 0xFFFF) int sequence,
            @ForAll @Size(max = 50) byte[] payload) {
        var message = new UnsafeBuffer(new byte[3 + 8 + payload.length]);
        message.putBytes(11, payload);
        icmp.wrapNew(message, 3, 8 + payload.length, type, code)
                .identifier(identifier)
                .sequence(sequence)
                .fillChecksum();

        var read = new IcmpHeader();
        assertThat(read.wrap(message, 3, 8 + payload.length)).isTrue();
        assertThat(read.verifies()).isTrue();
        assertThat(read.type()).isEqualTo(type);
        assertThat(read.code()).isEqualTo(code);
        assertThat(read.identifier()).isEqualTo(identifier);
        assertThat(read.sequence()).isEqualTo(sequence);
    }

    @Property
    void readsNothingPastTheMessage(@ForAll @Size(max = 80) byte[] octets, @ForAll @IntRange(max = 12) int type) {
        if (octets.length > 8) {
            octets[0] = (byte) type;
            octets[8] = 0x45;
        }
        boolean taken = icmp.wrap(Octets.atTheEnd(octets, 5), 5, octets.length);

        assertThat(taken).isEqualTo(octets.length >= 8);
        if (taken) {
            assertThat(icmp.quotedLength()).isBetween(0, icmp.payloadLength());
            if (icmp.wrapQuoted(quoted)) {
                assertThat(quoted.payloadOffset() + quoted.payloadLength()).isLessThanOrEqualTo(5 + octets.length);
            }
            assertThat(icmp.fillChecksum().verifies()).isTrue();
        }
    }
}
