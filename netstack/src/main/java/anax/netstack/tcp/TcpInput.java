package anax.netstack.tcp;

import anax.netstack.ip.IcmpError;
import anax.netstack.ip.Ipv4Addresses;
import anax.netstack.ip.TransportInput;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;
import java.nio.ByteOrder;

/// Takes segments from IP and gives each to what knows its two ends: a connection, what is left of one, a listener,
/// or nobody (RFC 9293, section 3.10.7).
///
/// Owner: one partition. Allocates when a connection is opened. Never blocks, and never throws on what came.
public final class TcpInput implements TransportInput {
    private static final int SEQ = 4;

    private final TcpPartition tcp;
    private final Segment segment = new Segment();

    TcpInput(TcpPartition tcp) {
        this.tcp = tcp;
    }

    @Override
    public void input(Packet packet) {
        tcp.counters.segmentsIn++;
        final DropReason malformed = segment.wrap(packet);
        if (malformed != null) {
            tcp.environment.drop(packet, malformed);
            return;
        }
        if (isToOrFromMany(packet)) {
            tcp.environment.drop(packet, DropReason.TCP_NOT_UNICAST);
            return;
        }
        final long nowNs = tcp.environment.nowNs();
        final TcpFlow flow = tcp.sockets.find(segment.local, segment.remote, segment.localPort, segment.remotePort);
        if (flow != null) {
            flow.onSegment(tcp, segment, nowNs);
        } else {
            toListener(nowNs);
        }
        segment.finish(tcp.environment);
    }

    /// What is quoted went the other way.
    @Override
    public int onError(Packet packet, Ipv4Header quoted, IcmpError error) {
        final int at = quoted.payloadOffset();
        final int ports = packet.buffer().getInt(at, ByteOrder.BIG_ENDIAN);
        final int seq = packet.buffer().getInt(at + SEQ, ByteOrder.BIG_ENDIAN);
        final TcpFlow flow = tcp.sockets.find(quoted.src(), quoted.dst(), ports >>> 16, ports & 0xFFFF);
        return flow != null && flow.onError(tcp, seq, error) ? tcp.environment.partition() : -1;
    }

    private void toListener(long nowNs) {
        final TcpEndpoint listener = tcp.sockets.listener(segment.local, segment.localPort);
        if (listener != null) {
            tcp.listenInput.process(listener, segment, nowNs);
        } else {
            segment.drop(DropReason.TCP_NO_SOCKET);
            tcp.resets.answer(segment);
        }
    }

    /// RFC 9293, section 3.9.2.3.
    private boolean isToOrFromMany(Packet packet) {
        final int dst = packet.dstAddress();
        final int src = packet.srcAddress();
        return packet.isLinkGroup()
                || Ipv4Addresses.isMulticast(dst)
                || tcp.interfaces.isBroadcast(dst)
                || Ipv4Addresses.isMulticast(src)
                || tcp.interfaces.isBroadcast(src);
    }
}
