package anax.netstack.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Addresses as RFC 4291 lets people write them and RFC 5952 has us write them.
class IpAddressTest {
    @ParameterizedTest
    @CsvSource({"0.0.0.0, 00000000", "192.0.2.1, C0000201", "127.0.0.1, 7F000001", "255.255.255.255, FFFFFFFF"})
    void shouldReadAndWriteIpv4(String text, String bits) {
        IpAddress address = IpAddress.parse(text);

        assertThat(address.isV4()).isTrue();
        assertThat(address.v4()).isEqualTo(Integer.parseUnsignedInt(bits, 16));
        assertThat(address).isEqualTo(IpAddress.of(address.v4())).hasToString(text);
    }

    /// RFC 4291, section 2.2: eight groups; one or more zero groups as `::`; an IPv4 tail.
    @ParameterizedTest
    @CsvSource({
        "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789, abcdef0123456789, abcdef0123456789",
        "2001:DB8:0:0:8:800:200C:417A, 20010db800000000, 00080800200c417a",
        "2001:DB8::8:800:200C:417A, 20010db800000000, 00080800200c417a",
        "FF01::101, ff01000000000000, 0000000000000101",
        "::1, 0, 1",
        "::, 0, 0",
        "1::, 1000000000000, 0",
        "1:2:3:4:5:6:7::, 1000200030004, 5000600070000",
        "::2:3:4:5:6:7:8, 200030004, 5000600070008",
        "::13.1.68.3, 0, 0d014403",
        "0:0:0:0:0:FFFF:129.144.52.38, 0, ffff81903426",
        "64:ff9b::192.0.2.33, 64ff9b00000000, c0000221"
    })
    void shouldReadIpv6(String text, String high, String low) {
        IpAddress address = IpAddress.parse(text);

        assertThat(address.high()).isEqualTo(Long.parseUnsignedLong(high, 16));
        assertThat(address.low()).isEqualTo(Long.parseUnsignedLong(low, 16));
    }

    /// RFC 5952, sections 4 and 5: no leading zeros (4.1), `::` as far as it can reach (4.2.1) but not for one
    /// group (4.2.2), for the longest run and of equal ones the first (4.2.3), lower case (4.3).
    @ParameterizedTest
    @CsvSource({
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "0:1:0:1:0:1:0:1, 0:1:0:1:0:1:0:1",
        "2001:DB8::ABCD, 2001:db8::abcd",
        "::ffff:c000:201, 192.0.2.1"
    })
    void shouldWriteTheOneFormOfRfc5952(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
    }

    @Test
    void shouldTakeAnIpv4MappedAddressForTheIpv4AddressThatItStandsFor() {
        assertThat(IpAddress.parse("::ffff:192.0.2.1")).isEqualTo(IpAddress.parse("192.0.2.1"));
        assertThat(IpAddress.of(0, 0xFFFF_C000_0201L).isV4()).isTrue();
        assertThat(IpAddress.of(0, 0xFFFE_C000_0201L).isV4()).isFalse();
        assertThat(IpAddress.of(1, 0xFFFF_C000_0201L).isV4()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``| the end stands where a decimal number must stand",
                "10.0.0| the end stands where a dot must stand",
                "10.0.0.1.2| '.' stands where the end must stand",
                "10.0.0.256| a number is over 255",
                "10.0.0.99999999999| a number is over 255",
                "10.00.0.1| a number begins with 0, which some programs take for octal",
                "10.0.0.-1| '-' stands where a decimal number must stand",
                "10.0.0.1/24| '/' stands where the end must stand",
                "router| 'r' stands where a decimal number must stand",
                "1:2:3:4:5:6:7| it has 7 groups instead of eight, and no :: for the others",
                "1:2:3:4:5:6:7:8:9| it has more than eight groups",
                "1:2:3:4:5:6:7:1.2.3.4| it has more than eight groups",
                "1:2:3:4::5:6:7:8| :: stands for no group",
                "1::2::3| it has more than one ::",
                ":1::2| ':' stands where a group of hexadecimal digits must stand",
                "1:::2| ':' stands where a group of hexadecimal digits must stand",
                "1::2:| it ends with a single colon",
                "12345::| a group has more than four digits",
                "1::g| 'g' stands where a group of hexadecimal digits must stand",
                "1.2.3.4::| '.' stands where a colon must stand",
                "::1.2.3| the end stands where a dot must stand",
                "fe80::1%eth0| a zone has no place in it",
                "::٣| '٣' stands where a group of hexadecimal digits must stand"
            })
    void shouldSayWhatIsWrongAndWhatToWrite(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessage("\"" + text + "\" is no IP address: " + why
                        + "; write IPv4 like 192.0.2.1, IPv6 like 2001:db8::1");
    }

