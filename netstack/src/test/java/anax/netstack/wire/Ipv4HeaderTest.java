package anax.netstack.wire;

import static anax.netstack.wire.Octets.buffer;
import static anax.netstack.wire.Octets.hex;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// The IPv4 header as RFC 791, section 3.1, lays it out, and what it lets in.
class Ipv4HeaderTest {
    private static final String DATAGRAM = "45b9 001e 1234 4000 4011 0000 c0a80001 c0a800c7 0102030405060708090a";
    private static final String WITH_OPTIONS = "4700 001e 0000 0000 4001 0000 c0a80001 c0a800c7 94040000 01010100 6162";

    private final Ipv4Header ip = new Ipv4Header();

    @Test
    void shouldReadTheFieldsInTheOrderOfTheRfc() {
        assertThat(ip.wrap(buffer("eeee" + DATAGRAM), 2, 30)).isTrue();

        assertThat(ip.headerLength()).isEqualTo(20);
        assertThat(ip.dscp()).isEqualTo(46);
        assertThat(ip.ecn()).isEqualTo(1);
        assertThat(ip.totalLength()).isEqualTo(30);
        assertThat(ip.identification()).isEqualTo(0x1234);
        assertThat(ip.dontFragment()).isTrue();
        assertThat(ip.moreFragments()).isFalse();
        assertThat(ip.reservedFlag()).isFalse();
        assertThat(ip.fragmentOffset()).isZero();
        assertThat(ip.isFragment()).isFalse();
        assertThat(ip.ttl()).isEqualTo(64);
        assertThat(ip.protocol()).isEqualTo(Ipv4Header.UDP);
        assertThat(ip.checksum()).isZero();
        assertThat(ip.src()).isEqualTo(0xC0A8_0001);
        assertThat(ip.dst()).isEqualTo(0xC0A8_00C7);
        assertThat(ip.hasOptions()).isFalse();
        assertThat(ip.payloadOffset()).isEqualTo(22);
        assertThat(ip.payloadLength()).isEqualTo(10);
    }

    @Test
    void shouldFindOptionsBetweenHeaderAndPayload() {
        assertThat(ip.wrap(buffer("ee" + WITH_OPTIONS), 1, 30)).isTrue();

        assertThat(ip.headerLength()).isEqualTo(28);
        assertThat(ip.hasOptions()).isTrue();
        assertThat(ip.optionsOffset()).isEqualTo(21);
        assertThat(ip.optionsLength()).isEqualTo(8);
        assertThat(ip.payloadOffset()).isEqualTo(29);
        assertThat(ip.payloadLength()).isEqualTo(2);
    }

    @Test
    void shouldWriteTheFieldsInTheOrderOfTheRfcAndNothingElse() {
        var datagram = buffer("ee" + "ff".repeat(20) + "ee");

        ip.wrapNew(datagram, 1, 30)
                .dscp(46)
                .ecn(1)
                .identification(0x1234)
                .dontFragment(true)
                .ttl(64)
                .protocol(Ipv4Header.UDP)
                .src(0xC0A8_0001)
                .dst(0xC0A8_00C7);

        assertThat(hex(datagram)).isEqualTo("ee45b9001e123440004011" + "0000c0a80001c0a800c7ee");
        assertThat(ip.payloadOffset()).isEqualTo(21);
        assertThat(ip.payloadLength()).isEqualTo(10);
    }

    @Test
    void shouldBeginWithZerosWhereNothingNeedsToBeSaid() {
        var datagram = buffer("ff".repeat(28));

        ip.wrapNew(datagram, 0, 24, 28);

        assertThat(hex(datagram)).isEqualTo("4600001c00000000ffff0000" + "ff".repeat(16));
        assertThat(ip.optionsLength()).isEqualTo(4);
    }

    /// RFC 791: version 4; "the minimum value for a correct header is 5".
    @Test
    void shouldTakeExactlyTheVersionsAndHeaderLengthsOfTheRfc() {
        var datagram = new UnsafeBuffer(new byte[48]);
        datagram.putByte(3, (byte) 44);
        for (int first = 0; first <= 0xFF; first++) {
            datagram.putByte(0, (byte) first);
            int header = (first & 0xF) * 4;
            boolean whole = first >> 4 == 4 && header >= 20 && header <= 44;

            assertThat(ip.wrap(datagram, 0, 48)).as("first octet %02x", first).isEqualTo(whole);
        }
    }

