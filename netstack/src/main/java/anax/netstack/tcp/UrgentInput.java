package anax.netstack.tcp;

/// Sixth check: how far urgent octets reach. They are read in line with the others (RFC 9293, section 3.10.7.4; RFC
/// 6093).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class UrgentInput {
    void process(TcpConnection connection, Segment segment) {
        if (!segment.isUrgent() || !connection.state.isOpenForPeer()) {
            return;
        }
        final int end = segment.seq + segment.urgentPointer;
        if (Seq.gt(end, connection.rcvNxt) && (!connection.urgentToCome || Seq.gt(end, connection.rcvUp))) {
            connection.rcvUp = end;
            connection.urgentToCome = true;
            connection.raise(TcpEvents.URGENT);
        }
    }
}
