package anax.netstack.udp;

import anax.netstack.dispatch.Classifier;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.IcmpError;
import anax.netstack.ip.IcmpErrors;
import anax.netstack.ip.InterfaceTable;
import anax.netstack.ip.Ipv4Addresses;
import anax.netstack.ip.TransportInput;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;
import java.nio.ByteOrder;

/// Takes datagrams from IP and gives them to sockets (RFC 768; RFC 1122, section 4.1.3).
///
/// Owner: one partition. Allocates nothing, never blocks.
public final class UdpInput implements TransportInput {
    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final UdpSockets sockets;
    private final IcmpErrors errors;
    private final UdpGroups groups;
    private final UdpHeader udp = new UdpHeader();

    /// Makes the input of a partition.
    public UdpInput(
            EngineEnvironment environment,
            InterfaceTable interfaces,
            UdpSockets sockets,
            IcmpErrors errors,
            UdpGroups groups) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.sockets = sockets;
        this.errors = errors;
        this.groups = groups;
    }

    @Override
    public void input(Packet packet) {
        if (!udp.wrap(packet.buffer(), packet.transportOffset(), packet.end() - packet.transportOffset())) {
            environment.drop(packet, DropReason.UDP_LENGTH);
            return;
        }
        if (!isIntact(packet)) {
            environment.drop(packet, DropReason.UDP_CHECKSUM);
            return;
        }
        packet.endpoints(packet.srcAddress(), packet.dstAddress(), udp.srcPort(), udp.dstPort());
        if (Ipv4Addresses.isMulticast(packet.dstAddress())) {
            groups.deliver(packet, udp.payloadOffset(), udp.payloadLength());
            return;
        }
        if (sockets.isFlowOfAnother(packet.srcAddress(), packet.dstAddress(), udp.srcPort(), udp.dstPort())) {
            passOnToFlowsOwner(packet);
            return;
        }
        final UdpEndpoint endpoint =
                sockets.find(packet.srcAddress(), packet.dstAddress(), udp.srcPort(), udp.dstPort());
        if (endpoint == null) {
            tryOwnerOrRefuse(packet);
        } else if (endpoint.owner() == environment.partition()) {
            endpoint.receive(environment, packet, udp.payloadOffset(), udp.payloadLength());
        } else {
            passOn(packet, endpoint);
        }
    }

    /// Takes a datagram for a socket of this partition that another one has found.
    public void inputTo(UdpEndpoint endpoint, Packet packet) {
        assert endpoint.owner() == environment.partition() : "a datagram for partition " + endpoint.owner();
        endpoint.receive(environment, packet, packet.offset(), packet.length());
    }

    /// Only what a socket of ours can have sent is heard (RFC 5927, section 4): UDP has no sequence numbers to
    /// check, so a connected socket is told, and of the others the one that has the port.
    @Override
    public int onError(Packet packet, Ipv4Header quoted, IcmpError error) {
        final int ports = packet.buffer().getInt(quoted.payloadOffset(), ByteOrder.BIG_ENDIAN);
        final int own = quoted.src(); // what is quoted went the other way
        final int peer = quoted.dst();
        final UdpEndpoint endpoint = sockets.find(peer, own, ports & 0xFFFF, ports >>> 16);
        if (endpoint == null) {
            return -1;
        }
        if (endpoint.owner() == environment.partition() && error.isLoss()) {
            endpoint.fail(environment, packet, error);
        }
        return endpoint.owner();
    }

    /// A datagram without a checksum is taken as it is (RFC 1122, section 4.1.3.4).
    private boolean isIntact(Packet packet) {
        if (packet.checksumState() != Packet.CHECKSUM_UNKNOWN || !udp.hasChecksum()) {
            return true;
        }
        return udp.verifies(InternetChecksum.pseudoHeaderIpv4(
                packet.srcAddress(), packet.dstAddress(), Ipv4Header.UDP, udp.length()));
    }

    /// A connected socket is found in its flow's partition only, to which a datagram that came in turn, and not
    /// by its flow, goes on.
    private void tryOwnerOrRefuse(Packet packet) {
        final int owner =
                sockets.ownerOfFlow(packet.dstAddress(), packet.srcAddress(), packet.dstPort(), packet.srcPort());
        if (owner == environment.partition() || interfaces.isBroadcast(packet.dstAddress())) {
            refuse(packet);
        } else {
            passOnToFlowsOwner(packet);
        }
    }

    private void passOnToFlowsOwner(Packet packet) {
        final int owner =
                sockets.ownerOfFlow(packet.dstAddress(), packet.srcAddress(), packet.dstPort(), packet.srcPort());
        packet.checksumState(Packet.CHECKSUM_VALID).stage(Classifier.STAGE_TRANSPORT);
        environment.passOn(packet, owner);
    }

    private void refuse(Packet packet) {
        if (!interfaces.isBroadcast(packet.dstAddress())) {
            errors.unreachable(packet, IcmpHeader.PORT_UNREACHABLE);
        }
        environment.drop(packet, DropReason.UDP_NO_PORT);
    }

    private void passOn(Packet packet, UdpEndpoint endpoint) {
        packet.range(udp.payloadOffset(), udp.payloadLength());
        packet.recipient(endpoint).stage(Classifier.STAGE_RECIPIENT);
        environment.passOn(packet, endpoint.owner());
    }
}