    @Test
    void shouldRefuseTheIpv4BitsOfAnIpv6Address() {
        assertThatIllegalStateException()
                .isThrownBy(IpAddress.LOOPBACK_V6::v4)
                .withMessage("::1 is an IPv6 address and has no 32 bits; ask isV4() first");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, any",
        "::, any",
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "::1, loopback",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "ff02::1, multicast",
        "169.254.0.0, link-local",
        "169.254.255.255, link-local",
        "fe80::1, link-local",
        "febf::, link-local",
        "0.0.0.1, none",
        "126.255.255.255, none",
        "128.0.0.0, none",
        "223.255.255.255, none",
        "240.0.0.0, none",
        "255.255.255.255, none",
        "169.253.255.255, none",
        "169.255.0.0, none",
        "::2, none",
        "fec0::, none",
        "fe7f::, none",
        "feff::, none"
    })
    void shouldKnowTheRangesOfTheirOwn(String text, String kind) {
        IpAddress address = IpAddress.parse(text);

        assertThat(address.isAny()).isEqualTo(kind.equals("any"));
        assertThat(address.isLoopback()).isEqualTo(kind.equals("loopback"));
        assertThat(address.isMulticast()).isEqualTo(kind.equals("multicast"));
        assertThat(address.isLinkLocal()).isEqualTo(kind.equals("link-local"));
    }

    @Test
    void shouldNameTheAddressesThatProgramsNeedMost() {
        assertThat(IpAddress.ANY_V4).hasToString("0.0.0.0");
        assertThat(IpAddress.ANY_V6).hasToString("::");
        assertThat(IpAddress.LOOPBACK_V4).hasToString("127.0.0.1");
        assertThat(IpAddress.LOOPBACK_V6).hasToString("::1");
        assertThat(IpAddress.BROADCAST_V4).hasToString("255.255.255.255");
    }

    @Test
    void shouldSortUnsigned() {
        assertThat(IpAddress.parse("200.0.0.1")).isGreaterThan(IpAddress.parse("100.0.0.1"));
        assertThat(IpAddress.parse("ff02::1")).isGreaterThan(IpAddress.parse("1::"));
        assertThat(IpAddress.parse("::f000:0:0:0")).isGreaterThan(IpAddress.parse("::1"));
        assertThat(IpAddress.parse("10.0.0.1")).isEqualByComparingTo(IpAddress.of(0x0A00_0001));
    }

    @Property
    void readsWhatItWroteInIpv4(@ForAll int bits) throws UnknownHostException {
        byte[] octets = ByteBuffer.allocate(4).putInt(bits).array();
        String text = IpAddress.of(bits).toString();

        assertThat(text).isEqualTo(InetAddress.getByAddress(octets).getHostAddress());
        assertThat(IpAddress.parse(text)).isEqualTo(IpAddress.of(bits)).hasSameHashCodeAs(IpAddress.of(bits));
    }

    /// Each bit of `zeros` blanks a group, so that runs of all kinds come up. The JDK reads the same from the
    /// text.
    @Property
    void readsWhatItWroteInIpv6(@ForAll long high, @ForAll long low, @ForAll @IntRange(max = 255) int zeros)
            throws UnknownHostException {
        ByteBuffer octets = ByteBuffer.allocate(16).putLong(high).putLong(low);
        for (int group = 0; group < 8; group++) {
            if ((zeros >> group & 1) != 0) {
                octets.putShort(2 * group, (short) 0);
            }
        }
        IpAddress address = IpAddress.of(octets.getLong(0), octets.getLong(8));
        String text = address.toString();

        assertThat(IpAddress.parse(text)).isEqualTo(address).hasSameHashCodeAs(address);
        assertThat(InetAddress.getByName(text)).isEqualTo(InetAddress.getByAddress(octets.array()));
    }

    @Property
    void neverFaultsWhateverTheTextSays(@ForAll String text) {
        try {
            assertThat(IpAddress.parse(text)).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("is no IP address");
        }
    }
}