    @Test
    void shouldTakeExactlyTheTotalLengthsFromTheHeaderToTheEnd() {
        int available = 1500;
        var datagram = new UnsafeBuffer(new byte[available]);
        for (int total = 0; total <= 0xFFFF; total++) {
            datagram.putInt(0, 0x4600_0000 | total, BIG_ENDIAN);
            boolean taken = ip.wrap(datagram, 0, available);
            if (taken != (total >= 24 && total <= available)) {
                throw new AssertionError("total length %d of %d available: %b".formatted(total, available, taken));
            }
        }
    }

    @Test
    void shouldNeedTheTotalLengthAndReadNothingPastWhatIsAvailable() {
        assertThat(Octets.shortestTaken(DATAGRAM + "eeee", ip::wrap)).isEqualTo(30);
        assertThat(Octets.shortestTaken(WITH_OPTIONS, ip::wrap)).isEqualTo(30);
        assertThat(Octets.shortestTaken(DATAGRAM, ip::wrapQuoted)).isEqualTo(28);
        assertThat(Octets.shortestTaken(WITH_OPTIONS.replace("001e", "00ff") + "eeeeeeeeeeeeeeee", ip::wrapQuoted))
                .isEqualTo(36);
        assertThat(ip.wrap(buffer(DATAGRAM), 0, -1)).isFalse();
    }

    /// A short datagram is padded to the least that Ethernet carries.
    @Test
    void shouldLeaveOutThePaddingBehindTheTotalLength() {
        assertThat(ip.wrap(buffer(DATAGRAM + "00".repeat(16)), 0, 46)).isTrue();

        assertThat(ip.payloadLength()).isEqualTo(10);
    }

    @Test
    void shouldFaultInsteadOfReadingAnEarlierDatagramWhenWrapAnsweredFalse() {
        assertThat(ip.wrap(buffer(DATAGRAM), 0, 30)).isTrue();
        assertThat(ip.wrap(buffer(DATAGRAM), 0, 29)).isFalse();
        assertThatThrownBy(ip::src).isInstanceOf(NullPointerException.class);

        assertThat(ip.wrapQuoted(buffer(DATAGRAM), 0, 30)).isTrue();
        assertThat(ip.wrapQuoted(buffer(DATAGRAM), 0, 27)).isFalse();
        assertThatThrownBy(ip::src).isInstanceOf(NullPointerException.class);
    }

    /// RFC 792 quotes "the internet header plus the first 64 bits of the original datagram's data".
    @Test
    void shouldTakeAQuotedDatagramThatWasCut() {
        String cut = DATAGRAM.replace("001e", "05dc");

        assertThat(ip.wrapQuoted(buffer(cut), 0, 30)).isTrue();
        assertThat(ip.totalLength()).isEqualTo(1500);
        assertThat(ip.payloadLength()).isEqualTo(10);
        assertThat(ip.wrapQuoted(buffer(DATAGRAM + "eeee"), 0, 32)).isTrue();
        assertThat(ip.payloadLength()).isEqualTo(10);
    }

    /// RFC 791: three flags, of which the first is reserved, and thirteen bits of offset "in units of 8 octets".
    @Test
    void shouldReadFlagsAndFragmentOffset() {
        assertThat(fragmentWord(0x2000).moreFragments()).isTrue();
        assertThat(ip.isFragment()).isTrue();
        assertThat(ip.dontFragment()).isFalse();
        assertThat(fragmentWord(0x8000).reservedFlag()).isTrue();
        assertThat(ip.isFragment()).isFalse();
        assertThat(fragmentWord(0x00B9).fragmentOffset()).isEqualTo(1480);
        assertThat(ip.isFragment()).isTrue();
        assertThat(fragmentWord(0x5FFF).fragmentOffset()).isEqualTo(65_528);
        assertThat(ip.dontFragment()).isTrue();
    }

    @Test
    void shouldSetFlagsAndFragmentOffsetEachByItself() {
        var datagram = buffer(DATAGRAM);
        assertThat(ip.wrap(datagram, 0, 30)).isTrue();

        ip.moreFragments(true).fragmentOffset(1480);
        assertThat(datagram.getShort(6, BIG_ENDIAN)).isEqualTo((short) 0x60B9);
        ip.dontFragment(false).fragmentOffset(65_528);
        assertThat(datagram.getShort(6, BIG_ENDIAN)).isEqualTo((short) 0x3FFF);
        ip.moreFragments(false).dontFragment(true);
        assertThat(datagram.getShort(6, BIG_ENDIAN)).isEqualTo((short) 0x5FFF);
    }

