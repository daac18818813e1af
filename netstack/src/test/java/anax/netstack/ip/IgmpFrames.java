package anax.netstack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.LonePartition;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.IgmpHeader;
import anax.netstack.wire.IgmpReport;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv4Options;
import anax.netstack.wire.MacAddress;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/// What a router says in IGMP, and what a host says, as a line of text.
final class IgmpFrames {
    private static final int ALERTED_HEADER_LENGTH = Ipv4Header.MIN_HEADER_LENGTH + Ipv4Options.ROUTER_ALERT_LENGTH;
    private static final int SERVICE = 0xC0;

    private IgmpFrames() {}

    /// A query of version 1 or 2; 0 tenths means version 1, group null all of them.
    static byte[] olderQuery(String group, int maxTenths) {
        final UnsafeBuffer octets = new UnsafeBuffer(new byte[IgmpHeader.LENGTH]);
        new IgmpHeader()
                .wrapNew(octets, 0, IgmpHeader.QUERY)
                .group(addressOrAny(group))
                .maxResponseTenths(maxTenths)
                .fillChecksum();
        return datagram(toOf(group), octets.byteArray(), maxTenths > 0);
    }

    /// A query of version 3, which asks after some sources.
    static byte[] query(String group, int maxTenths, int robustness, String... sources) {
        final int length = IgmpHeader.QUERY_V3_LENGTH + sources.length * Integer.BYTES;
        final UnsafeBuffer octets = new UnsafeBuffer(new byte[length]);
        final IgmpHeader igmp = new IgmpHeader()
                .wrapNewQuery(octets, 0, sources.length)
                .group(addressOrAny(group))
                .maxResponseTenths(maxTenths)
                .robustness(robustness, false)
                .queryIntervalSeconds(125);
        for (int i = 0; i < sources.length; i++) {
            igmp.source(i, IpAddress.parse(sources[i]).v4());
        }
        igmp.fillChecksum();
        return datagram(toOf(group), octets.byteArray(), true);
    }

    /// Another host's report of version 2.
    static byte[] olderReport(String group) {
        final UnsafeBuffer octets = new UnsafeBuffer(new byte[IgmpHeader.LENGTH]);
        new IgmpHeader()
                .wrapNew(octets, 0, IgmpHeader.REPORT_V2)
                .group(addressOrAny(group))
                .fillChecksum();
        return datagram(group, octets.byteArray(), true);
    }

    /// IGMP octets in a frame to a group.
    static byte[] datagram(String to, byte[] igmp, boolean alert) {
        final int headerLength = alert ? ALERTED_HEADER_LENGTH : Ipv4Header.MIN_HEADER_LENGTH;
        final int at = EthernetHeader.HEADER_LENGTH;
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[at + headerLength + igmp.length]);
        final int dst = IpAddress.parse(to).v4();
        new EthernetHeader()
                .wrapNew(frame, 0, frame.capacity())
                .dst(MacAddress.ofIpv4Group(dst))
                .src(LonePartition.NEIGHBOR_STATION)
                .etherType(EthernetHeader.IPV4);
        final Ipv4Header ip = new Ipv4Header()
                .wrapNew(frame, at, headerLength, headerLength + igmp.length)
                .ttl(1)
                .protocol(Ipv4Header.IGMP)
                .src(LonePartition.NEIGHBOR.v4())
                .dst(dst);
        if (alert) {
            Ipv4Options.putRouterAlert(frame, ip.optionsOffset());
        }
        ip.fillChecksum();
        frame.putBytes(at + headerLength, igmp);
        return frame.byteArray();
    }

    /// What frames say, each as a line; what every message of a host must have is asserted.
    static List<String> said(List<byte[]> frames) {
        final List<String> lines = new ArrayList<>();
        frames.forEach(frame -> lines.add(said(frame)));
        return lines;
    }

    private static String said(byte[] octets) {
        final UnsafeBuffer frame = new UnsafeBuffer(octets);
        final Ipv4Header ip = new Ipv4Header();
        final EthernetHeader ethernet = new EthernetHeader();
        final Ipv4Options options = new Ipv4Options();
        assertThat(ethernet.wrap(frame, 0, octets.length)).isTrue();
        final int at = EthernetHeader.HEADER_LENGTH;
        assertThat(ip.wrap(frame, at, octets.length - at)).isTrue();
        assertThat(ip.verifies()).isTrue();
        assertThat(ip.protocol()).isEqualTo(Ipv4Header.IGMP);
        assertThat(ip.ttl()).isEqualTo(1);
        assertThat(ip.dscp() << 2).isEqualTo(SERVICE);
        assertThat(ip.src()).isEqualTo(LonePartition.OWN.v4());
        assertThat(ethernet.dst()).isEqualTo(MacAddress.ofIpv4Group(ip.dst()));
        assertThat(options.wrap(frame, ip.optionsOffset(), ip.optionsLength())).isTrue();
        assertThat(options.hasRouterAlert()).isTrue();
        return "to " + IpAddress.of(ip.dst()) + ": " + message(frame, ip.payloadOffset(), ip.payloadLength());
    }

    private static String message(UnsafeBuffer frame, int at, int length) {
        final IgmpHeader igmp = new IgmpHeader();
        final IgmpReport report = new IgmpReport();
        if (report.wrap(frame, at, length)) {
            assertThat(report.verifies()).isTrue();
            final StringBuilder text = new StringBuilder("v3");
            while (report.next()) {
                text.append(' ').append(name(report.type())).append(' ').append(IpAddress.of(report.group()));
                for (int i = 0; i < report.sourceCount(); i++) {
                    text.append(i == 0 ? " from " : ",").append(IpAddress.of(report.source(i)));
                }
            }
            return text.toString();
        }
        assertThat(igmp.wrap(frame, at, length)).isTrue();
        assertThat(igmp.verifies()).isTrue();
        final String type = switch (igmp.type()) {
            case IgmpHeader.REPORT_V1 -> "v1 report ";
            case IgmpHeader.REPORT_V2 -> "v2 report ";
            case IgmpHeader.LEAVE -> "v2 leave ";
            default -> "type " + igmp.type() + " ";
        };
        return type + IpAddress.of(igmp.group());
    }

    private static String name(int recordType) {
        return switch (recordType) {
            case IgmpReport.MODE_IS_INCLUDE -> "is-in";
            case IgmpReport.MODE_IS_EXCLUDE -> "is-ex";
            case IgmpReport.ALLOW_NEW_SOURCES -> "allow";
            case IgmpReport.BLOCK_OLD_SOURCES -> "block";
            case IgmpReport.CHANGE_TO_EXCLUDE -> "to-ex";
            case IgmpReport.CHANGE_TO_INCLUDE -> "to-in";
            default -> "record " + recordType;
        };
    }

    private static String toOf(String group) {
        return group == null ? "224.0.0.1" : group;
    }

    private static int addressOrAny(String group) {
        return group == null ? 0 : IpAddress.parse(group).v4();
    }
}
