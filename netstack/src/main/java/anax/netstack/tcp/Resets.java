package anax.netstack.tcp;

import anax.netstack.ip.Ipv4Output;
import anax.netstack.packet.Packet;
import anax.netstack.wire.TcpHeader;

/// Answers segments that belong to no connection with a RST (RFC 9293, sections 3.5.2 and 3.10.7.1).
///
/// Owner: one partition. Allocates nothing, never blocks.
final class Resets {
    private final TcpPartition tcp;

    Resets(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// Answers a segment; a RST has no answer.
    void answer(Segment segment) {
        if (segment.isReset() || tcp.config.defense().blackhole()) {
            return;
        }
        if (segment.isAck()) {
            send(segment, segment.ack, 0, TcpHeader.RST);
        } else {
            send(segment, 0, segment.end(), TcpHeader.RST | TcpHeader.ACK);
        }
    }

    private void send(Segment segment, int seq, int ack, int flags) {
        tcp.writer.begin(Ipv4Output.DEFAULT_TTL, 0);
        tcp.writer.endOptions();
        final Packet packet = tcp.writer.allocate(0);
        if (packet == null) {
            return;
        }
        tcp.counters.resetsOut++;
        tcp.writer.send(
                packet, segment.local, segment.remote, segment.localPort, segment.remotePort, seq, ack, flags, 0, 0);
    }
}