    @Test
    void shouldFillInAndVerifyTheChecksumOverHeaderAndOptions() {
        var plain = buffer("4500 0073 0000 4000 4011 ffff c0a8 0001 c0a8 00c7" + "55".repeat(95));
        assertThat(ip.wrap(plain, 0, 115)).isTrue();
        assertThat(ip.verifies()).isFalse();

        assertThat(ip.fillChecksum().checksum()).isEqualTo(0xB861);
        assertThat(ip.verifies()).isTrue();

        var withOptions = buffer(WITH_OPTIONS);
        assertThat(ip.wrap(withOptions, 0, 30)).isTrue();
        ip.fillChecksum();
        assertThat(NaiveSum.of(withOptions.byteArray(), 0, 28)).isEqualTo(0xFFFF);
        withOptions.putByte(27, (byte) 1);
        assertThat(ip.verifies()).isFalse();
    }

    /// RFC 1624: one less in the TTL's half of its word is one more in that half of the checksum.
    @Test
    void shouldCarryTheDecrementedTtlIntoTheChecksum() {
        assertThat(ip.wrap(buffer(DATAGRAM), 0, 30)).isTrue();
        for (int ttl = 1; ttl <= 255; ttl++) {
            for (int protocol = 0; protocol <= 255; protocol++) {
                ip.ttl(ttl).protocol(protocol).fillChecksum().decrementTtl();

                int updated = ip.checksum();
                int summed = ip.fillChecksum().checksum();
                if (ip.ttl() != ttl - 1 || ip.protocol() != protocol || updated != summed) {
                    throw new AssertionError("TTL %d, protocol %d: %04x".formatted(ttl, protocol, updated));
                }
            }
        }
    }

    @Test
    void shouldSumThePseudoHeaderOfThePayload() {
        assertThat(ip.wrap(buffer(DATAGRAM + "eeee"), 0, 32)).isTrue();

        assertThat(ip.pseudoHeaderSum()).isEqualTo(NaiveSum.of(Octets.of("c0a80001 c0a800c7 0011 000a")));
    }

    @Test
    void shouldAssertThatAValueFitsItsField() {
        var datagram = new UnsafeBuffer(new byte[64]);
        ip.wrapNew(datagram, 0, 20);

        assertThatThrownBy(() -> ip.ttl(256)).hasMessage("256 does not fit 8 bits; a field holds 0 to 255");
        assertThatThrownBy(() -> ip.identification(-1)).hasMessage("-1 does not fit 16 bits; a field holds 0 to 65535");
        assertThatThrownBy(() -> ip.dscp(64)).hasMessage("DSCP 64 does not fit 6 bits; use 0 to 63");
        assertThatThrownBy(() -> ip.ecn(4)).hasMessage("ECN 4 does not fit 2 bits; use 0 to 3");
        assertThatThrownBy(() -> ip.fragmentOffset(12)).hasMessage("fragment offset 12 is not 0 to 65528 in eights");
        assertThatThrownBy(() -> ip.fragmentOffset(65_536)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> ip.ttl(0).decrementTtl()).hasMessage("TTL 0 goes no lower; drop the datagram");
        assertThatThrownBy(() -> ip.wrapNew(datagram, 0, 22, 64))
                .hasMessage("header length 22 is not 20 to 60 in fours");
        assertThatThrownBy(() -> ip.wrapNew(datagram, 0, 24, 23)).hasMessage("total length 23 is not 24 to 65535");
    }

