package anax.netstack.inspect;

import anax.netstack.engine.PacketAccount;
import anax.netstack.packet.DropReason;
import anax.netstack.stack.Partition;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What one partition has counted and has.
///
/// Owner: nobody, it never changes.
///
/// @param partition        its number
/// @param received         frames that came from links
/// @param delivered        packets that served their purpose
/// @param merged           fragments and segments that went on in another packet
/// @param joined           datagrams put together
/// @param copied           copies made of packets that came in
/// @param cut              datagrams that packets which came in were cut into, but for one of each
/// @param originated       packets that were made here
/// @param split            pieces that packets were cut into, but for one of each
/// @param sent             packets that left by a link
/// @param passedOn         packets that went on in another partition
/// @param misdelivered     those of them that came by a queue of another partition than their own
/// @param droppedIn        packets that came in and went no further, by reason; reasons without any are left out
/// @param droppedOut       packets that were made here and went no further, by reason
/// @param heldFragments    fragments that wait for the rest
/// @param waitingNeighbors packets that wait for a neighbour's answer
/// @param neighbors        neighbours that it remembers
/// @param boundSockets     bindings that it knows of
/// @param connectedSockets flows that it owns
/// @param errorsSent       ICMP errors that it sent
/// @param errorsHeldBack   ICMP errors that the limit held back
public record PartitionSnapshot(
        int partition,
        long received,
        long delivered,
        long merged,
        long joined,
        long copied,
        long cut,
        long originated,
        long split,
        long sent,
        long passedOn,
        long misdelivered,
        Map<DropReason, Long> droppedIn,
        Map<DropReason, Long> droppedOut,
        int heldFragments,
        int waitingNeighbors,
        int neighbors,
        int boundSockets,
        int connectedSockets,
        long errorsSent,
        long errorsHeldBack) {

    /// Takes a partition's figures, where it runs.
    static PartitionSnapshot of(Partition partition) {
        final PacketAccount account = partition.environment().account();
        final Map<DropReason, Long> in = new EnumMap<>(DropReason.class);
        final Map<DropReason, Long> out = new EnumMap<>(DropReason.class);
        for (final DropReason reason : DropReason.values()) {
            putIfAny(in, reason, account.droppedInCount(reason));
            putIfAny(out, reason, account.droppedOutCount(reason));
        }
        return new PartitionSnapshot(
                partition.environment().partition(),
                account.receivedCount(),
                account.deliveredCount(),
                account.mergedCount(),
                account.joinedCount(),
                account.copiedCount(),
                account.cutCount(),
                account.originatedCount(),
                account.splitCount(),
                account.sentCount(),
                account.passedOnCount(),
                account.misdeliveredCount(),
                Collections.unmodifiableMap(in),
                Collections.unmodifiableMap(out),
                partition.reassembly().held(),
                partition.neighbors().waiting(),
                partition.neighbors().size(),
                partition.udpSockets().boundCount(),
                partition.udpSockets().connectedCount(),
                partition.icmpErrors().sent(),
                partition.icmpErrors().limited());
    }

    private static void putIfAny(Map<DropReason, Long> counts, DropReason reason, long count) {
        if (count > 0) {
            counts.put(reason, count);
        }
    }
}
