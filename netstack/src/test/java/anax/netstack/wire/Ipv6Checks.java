package anax.netstack.wire;

import static anax.netstack.wire.Checked.OFFSET;
import static anax.netstack.wire.Checked.holds;
import static anax.netstack.wire.Checked.sameAs;
import static anax.netstack.wire.Checked.within;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/// What holds of IPv6 packets, chains of extension headers and ICMPv6 messages, whatever their octets.
///
/// Owner: none, it keeps no state.
final class Ipv6Checks {
    private Ipv6Checks() {}

    static void packet(byte[] octets) {
        var buffer = Checked.place(octets);
        var ip = new Ipv6Header();
        if (ip.wrapQuoted(buffer, OFFSET, octets.length)) {
            within(octets, ip.payloadOffset(), ip.payloadLength(), "quoted payload");
        }
        if (!ip.wrap(buffer, OFFSET, octets.length)) {
            return;
        }
        within(octets, ip.payloadOffset(), ip.payloadLength(), "payload");
        var anew = new UnsafeBuffer(new byte[Ipv6Header.HEADER_LENGTH]);
        new Ipv6Header()
                .wrapNew(anew, 0, ip.payloadLength())
                .dscp(ip.dscp())
                .ecn(ip.ecn())
                .flowLabel(ip.flowLabel())
                .nextHeader(ip.nextHeader())
                .hopLimit(ip.hopLimit())
                .src(ip.srcHigh(), ip.srcLow())
                .dst(ip.dstHigh(), ip.dstLow());
        sameAs(octets, anew, Ipv6Header.HEADER_LENGTH, "an IPv6 header");
        var walk = new Ipv6Extensions();
        if (walk.wrap(buffer, ip.payloadOffset(), ip.payloadLength(), ip.nextHeader())) {
            read(walk, octets, ip.payloadOffset() + ip.payloadLength());
        }
    }

    /// The first octet is the first next header.
    static void extensions(byte[] octets) {
        if (octets.length > 0) {
            byte[] chain = Arrays.copyOfRange(octets, 1, octets.length);
            var walk = new Ipv6Extensions();
            if (walk.wrap(Checked.place(chain), OFFSET, chain.length, octets[0] & 0xFF)) {
                read(walk, chain, OFFSET + chain.length);
            }
        }
    }

    private static void read(Ipv6Extensions walk, byte[] octets, int end) {
        within(octets, walk.payloadOffset(), walk.payloadLength(), "payload");
        holds(walk.payloadOffset() + walk.payloadLength() == end, "the payload reaches to the end");
        boolean middle = false;
        if (walk.isFragment()) {
            within(octets, walk.fragmentHeaderOffset(), 8, "fragment header");
            middle = walk.fragmentOffset() > 0;
            holds(walk.fragmentOffset() % 8 == 0, "fragments come in eights");
            walk.moreFragments();
            walk.fragmentIdentification();
        }
        holds(middle || !Ipv6Extensions.isExtension(walk.protocol()), "the walk ends at the payload");
        holds(walk.segmentsLeft() >= 0 && walk.segmentsLeft() <= 255, "a route has up to 255 segments");
        if (walk.hasRouterAlert()) {
            holds(walk.routerAlertValue() >= 0, "an alert has a value");
        }
        if (walk.unknownOptionAction() != Ipv6Extensions.SKIP) {
            within(octets, walk.unknownOptionOffset(), 2, "unknown option");
        }
    }

    static void icmpv6(byte[] octets) {
        var icmp = new Icmpv6Header();
        if (!icmp.wrap(Checked.place(octets), OFFSET, octets.length)) {
            return;
        }
        within(octets, icmp.payloadOffset(), icmp.payloadLength(), "payload");
        holds(icmp.mtu() >= 0 && icmp.pointer() >= 0, "MTU and pointer are not negative");
        var quoted = new Ipv6Header();
        if (icmp.isError() && icmp.wrapQuoted(quoted)) {
            within(octets, quoted.payloadOffset(), quoted.payloadLength(), "quoted payload");
        }
        var anew = new UnsafeBuffer(new byte[Icmpv6Header.HEADER_LENGTH]);
        new Icmpv6Header()
                .wrapNew(anew, 0, Icmpv6Header.HEADER_LENGTH, icmp.type(), icmp.code())
                .identifier(icmp.identifier())
                .sequence(icmp.sequence())
                .checksum(icmp.checksum());
        sameAs(octets, anew, Icmpv6Header.HEADER_LENGTH, "an ICMPv6 header");
        holds(icmp.fillChecksum(0x1234).verifies(0x1234), "what was filled in verifies");
    }
}
