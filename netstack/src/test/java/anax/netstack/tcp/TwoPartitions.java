package anax.netstack.tcp;

import anax.netstack.packet.Packet;
import anax.netstack.stack.Frames;
import anax.netstack.stack.LonePartition;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Two hosts of one partition each, and a wire between them that loses, repeats and reorders by a seed, in the
/// time of the test.
///
/// Owner: one test. Both hosts have the same address as far as their own tables are concerned; the wire translates,
/// so that each sees the other as its neighbour.
final class TwoPartitions implements AutoCloseable {
    static final int PORT = 8_080;
    private static final int IP = EthernetHeader.HEADER_LENGTH;
    private static final long DELAY_NS = 5_000_000;
    private static final long KNOWN_FOR_NS = 20_000_000_000L;
    private static final long STEP_NS = 1_000_000;
    private static final long LONG_STEP_NS = 25_000_000; // with nothing on the wire only timers can do anything

    final LonePartition client;
    final LonePartition server;
    private final Random random;
    private final double loss;
    private final double duplication;
    private final double reordering;
    private final List<UnderWay> wire = new ArrayList<>();
    private long number;
    private boolean impaired = true;
    private long knownNs;
    int lost;
    long delayNs = DELAY_NS;
    Predicate<byte[]> losesToo = frame -> false;
    Consumer<byte[]> onSentByClient = frame -> {};
    Consumer<byte[]> onTakenByClient = frame -> {};

    /// A frame on the wire.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares frames under way
    private record UnderWay(long dueNs, long number, boolean toServer, byte[] frame) {}

    TwoPartitions(
            long seed,
            double loss,
            double duplication,
            double reordering,
            UnaryOperator<StackConfig> ofClient,
            UnaryOperator<StackConfig> ofServer) {
        client = LonePartition.only(ofClient);
        server = LonePartition.only(ofServer);
        random = new Random(seed);
        this.loss = loss;
        this.duplication = duplication;
        this.reordering = reordering;
        knowEachOther();
    }

    static TwoPartitions perfect() {
        return new TwoPartitions(1, 0, 0, 0, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /// From now on nothing is lost, repeated or reordered.
    void mend() {
        impaired = false;
    }

    /// Lets time pass, a step at a time; frames travel.
    void pass(long ns) {
        final long untilNs = client.nowNs() + ns;
        while (client.nowNs() < untilNs) {
            if (client.nowNs() - knownNs > KNOWN_FOR_NS) {
                knowEachOther();
            }
            exchange();
            final long stepNs = wire.isEmpty() ? LONG_STEP_NS : STEP_NS;
            final long step = Math.min(untilNs - client.nowNs(), stepNs);
            client.pass(step);
            server.pass(step);
        }
        exchange();
    }

    /// Addresses of stations are forgotten after a minute, and nobody here answers ARP.
    private void knowEachOther() {
        client.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
        server.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
        knownNs = client.nowNs();
    }

    private void exchange() {
        boolean any = true;
        while (any) {
            collect(client, true);
            collect(server, false);
            any = deliver();
        }
    }

    private void collect(LonePartition from, boolean toServer) {
        for (final byte[] frame : from.sent()) {
            if (Frames.etherTypeOf(frame) != EthernetHeader.IPV4) {
                continue;
            }
            if (toServer) {
                onSentByClient.accept(frame);
            }
            if (impaired && (random.nextDouble() < loss || losesToo.test(frame))) {
                lost++;
                continue;
            }
            put(from.nowNs(), toServer, frame);
            if (impaired && random.nextDouble() < duplication) {
                put(from.nowNs(), toServer, frame);
            }
        }
    }

    private void put(long nowNs, boolean toServer, byte[] frame) {
        final long extraNs = impaired && random.nextDouble() < reordering ? random.nextLong(4 * DELAY_NS) : 0;
        wire.add(new UnderWay(nowNs + delayNs + extraNs, number++, toServer, frame));
    }

    private boolean deliver() {
        final List<UnderWay> due = new ArrayList<>();
        for (final UnderWay each : wire) {
            if (each.dueNs <= client.nowNs()) {
                due.add(each);
            }
        }
        wire.removeAll(due);
        due.sort(Comparator.comparingLong(UnderWay::dueNs).thenComparingLong(UnderWay::number));
        for (final UnderWay each : due) {
            final LonePartition to = each.toServer ? server : client;
            if (!each.toServer) {
                onTakenByClient.accept(each.frame);
            }
            to.receives(translate(each.frame), packet -> packet.checksumState(Packet.CHECKSUM_VALID));
            collect(to, to == client); // before it learns more
        }
        return !due.isEmpty();
    }

    /// Source and destination change places, so their sums stay what they were; so do the stations.
    private static byte[] translate(byte[] frame) {
        final byte[] turned = frame.clone();
        System.arraycopy(frame, 0, turned, 6, 6);
        System.arraycopy(frame, 6, turned, 0, 6);
        System.arraycopy(frame, IP + 12, turned, IP + 16, 4);
        System.arraycopy(frame, IP + 16, turned, IP + 12, 4);
        return turned;
    }

    /// Opens a connection.
    ///
    /// @return the client's end, which is being opened
    TcpEndpoint connect(TcpEvents events) {
        final TcpEndpoint endpoint = client.partition().tcp().newEndpoint(events);
        client.does(partition -> endpoint.connect(LonePartition.NEIGHBOR, PORT));
        return endpoint;
    }

    TcpEndpoint listen(int backlog) {
        final TcpEndpoint endpoint = server.partition().tcp().newEndpoint(TcpEvents.SILENT);
        server.does(partition -> {
            endpoint.bind(IpAddress.ANY_V4, PORT, true);
            endpoint.listen(backlog);
        });
        return endpoint;
    }

    @Override
    public void close() {
        wire.clear();
        client.close();
        server.close();
    }
}
