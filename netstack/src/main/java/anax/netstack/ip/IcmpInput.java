package anax.netstack.ip;

import anax.netstack.dispatch.Classifier;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.Ipv4Header;

/// Takes ICMP messages: answers echoes, and tells protocols of errors about what their sockets sent (RFC 792; RFC
/// 1122, section 3.2.2; RFC 5927).
///
/// Owner: one partition. An error comes to the partition of the flow that it is about, see [IcmpDispatch]. Allocates
/// nothing, never blocks.
public final class IcmpInput implements TransportInput {
    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final Ipv4Output output;
    private final Ipv4Input input;
    private final PathMtuCache pathMtus;
    private final EchoReplies replies;
    private final EchoOptions echoOptions;
    private final Redirects redirects; // null if none are heeded
    private final IcmpHeader icmp = new IcmpHeader();
    private final Ipv4Header quoted = new Ipv4Header();

    /// Makes the input of a partition.
    ///
    /// @param redirects where to note which routers are nearer; null to ignore who says so
    public IcmpInput(
            EngineEnvironment environment,
            InterfaceTable interfaces,
            Ipv4Input input,
            Ipv4Output output,
            PathMtuCache pathMtus,
            EchoReplies replies,
            RedirectCache redirects) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.input = input;
        this.output = output;
        this.pathMtus = pathMtus;
        this.replies = replies;
        echoOptions = new EchoOptions(interfaces);
        this.redirects = redirects == null ? null : new Redirects(environment, interfaces, output, redirects);
    }

    @Override
    public void input(Packet packet) {
        final int length = packet.end() - packet.transportOffset();
        if (!icmp.wrap(packet.buffer(), packet.transportOffset(), length)) {
            environment.drop(packet, DropReason.ICMP_MALFORMED);
        } else if (packet.checksumState() == Packet.CHECKSUM_UNKNOWN && !icmp.verifies()) {
            environment.drop(packet, DropReason.ICMP_CHECKSUM);
        } else if (icmp.isError()) {
            error(packet);
        } else if (icmp.type() == IcmpHeader.ECHO) {
            answer(packet);
        } else if (icmp.type() == IcmpHeader.ECHO_REPLY) {
            replies.onReply(packet, icmp);
            environment.deliver(packet);
        } else {
            environment.drop(packet, DropReason.ICMP_TYPE);
        }
    }

    /// Nobody sends ICMP by a socket that could be told.
    @Override
    public int onError(Packet packet, Ipv4Header about, IcmpError error) {
        return -1;
    }

    /// The answer is the question, turned round (RFC 1122, section 3.2.2.6). Questions to everybody are not
    /// answered: thousands of answers to one forged source are an attack.
    private void answer(Packet question) {
        if (!interfaces.isOurs(question.dstAddress()) && !Ipv4Addresses.isLoopback(question.dstAddress())) {
            environment.drop(question, DropReason.ICMP_TYPE);
            return;
        }
        final int from = question.dstAddress();
        final int to = question.srcAddress();
        if (output.route(to, -1) != SendResult.OK) {
            environment.drop(question, DropReason.IP_NO_ROUTE);
            return;
        }
        quoted.wrap(question.buffer(), question.networkOffset(), question.length());
        final int service = quoted.dscp() << 2;
        echoOptions.take(question, quoted, from, environment.nowNs());
        final Packet answer = environment.turnRound(question);
        answer.pull(answer.transportOffset() - answer.offset());
        icmp.type(IcmpHeader.ECHO_REPLY).fillChecksum();
        answer.checksumState(Packet.CHECKSUM_VALID);
        output.sendWithOptions(answer, from, to, Ipv4Header.ICMP, service, echoOptions.octets(), echoOptions.length());
    }

    /// RFC 5927, section 4: only what quotes a datagram that one of our sockets may have sent, from the very
    /// address that the error came to (RFC 792), is heard at all: else whoever sits on the wire could end what we
    /// say to ourselves.
    private void error(Packet packet) {
        final IcmpError error = IcmpError.of(icmp.type(), icmp.code());
        if (error == null || (error == IcmpError.REDIRECTED && redirects == null)) {
            environment.drop(packet, DropReason.ICMP_TYPE); // source quenches among them (RFC 6633)
            return;
        }
        if (!icmp.wrapQuoted(quoted)) {
            environment.drop(packet, DropReason.ICMP_MALFORMED);
            return;
        }
        final TransportInput transport = input.transport(quoted.protocol());
        final boolean isOurs = quoted.src() == packet.dstAddress() && quoted.fragmentOffset() == 0 && transport != null;
        final int nextHopMtu = icmp.nextHopMtu();
        final int gateway = icmp.gateway();
        final int quotedLength = quoted.totalLength();
        final int dst = quoted.dst();
        final int owner = isOurs ? transport.onError(packet, quoted, error) : -1;
        if (owner < 0) {
            environment.drop(packet, DropReason.ICMP_QUOTE);
            return;
        }
        if (owner != environment.partition()) {
            environment.passOn(packet.stage(Classifier.STAGE_TRANSPORT), owner);
            return;
        }
        if (error == IcmpError.REDIRECTED && !redirects.heed(packet, dst, gateway)) {
            environment.drop(packet, DropReason.ICMP_REDIRECT);
            return;
        }
        if (error == IcmpError.TOO_LONG) {
            final boolean hasWay = output.route(dst, -1) == SendResult.OK;
            final int linkMtu = hasWay ? output.way().mtu() : Ipv4Header.MAX_LENGTH;
            pathMtus.tooBig(dst, nextHopMtu, quotedLength, linkMtu, environment.nowNs());
        }
        environment.deliver(packet);
    }
}
