package anax.netstack.udp;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.InterfaceTable;
import anax.netstack.ip.Ipv4Addresses;
import anax.netstack.ip.Ipv4Output;
import anax.netstack.ip.SendResult;
import anax.netstack.link.Segmentation;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.UdpHeader;

/// Sends a socket's datagrams (RFC 768).
///
/// Owner: one partition. Allocates nothing, never blocks.
public final class UdpOutput {
    /// The longest payload: a whole IP datagram without its headers.
    public static final int LONGEST_PAYLOAD =
            Ipv4Header.MAX_LENGTH - Ipv4Header.MIN_HEADER_LENGTH - UdpHeader.HEADER_LENGTH;

    /// The most segments that one send is cut into.
    public static final int MOST_SEGMENTS = 64;

    private static final int CHECKSUM_FIELD = 6;
    private static final int HEADERS = Ipv4Header.MIN_HEADER_LENGTH + UdpHeader.HEADER_LENGTH;

    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final Ipv4Output ip;
    private final UdpSockets sockets;
    private final UdpGroups groups;
    private final boolean pseudoConnect;
    private final UdpHeader udp = new UdpHeader();

    /// Makes the output of a partition.
    ///
    /// @param pseudoConnect whether to connect a socket for each datagram that it sends and disconnect it
    ///                      afterwards, as BSD did, for comparison
    public UdpOutput(
            EngineEnvironment environment,
            InterfaceTable interfaces,
            Ipv4Output ip,
            UdpSockets sockets,
            UdpGroups groups,
            boolean pseudoConnect) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.ip = ip;
        this.sockets = sockets;
        this.groups = groups;
        this.pseudoConnect = pseudoConnect;
    }

    /// Sends the payload that a packet holds; it is no longer the caller's. If it is marked [Packet#GSO_UDP] it
    /// is sent as datagrams of [Packet#gsoSize] octets each, but for the last. These are never fragmented on the
    /// way, and always have checksums.
    ///
    /// @param dst     where to; 0 for where the socket is connected to
    /// @param dstPort where to
    /// @return [SendResult#OK], or why it was dropped
    public int send(UdpEndpoint from, Packet packet, int dst, int dstPort) {
        if (from.isClosed()) {
            return refuse(packet, DropReason.SOCKET_CLOSED, SendResult.CLOSED);
        }
        if (dst == 0 && from.isConnected()) {
            return sendTo(from, packet, from.remoteAddress(), from.remotePort());
        }
        if (dst == 0 || dstPort == 0) {
            return refuse(packet, DropReason.IP_NO_ROUTE, SendResult.NO_DESTINATION);
        }
        if (!pseudoConnect || from.isConnected()) {
            return sendTo(from, packet, dst, dstPort);
        }
        final boolean wasConnected = sockets.pseudoConnect(from, dst, dstPort);
        final int result = sendTo(from, packet, dst, dstPort);
        if (wasConnected) {
            sockets.pseudoDisconnect(from, dst, dstPort);
        }
        return result;
    }

    /// Refuses what can be no segment, for those who take it from a user.
    ///
    /// @throws IllegalArgumentException if it is not 0 to [#LONGEST_PAYLOAD]
    public static void checkSegment(int octets) {
        if (octets < 0 || octets > LONGEST_PAYLOAD) {
            throw new IllegalArgumentException("segments of " + octets + " octets were asked for; use 1 to "
                    + LONGEST_PAYLOAD + ", or 0 to send a single datagram");
        }
    }

    private int sendTo(UdpEndpoint from, Packet packet, int dst, int dstPort) {
        final boolean group = Ipv4Addresses.isMulticast(dst);
        if (interfaces.isBroadcast(dst) && !from.isBroadcastAllowed()) {
            return refuse(packet, DropReason.IP_NO_ROUTE, SendResult.BROADCAST_REFUSED);
        }
        if (packet.length() > LONGEST_PAYLOAD) {
            return refuse(packet, DropReason.IP_DONT_FRAGMENT, SendResult.TOO_LONG);
        }
        if (ip.route(dst, from.interfaceIndex()) != SendResult.OK) {
            return refuse(packet, DropReason.IP_NO_ROUTE, SendResult.NO_ROUTE);
        }
        if (packet.gsoType() != Packet.GSO_NONE && !canSegment(packet, dst)) {
            return refuse(packet, DropReason.IP_DONT_FRAGMENT, SendResult.TOO_LONG);
        }
        final boolean hasSource = from.localAddress() != 0 && !Ipv4Addresses.isMulticast(from.localAddress());
        final int src = hasSource ? from.localAddress() : ip.source(dst);
        if (src == 0) {
            return refuse(packet, DropReason.IP_NO_SOURCE, SendResult.NO_SOURCE);
        }
        writeHeader(from, packet, src, dst, dstPort);
        if (group && from.isGroupLooped()) {
            groups.loop(packet, src, dst, ip.way().index());
        }
        final int ttl = from.ttlTo(group);
        if (ttl == 0) {
            environment.discard(packet); // for this host only (RFC 1112, section 6.1)
            return SendResult.OK;
        }
        final boolean whole = from.isDontFragment() || packet.gsoType() != Packet.GSO_NONE;
        return ip.send(packet, src, dst, Ipv4Header.UDP, ttl, from.service(), whole);
    }

    /// What is no longer than one segment is a datagram as any other.
    private boolean canSegment(Packet packet, int dst) {
        final int size = packet.gsoSize();
        if (packet.length() <= size) {
            packet.gso(Packet.GSO_NONE, 0);
            return true;
        }
        return size > 0 && size + HEADERS <= ip.mtu(dst) && Segmentation.pieces(packet.length(), size) <= MOST_SEGMENTS;
    }

    /// The device, or whoever stands in for it, completes the sum.
    private void writeHeader(UdpEndpoint from, Packet packet, int src, int dst, int dstPort) {
        final boolean isSummed = from.hasChecksums() || packet.gsoType() != Packet.GSO_NONE;
        final int at = packet.push(UdpHeader.HEADER_LENGTH);
        final int length = packet.length();
        final int sum = isSummed ? InternetChecksum.pseudoHeaderIpv4(src, dst, Ipv4Header.UDP, length) : 0;
        udp.write(packet.buffer(), at, from.localPort(), dstPort, length, sum);
        packet.transportOffset(at).endpoints(src, dst, from.localPort(), dstPort);
        if (isSummed) {
            packet.partialChecksum(at, CHECKSUM_FIELD);
        } else {
            packet.checksumState(Packet.CHECKSUM_VALID);
        }
    }

    private int refuse(Packet packet, DropReason reason, int result) {
        environment.drop(packet, reason);
        return result;
    }
}
