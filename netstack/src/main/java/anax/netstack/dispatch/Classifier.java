package anax.netstack.dispatch;

import anax.netstack.link.LinkType;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.MacAddress;
import java.nio.ByteOrder;

/// Reads a frame's headers once, on the CPU that received it: where they are, between which ends it travels, and
/// which partition it belongs to.
///
/// Owner: one partition. Allocates nothing, never blocks. What it lets pass has a whole and true link and IP header;
/// whether this host wants it is for its owner to say.
public final class Classifier {
    /// An ARP packet, which begins at the packet's network offset.
    public static final int STAGE_ARP = 1;

    /// An IPv4 datagram, or a fragment of one.
    public static final int STAGE_IPV4 = 2;

    /// A whole datagram that IP has taken, for its protocol.
    public static final int STAGE_TRANSPORT = 3;

    /// A datagram for a recipient that was found.
    public static final int STAGE_RECIPIENT = 4;

    /// A payload that a socket, its recipient, is to send from its own partition.
    public static final int STAGE_SEND = 5;

    /// A frame that is to leave by a link of which its own partition has no queue.
    public static final int STAGE_TRANSMIT = 6;

    private static final int PORTS_LENGTH = 4;
    private static final int VERSION_SHIFT = 4;

    private final DispatchTable table;
    private final EthernetHeader ethernet = new EthernetHeader();
    private final Ipv4Header ip = new Ipv4Header();
    private DropReason reason;
    private int partition;

    /// Makes a classifier that shares packets out by this table.
    public Classifier(DispatchTable table) {
        this.table = table;
    }

    /// Reads the headers of a frame and says in the packet what it found.
    ///
    /// @param address the station's own address on an Ethernet link
    /// @return false if it goes no further, for [#reason]
    public boolean classify(Packet packet, LinkType type, long address) {
        return switch (type) {
            case ETHERNET -> classifyEthernet(packet, address);
            case RAW_IP -> classifyRaw(packet);
        };
    }

    /// The partition that the packet belongs to which was classified last.
    public int partition() {
        return partition;
    }

    /// Why the last packet goes no further.
    public DropReason reason() {
        return reason;
    }

    private boolean classifyEthernet(Packet packet, long address) {
        if (!ethernet.wrap(packet.buffer(), packet.offset(), packet.length())) {
            return refuse(DropReason.LINK_RUNT);
        }
        final long dst = ethernet.dst();
        packet.linkGroup(MacAddress.isGroup(dst));
        if (dst != address && !packet.isLinkGroup()) {
            return refuse(DropReason.LINK_NOT_OURS);
        }
        packet.pull(EthernetHeader.HEADER_LENGTH);
        packet.networkOffset(packet.offset());
        return switch (ethernet.etherType()) {
            case EthernetHeader.IPV4 -> classifyIpv4(packet);
            case EthernetHeader.ARP -> belongsTo(0, packet, STAGE_ARP);
            default -> refuse(DropReason.LINK_TYPE);
        };
    }

    private boolean classifyRaw(Packet packet) {
        if (packet.length() == 0) {
            return refuse(DropReason.LINK_RUNT);
        }
        packet.linkGroup(false).networkOffset(packet.offset());
        final int version = (packet.buffer().getByte(packet.offset()) & 0xFF) >>> VERSION_SHIFT;
        return version == 4 ? classifyIpv4(packet) : refuse(DropReason.LINK_TYPE);
    }

    private boolean classifyIpv4(Packet packet) {
        if (!ip.wrap(packet.buffer(), packet.offset(), packet.length())) {
            return refuse(DropReason.IP_HEADER);
        }
        if (!ip.verifies()) {
            return refuse(DropReason.IP_CHECKSUM);
        }
        packet.truncate(ip.totalLength()).transportOffset(ip.payloadOffset()).protocol(ip.protocol());
        packet.endpoints(ip.src(), ip.dst(), 0, 0);
        final boolean fragment = ip.isFragment();
        if (!fragment) {
            readPorts(packet);
        }
        return belongsTo(table.partitionOf(packet, fragment), packet, STAGE_IPV4);
    }

    /// Reads the ports of a datagram, if its protocol has any and they are there.
    public static void readPorts(Packet packet) {
        final int at = packet.transportOffset();
        final boolean hasPorts = packet.protocol() == Ipv4Header.UDP || packet.protocol() == Ipv4Header.TCP;
        if (hasPorts && packet.end() - at >= PORTS_LENGTH) {
            final int ports = packet.buffer().getInt(at, ByteOrder.BIG_ENDIAN);
            packet.endpoints(packet.srcAddress(), packet.dstAddress(), ports >>> 16, ports & 0xFFFF);
        }
    }

    private boolean belongsTo(int owner, Packet packet, int stage) {
        partition = owner;
        packet.stage(stage);
        return true;
    }

    private boolean refuse(DropReason why) {
        reason = why;
        return false;
    }
}
