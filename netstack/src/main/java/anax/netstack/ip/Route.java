package anax.netstack.ip;

import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import java.util.Objects;

/// The way to a network.
///
/// @param destination the network; `0.0.0.0/0` or `::/0` is the default route
/// @param nextHop the router on the link to send to, or null where the destination is itself on the link
/// @param interfaceIndex the interface to send from, from 0
/// @param metric of the routes to one network the one with the lowest is taken; from 0
/// @param mtu the most octets of a packet on this way, or [#MTU_OF_INTERFACE]
/// @param mtuLocked whether that holds whatever routers say, so that nothing is looked for: what is longer is cut
/// @param mss the longest segment that TCP announces to peers on this way, or [#MSS_OF_INTERFACE]
public record Route(
        IpPrefix destination, IpAddress nextHop, int interfaceIndex, int metric, int mtu, boolean mtuLocked, int mss) {
    /// The route has no MTU of its own.
    public static final int MTU_OF_INTERFACE = 0;

    /// The route has no MSS of its own.
    public static final int MSS_OF_INTERFACE = 0;

    /// Refuses a next hop of the other version, negative numbers, and an MTU that the version of IP
    /// forbids.
    public Route {
        Objects.requireNonNull(destination, "destination");
        boolean ipv4 = destination.network().isV4();
        if (nextHop != null && nextHop.isV4() != ipv4) {
            throw new IllegalArgumentException(
                    "next hop %s is not of the IP version of %s; name a router of that version"
                            .formatted(nextHop, destination));
        }
        if (interfaceIndex < 0 || metric < 0) {
            throw new IllegalArgumentException("route to %s has interface %d and metric %d; use numbers from 0 for both"
                    .formatted(destination, interfaceIndex, metric));
        }
        int least = ipv4 ? PathMtuCache.LEAST_IPV4 : PathMtuCache.LEAST_IPV6;
        if (mtu != MTU_OF_INTERFACE && (mtu < least || mtu > PathMtuCache.MOST)) {
            throw new IllegalArgumentException("route to %s has MTU %d; use %d to %d, or %d for the interface's"
                    .formatted(destination, mtu, least, PathMtuCache.MOST, MTU_OF_INTERFACE));
        }
        if (mss < 0 || mss > PathMtuCache.MOST) {
            throw new IllegalArgumentException("route to %s has MSS %d; use 1 to %d, or %d for the interface's"
                    .formatted(destination, mss, PathMtuCache.MOST, MSS_OF_INTERFACE));
        }
    }

    /// A route whose MTU may be found to be less than it says, with the interface's MSS.
    public Route(IpPrefix destination, IpAddress nextHop, int interfaceIndex, int metric, int mtu) {
        this(destination, nextHop, interfaceIndex, metric, mtu, false, MSS_OF_INTERFACE);
    }

    /// A route to a network on the link, with metric 0 and the interface's MTU.
    public static Route onLink(IpPrefix destination, int interfaceIndex) {
        return new Route(destination, null, interfaceIndex, 0, MTU_OF_INTERFACE);
    }

    /// A route through a router, with metric 0 and the interface's MTU.
    public static Route via(IpPrefix destination, IpAddress nextHop, int interfaceIndex) {
        return new Route(destination, Objects.requireNonNull(nextHop, "nextHop"), interfaceIndex, 0, MTU_OF_INTERFACE);
    }

    /// Whether the destination is on the link, so that packets go to it and not to a router.
    public boolean isOnLink() {
        return nextHop == null;
    }

    /// Whose link address an IPv4 packet to this address wants.
    public int hopTo(int address) {
        return nextHop == null ? address : nextHop.v4();
    }
}
