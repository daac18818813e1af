package anax.bench.throughput.load;

import anax.bench.designs.frame.Exchange;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.wire.TcpHeader;

/// A server that is no stack: it answers what clients send at once, and knows nothing of them but how long an answer
/// each wants. What it costs is part of what the clients are said to cost, and less than any device.
///
/// Owner: one queue's CPU. Allocates when made. Never blocks. Of TCP it says what clients cannot do without: no
/// acknowledgment without octets, for instance.
final class Mirror {
    private static final int FIRST = 1; // the server's initial sequence number

    private final LoadQueue queue;
    private final Flows flows;
    private final boolean isTcp;
    private final boolean offloads;
    private final SegmentFrame frame = new SegmentFrame();
    private final Packet answer;
    private final int[] requests;
    private final int[] answers;

    /// @param pool gives it the one packet that it answers in
    Mirror(LoadQueue queue, Flows flows, Job job, boolean offloads, PacketPool pool) {
        this.queue = queue;
        this.flows = flows;
        this.offloads = offloads;
        isTcp = job.isTcp();
        answer = pool.allocate(SegmentFrame.length(offloads ? Traffic.MOST_MESSAGE : SegmentFrame.MSS));
        requests = new int[isTcp ? flows.count() : 0];
        answers = new int[requests.length];
    }

    /// Answers a packet, which stays the caller's and may hold something else then.
    void answer(Packet packet, long nowNs) {
        if (!isTcp) {
            RequestFrame.turnRound(packet);
            queue.send(packet, nowNs);
        } else if (frame.wrap(packet)) {
            answerSegment(packet, frame.tcp(), nowNs);
        }
    }

    private void answerSegment(Packet packet, TcpHeader tcp, long nowNs) {
        final int src = SegmentFrame.src(packet);
        final int srcPort = tcp.srcPort();
        final int next = tcp.seq() + tcp.sequenceLength();
        final int flags = tcp.flags();
        if ((flags & TcpHeader.SYN) != 0) {
            final int both = TcpHeader.SYN | TcpHeader.ACK;
            frame.syn(answer, Flows.SERVER, src, Flows.SERVER_PORT, srcPort, FIRST, next, both);
            queue.send(answer, nowNs);
        } else if ((flags & TcpHeader.FIN) != 0) {
            frame.answer(answer, src, srcPort, tcp.ack(), next, TcpHeader.FIN | TcpHeader.ACK, 0);
            queue.send(answer, nowNs);
        } else if (tcp.payloadLength() > 0) {
            final int flow = flows.flowOf(src, srcPort);
            if (frame.isHeadOf(packet, flow)) {
                requests[flow] = packet.buffer().getInt(tcp.payloadOffset() + Exchange.REQUEST);
                answers[flow] = packet.buffer().getInt(tcp.payloadOffset() + Exchange.ANSWER);
            }
            if ((flags & TcpHeader.PSH) != 0) {
                answerRequest(flow, tcp.ack(), next, nowNs);
            }
        }
    }

    private void answerRequest(int flow, int from, int next, long nowNs) {
        final int length = answers[flow];
        for (int at = 0; at < length; ) {
            final int octets = offloads ? length : Math.min(length - at, SegmentFrame.MSS);
            frame.answer(answer, flows.address(flow), flows.port(flow), from + at, next, TcpHeader.ACK, octets);
            if (at == 0) {
                SegmentFrame.head(answer, flow, requests[flow], length);
            } else if (octets >= Exchange.HEAD) {
                SegmentFrame.noHead(answer);
            }
            at += octets;
            queue.send(answer, nowNs);
        }
    }
}
