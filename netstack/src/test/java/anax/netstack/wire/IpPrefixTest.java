package anax.netstack.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks: an address, and how many of its bits count.
class IpPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
        "192.0.2.128/25, 192.0.2.128, 192.0.2.255, 192.0.2.127, 192.0.3.0",
        "192.0.2.1/32, 192.0.2.1, 192.0.2.1, 192.0.2.0, 192.0.2.2",
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255, ::, ::1",
        "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7::, 2001:db9::",
        "fe80::/64, fe80::, fe80::ffff:ffff:ffff:ffff, fe7f::, fe80:0:0:1::",
        "2001:db8::80/121, 2001:db8::80, 2001:db8::ff, 2001:db8::7f, 2001:db8::100",
        "::1/128, ::1, ::1, ::, ::2",
        "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 0.0.0.0, 192.0.2.1"
    })
    void shouldHoldFromTheFirstAddressToTheLast(String text, String first, String last, String below, String above) {
        IpPrefix network = IpPrefix.parse(text);

        assertThat(network).hasToString(text);
        assertThat(network.network()).hasToString(first);
        assertThat(network.last()).hasToString(last);
        assertThat(network.contains(IpAddress.parse(first))).isTrue();
        assertThat(network.contains(IpAddress.parse(last))).isTrue();
        assertThat(network.contains(IpAddress.parse(below))).isFalse();
        assertThat(network.contains(IpAddress.parse(above))).isFalse();
    }

    @Test
    void shouldRefuseBitsAfterThePrefixAndSayWhatToWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpPrefix.parse("10.0.0.1/24"))
                .withMessage("10.0.0.1/24 has bits set after its first 24; write 10.0.0.0/24");
        assertThat(IpPrefix.around(IpAddress.parse("10.0.0.1"), 24)).hasToString("10.0.0.0/24");
    }

    @Test
    void shouldRefuseALengthThatTheVersionDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpPrefix.parse("10.0.0.0/33"))
                .withMessage("prefix length 33 does not fit 10.0.0.0; use 0 to 32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IpPrefix(IpAddress.ANY_V6, 129))
                .withMessage("prefix length 129 does not fit ::; use 0 to 128");
        assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.around(IpAddress.ANY_V6, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/8/8", "8"})
    void shouldSayHowANetworkIsWritten(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpPrefix.parse(text))
                .withMessage("\"" + text + "\" is no network: it lacks a slash and a length; "
                        + "write it like 192.0.2.0/24 or 2001:db8::/32");
    }

    @Property
    void holdsAnAddressIfTheFirstBitsAreTheSame(
            @ForAll int address, @ForAll int other, @ForAll @IntRange(max = 32) int length) {
        IpPrefix network = IpPrefix.around(IpAddress.of(address), length);

        assertThat(IpPrefix.parse(network.toString())).isEqualTo(network);
        assertThat(network.contains(IpAddress.of(address))).isTrue();
        assertThat(network.contains(IpAddress.of(address ^ other)))
                .isEqualTo(Integer.numberOfLeadingZeros(other) >= length);
    }

    @Property
    void holdsAnAddressOfIpv6IfTheFirstBitsAreTheSame(
            @ForAll long high,
            @ForAll long low,
            @ForAll @IntRange(max = 127) int flipped,
            @ForAll @IntRange(max = 128) int length) {
        IpAddress address = IpAddress.of(high | 1, low);
        IpAddress other = flipped < 64
                ? IpAddress.of((high | 1) ^ 1L << (63 - flipped), low)
                : IpAddress.of(high | 1, low ^ 1L << (127 - flipped));
        IpPrefix network = IpPrefix.around(address, length);

        assertThat(IpPrefix.parse(network.toString())).isEqualTo(network);
        assertThat(network.contains(address)).isTrue();
        assertThat(network.contains(other)).isEqualTo(address.equals(other) || flipped >= length);
    }
}
