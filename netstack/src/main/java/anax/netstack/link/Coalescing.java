package anax.netstack.link;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;

/// Joins consecutive segments of a flow in software, for links that do not: what follows is then done once for all of
/// them. Stands between a queue that is polled and who takes its packets.
///
/// Owner: one CPU. Allocates when made, never blocks. It holds one packet for each of some flows; if there are more,
/// one is let go. Whoever polls must call [#flush] at the end of the batch: nothing is held longer than that.
///
/// **What is joined** (after Linux's generic receive offload): TCP segments over IPv4 or IPv6 that follow each other
/// without a gap, with payload, right checksums, equal link headers, acknowledgments, windows, options (so timestamps
/// as well), TTL, service and flow label; a shorter one, PSH and FIN end the packet, CWR begins one; SYN, RST, URG,
/// IP options, extension headers and fragments are left alone. UDP datagrams only where they are wanted, if they have
/// a checksum and equal lengths but for the last. The order within a flow is kept: what cannot be joined pushes out
/// what is held.
public final class Coalescing implements PacketSink {
    private static final int FLOWS = 8;
    private static final int NEVER_JOINED = TcpHeader.SYN | TcpHeader.RST | TcpHeader.URG;
    private static final int ENDING = TcpHeader.FIN | TcpHeader.PSH;

    private final LinkType type;
    private final DatagramFlows datagramFlows;
    private final PacketPool pool;
    private final PacketSink next;
    private final CoalescedFlow[] flows = new CoalescedFlow[FLOWS];
    private final JoinableDatagram ip = new JoinableDatagram();
    private final TcpHeader tcp = new TcpHeader();
    private final UdpHeader udp = new UdpHeader();
    private int nextVictim;
    private int joinedNow; // since the last flush
    private long joined;

    /// Knows which datagrams somebody wants to have joined.
    @FunctionalInterface
    public interface DatagramFlows {
        /// Those of no flow.
        DatagramFlows NONE = (src, dst, srcPort, dstPort) -> false;

        /// Those of all flows.
        DatagramFlows ALL = (src, dst, srcPort, dstPort) -> true;

        /// True if UDP datagrams of this flow over IPv4 are to be joined.
        boolean wantsSegments(int src, int dst, int srcPort, int dstPort);

        /// True if UDP datagrams over IPv6 are to be joined between such ports; unless somebody says otherwise,
        /// as none are that no socket could take.
        default boolean wantsSegmentsOverIpv6(int srcPort, int dstPort) {
            return this == ALL;
        }

        /// False if there is no flow whose datagrams are to be joined: then none of them is looked at.
        default boolean wantsAnySegments() {
            return this != NONE;
        }
    }

    /// @param type          what the packets begin with
    /// @param datagramFlows of which flows UDP datagrams are joined as well
    /// @param pool          that of the packets, and of the large ones into which they are joined
    /// @param next          what takes the packets then
    public Coalescing(LinkType type, DatagramFlows datagramFlows, PacketPool pool, PacketSink next) {
        this.type = type;
        this.datagramFlows = datagramFlows;
        this.pool = pool;
        this.next = next;
        for (int i = 0; i < FLOWS; i++) {
            flows[i] = new CoalescedFlow();
        }
    }

    @Override
    public void onPacket(Packet packet) {
        if ((!datagramFlows.wantsAnySegments() && JoinableDatagram.isUdp(packet, type)) || !ip.read(packet, type)) {
            next.onPacket(packet);
        } else if (ip.protocol() == Ipv4Header.TCP) {
            onSegment(packet);
        } else {
            onDatagram(packet);
        }
    }

    /// Hands on all that is held. At the end of a batch.
    ///
    /// @return how many packets were joined to others before them since this was called last
    public int flush() {
        for (CoalescedFlow flow : flows) {
            if (!flow.isFree()) {
                next.onPacket(flow.end());
            }
        }
        final int sinceLast = joinedNow;
        joined += sinceLast;
        joinedNow = 0;
        return sinceLast;
    }

