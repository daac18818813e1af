package anax.netstack.ip;

import anax.netstack.wire.IpPrefix;
import java.util.Arrays;
import java.util.function.Consumer;

/// Where packets go: routes to networks of both versions of IP; the longest prefix decides, then the lowest metric.
///
/// Owner: one CPU; each has a copy, and a change is made on all of them. Allocates when it changes, never on lookup.
/// Never blocks. At the bound [#add] and [#replace] answer [#FULL].
///
/// A route is known by its network and its metric, as `ip route` has it: there may be several to one network.
public final class RouteTable {
    /// The route is in the table now.
    public static final int ADDED = 0;

    /// A route to this network with this metric is there already; nothing was changed.
    public static final int EXISTS = -1;

    /// The table holds as many routes as it may; nothing was changed.
    public static final int FULL = -2;

    private static final int IPV4_SHIFT = 32;

    private final int maximum;
    private final RouteTrie ipv4 = new RouteTrie();
    private final RouteTrie ipv6 = new RouteTrie();
    private int size;

    /// @param maximum how many routes the table may hold, from 1
    public RouteTable(int maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException(
                    "a table of %d routes holds none; use a maximum from 1".formatted(maximum));
        }
        this.maximum = maximum;
    }

    /// The route for packets to an IPv4 address, or null if there is none.
    public Route lookup(int destination) {
        return ipv4.lookup((long) destination << IPV4_SHIFT, 0);
    }

    /// The route for packets to an IPv6 address, given as its first and its last eight octets, or null.
    public Route lookup(long destinationHigh, long destinationLow) {
        return ipv6.lookup(destinationHigh, destinationLow);
    }

    /// Adds a route: [#ADDED], [#EXISTS] or [#FULL].
    public int add(Route route) {
        return indexOf(routes(route.destination()), route.metric()) >= 0 ? EXISTS : replace(route);
    }

    /// Adds a route in the place of one to the same network with the same metric, if there is one: [#ADDED] or
    /// [#FULL].
    public int replace(Route route) {
        Route[] routes = routes(route.destination());
        int index = indexOf(routes, route.metric());
        if (index >= 0) {
            Route[] changed = routes.clone();
            changed[index] = route;
            routes(route.destination(), changed);
            return ADDED;
        }
        if (size == maximum) {
            return FULL;
        }
        size++;
        routes(route.destination(), with(routes, ~index, route));
        return ADDED;
    }

    /// Deletes the route to this network with this metric. False if there is none.
    public boolean delete(IpPrefix destination, int metric) {
        Route[] routes = routes(destination);
        int index = indexOf(routes, metric);
        if (index < 0) {
            return false;
        }
        size--;
        Route[] left = Arrays.copyOf(routes, routes.length - 1);
        System.arraycopy(routes, index + 1, left, index, left.length - index);
        routes(destination, left);
        return true;
    }

    /// The route to this very network with this metric; null if there is none.
    public Route get(IpPrefix destination, int metric) {
        final Route[] routes = routes(destination);
        final int index = indexOf(routes, metric);
        return index < 0 ? null : routes[index];
    }

    /// How many routes there are.
    public int size() {
        return size;
    }

    /// Shows every route: those of IPv4 first, a network before those inside of it, and else in the order of
    /// addresses.
    public void forEach(Consumer<Route> consumer) {
        ipv4.forEach(consumer);
        ipv6.forEach(consumer);
    }

    private Route[] routes(IpPrefix prefix) {
        return prefix.network().isV4()
                ? ipv4.routes((long) prefix.network().v4() << IPV4_SHIFT, 0, prefix.length())
                : ipv6.routes(prefix.network().high(), prefix.network().low(), prefix.length());
    }

    private void routes(IpPrefix prefix, Route[] routes) {
        if (prefix.network().isV4()) {
            ipv4.routes((long) prefix.network().v4() << IPV4_SHIFT, 0, prefix.length(), routes);
        } else {
            ipv6.routes(prefix.network().high(), prefix.network().low(), prefix.length(), routes);
        }
    }

    /// Where the route with this metric stands, or the complement of where it would.
    private static int indexOf(Route[] routes, int metric) {
        int index = 0;
        while (index < routes.length && routes[index].metric() < metric) {
            index++;
        }
        return index < routes.length && routes[index].metric() == metric ? index : ~index;
    }

    private static Route[] with(Route[] routes, int index, Route route) {
        Route[] more = Arrays.copyOf(routes, routes.length + 1);
        System.arraycopy(routes, index, more, index + 1, routes.length - index);
        more[index] = route;
        return more;
    }
}
