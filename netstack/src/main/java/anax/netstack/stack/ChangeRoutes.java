package anax.netstack.stack;

import anax.netstack.ip.Route;
import anax.netstack.ip.RouteTable;
import anax.netstack.wire.IpPrefix;
import java.util.Objects;

/// Adds a route, or takes one away, in every partition.
///
/// Owner: as every [StackMessage].
public final class ChangeRoutes extends EverywhereMessage {
    /// The result if there was no such route to take away.
    public static final int NO_SUCH_ROUTE = 1;

    /// The result if the tables hold as many routes as they may.
    public static final int TOO_MANY_ROUTES = 2;

    private final Route added;
    private final IpPrefix removed;
    private final int metric;

    private ChangeRoutes(NetworkStack stack, Route added, IpPrefix removed, int metric) {
        super(stack);
        this.added = added;
        this.removed = removed;
        this.metric = metric;
    }

    /// Adds a route, or puts it in the place of the one to the same network with the same metric.
    public static ChangeRoutes add(NetworkStack stack, Route route) {
        return new ChangeRoutes(stack, Objects.requireNonNull(route, "route"), null, 0);
    }

    /// Takes the route to a network away that has this metric.
    public static ChangeRoutes remove(NetworkStack stack, IpPrefix network, int metric) {
        return new ChangeRoutes(stack, null, Objects.requireNonNull(network, "network"), metric);
    }

    @Override
    protected int visit(Partition partition) {
        partition.pathMtus().clear(); // they are of the ways as they were
        partition.redirects().clear();
        if (added != null) {
            return partition.routes().replace(added) == RouteTable.FULL ? TOO_MANY_ROUTES : 0;
        }
        return partition.routes().delete(removed, metric) ? 0 : NO_SUCH_ROUTE;
    }
}