    /// How many packets were joined to others before them, up to the last [#flush].
    public long joined() {
        return joined;
    }

    private void onSegment(Packet packet) {
        if (!ip.wrap(tcp, packet) || !ip.isHeaderIntact()) {
            next.onPacket(packet);
            return;
        }
        final int octets = tcp.payloadLength();
        final boolean canJoin =
                octets > 0 && (tcp.flags() & NEVER_JOINED) == 0 && isOne(packet) && isSegmentRight(packet);
        final CoalescedFlow flow = find(packet, tcp.ports());
        if (flow != null) {
            if (canJoin && flow.takes(packet, ip, tcp) && append(flow, packet, octets, tcp.flags())) {
                return;
            }
            next.onPacket(flow.end());
        }
        if (canJoin && (tcp.flags() & ENDING) == 0) {
            freePlace().begin(packet, ip, tcp);
        } else {
            next.onPacket(packet);
        }
    }

    private void onDatagram(Packet packet) {
        if (!ip.wrap(udp, packet) || !isWanted() || !ip.isHeaderIntact()) {
            next.onPacket(packet);
            return;
        }
        final int octets = udp.payloadLength();
        final boolean canJoin = octets > 0
                && udp.length() == ip.payloadLength()
                && udp.hasChecksum()
                && isOne(packet)
                && isDatagramRight(packet);
        final CoalescedFlow flow = find(packet, udp.srcPort() << Short.SIZE | udp.dstPort());
        if (flow != null) {
            if (canJoin && flow.takes(ip, udp) && append(flow, packet, octets, 0)) {
                return;
            }
            next.onPacket(flow.end());
        }
        if (canJoin) {
            freePlace().begin(packet, ip, udp);
        } else {
            next.onPacket(packet);
        }
    }

    private boolean isWanted() {
        return ip.isV6()
                ? datagramFlows.wantsSegmentsOverIpv6(udp.srcPort(), udp.dstPort())
                : datagramFlows.wantsSegments(ip.srcV4(), ip.dstV4(), udp.srcPort(), udp.dstPort());
    }

    /// True if it is no super-segment already; then it ends where its datagram ends from now on.
    private boolean isOne(Packet packet) {
        if (packet.gsoType() != Packet.GSO_NONE) {
            return false;
        }
        packet.truncate(ip.end() - packet.offset());
        return true;
    }

    private boolean isSegmentRight(Packet packet) {
        return packet.checksumState() != Packet.CHECKSUM_UNKNOWN || note(packet, tcp.verifies(ip.pseudoHeaderSum()));
    }

    private boolean isDatagramRight(Packet packet) {
        return packet.checksumState() != Packet.CHECKSUM_UNKNOWN || note(packet, udp.verifies(ip.pseudoHeaderSum()));
    }

    /// What was found right need not be summed again.
    private static boolean note(Packet packet, boolean isRight) {
        if (isRight) {
            packet.checksumState(Packet.CHECKSUM_VALID);
        }
        return isRight;
    }

    private boolean append(CoalescedFlow flow, Packet packet, int octets, int flags) {
        if (!flow.append(packet, octets, flags, pool)) {
            return false;
        }
        joinedNow++;
        pool.takeBack(packet);
        if (flow.isEndedBy(octets)) {
            next.onPacket(flow.end());
        }
        return true;
    }

    private CoalescedFlow find(Packet packet, int ports) {
        for (CoalescedFlow flow : flows) {
            if (flow.is(packet, ip, ports, type.headerLength())) {
                return flow;
            }
        }
        return null;
    }

    private CoalescedFlow freePlace() {
        for (CoalescedFlow flow : flows) {
            if (flow.isFree()) {
                return flow;
            }
        }
        final CoalescedFlow victim = flows[nextVictim];
        nextVictim = nextVictim + 1 == FLOWS ? 0 : nextVictim + 1;
        next.onPacket(victim.end());
        return victim;
    }
}
