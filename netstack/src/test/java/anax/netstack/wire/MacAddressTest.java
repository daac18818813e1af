package anax.netstack.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ethernet addresses, as people write them and as groups are mapped to them.
class MacAddressTest {
    @Test
    void shouldReadOctetsBetweenColonsOrHyphens() {
        assertThat(MacAddress.parse("02:00:5E:10:00:ff").bits()).isEqualTo(0x0200_5E10_00FFL);
        assertThat(MacAddress.parse("02-00-5e-10-00-FF")).isEqualTo(MacAddress.parse("02:00:5e:10:00:ff"));
        assertThat(new MacAddress(MacAddress.BROADCAST)).hasToString("ff:ff:ff:ff:ff:ff");
        assertThat(new MacAddress(1)).hasToString("00:00:00:00:00:01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02:00:5e:10:00",
                "02:00:5e:10:00:00:00",
                "02:00-5e:10:00:00",
                "2:0:5e:10:0:0",
                "02:00:5e:10:00:0g"
            })
    void shouldSayHowAnAddressIsWritten(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAddress.parse(text))
                .withMessage("\"" + text + "\" is no Ethernet address; "
                        + "write six octets of two hexadecimal digits like 02:00:5e:10:00:01");
    }

    @Test
    void shouldRefuseMoreThan48Bits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MacAddress(1L << 48))
                .withMessage("0x1000000000000 has more than 48 bits; an Ethernet address is 0 to 0xffffffffffff");
        assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(-1));
    }

    /// IEEE 802: the first octet's lowest bit says group, the next one locally administered.
    @Test
    void shouldTellGroupsAndLocalAddresses() {
        assertThat(MacAddress.isGroup(MacAddress.BROADCAST)).isTrue();
        assertThat(MacAddress.isGroup(0x0100_5E00_0001L)).isTrue();
        assertThat(MacAddress.isGroup(0x02FF_FFFF_FFFFL)).isFalse();
        assertThat(MacAddress.isLocal(0x0200_0000_0000L)).isTrue();
        assertThat(MacAddress.isLocal(0x01FF_FFFF_FFFFL)).isFalse();
    }

    /// RFC 1112, section 6.4: the low 23 bits of the group go into the low 23 bits of 01-00-5E-00-00-00.
    @Test
    void shouldMapIpv4Groups() {
        assertThat(MacAddress.ofIpv4Group(IpAddress.parse("224.0.0.1").v4())).isEqualTo(0x0100_5E00_0001L);
        assertThat(MacAddress.ofIpv4Group(IpAddress.parse("239.255.255.250").v4()))
                .isEqualTo(0x0100_5E7F_FFFAL);
        assertThat(MacAddress.ofIpv4Group(IpAddress.parse("224.128.0.1").v4())).isEqualTo(0x0100_5E00_0001L);
    }

    /// RFC 2464, section 7: the last four octets of the group go behind 33-33.
    @Test
    void shouldMapIpv6Groups() {
        assertThat(MacAddress.ofIpv6Group(IpAddress.parse("ff02::1:ff28:9c5a").low()))
                .isEqualTo(0x3333_FF28_9C5AL);
        assertThat(MacAddress.ofIpv6Group(IpAddress.parse("ff02::f000:0:1").low()))
                .isEqualTo(0x3333_0000_0001L);
    }

    @Property
    void readsWhatItWrote(@ForAll @LongRange(max = MacAddress.BROADCAST) long bits) {
        var address = new MacAddress(bits);

        assertThat(MacAddress.parse(address.toString())).isEqualTo(address);
    }
}
