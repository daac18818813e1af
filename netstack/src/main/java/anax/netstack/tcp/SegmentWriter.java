package anax.netstack.tcp;

import anax.netstack.ip.SendResult;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptions;
import anax.netstack.wire.TcpOptionsWriter;
import org.agrona.concurrent.UnsafeBuffer;

/// Puts segments together and hands them to IP: options first, then the payload, then the header before both.
///
/// Owner: one partition. Allocates nothing per segment, never blocks. Without a packet or a way nothing is sent, as
/// if it was lost.
final class SegmentWriter {
    /// Octets of timestamps with their padding.
    static final int TIMESTAMPS_LENGTH = 12;

    private static final int CHECKSUM_FIELD = 16;
    private static final int CONGESTION = 3; // the two bits of congestion in the octet of service
    private static final int CAPABLE = 2; // ECT(0)

    private final TcpPartition tcp;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[TcpOptions.MAX_LENGTH]);
    private final TcpOptionsWriter options = new TcpOptionsWriter();
    private final TcpHeader header = new TcpHeader();
    private int optionsLength;
    private int ttl;
    private int service;

    SegmentWriter(TcpPartition tcp) {
        this.tcp = tcp;
    }

    /// Begins a segment: the options are to be written next, by what this answers, and then [#endOptions].
    TcpOptionsWriter begin(int segmentTtl, int segmentService) {
        ttl = segmentTtl;
        service = segmentService & ~CONGESTION;
        optionsLength = 0;
        return options.wrapNew(scratch, 0, TcpOptions.MAX_LENGTH);
    }

    /// Ends the options, and fills them up to whole words.
    ///
    /// @return how long they are
    int endOptions() {
        optionsLength = options.finish();
        return optionsLength;
    }

    /// The segment that was begun may be marked instead of dropped (ECT(0) of RFC 3168, section 5).
    void markable() {
        service |= CAPABLE;
    }

    /// A packet for a segment that was begun, with room for its payload; null if there is none.
    Packet allocate(int payloadLength) {
        final Packet packet = tcp.environment.originate(payloadLength);
        return packet == null ? null : packet.range(packet.offset(), payloadLength);
    }

    /// Sends a segment without payload.
    void send(TcpFlow flow, int seq, int ack, int flags, int window) {
        final Packet packet = allocate(0);
        if (packet != null) {
            send(packet, flow.local, flow.remote, flow.localPort, flow.remotePort, seq, ack, flags, window, 0);
        }
    }

    /// Sends a segment whose payload is in a packet.
    ///
    /// @param window as it is to stand in the header
    /// @return [SendResult#OK], or why it was dropped
    int send(
            Packet packet,
            int local,
            int remote,
            int localPort,
            int remotePort,
            int seq,
            int ack,
            int flags,
            int window,
            int urgentPointer) {
        final int headerLength = TcpHeader.MIN_HEADER_LENGTH + optionsLength;
        final int at = packet.push(headerLength);
        final int length = packet.length();
        final int sum = InternetChecksum.pseudoHeaderIpv4(local, remote, Ipv4Header.TCP, length);
        header.write(
                packet.buffer(),
                at,
                headerLength,
                length,
                localPort,
                remotePort,
                seq,
                ack,
                flags,
                window,
                sum,
                urgentPointer);
        packet.buffer().putBytes(at + TcpHeader.MIN_HEADER_LENGTH, scratch, 0, optionsLength);
        packet.transportOffset(at).endpoints(local, remote, localPort, remotePort);
        packet.partialChecksum(at, CHECKSUM_FIELD);
        tcp.counters.segmentsOut++;
        if (tcp.ip.route(remote, -1) != SendResult.OK) {
            tcp.environment.drop(packet, DropReason.IP_NO_ROUTE);
            return SendResult.NO_ROUTE;
        }
        final boolean dontFragment = tcp.config.segments().pathMtuDiscovery() && !tcp.ip.isMtuLocked();
        return tcp.ip.send(packet, local, remote, Ipv4Header.TCP, ttl, service, dontFragment);
    }

    /// The longest segment, header excluded, that the way to a peer takes as far as is known.
    int pathMss(int remote) {
        if (tcp.ip.route(remote, -1) != SendResult.OK) {
            return tcp.config.segments().defaultMss();
        }
        return Math.max(1, tcp.ip.mtu(remote) - Ipv4Header.MIN_HEADER_LENGTH - TcpHeader.MIN_HEADER_LENGTH);
    }

    /// The longest payload with its options that the link to a peer takes at once and cuts into segments itself;
    /// 0 if it cuts none, or takes shorter datagrams than the connection knows of: then a segment must go alone,
    /// and is refused.
    int longestRun(TcpConnection connection) {
        final int headers = Ipv4Header.MIN_HEADER_LENGTH + TcpHeader.MIN_HEADER_LENGTH;
        if (tcp.ip.route(connection.remote, -1) != SendResult.OK
                || tcp.ip.mtu(connection.remote) - headers < connection.pathMss) {
            return 0;
        }
        return Math.max(0, tcp.ip.way().capabilities().longestSegment() - headers);
    }

    /// The longest segment that the link to a peer takes: what is announced (RFC 9293, section 3.7.1).
    int linkMss(int remote) {
        final int configured = tcp.config.segments().mss();
        if (tcp.ip.route(remote, -1) != SendResult.OK) {
            return configured > 0 ? configured : tcp.config.segments().defaultMss();
        }
        final int mtu = tcp.ip.isMtuLocked() ? tcp.ip.mtu(remote) : tcp.ip.way().mtu();
        final int link = Math.min(65_535, mtu) - Ipv4Header.MIN_HEADER_LENGTH - TcpHeader.MIN_HEADER_LENGTH;
        final int wanted = tcp.ip.mss() > 0 ? tcp.ip.mss() : configured;
        return wanted > 0 ? Math.min(wanted, link) : link;
    }
}
