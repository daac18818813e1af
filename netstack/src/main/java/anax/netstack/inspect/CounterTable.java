package anax.netstack.inspect;

import anax.netstack.packet.DropReason;
import anax.netstack.stack.Partition;
import anax.netstack.tap.TapCounters;
import anax.netstack.tap.TapLink;
import anax.netstack.tcp.TcpCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The table of what every CPU has counted: the account of packets by reason, TCP, and devices.
///
/// Owner: one thread, that of the question. Allocates.
final class CounterTable {
    private final List<Part> parts;
    private final TableDraft draft;

    /// What one partition has counted.
    ///
    /// @param tcp in the order of [#TCP]
    record Part(PartitionSnapshot packets, List<Long> tcp) {}

    /// A figure and what it counts.
    private record Figure<T>(String name, String rule, ToLongFunction<T> value) {}

    private static final List<Figure<PartitionSnapshot>> PACKETS = List.of(
            new Figure<>("received", "frames that came from links", PartitionSnapshot::received),
            new Figure<>("delivered", "packets that served their purpose", PartitionSnapshot::delivered),
            new Figure<>("merged", "fragments and segments that went on in another", PartitionSnapshot::merged),
            new Figure<>("joined", "datagrams put together from fragments", PartitionSnapshot::joined),
            new Figure<>("copied", "copies of packets that came in", PartitionSnapshot::copied),
            new Figure<>("cut", "datagrams cut out of packets that came in", PartitionSnapshot::cut),
            new Figure<>("originated", "packets that were made here", PartitionSnapshot::originated),
            new Figure<>("split", "pieces cut of packets that were made here", PartitionSnapshot::split),
            new Figure<>("sent", "packets that left by a link", PartitionSnapshot::sent),
            new Figure<>("passed-on", "packets that went on on another CPU", PartitionSnapshot::passedOn),
            new Figure<>("misdelivered", "frames that came by another CPU's queue", PartitionSnapshot::misdelivered),
            new Figure<>("held-fragments", "fragments that wait for the rest", PartitionSnapshot::heldFragments),
            new Figure<>("waiting", "packets that wait for a neighbour's answer", PartitionSnapshot::waitingNeighbors),
            new Figure<>("icmp-errors", "ICMP errors that were sent", PartitionSnapshot::errorsSent),
            new Figure<>("icmp-held-back", "ICMP errors that the limit held back", PartitionSnapshot::errorsHeldBack));

    private static final List<Figure<TcpCounters>> TCP = List.of(
            new Figure<>("segments-in", "segments that came", TcpCounters::segmentsIn),
            new Figure<>("segments-out", "segments that were sent", TcpCounters::segmentsOut),
            new Figure<>("retransmitted", "segments that were sent again", TcpCounters::retransmitted),
            new Figure<>("fast-retransmits", "those of them for duplicate ACKs", TcpCounters::fastRetransmits),
            new Figure<>("time-outs", "retransmission time-outs", TcpCounters::timeouts),
            new Figure<>("resets-out", "RSTs that were sent", TcpCounters::resetsOut),
            new Figure<>("active-opens", "connections opened from here", TcpCounters::activeOpens),
            new Figure<>("passive-opens", "SYNs that a listener took", TcpCounters::passiveOpens),
            new Figure<>("attempts-failed", "connections never established", TcpCounters::attemptsFailed),
            new Figure<>("established", "connections that were established", TcpCounters::established),
            new Figure<>("challenges", "challenge ACKs (RFC 5961)", TcpCounters::challenges),
            new Figure<>("cookies-sent", "SYNs answered with a cookie", TcpCounters::synCookiesSent),
            new Figure<>("cookies-taken", "connections opened by a cookie", TcpCounters::synCookiesTaken),
            new Figure<>("syns-evicted", "half-open ones that made room", TcpCounters::synsEvicted),
            new Figure<>("time-waits-evicted", "TIME-WAITs that made room", TcpCounters::timeWaitsEvicted),
            new Figure<>("time-waits-reused", "TIME-WAITs followed by a new one", TcpCounters::timeWaitsReused),
            new Figure<>("window-probes", "probes of closed windows", TcpCounters::probes),
            new Figure<>("keepalives", "keepalive probes", TcpCounters::keepalives));

    private static final List<Figure<TapCounters>> DEVICE = List.of(
            new Figure<>("octets-in", "octets that came", TapCounters::octetsIn),
            new Figure<>("octets-out", "octets that the kernel took", TapCounters::octetsOut),
            new Figure<>("refused", "frames that the kernel would not take", TapCounters::refused),
            new Figure<>("malformed", "frames with a header that must not be", TapCounters::malformed));

    private CounterTable(List<Part> parts) {
        this.parts = parts;
        draft = new TableDraft(
                "counters",
                Stream.of(
                                Stream.of("group", "counter", "rule"),
                                IntStream.range(0, parts.size()).mapToObj(cpu -> "cpu" + cpu + "#"),
                                Stream.of("total#"))
                        .flatMap(Function.identity())
                        .toArray(String[]::new));
    }

    /// Looks at a partition, where it runs.
    static Part look(Partition partition) {
        final TcpCounters tcp = partition.tcp().counters();
        return new Part(
                PartitionSnapshot.of(partition),
                TCP.stream().map(figure -> figure.value().applyAsLong(tcp)).toList());
    }

    /// The table. A drop reason has a row if anything was dropped for it; everything else always has.
    static StackTable of(List<Part> parts, List<TapLink> devices) {
        final CounterTable table = new CounterTable(parts);
        for (final Figure<PartitionSnapshot> figure : PACKETS) {
            table.row(
                    "packets",
                    figure.name(),
                    figure.rule(),
                    cpu -> figure.value().applyAsLong(parts.get(cpu).packets()));
        }
        for (final DropReason reason : DropReason.values()) {
            table.drops(
                    "dropped-in",
                    reason,
                    cpu -> parts.get(cpu).packets().droppedIn().getOrDefault(reason, 0L));
            table.drops(
                    "dropped-out",
                    reason,
                    cpu -> parts.get(cpu).packets().droppedOut().getOrDefault(reason, 0L));
        }
        for (int i = 0; i < TCP.size(); i++) {
            final int place = i;
            table.row(
                    "tcp",
                    TCP.get(i).name(),
                    TCP.get(i).rule(),
                    cpu -> parts.get(cpu).tcp().get(place));
        }
        for (final TapLink device : devices) {
            for (final Figure<TapCounters> figure : DEVICE) {
                table.row(
                        device.name(),
                        figure.name(),
                        figure.rule(),
                        queue -> queue < device.queues() ? figure.value().applyAsLong(device.counters(queue)) : 0);
            }
        }
        return table.draft.table();
    }

    private void drops(String group, DropReason reason, IntToLongFunction count) {
        if (IntStream.range(0, parts.size()).anyMatch(cpu -> count.applyAsLong(cpu) > 0)) {
            row(group, reason.key(), reason.rule(), count);
        }
    }

    private void row(String group, String counter, String rule, IntToLongFunction count) {
        final List<Object> cells = new ArrayList<>(List.of(group, counter, rule));
        long total = 0;
        for (int cpu = 0; cpu < parts.size(); cpu++) {
            final long ofCpu = count.applyAsLong(cpu);
            cells.add(ofCpu);
            total += ofCpu;
        }
        cells.add(total);
        draft.row(cells.toArray());
    }
}
