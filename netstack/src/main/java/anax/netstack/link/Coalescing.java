package anax.netstack.link;

import static java.nio.ByteOrder.BIG_ENDIAN;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.UdpHeader;

/// Joins consecutive segments of a flow in software, for links that do not: what follows is then done once for all of
/// them. Stands between a queue that is polled and who takes its packets.
///
/// Owner: one CPU. Allocates when made, never blocks. It holds one packet for each of some flows; if there are more,
/// one is let go. Whoever polls must call [#flush] at the end of the batch: nothing is held longer than that.
///
/// **What is joined** (after Linux's generic receive offload): TCP segments over IPv4 that follow each other without
/// a gap, with payload, right checksums, equal acknowledgments, windows, options (so timestamps as well), TTL and
/// service; a shorter one, PSH and FIN end the packet, CWR begins one; SYN, RST, URG, IP options and fragments are
/// left alone. UDP datagrams only if asked, if they have a checksum and equal lengths but for the last. The order
/// within a flow is kept: what cannot be joined pushes out what is held.
public final class Coalescing implements PacketSink {
    private static final int FLOWS = 8;
    private static final int ETHER_TYPE = 12; // where it stands in an Ethernet header
    private static final int NEVER_JOINED = TcpHeader.SYN | TcpHeader.RST | TcpHeader.URG;
    private static final int ENDING = TcpHeader.FIN | TcpHeader.PSH;

    private final LinkType type;
    private final boolean joinsDatagrams;
    private final PacketPool pool;
    private final PacketSink next;
    private final CoalescedFlow[] flows = new CoalescedFlow[FLOWS];
    private final Ipv4Header ip = new Ipv4Header();
    private final TcpHeader tcp = new TcpHeader();
    private final UdpHeader udp = new UdpHeader();
    private int nextVictim;
    private long joined;

    /// @param type           what the packets begin with
    /// @param joinsDatagrams whether UDP datagrams are joined as well
    /// @param pool           that of the packets, and of the large ones into which they are joined
    /// @param next           what takes the packets then
    public Coalescing(LinkType type, boolean joinsDatagrams, PacketPool pool, PacketSink next) {
        this.type = type;
        this.joinsDatagrams = joinsDatagrams;
        this.pool = pool;
        this.next = next;
        for (int i = 0; i < FLOWS; i++) {
            flows[i] = new CoalescedFlow();
        }
    }

    @Override
    public void onPacket(Packet packet) {
        if (isWholeDatagram(packet)) {
            if (ip.protocol() == Ipv4Header.TCP) {
                onSegment(packet);
                return;
            }
            if (ip.protocol() == Ipv4Header.UDP && joinsDatagrams) {
                onDatagram(packet);
                return;
            }
        }
        next.onPacket(packet);
    }

    /// Hands on all that is held. At the end of a batch.
    public void flush() {
        for (CoalescedFlow flow : flows) {
            if (!flow.isFree()) {
                next.onPacket(flow.end());
            }
        }
    }

    /// How many packets were joined to others before them.
    public long joined() {
        return joined;
    }

    private boolean isWholeDatagram(Packet packet) {
        final int network = packet.offset() + type.headerLength();
        if (type == LinkType.ETHERNET
                && (packet.length() < EthernetHeader.HEADER_LENGTH
                        || packet.buffer().getShort(packet.offset() + ETHER_TYPE, BIG_ENDIAN) != EthernetHeader.IPV4)) {
            return false;
        }
        return ip.wrap(packet.buffer(), network, packet.end() - network)
                && !ip.isFragment()
                && !ip.hasOptions()
                && ip.verifies();
    }

    private void onSegment(Packet packet) {
        if (!tcp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength())) {
            next.onPacket(packet);
            return;
        }
        final int octets = tcp.payloadLength();
        final boolean canJoin =
                octets > 0 && (tcp.flags() & NEVER_JOINED) == 0 && isOne(packet) && isSegmentRight(packet);
        final CoalescedFlow flow = find(tcp.ports());
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
        if (!udp.wrap(packet.buffer(), ip.payloadOffset(), ip.payloadLength())) {
            next.onPacket(packet);
            return;
        }
        final int octets = udp.payloadLength();
        final boolean canJoin = octets > 0
                && udp.length() == ip.payloadLength()
                && udp.hasChecksum()
                && isOne(packet)
                && isDatagramRight(packet);
        final CoalescedFlow flow = find(udp.srcPort() << Short.SIZE | udp.dstPort());
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

    /// True if it is no super-segment already; then it ends where its datagram ends from now on.
    private boolean isOne(Packet packet) {
        if (packet.gsoType() != Packet.GSO_NONE) {
            return false;
        }
        packet.truncate(type.headerLength() + ip.totalLength());
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
        joined++;
        pool.takeBack(packet);
        if (flow.isEndedBy(octets)) {
            next.onPacket(flow.end());
        }
        return true;
    }

    private CoalescedFlow find(int ports) {
        final int src = ip.src();
        final int dst = ip.dst();
        final int protocol = ip.protocol();
        for (CoalescedFlow flow : flows) {
            if (flow.is(protocol, src, dst, ports)) {
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
