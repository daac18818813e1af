package anax.netstack.tcp;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.MemoryLevel;
import anax.netstack.packet.Packet;

/// Seventh step: the segment's text (RFC 9293, section 3.10.7.4), which is within the window and has nothing any more
/// that came before in order.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class DataInput {
    private final TcpPartition tcp;

    DataInput(TcpPartition tcp) {
        this.tcp = tcp;
    }

    void process(TcpConnection connection, Segment segment, long nowNs) {
        if (!connection.state.isOpenForPeer() || connection.finReceived) {
            segment.drop(DropReason.TCP_AFTER_CLOSE); // behind the peer's FIN: it breaks the rules
            return;
        }
        if (connection.endpoint == null && connection.listener == null) {
            refuse(connection, segment);
            return;
        }
        if (tcp.environment.memory().level() == MemoryLevel.CRITICAL) {
            segment.drop(DropReason.TCP_MEMORY); // as if it had been lost; an acknowledgment tells the window
            tcp.acks.atEndOfBatch(connection);
            return;
        }
        connection.octetsIn += segment.payloadLength;
        connection.traffic.received(nowNs);
        if (connection.ecn) {
            takeMarks(connection, segment);
        }
        if (segment.seq == connection.rcvNxt) {
            onNext(connection, segment);
        } else {
            onLater(connection, segment);
        }
    }

    /// A mark is echoed until the peer says that it has heard of it (RFC 3168, section 6.1.3).
    private static void takeMarks(TcpConnection connection, Segment segment) {
        if (segment.isReduced()) {
            connection.echoes = false;
        }
        if (segment.isMarked()) {
            connection.echoes = true;
            connection.loss.marksSeen++;
        }
    }

    /// Nobody will read it: the peer must learn that its octets are lost (RFC 9293, section 3.6.1; RFC 2525,
    /// section 2.17).
    private void refuse(TcpConnection connection, Segment segment) {
        segment.drop(DropReason.TCP_AFTER_CLOSE);
        tcp.output.reset(connection);
        tcp.lifecycle.close(connection);
    }

    private void onNext(TcpConnection connection, Segment segment) {
        final boolean hadGap = !connection.reordering.isEmpty();
        int octets = segment.payloadLength;
        if (hadGap) {
            tellDuplicate(connection, segment.seq, segment.seq + octets);
        }
        append(connection, segment.take());
        if (hadGap) {
            Packet next;
            while ((next = connection.reordering.poll(connection.rcvNxt)) != null) {
                octets += next.length();
                append(connection, next);
            }
        }
        tcp.acks.onInOrder(connection, octets, hadGap);
        connection.raise(TcpEvents.READABLE);
    }

    private void append(TcpConnection connection, Packet payload) {
        connection.rcvNxt += payload.length();
        if (connection.inputShut) {
            tcp.environment.drop(payload, DropReason.SOCKET_CLOSED);
        } else {
            connection.received.add(payload);
        }
    }

    /// Each one is acknowledged at once: the peer counts (RFC 5681, section 4.2).
    private void onLater(TcpConnection connection, Segment segment) {
        final int left = segment.seq;
        final int right = left + segment.payloadLength;
        connection.traffic.segmentsOutOfOrder++;
        if (connection.reordering.hasAll(left, right)) {
            tcp.acks.duplicate(connection, left, right);
            segment.drop(DropReason.TCP_DUPLICATE);
        } else {
            tellDuplicate(connection, left, right);
            keep(connection, segment, left);
        }
        tcp.acks.send(connection);
    }

    private void keep(TcpConnection connection, Segment segment, int left) {
        final Reordering reordering = connection.openReordering();
        final boolean isShort = tcp.environment.memory().level().isAtLeast(MemoryLevel.SHORT);
        if (tcp.held.makeRoom(reordering, isShort)) {
            reordering.add(segment.take(), left);
        } else {
            segment.drop(DropReason.TCP_MEMORY);
        }
    }

    /// Of octets that came again, mixed with new ones, the first run is told (RFC 2883, section 4.2); one that
    /// was cut off the segment's front comes before it.
    private void tellDuplicate(TcpConnection connection, int left, int right) {
        final ReorderBlock here = connection.reordering.firstWithAnyOf(left, right);
        if (here != null && !connection.duplicateKnown) {
            tcp.acks.duplicate(connection, Seq.max(left, here.left), Seq.min(right, here.right));
        }
    }
}
