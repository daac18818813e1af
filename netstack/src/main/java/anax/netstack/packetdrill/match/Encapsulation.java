package anax.netstack.packetdrill.match;

import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.IpInfo;
import anax.netstack.packetdrill.syntax.OuterHeader;
import anax.netstack.packetdrill.syntax.Position;
import java.nio.ByteBuffer;
import java.util.List;

/// Puts the headers before a packet that a script says carry it, outermost first, with right lengths and sums.
///
/// Owner: nobody, it keeps no state.
final class Encapsulation {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int DEFAULT_TTL = 255;
    private static final int MOST_OCTETS = 65_535;

    // Protocols of IP, and types of Ethernet, by which a header says what follows.
    private static final int IPV4_IN_IP = 4;
    private static final int IPV6_IN_IP = 41;
    private static final int GRE_IN_IP = 47;
    private static final int MPLS_IN_IP = 137;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86DD;
    private static final int TYPE_MPLS = 0x8847;

    private Encapsulation() {}

    static byte[] wrap(Position at, List<OuterHeader> headers, byte[] packet) {
        byte[] carried = packet;
        for (int i = headers.size() - 1; i >= 0; i--) {
            final OuterHeader next = i + 1 < headers.size() ? headers.get(i + 1) : null;
            carried = switch (headers.get(i)) {
                case OuterHeader.Ip ip -> ip(at, ip, protocol(next), carried);
                case OuterHeader.Gre gre -> gre(gre, type(next), carried);
                case OuterHeader.Mpls(List<OuterHeader.Label> labels) -> mpls(labels, carried);
            };
        }
        if (!headers.isEmpty() && !(headers.getFirst() instanceof OuterHeader.Ip)) {
            throw new InvalidScriptException(at, "the outermost header is not IP's; write ipv4 or ipv6 before it");
        }
        return carried;
    }

    /// What an IP header calls what follows; the packet itself is IPv4's.
    private static int protocol(OuterHeader next) {
        return switch (next) {
            case null -> IPV4_IN_IP;
            case OuterHeader.Ip ip -> ip.v4() ? IPV4_IN_IP : IPV6_IN_IP;
            case OuterHeader.Gre _ -> GRE_IN_IP;
            case OuterHeader.Mpls _ -> MPLS_IN_IP;
        };
    }

    private static int type(OuterHeader next) {
        return switch (next) {
            case null -> TYPE_IPV4;
            case OuterHeader.Ip ip -> ip.v4() ? TYPE_IPV4 : TYPE_IPV6;
            case OuterHeader.Gre _ -> TYPE_IPV4;
            case OuterHeader.Mpls _ -> TYPE_MPLS;
        };
    }

    private static byte[] ip(Position at, OuterHeader.Ip header, int protocol, byte[] carried) {
        final int length = (header.v4() ? IPV4_HEADER : IPV6_HEADER) + carried.length;
        if (length > MOST_OCTETS) {
            throw new InvalidScriptException(at, "a packet of " + length + " octets; use " + MOST_OCTETS + " at most");
        }
        final ByteBuffer out = ByteBuffer.allocate(length);
        final IpInfo info = header.ip();
        final int ttl = info.ttl().orElse(DEFAULT_TTL);
        final int service = info.service().value();
        if (header.v4()) {
            out.put((byte) 0x45).put((byte) service).putShort((short) length);
            out.putInt(0).put((byte) ttl).put((byte) protocol).putShort((short) 0);
            out.put(header.src().getAddress()).put(header.dst().getAddress());
            out.putShort(10, (short) new OnesSum().add(out, 0, IPV4_HEADER).checksum());
        } else {
            out.putInt(6 << 28 | service << 20 | info.flowLabel().orElse(0));
            out.putShort((short) carried.length).put((byte) protocol).put((byte) ttl);
            out.put(header.src().getAddress()).put(header.dst().getAddress());
        }
        return out.put(carried).array();
    }

    private static byte[] gre(OuterHeader.Gre gre, int type, byte[] carried) {
        final int optional = Integer.bitCount(
                gre.flags() & (OuterHeader.Gre.CHECKSUM | OuterHeader.Gre.KEY | OuterHeader.Gre.SEQUENCE));
        final ByteBuffer out = ByteBuffer.allocate((1 + optional) * Integer.BYTES + carried.length);
        out.putShort((short) gre.flags()).putShort((short) type);
        if ((gre.flags() & OuterHeader.Gre.CHECKSUM) != 0) {
            out.putShort((short) gre.sum()).putShort((short) gre.off());
        }
        if ((gre.flags() & OuterHeader.Gre.KEY) != 0) {
            out.putInt((int) gre.key());
        }
        if ((gre.flags() & OuterHeader.Gre.SEQUENCE) != 0) {
            out.putInt((int) gre.seq());
        }
        return out.put(carried).array();
    }

    private static byte[] mpls(List<OuterHeader.Label> labels, byte[] carried) {
        final ByteBuffer out = ByteBuffer.allocate(labels.size() * Integer.BYTES + carried.length);
        for (final OuterHeader.Label label : labels) {
            out.putInt(label.label() << 12 | label.tc() << 9 | (label.bottom() ? 1 << 8 : 0) | label.ttl());
        }
        return out.put(carried).array();
    }
}
