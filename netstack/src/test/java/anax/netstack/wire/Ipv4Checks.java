package anax.netstack.wire;

import static anax.netstack.wire.Checked.OFFSET;
import static anax.netstack.wire.Checked.holds;
import static anax.netstack.wire.Checked.sameAs;
import static anax.netstack.wire.Checked.within;
import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/// What holds of IPv4 datagrams, their options, and ICMP and IGMP messages, whatever their octets.
///
/// Owner: none, it keeps no state.
final class Ipv4Checks {
    private Ipv4Checks() {}

    static void datagram(byte[] octets) {
        var buffer = Checked.place(octets);
        var ip = new Ipv4Header();
        if (ip.wrapQuoted(buffer, OFFSET, octets.length)) {
            within(octets, ip.payloadOffset(), ip.payloadLength(), "quoted payload");
        }
        if (!ip.wrap(buffer, OFFSET, octets.length)) {
            return;
        }
        within(octets, ip.optionsOffset(), ip.optionsLength(), "options");
        within(octets, ip.payloadOffset(), ip.payloadLength(), "payload");
        holds(
                ip.payloadOffset() + ip.payloadLength() == OFFSET + ip.totalLength(),
                "the total length is header and payload");
        if (!ip.reservedFlag()) {
            sameAs(octets, writtenAnew(ip), Ipv4Header.MIN_HEADER_LENGTH, "an IPv4 header");
        }
        holds(ip.fillChecksum().verifies(), "what was filled in verifies");
        if (ip.ttl() > 0) {
            int updated = ip.decrementTtl().checksum();
            holds(updated == ip.fillChecksum().checksum(), "the updated checksum is the one summed again");
        }
        var options = new Ipv4Options();
        if (options.wrap(buffer, ip.optionsOffset(), ip.optionsLength())) {
            read(options, octets);
        }
    }

    private static UnsafeBuffer writtenAnew(Ipv4Header ip) {
        var anew = new UnsafeBuffer(new byte[Ipv4Header.MAX_HEADER_LENGTH]);
        new Ipv4Header()
                .wrapNew(anew, 0, ip.headerLength(), ip.totalLength())
                .dscp(ip.dscp())
                .ecn(ip.ecn())
                .identification(ip.identification())
                .dontFragment(ip.dontFragment())
                .moreFragments(ip.moreFragments())
                .fragmentOffset(ip.fragmentOffset())
                .ttl(ip.ttl())
                .protocol(ip.protocol())
                .src(ip.src())
                .dst(ip.dst())
                .checksum(ip.checksum());
        return anew;
    }

    static void options(byte[] octets) {
        var options = new Ipv4Options();
        if (options.wrap(Checked.place(octets), OFFSET, octets.length)) {
            read(options, octets);
        } else {
            holds(options.problem() >= 0 && options.problem() < octets.length, "the problem lies in the options");
            holds(!options.next(), "malformed options are not gone over");
        }
    }

    private static void read(Ipv4Options options, byte[] octets) {
        int end = OFFSET;
        int routes = 0;
        while (options.next()) {
            holds(options.offset() >= end, "options lie one behind the other");
            within(octets, options.offset(), options.length(), "option");
            end = options.offset() + options.length();
            switch (options.type()) {
                case Ipv4Options.ROUTER_ALERT -> holds(options.routerAlertValue() >= 0, "an alert has a value");
                case Ipv4Options.TIMESTAMP -> {
                    holds(options.isFull() || options.pointer() >= 5, "a pointer is past the head");
                    options.timestampFlag();
                    options.timestampOverflow();
                }
                case Ipv4Options.RECORD_ROUTE, Ipv4Options.LOOSE_SOURCE_ROUTE, Ipv4Options.STRICT_SOURCE_ROUTE -> {
                    routes += options.isCopied() ? 1 : 0;
                    holds(options.isFull() || options.pointer() >= 4, "a pointer is past the head");
                    for (int i = 0; i < options.addressCount(); i++) {
                        options.address(i);
                    }
                }
                default -> holds(options.type() > Ipv4Options.NO_OPERATION, "paddings are stepped over");
            }
        }
        holds(routes == (options.hasSourceRoute() ? 1 : 0), "there is one source route at the most");
    }

    static void icmp(byte[] octets) {
        var icmp = new IcmpHeader();
        if (!icmp.wrap(Checked.place(octets), OFFSET, octets.length)) {
            return;
        }
        within(octets, icmp.payloadOffset(), icmp.payloadLength(), "payload");
        within(octets, icmp.payloadOffset(), icmp.quotedLength(), "quote");
        var quoted = new Ipv4Header();
        if (icmp.isError() && icmp.wrapQuoted(quoted)) {
            within(octets, quoted.payloadOffset(), quoted.payloadLength(), "quoted payload");
            holds(quoted.payloadLength() >= 8, "eight octets of a quote are there");
        }
        var anew = new UnsafeBuffer(new byte[IcmpHeader.HEADER_LENGTH]);
        new IcmpHeader()
                .wrapNew(anew, 0, IcmpHeader.HEADER_LENGTH, icmp.type(), icmp.code())
                .gateway(icmp.gateway())
                .checksum(icmp.checksum());
        sameAs(octets, anew, IcmpHeader.HEADER_LENGTH, "an ICMP header");
        holds(icmp.fillChecksum().verifies(), "what was filled in verifies");
    }

    static void igmp(byte[] octets) {
        var igmp = new IgmpHeader();
        if (!igmp.wrap(Checked.place(octets), OFFSET, octets.length)) {
            return;
        }
        if (igmp.type() == IgmpHeader.QUERY && igmp.queryVersion() == 3) {
            var anew = new UnsafeBuffer(new byte[octets.length]);
            var query = new IgmpHeader()
                    .wrapNewQuery(anew, 0, igmp.sourceCount())
                    .group(igmp.group())
                    .maxResponseTenths(igmp.maxResponseTenths())
                    .robustness(igmp.robustness(), igmp.suppressesRouters())
                    .queryIntervalSeconds(igmp.queryIntervalSeconds());
            for (int i = 0; i < igmp.sourceCount(); i++) {
                query.source(i, igmp.source(i));
            }
            anew.putShort(2, (short) igmp.checksum(), BIG_ENDIAN);
            octets[8] &= 0xF;
            sameAs(octets, anew, query.length(), "a query");
        } else if (igmp.type() == IgmpHeader.QUERY) {
            holds(igmp.maxResponseTenths() > 0 && igmp.maxResponseTenths() < 256, "a query gives time");
        }
        holds(igmp.fillChecksum().verifies(), "what was filled in verifies");
    }

    static void igmpReport(byte[] octets) {
        var report = new IgmpReport();
        if (!report.wrap(Checked.place(octets), OFFSET, octets.length)) {
            return;
        }
        var anew = new UnsafeBuffer(new byte[octets.length]);
        var written = new IgmpReport().wrapNew(anew, 0, octets.length);
        int records = 0;
        while (report.next()) {
            records++;
            holds(written.add(report.type(), report.group()), "what was read has room");
            for (int i = 0; i < report.sourceCount(); i++) {
                holds(written.addSource(report.source(i)), "what was read has room");
            }
        }
        holds(records == report.recordCount(), "each record is gone over");
        var read = new IgmpReport();
        holds(read.wrap(anew, 0, written.length()), "what was written is taken");
        holds(read.recordCount() == records && (records == 0 || read.next()), "what was written is the same");
        holds(report.fillChecksum().verifies(), "what was filled in verifies");
    }
}
