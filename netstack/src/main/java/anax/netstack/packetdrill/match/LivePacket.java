package anax.netstack.packetdrill.match;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// An IPv4 packet that the stack sent, taken apart.
///
/// Owner: nobody, it never changes.
///
/// @param timeNs        when it left, on the script's clock
/// @param version       of IP
/// @param headerLength  octets of the IP header
/// @param totalLength   octets, as the header says
/// @param octets        octets that there are
/// @param service       class of service and congestion mark
/// @param ttl           time to live
/// @param protocol      the number of what IP carries
/// @param src           source address
/// @param dst           destination address
/// @param fragment      whether it is part of a datagram only
/// @param headerSumGood whether the checksum of the IP header is right
/// @param body          what IP carries
public record LivePacket(
        long timeNs,
        int version,
        int headerLength,
        int totalLength,
        int octets,
        int service,
        int ttl,
        int protocol,
        int src,
        int dst,
        boolean fragment,
        boolean headerSumGood,
        LiveBody body) {
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;

    private static final int IPV4_HEADER = 20;
    private static final int FRAGMENT_BITS = 0x3FFF;

    /// Takes a packet apart. What cannot be read as its protocol says is [LiveBody.Other].
    public static LivePacket of(byte[] octets, long timeNs) {
        final ByteBuffer in = ByteBuffer.wrap(octets);
        final int version = octets.length == 0 ? 0 : (octets[0] & 0xFF) >>> 4;
        final int header = octets.length == 0 ? 0 : (octets[0] & 0xF) * Integer.BYTES;
        if (version != 4 || header < IPV4_HEADER || header > octets.length) {
            return new LivePacket(
                    timeNs,
                    version,
                    header,
                    0,
                    octets.length,
                    0,
                    0,
                    0,
                    0,
                    0,
                    false,
                    false,
                    new LiveBody.Other(Octets.of(octets, 0, octets.length)));
        }
        final int total = in.getShort(2) & 0xFFFF;
        final int protocol = in.get(9) & 0xFF;
        final int src = in.getInt(12);
        final int dst = in.getInt(16);
        final boolean fragment = (in.getShort(6) & FRAGMENT_BITS) != 0;
        final byte[] carried = Arrays.copyOfRange(octets, header, Math.clamp(total, header, octets.length));
        final boolean good = new OnesSum().add(in, 0, header).sum() == 0xFFFF;
        final LiveBody body = fragment
                ? new LiveBody.Other(Octets.of(carried, 0, carried.length))
                : LiveBody.of(protocol, src, dst, carried);
        return new LivePacket(
                timeNs,
                version,
                header,
                total,
                octets.length,
                in.get(1) & 0xFF,
                in.get(8) & 0xFF,
                protocol,
                src,
                dst,
                fragment,
                good,
                body);
    }

    /// The same with another body, the length that this makes, and whether the header that it came under was
    /// good.
    LivePacket withBody(LiveBody other, int total, boolean nextSumGood) {
        return new LivePacket(
                timeNs,
                version,
                headerLength,
                total,
                total,
                service,
                ttl,
                protocol,
                src,
                dst,
                fragment,
                headerSumGood && nextSumGood,
                other);
    }

    /// Between which ends it goes; ports are 0 where there are none.
    public Ends ends() {
        return switch (body) {
            case LiveBody.Tcp tcp -> new Ends(src, tcp.srcPort(), dst, tcp.dstPort());
            case LiveBody.Udp udp -> new Ends(src, udp.srcPort(), dst, udp.dstPort());
            case LiveBody.Icmp _, LiveBody.Other _ -> new Ends(src, 0, dst, 0);
        };
    }
}
