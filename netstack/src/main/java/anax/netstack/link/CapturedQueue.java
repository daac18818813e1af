package anax.netstack.link;

import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.wire.EthernetHeader;

/// One queue of a captured link: what passes it is copied to the capture.
///
/// Owner: one CPU. Allocates when made. Never blocks; what the capture has no room for is not captured.
final class CapturedQueue extends DecoratedQueue {
    private static final int VERSION_SHIFT = 4;

    private final LinkType type;
    private final long address;
    private final EthernetHeader ethernet = new EthernetHeader();
    private final int interfaceId;
    private final CaptureSource source;
    private final PacketSink capturing = this::onReceived;

    private PacketSink sink; // of the poll under way
    private long nowNs;

    CapturedQueue(Link link, LinkQueue inner, int interfaceId, CaptureSource source) {
        super(inner);
        type = link.type();
        address = link.address();
        this.interfaceId = interfaceId;
        this.source = source;
    }

    @Override
    public int poll(long now, int limit, PacketPool pool, PacketSink pollersSink) {
        sink = pollersSink;
        nowNs = now;
        return super.poll(now, limit, pool, capturing);
    }

    private void onReceived(Packet packet) {
        source.received(interfaceId, packet, nowNs);
        sink.onPacket(packet);
    }

    @Override
    public boolean send(Packet packet, long now) {
        final boolean sent = super.send(packet, now);
        if (sent) {
            source.sent(interfaceId, packet, now);
        }
        return sent;
    }

    /// Captures it as the frame that it came as or, if it was to leave, would have left as. What is neither, such
    /// as a copy of what a socket sends to a group of this host, is not captured.
    @Override
    public void dropped(Packet packet, DropReason reason, long now) {
        final int header = type.headerLength();
        final int network = packet.networkOffset();
        final boolean isDatagram = packet.offset() == network && packet.transportOffset() > network;
        if (packet.frameOffset() != Packet.NO_FRAME) {
            source.dropped(interfaceId, packet, packet.frameOffset(), reason, now);
        } else if (packet.isOutbound() && isDatagram) {
            source.dropped(interfaceId, packet, network - putLinkHeader(packet, header), reason, now);
        } else if (packet.isOutbound() && header > 0 && packet.offset() == network - header) {
            source.dropped(interfaceId, packet, packet.offset(), reason, now);
        }
        super.dropped(packet, reason, now);
    }

    /// Puts a link header before a datagram that never got one, to nobody: its readers look for one.
    ///
    /// @return how many octets it has
    private int putLinkHeader(Packet packet, int header) {
        if (header > 0) {
            final int version = (packet.buffer().getByte(packet.offset()) & 0xFF) >>> VERSION_SHIFT;
            ethernet.wrapNew(packet.buffer(), packet.offset() - header, header + packet.length())
                    .dst(0)
                    .src(address)
                    .etherType(version == 4 ? EthernetHeader.IPV4 : EthernetHeader.IPV6);
        }
        return header;
    }

    CaptureSource source() {
        return source;
    }
}
