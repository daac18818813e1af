package anax.netstack.tcp;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.MemoryLevel;

/// What a listener makes of a segment (RFC 9293, section 3.10.7.2).
///
/// Owner: one partition. Never blocks.
final class ListenInput {
    private final TcpPartition tcp;

    ListenInput(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// First a RST, second an ACK, third a SYN, and nothing else.
    void process(TcpEndpoint listener, Segment segment, long nowNs) {
        if (segment.isReset()) {
            segment.drop(DropReason.TCP_NOT_LISTENED);
        } else if (segment.isAck()) {
            onAck(listener, segment, nowNs);
        } else if (!segment.isSyn() || (segment.isFin() && tcp.config.defense().dropsSynFin())) {
            segment.drop(DropReason.TCP_NOT_LISTENED);
        } else if (listener.isFull()) {
            segment.drop(DropReason.TCP_BACKLOG);
        } else if (tcp.environment.memory().level() == MemoryLevel.CRITICAL) {
            segment.drop(DropReason.TCP_MEMORY);
        } else {
            tcp.synCache.add(listener, segment, nowNs);
        }
    }

    /// A cookie comes back with the number behind the SYN's only: data that overtook it is an acknowledgment that
    /// a listener knows nothing of, and is reset (RFC 9293, section 3.10.7.2), as it must be: who answers octets
    /// at any number would have the hash guessed so many times at once.
    private void onAck(TcpEndpoint listener, Segment segment, long nowNs) {
        if (segment.isSyn() || !tcp.synCache.tryCookie(listener, segment, nowNs)) {
            segment.drop(DropReason.TCP_NOT_LISTENED);
            tcp.resets.answer(segment);
        }
    }
}