    @Property
    void readsWhatItWrote(
            @ForAll @IntRange(max = 63) int dscp,
            @ForAll @IntRange(max = 3) int ecn,
            @ForAll @IntRange(max = 0xFFFF) int identification,
            @ForAll @IntRange(max = 0x1FFF) int fragmentUnits,
            @ForAll boolean more,
            @ForAll @IntRange(max = 0xFFFF) int ttlAndProtocol,
            @ForAll long addresses,
            @ForAll @IntRange(max = 10) int optionWords,
            @ForAll @Size(max = 64) byte[] payload) {
        int header = 20 + 4 * optionWords;
        int total = header + payload.length;
        var datagram = new UnsafeBuffer(new byte[total + 3]);
        ip.wrapNew(datagram, 3, header, total)
                .dscp(dscp)
                .ecn(ecn)
                .identification(identification)
                .moreFragments(more)
                .fragmentOffset(fragmentUnits * 8)
                .ttl(ttlAndProtocol >> 8)
                .protocol(ttlAndProtocol & 0xFF)
                .src((int) (addresses >> 32))
                .dst((int) addresses)
                .fillChecksum();

        var read = new Ipv4Header();
        assertThat(read.wrap(datagram, 3, total)).isTrue();
        assertThat(read.verifies()).isTrue();
        assertThat(read.headerLength()).isEqualTo(header);
        assertThat(read.totalLength()).isEqualTo(total);
        assertThat(read.payloadLength()).isEqualTo(payload.length);
        assertThat(read.dscp()).isEqualTo(dscp);
        assertThat(read.ecn()).isEqualTo(ecn);
        assertThat(read.identification()).isEqualTo(identification);
        assertThat(read.fragmentOffset()).isEqualTo(fragmentUnits * 8);
        assertThat(read.moreFragments()).isEqualTo(more);
        assertThat(read.dontFragment()).isFalse();
        assertThat(read.ttl() << 8 | read.protocol()).isEqualTo(ttlAndProtocol);
        assertThat(ByteBuffer.allocate(8).putInt(read.src()).putInt(read.dst()).getLong(0))
                .isEqualTo(addresses);
    }

    /// Whatever the octets say, a datagram that was taken is read without leaving the buffer, whose end is where
    /// the available octets end. The first octet is made plausible, as few would be taken otherwise.
    @Property
    void readsNothingPastWhatIsAvailable(
            @ForAll @Size(min = 1, max = 80) byte[] octets,
            @ForAll @IntRange(min = 4, max = 15) int headerWords,
            @ForAll @IntRange(max = 90) int total) {
        octets[0] = (byte) (0x40 | headerWords);
        if (octets.length > 3) {
            octets[2] = 0;
            octets[3] = (byte) total;
        }
        var datagram = Octets.atTheEnd(octets, 5);
        boolean whole = octets.length >= 20 && headerWords >= 5 && total >= headerWords * 4 && total <= octets.length;

        assertThat(ip.wrap(datagram, 5, octets.length)).isEqualTo(whole);
        if (whole) {
            ip.fillChecksum();
            assertThat(ip.verifies()).isTrue();
            assertThat(ip.payloadOffset() + ip.payloadLength()).isEqualTo(5 + total);
        }
        if (ip.wrapQuoted(datagram, 5, octets.length)) {
            assertThat(ip.payloadOffset() + ip.payloadLength()).isEqualTo(5 + Math.min(total, octets.length));
        }
    }

    private Ipv4Header fragmentWord(int word) {
        assertThat(ip.wrap(buffer(DATAGRAM.replace("4000", "%04x".formatted(word))), 0, 30))
                .isTrue();
        return ip;
    }

    @Property
    void shouldWriteAtOnceWhatItWritesFieldByField(
            @ForAll @IntRange(min = 20, max = 65_535) int length,
            @ForAll @IntRange(max = 255) int service,
            @ForAll @IntRange(max = 65_535) int identification,
            @ForAll boolean dontFragment,
            @ForAll @IntRange(max = 255) int ttl,
            @ForAll @IntRange(max = 255) int protocol,
            @ForAll int src,
            @ForAll int dst) {
        UnsafeBuffer atOnce = new UnsafeBuffer(new byte[22]);
        UnsafeBuffer byField = new UnsafeBuffer(new byte[22]);

        ip.write(atOnce, 1, length, service, identification, dontFragment, ttl, protocol, src, dst);
        assertThat(ip.totalLength()).isEqualTo(length);
        assertThat(ip.payloadOffset()).isEqualTo(21);
        ip.wrapNew(byField, 1, length)
                .dscp(service >>> 2)
                .ecn(service & 3)
                .identification(identification)
                .dontFragment(dontFragment)
                .ttl(ttl)
                .protocol(protocol)
                .src(src)
                .dst(dst)
                .fillChecksum();

        assertThat(hex(atOnce)).isEqualTo(hex(byField));
    }
}
