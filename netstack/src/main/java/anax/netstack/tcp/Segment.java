package anax.netstack.tcp;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptions;

/// The segment that is being processed: SEG.SEQ, SEG.ACK and so on of RFC 9293, section 3.3.1.
///
/// Owner: one partition, which has one of these and moves it from segment to segment. Allocates nothing, never
/// blocks. Its packet ends here, unless somebody took it: dropped under a reason, or else as delivered.
final class Segment {
    private static final int SERVICE = 1; // the octet in an IPv4 header, and the two bits in it
    private static final int CONGESTION = 3;

    final TcpOptions options = new TcpOptions();
    private final TcpHeader header = new TcpHeader();

    Packet packet;
    int local;
    int remote;
    int localPort;
    int remotePort;
    int seq;
    int ack;
    int flags;
    int window; // as it stands, not scaled
    int urgentPointer;
    int payloadAt;
    int payloadLength;
    boolean reopens; // it opens a connection anew that was in TIME-WAIT,
    int numberedBelow; // whose numbers were all below this
    private DropReason dropped;

    /// Moves to a segment.
    ///
    /// @return null, or why it must be dropped: then nothing of it may be asked for
    DropReason wrap(Packet arrived) {
        packet = arrived;
        dropped = null;
        reopens = false;
        final int at = arrived.transportOffset();
        final int length = arrived.end() - at;
        if (!header.wrap(arrived.buffer(), at, length)) {
            return DropReason.TCP_HEADER;
        }
        if (arrived.checksumState() == Packet.CHECKSUM_UNKNOWN
                && !header.verifies(InternetChecksum.pseudoHeaderIpv4(
                        arrived.srcAddress(), arrived.dstAddress(), Ipv4Header.TCP, length))) {
            return DropReason.TCP_CHECKSUM;
        }
        if (!options.wrap(arrived.buffer(), header.optionsOffset(), header.optionsLength())) {
            return DropReason.TCP_OPTIONS;
        }
        local = arrived.dstAddress();
        remote = arrived.srcAddress();
        localPort = header.dstPort();
        remotePort = header.srcPort();
        seq = header.seq();
        ack = header.ack();
        flags = header.flags();
        window = header.window();
        urgentPointer = header.urgentPointer();
        payloadAt = header.payloadOffset();
        payloadLength = header.payloadLength();
        return null;
    }

    boolean isSyn() {
        return (flags & TcpHeader.SYN) != 0;
    }

    boolean isFin() {
        return (flags & TcpHeader.FIN) != 0;
    }

    boolean isReset() {
        return (flags & TcpHeader.RST) != 0;
    }

    boolean isAck() {
        return (flags & TcpHeader.ACK) != 0;
    }

    /// ECE: the peer echoes a congestion mark; in a SYN, it knows them.
    boolean isEcho() {
        return (flags & TcpHeader.ECE) != 0;
    }

    /// CWR: the peer has reduced its window; in a SYN beside ECE, it asks for congestion marks.
    boolean isReduced() {
        return (flags & TcpHeader.CWR) != 0;
    }

    /// Whether a router has set the congestion mark (RFC 3168, section 5).
    boolean isMarked() {
        return (packet.buffer().getByte(packet.networkOffset() + SERVICE) & CONGESTION) == CONGESTION;
    }

    boolean isUrgent() {
        return (flags & TcpHeader.URG) != 0;
    }

    /// SEG.LEN: payload, SYN and FIN.
    int length() {
        return payloadLength + (flags >>> 1 & 1) + (flags & 1);
    }

    /// The number behind the last one that it takes up.
    int end() {
        return seq + length();
    }

    /// Cuts numbers off its front: the SYN first, then payload.
    void trimFront(int octets) {
        int rest = octets;
        if (rest > 0 && isSyn()) {
            flags &= ~TcpHeader.SYN;
            rest--;
            seq++;
        }
        final int payload = Math.min(rest, payloadLength);
        payloadAt += payload;
        payloadLength -= payload;
        seq += payload;
        if (isUrgent()) {
            if (urgentPointer > octets) {
                urgentPointer -= octets;
            } else {
                flags &= ~TcpHeader.URG;
            }
        }
    }

    /// Cuts numbers off its end: the FIN first, then payload.
    void trimEnd(int octets) {
        int rest = octets;
        if (rest > 0 && isFin()) {
            flags &= ~TcpHeader.FIN;
            rest--;
        }
        payloadLength -= Math.min(rest, payloadLength);
    }

    /// Takes the packet, reduced to the payload.
    Packet take() {
        final Packet taken = packet.range(payloadAt, payloadLength);
        packet = null;
        return taken;
    }

    /// Has the packet end as dropped when the segment has been processed.
    void drop(DropReason reason) {
        dropped = reason;
    }

    /// Ends the packet, if nobody took it.
    void finish(EngineEnvironment environment) {
        final Packet rest = packet;
        packet = null;
        if (rest == null) {
            return;
        }
        if (dropped == null) {
            environment.deliver(rest);
        } else {
            environment.drop(rest, dropped);
        }
    }
}
