package anax.netstack.ip;

import anax.netstack.link.LinkType;

/// Puts interfaces into a partition, and other states of them in their place: what depends on an interface follows.
///
/// Owner: one partition; each change visits every partition. Allocates on a change. Never blocks.
///
/// | what               | comes with                    | goes with                                    |
/// |--------------------|-------------------------------|----------------------------------------------|
/// | route to a network | its first address that is up  | its last one                                 |
/// | claim              | the address, and each time up | the address, and each time down              |
/// | neighbours         | what they say                 | down, and another station address of ours    |
/// | memberships        | are reported again when up    | stay, but nothing is said of them while down |
/// | path MTUs          | what routers say              | every change                                 |
/// | nearer routers     | what routers say              | every change                                 |
///
/// A route through a router stays while its interface is down, and leads nowhere.
public final class InterfaceChanges {
    private final boolean isFirst;
    private final InterfaceTable interfaces;
    private final RouteTable routes;
    private final Neighbors neighbors;
    private final AddressClaims claims;
    private final GroupMembership groups;
    private final PathMtuCache pathMtus;
    private final RedirectCache redirects;

    /// Makes what puts interfaces into a partition.
    ///
    /// @param isFirst whether it is the first partition, which makes the claims and has the memberships
    public InterfaceChanges(
            boolean isFirst,
            InterfaceTable interfaces,
            RouteTable routes,
            Neighbors neighbors,
            AddressClaims claims,
            GroupMembership groups,
            PathMtuCache pathMtus,
            RedirectCache redirects) {
        this.isFirst = isFirst;
        this.interfaces = interfaces;
        this.routes = routes;
        this.neighbors = neighbors;
        this.claims = claims;
        this.groups = groups;
        this.pathMtus = pathMtus;
        this.redirects = redirects;
    }

    /// Puts an interface in, or another state of it in its place.
    ///
    /// @param probe whether to ask for its new addresses on Ethernet before they are used (RFC 5227)
    public void put(NetworkInterface changed, boolean probe) {
        final NetworkInterface before = interfaces.get(changed.index());
        if (before != null) {
            before.addresses().stream()
                    .filter(own -> isLost(own, before, changed))
                    .forEach(own -> giveUp(own, before));
        }
        interfaces.put(changed);
        reach();
        changed.addresses().stream()
                .filter(own -> before == null || isLost(own, changed, before))
                .forEach(own -> claim(own, changed, probe));
        if (before != null) {
            pathMtus.clear();
            redirects.clear();
            follow(before, changed);
        }
    }

    /// True if one state of an interface has an address, up and at its station, that another state has not.
    private static boolean isLost(InterfaceAddress own, NetworkInterface one, NetworkInterface other) {
        return one.isUp()
                && !(other.isUp()
                        && other.hardware() == one.hardware()
                        && other.addresses().contains(own));
    }

    private void giveUp(InterfaceAddress own, NetworkInterface by) {
        if (own.address().isV4()) {
            interfaces.use(own.address().v4(), true);
            if (isFirst) {
                claims.release(own.address().v4());
            }
        }
        final Route route = routes.get(own.network(), 0);
        if (route != null && route.isOnLink() && route.interfaceIndex() == by.index()) {
            routes.delete(own.network(), 0);
        }
    }

    /// Adds the routes that are missing: a network may be another interface's too, or another address's.
    private void reach() {
        for (int index = NetworkInterface.LOOPBACK + 1; index < interfaces.size(); index++) {
            final NetworkInterface each = interfaces.get(index);
            if (each != null && each.isUp()) {
                each.addresses().forEach(own -> routes.add(Route.onLink(own.network(), each.index())));
            }
        }
    }

    private void claim(InterfaceAddress own, NetworkInterface by, boolean probe) {
        if (!by.isUp() || by.type() != LinkType.ETHERNET || !own.address().isV4()) {
            return;
        }
        interfaces.use(own.address().v4(), !probe);
        if (isFirst) {
            claims.claim(by, own.address().v4(), probe);
        }
    }

    private void follow(NetworkInterface before, NetworkInterface changed) {
        if (!changed.isUp() || changed.hardware() != before.hardware()) {
            neighbors.forgetAll(changed.index());
        }
        if (isFirst && before.isUp() && !changed.isUp()) {
            groups.onDown(changed.index());
        } else if (isFirst && !before.isUp() && changed.isUp()) {
            groups.onUp(changed.index());
        }
    }
}
