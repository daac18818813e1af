package anax.netstack.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a route may say, and whom a packet goes to.
class RouteTest {
    private static final IpPrefix NET = IpPrefix.parse("192.0.2.0/24");
    private static final IpPrefix NET_V6 = IpPrefix.parse("2001:db8::/32");
    private static final int HOST = IpAddress.parse("192.0.2.7").v4();

    @Test
    void shouldSendToTheDestinationWhenItIsOnTheLink() {
        var route = Route.onLink(NET, 3);

        assertThat(route.isOnLink()).isTrue();
        assertThat(route.hopTo(HOST)).isEqualTo(HOST);
        assertThat(route).isEqualTo(new Route(NET, null, 3, 0, Route.MTU_OF_INTERFACE));
    }

    @Test
    void shouldSendToTheRouterWhenThereIsOne() {
        var route = Route.via(NET, IpAddress.parse("10.0.0.1"), 3);

        assertThat(route.isOnLink()).isFalse();
        assertThat(route.hopTo(HOST)).isEqualTo(0x0A00_0001);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/24, fe80::1", "2001:db8::/32, 10.0.0.1"})
    void shouldRefuseARouterOfTheOtherVersion(String network, String router) {
        assertThatThrownBy(() -> Route.via(IpPrefix.parse(network), IpAddress.parse(router), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("next hop %s is not of the IP version of %s; name a router of that version"
                        .formatted(router, network));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1"})
    void shouldRefuseNegativeNumbers(int interfaceIndex, int metric) {
        assertThatThrownBy(() -> new Route(NET, null, interfaceIndex, metric, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("route to 192.0.2.0/24 has interface %d and metric %d; use numbers from 0 for both"
                        .formatted(interfaceIndex, metric));
    }

    @Test
    void shouldTakeTheMtusOfItsVersionOnly() {
        assertThat(new Route(NET, null, 1, 0, 68).mtu()).isEqualTo(68);
        assertThat(new Route(NET_V6, null, 1, 0, 1280).mtu()).isEqualTo(1280);
        assertThat(new Route(NET, null, 1, 0, 65535).mtu()).isEqualTo(65535);
        assertThatThrownBy(() -> new Route(NET, null, 1, 0, 67))
                .hasMessage("route to 192.0.2.0/24 has MTU 67; use 68 to 65535, or 0 for the interface's");
        assertThatThrownBy(() -> new Route(NET_V6, null, 1, 0, 1279))
                .hasMessage("route to 2001:db8::/32 has MTU 1279; use 1280 to 65535, or 0 for the interface's");
        assertThatThrownBy(() -> new Route(NET, null, 1, 0, 65536)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1", "65536"})
    void shouldRefuseSegmentsThatNoPacketHolds(int mss) {
        assertThatThrownBy(() -> new Route(NET, null, 1, 0, 0, false, mss))
                .hasMessage(
                        "route to 192.0.2.0/24 has MSS %d; use 1 to 65535, or 0 for the interface's".formatted(mss));
    }
}
