package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.link.ChecksumCompletion;
import anax.netstack.packet.Packet;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.Ipv4Header;

/// Tells senders that their datagrams went no further (RFC 792; RFC 1122, section 3.2.2).
///
/// Owner: one partition. Allocates nothing, never blocks. Bound: a rate, shared out over partitions; what is over it
/// is not sent and counted (RFC 1812, section 4.3.2.8).
public final class IcmpErrors {
    /// As long as an error may be (RFC 1812, section 4.3.2.3).
    private static final int LONGEST_ERROR = 576;

    private static final int LONGEST_QUOTE = LONGEST_ERROR - Ipv4Header.MIN_HEADER_LENGTH - IcmpHeader.HEADER_LENGTH;

    /// Internet control (RFC 1812, section 4.3.2.5; RFC 791): precedence 6.
    private static final int SERVICE = 0xC0;

    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final Ipv4Output output;
    private final RateLimiter limiter;
    private final Ipv4Header offending = new Ipv4Header();
    private final IcmpHeader icmp = new IcmpHeader();
    private long limited;
    private long sent;

    /// Makes the errors of a partition.
    ///
    /// @param limiter how many it may send
    public IcmpErrors(
            EngineEnvironment environment, InterfaceTable interfaces, Ipv4Output output, RateLimiter limiter) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.output = output;
        this.limiter = limiter;
    }

    /// Says that a destination cannot be reached. The packet stays the caller's.
    ///
    /// @param code why
    public void unreachable(Packet packet, int code) {
        send(packet, IcmpHeader.UNREACHABLE, code, 0);
    }

    /// Says that the rest of a datagram did not come in time. The packet is its first fragment, and stays the
    /// caller's.
    public void reassemblyTimeExceeded(Packet packet) {
        send(packet, IcmpHeader.TIME_EXCEEDED, IcmpHeader.REASSEMBLY_TIME_EXCEEDED, 0);
    }

    /// Says which octet of the IP header is wrong. The packet stays the caller's.
    public void parameterProblem(Packet packet, int pointer) {
        send(packet, IcmpHeader.PARAMETER_PROBLEM, 0, pointer);
    }

    /// How many the limit held back.
    public long limited() {
        return limited;
    }

    /// How many were sent.
    public long sent() {
        return sent;
    }

    private void send(Packet about, int type, int code, int pointer) {
        if (!mayBeTold(about)) {
            return;
        }
        if (output.route(about.srcAddress(), -1) != SendResult.OK) {
            return;
        }
        if (!limiter.tryTake(environment.nowNs())) {
            limited++;
            return;
        }
        final int quote = Math.min(LONGEST_QUOTE, about.end() - about.networkOffset());
        final Packet error = environment.originate(LONGEST_ERROR);
        if (error == null) {
            return;
        }
        error.range(error.offset(), IcmpHeader.HEADER_LENGTH + quote);
        icmp.wrapNew(error.buffer(), error.offset(), error.length(), type, code);
        if (type == IcmpHeader.PARAMETER_PROBLEM) {
            icmp.pointer(pointer);
        }
        ChecksumCompletion.complete(about); // nobody else will, and the quote is to say what was on the wire
        error.buffer().putBytes(icmp.payloadOffset(), about.buffer(), about.networkOffset(), quote);
        icmp.fillChecksum();
        sent++;
        final int src = interfaces.isOurs(about.dstAddress()) ? about.dstAddress() : output.source(about.srcAddress());
        output.send(error, src, about.srcAddress(), Ipv4Header.ICMP, Ipv4Output.DEFAULT_TTL, SERVICE, false);
    }

    private boolean mayBeTold(Packet about) {
        if (!offending.wrap(about.buffer(), about.networkOffset(), about.end() - about.networkOffset())) {
            return false;
        }
        final boolean toGroup = about.isLinkGroup() || interfaces.isBroadcast(about.dstAddress());
        final IcmpErrorPolicy policy = IcmpErrorPolicy.ofIpv4(
                about.srcAddress(),
                about.dstAddress(),
                offending.fragmentOffset(),
                offending.protocol(),
                offending.payloadLength() > 0
                        ? about.buffer().getByte(offending.payloadOffset()) & 0xFF
                        : IcmpErrorPolicy.NO_TYPE,
                0,
                toGroup);
        return policy == IcmpErrorPolicy.SEND && !interfaces.isBroadcast(about.srcAddress());
    }
}
