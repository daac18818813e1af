package anax.netstack.inspect;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.InterfaceTable;
import anax.netstack.ip.NeighborListing;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.Route;
import anax.netstack.link.LinkType;
import anax.netstack.stack.Partition;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The tables of interfaces, routes and neighbours.
///
/// Owner: nobody; stateless. Allocates. What looks at a partition is called where that runs.
final class NetworkTables {
    private NetworkTables() {}

    /// The interfaces as a partition knows them.
    static List<NetworkInterface> interfaces(Partition partition) {
        final InterfaceTable table = partition.interfaces();
        final List<NetworkInterface> found = new ArrayList<>();
        for (int index = 0; index < table.size(); index++) {
            if (table.get(index) != null) {
                found.add(table.get(index));
            }
        }
        return found;
    }

    static StackTable ofInterfaces(List<NetworkInterface> interfaces) {
        final TableDraft draft = new TableDraft(
                "interfaces", "index#", "device", "type", "up", "mtu#", "hardware", "addresses", "offload");
        for (final NetworkInterface each : interfaces) {
            draft.row(
                    each.index(),
                    each.name(),
                    each.isLoopback() ? "loopback" : each.type() == LinkType.ETHERNET ? "ethernet" : "raw-ip",
                    each.isUp() ? "yes" : "no",
                    each.mtu(),
                    each.hardware() == 0 ? null : new MacAddress(each.hardware()),
                    each.addresses().stream().map(InterfaceAddress::toString).collect(Collectors.joining(" ")),
                    each.capabilities().longestSegment() > 0 ? "yes" : "no");
        }
        return draft.table();
    }

    /// A route, and the address that is sent from on it.
    record RouteRow(Route route, String device, IpAddress source) {}

    /// The routes as a partition knows them.
    static Found<RouteRow> routes(Partition partition, long most) {
        final Gathering<RouteRow> found = new Gathering<>(most);
        partition.routes().forEach(route -> found.add(() -> row(partition, route)));
        return found.found();
    }

    private static RouteRow row(Partition partition, Route route) {
        final NetworkInterface by = partition.interfaces().get(route.interfaceIndex());
        final int source = route.destination().network().isV4()
                ? partition
                        .interfaces()
                        .sourceFor(
                                route.interfaceIndex(),
                                route.hopTo(route.destination().network().v4()))
                : 0;
        return new RouteRow(route, by == null ? "" : by.name(), source == 0 ? null : IpAddress.of(source));
    }

    static StackTable ofRoutes(Found<RouteRow> found) {
        final TableDraft draft =
                new TableDraft("routes", "destination", "gateway", "device", "source", "metric#", "mtu#");
        for (final RouteRow row : found.rows()) {
            final Route route = row.route();
            draft.row(
                    route.destination(),
                    route.nextHop(),
                    row.device(),
                    row.source(),
                    route.metric(),
                    route.mtu() == Route.MTU_OF_INTERFACE ? null : route.mtu());
        }
        draft.omit(found.omitted());
        return draft.table();
    }

    /// The neighbours of a partition.
    static Found<NeighborListing> neighbors(Partition partition, long most) {
        final Gathering<NeighborListing> found = new Gathering<>(most);
        partition.neighbors().forEach(each -> found.add(() -> each));
        return found.found();
    }

    static StackTable ofNeighbors(List<Found<NeighborListing>> byCpu, List<NetworkInterface> interfaces) {
        final TableDraft draft =
                new TableDraft("neighbors", "address", "device", "hardware", "state", "asked#", "waiting#", "cpu#");
        for (int cpu = 0; cpu < byCpu.size(); cpu++) {
            addNeighbors(draft, cpu, byCpu.get(cpu).rows(), interfaces);
            draft.omit(byCpu.get(cpu).omitted());
        }
        return draft.table();
    }

    private static void addNeighbors(
            TableDraft draft, int cpu, List<NeighborListing> listings, List<NetworkInterface> interfaces) {
        for (final NeighborListing each : listings) {
            final String device = interfaces.stream()
                    .filter(by -> by.index() == each.interfaceIndex())
                    .map(NetworkInterface::name)
                    .findFirst()
                    .orElse("");
            final boolean isKnown = each.hardware() != -1;
            draft.row(
                    IpAddress.of(each.address()),
                    device,
                    isKnown ? new MacAddress(each.hardware()) : null,
                    isKnown ? each.asked() > 0 ? "probed" : "known" : "asked",
                    each.asked(),
                    each.waiting(),
                    cpu);
        }
    }
}
