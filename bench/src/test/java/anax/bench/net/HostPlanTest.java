package anax.bench.net;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.tap.TapConfig;
import anax.netstack.tcp.SynCookies;
import anax.netstack.wire.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What follows from an address.
class HostPlanTest {
    @ParameterizedTest
    @CsvSource({
        "10.66.0.2/24, , 10.66.0.1/24",
        "10.66.0.1/24, , 10.66.0.2/24",
        "10.66.0.2/31, , 10.66.0.3/31",
        "10.66.0.3/31, , 10.66.0.2/31",
        "10.66.3.77/20, , 10.66.0.1/20",
        "10.66.0.2/24, 10.66.0.254, 10.66.0.254/24"
    })
    void shouldAdviseAnAddressForTheKernelsEnd(String own, String gateway, String advised) {
        assertThat(plan(own, gateway).kernelsAddress()).hasToString(advised);
    }

    /// A second start must have the station address that neighbours remember from the first.
    @Test
    void shouldDeriveTheStationFromTheAddress() {
        assertThat(HostPlan.station(InterfaceAddress.parse("10.66.0.2/24"))).isEqualTo(0x02_00_0A_42_00_02L);
        assertThat(HostPlan.station(InterfaceAddress.parse("255.0.0.1/8"))).isEqualTo(0x02_00_FF_00_00_01L);
    }

    @Test
    void shouldTellTheStackWhenToSendCookies() {
        MemoryLink.Pair wire = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1));
        assertThat(plan("10.66.0.2/24", null)
                        .stack(wire.first(), 1)
                        .tcp()
                        .opening()
                        .synCookies())
                .isEqualTo(SynCookies.NEVER);
    }

    private static HostPlan plan(String own, String gateway) {
        return new HostPlan(
                TapConfig.tun("tun0", 1),
                List.of(InterfaceAddress.parse(own)),
                Optional.ofNullable(gateway).map(IpAddress::parse),
                Set.of(),
                SynCookies.NEVER,
                Optional.empty());
    }
}
