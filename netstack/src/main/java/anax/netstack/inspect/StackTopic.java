package anax.netstack.inspect;

import anax.netstack.ip.NetworkInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.tap.TapLink;
import anax.runtime.inspect.InspectionTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What a stack tells other processes of itself, by the inspector of its machine.
///
/// Owner: the inspector's thread. Allocates for each answer. Blocks up to [#PATIENCE] for a question. Bound: of
/// sockets, routes and neighbours so many rows are told, the rest is counted.
///
/// | detail  | tables                  |
/// |---------|-------------------------|
/// | `stat`  | interfaces, counters    |
/// | `route` | interfaces, routes      |
/// | `neigh` | interfaces, neighbours  |
/// | `ss`    | interfaces, sockets     |
///
/// ```java
/// Inspector.open(machine, List.of(new StackTopic(stack, List.of(device))), folder, clock, patience);
/// ```
public final class StackTopic implements InspectionTopic {
    /// What clients ask for it by.
    public static final String NAME = "net";

    /// How long the stack may take to answer.
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final long MOST_ROWS = 16_384;

    private final StackInquiry inquiry;
    private final long mostOfPartition;
    private final List<TapLink> devices;

    /// Makes one.
    ///
    /// @param devices of its links, those that are devices: they have figures of their own
    public StackTopic(NetworkStack stack, List<TapLink> devices) {
        inquiry = new StackInquiry(stack, PATIENCE);
        mostOfPartition = Math.max(1, MOST_ROWS / 2 / stack.partitions());
        this.devices = List.copyOf(devices);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<List<String>> answer(String detail) throws IOException, InterruptedException {
        final List<NetworkInterface> interfaces =
                inquiry.ask(NetworkTables::interfaces).getFirst();
        final StackTable table = switch (detail) {
            case "stat" -> CounterTable.of(inquiry.ask(CounterTable::look), devices);
            case "route" -> routes();
            case "neigh" -> neighbors(interfaces);
            case "ss" -> sockets();
            default -> throw new IOException("'" + detail + "' was asked of a stack; ask for stat, route, neigh or ss");
        };
        final List<List<String>> lines = NetworkTables.ofInterfaces(interfaces).lines();
        lines.addAll(table.lines());
        return lines;
    }

    /// All partitions have the same routes, so only the first one is asked to tell them.
    private StackTable routes() throws IOException, InterruptedException {
        return NetworkTables.ofRoutes(inquiry.ask(partition ->
                        NetworkTables.routes(partition, partition.environment().partition() == 0 ? MOST_ROWS : 0))
                .getFirst());
    }

    private StackTable neighbors(List<NetworkInterface> interfaces) throws IOException, InterruptedException {
        return NetworkTables.ofNeighbors(
                inquiry.ask(partition -> NetworkTables.neighbors(partition, mostOfPartition)), interfaces);
    }

    private StackTable sockets() throws IOException, InterruptedException {
        final SocketTable sockets = new SocketTable();
        final List<SocketTable.Part> parts = inquiry.ask(partition -> SocketTable.look(partition, mostOfPartition));
        for (int cpu = 0; cpu < parts.size(); cpu++) {
            sockets.add(cpu, parts.get(cpu));
        }
        return sockets.table();
    }
}
