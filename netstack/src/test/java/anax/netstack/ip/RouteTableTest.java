package anax.netstack.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The longest prefix decides, then the lowest metric (RFC 1812, section 5.2.4.3).
class RouteTableTest {
    private final RouteTable table = new RouteTable(100);

    @Test
    void shouldFindNothingInAnEmptyTable() {
        assertThat(lookup("192.0.2.1")).isNull();
        assertThat(lookup("2001:db8::1")).isNull();
        assertThat(table.size()).isZero();
    }

    @Test
    void shouldTakeTheLongestPrefix() {
        Route byDefault = add("0.0.0.0/0");
        Route wide = add("10.0.0.0/8");
        Route narrow = add("10.1.0.0/16");
        Route host = add("10.1.2.3/32");

        assertThat(lookup("192.0.2.1")).isSameAs(byDefault);
        assertThat(lookup("10.2.0.1")).isSameAs(wide);
        assertThat(lookup("10.1.2.4")).isSameAs(narrow);
        assertThat(lookup("10.1.2.3")).isSameAs(host);
        assertThat(lookup("2001:db8::1")).isNull();
    }

    @Test
    void shouldTakeTheLongestPrefixWhenIpv6() {
        Route byDefault = add("::/0");
        Route wide = add("2001:db8::/32");
        Route net = add("2001:db8:0:1::/64");
        Route longer = add("2001:db8:0:1:8000::/65");
        Route host = add("2001:db8::7/128");

        assertThat(lookup("2001:db9::1")).isSameAs(byDefault);
        assertThat(lookup("2001:db8:1::1")).isSameAs(wide);
        assertThat(lookup("2001:db8:0:1::1")).isSameAs(net);
        assertThat(lookup("2001:db8:0:1:8000::1")).isSameAs(longer);
        assertThat(lookup("2001:db8::7")).isSameAs(host);
        assertThat(lookup("10.0.0.1")).isNull();
    }

    @Test
    void shouldTakeTheLowestMetricWhereSeveralLeadToOneNetwork() {
        Route slow = add("10.0.0.0/8", 300);
        Route fast = add("10.0.0.0/8", 100);
        Route middle = add("10.0.0.0/8", 200);

        assertThat(lookup("10.0.0.1")).isSameAs(fast);
        assertThat(table.delete(IpPrefix.parse("10.0.0.0/8"), 100)).isTrue();
        assertThat(lookup("10.0.0.1")).isSameAs(middle);
        assertThat(table.delete(IpPrefix.parse("10.0.0.0/8"), 200)).isTrue();
        assertThat(lookup("10.0.0.1")).isSameAs(slow);
    }

    @Test
    void shouldKeepTheRouteThatExistsWhenOneIsAdded() {
        Route first = add("10.0.0.0/8");

        assertThat(table.add(route("10.0.0.0/8", 0))).isEqualTo(RouteTable.EXISTS);
        assertThat(lookup("10.0.0.1")).isSameAs(first);
        assertThat(table.size()).isOne();
    }

    @Test
    void shouldReplaceTheRouteWithTheSameMetricOnly() {
        add("10.0.0.0/8", 5);
        Route same = route("10.0.0.0/8", 5);
        Route other = route("10.0.0.0/8", 6);

        assertThat(table.replace(same)).isEqualTo(RouteTable.ADDED);
        assertThat(table.replace(other)).isEqualTo(RouteTable.ADDED);
        assertThat(lookup("10.0.0.1")).isSameAs(same);
        assertThat(all()).containsExactly(same, other);
    }

    @Test
    void shouldDeleteNothingThatIsNotThere() {
        add("10.0.0.0/8", 5);

        assertThat(table.delete(IpPrefix.parse("10.0.0.0/8"), 6)).isFalse();
        assertThat(table.delete(IpPrefix.parse("10.0.0.0/9"), 5)).isFalse();
        assertThat(table.delete(IpPrefix.parse("10.0.0.0/7"), 5)).isFalse();
        assertThat(table.delete(IpPrefix.parse("::/0"), 5)).isFalse();
        assertThat(table.size()).isOne();
    }

    @Test
    void shouldBeFullAtItsMaximum() {
        var small = new RouteTable(2);
        small.add(route("10.0.0.0/8", 0));
        small.add(route("2001:db8::/32", 0));

        assertThat(small.add(route("11.0.0.0/8", 0))).isEqualTo(RouteTable.FULL);
        assertThat(small.replace(route("11.0.0.0/8", 0))).isEqualTo(RouteTable.FULL);
        assertThat(small.add(route("10.0.0.0/8", 0))).isEqualTo(RouteTable.EXISTS);
        assertThat(small.replace(route("10.0.0.0/8", 0))).isEqualTo(RouteTable.ADDED);

        small.delete(IpPrefix.parse("10.0.0.0/8"), 0);
        assertThat(small.add(route("11.0.0.0/8", 0))).isEqualTo(RouteTable.ADDED);
        assertThat(small.size()).isEqualTo(2);
    }

    @Test
    void shouldShowNetworksBeforeThoseInsideOfThem() {
        Route six = add("2001:db8::/32");
        Route inner = add("10.1.0.0/16");
        Route outer = add("10.0.0.0/8");
        Route last = add("192.0.2.0/24");
        Route first = add("0.0.0.0/0");

        assertThat(all()).containsExactly(first, outer, inner, last, six);
    }

    @Test
    void shouldRefuseABoundThatHoldsNothing() {
        assertThatThrownBy(() -> new RouteTable(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a table of 0 routes holds none; use a maximum from 1");
    }

    private Route add(String prefix) {
        return add(prefix, 0);
    }

    private Route add(String prefix, int metric) {
        Route route = route(prefix, metric);
        assertThat(table.add(route)).isEqualTo(RouteTable.ADDED);
        return route;
    }

    private static Route route(String prefix, int metric) {
        return new Route(IpPrefix.parse(prefix), null, 1, metric, Route.MTU_OF_INTERFACE);
    }

    private Route lookup(String text) {
        IpAddress address = IpAddress.parse(text);
        return address.isV4() ? table.lookup(address.v4()) : table.lookup(address.high(), address.low());
    }

    private List<Route> all() {
        List<Route> all = new ArrayList<>();
        table.forEach(all::add);
        return all;
    }
}
