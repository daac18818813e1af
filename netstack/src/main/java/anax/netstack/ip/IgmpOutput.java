package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.IgmpHeader;
import anax.netstack.wire.IgmpReport;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv4Options;
import java.util.List;

/// Writes and sends IGMP messages of a host (RFC 3376, section 4; RFC 2236, section 2): with a TTL of 1, so that they
/// stay on the link, and marked for routers to look at.
///
/// Owner: that of [GroupMembership]. Allocates nothing, never blocks.
final class IgmpOutput {
    /// All routers of the link (RFC 2236, section 9).
    static final int ALL_ROUTERS = 0xE0000002;

    /// All routers that speak version 3 (RFC 3376, section 4.2.14).
    static final int ALL_VERSION_3_ROUTERS = 0xE0000016;

    /// Internetwork control (RFC 3376, section 4): precedence 6.
    private static final int SERVICE = 0xC0;

    private static final int RECORD_LENGTH = 8;
    private static final int IP_HEADER_LENGTH = Ipv4Header.MIN_HEADER_LENGTH + Ipv4Options.ROUTER_ALERT_LENGTH;

    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final Ipv4Output output;
    private final IgmpHeader igmp = new IgmpHeader();
    private final IgmpReport report = new IgmpReport();

    IgmpOutput(EngineEnvironment environment, InterfaceTable interfaces, Ipv4Output output) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.output = output;
    }

    /// Sends a report of version 3 with one record.
    void record(int by, int recordType, int group) {
        final Packet packet = begin(by, IgmpReport.HEADER_LENGTH + RECORD_LENGTH);
        if (packet != null) {
            report.wrapNew(packet.buffer(), packet.offset(), IgmpReport.HEADER_LENGTH + RECORD_LENGTH)
                    .add(recordType, group);
            sendReport(packet, by);
        }
    }

    /// Sends reports of version 3 with what the host is a member of: as many as it takes.
    void currentState(int by, List<IgmpGroup> groups) {
        Packet packet = null;
        for (int i = 0; i < groups.size(); i++) {
            final IgmpGroup group = groups.get(i);
            if (!group.isJoined()) {
                continue;
            }
            if (packet != null && !report.add(IgmpReport.MODE_IS_EXCLUDE, group.address())) {
                sendReport(packet, by);
                packet = null;
            }
            if (packet == null) {
                packet = beginReport(by, groups.size() - i);
                if (packet == null) {
                    return;
                }
                report.add(IgmpReport.MODE_IS_EXCLUDE, group.address());
            }
        }
        if (packet != null) {
            sendReport(packet, by);
        }
    }

    /// Sends a report of version 1 or 2, to the group itself.
    void olderReport(int by, int version, int group) {
        send(by, version == 1 ? IgmpHeader.REPORT_V1 : IgmpHeader.REPORT_V2, group, group);
    }

    /// Says in version 2 that there is a member less.
    void leave(int by, int group) {
        send(by, IgmpHeader.LEAVE, group, ALL_ROUTERS);
    }

    private void send(int by, int type, int group, int dst) {
        final Packet packet = begin(by, IgmpHeader.LENGTH);
        if (packet != null) {
            packet.range(packet.offset(), IgmpHeader.LENGTH);
            igmp.wrapNew(packet.buffer(), packet.offset(), type).group(group).fillChecksum();
            send(packet, by, dst);
        }
    }

    private Packet beginReport(int by, int records) {
        final int most = (interfaces.get(by).mtu() - IP_HEADER_LENGTH - IgmpReport.HEADER_LENGTH) / RECORD_LENGTH;
        final int room = IgmpReport.HEADER_LENGTH + Math.min(records, most) * RECORD_LENGTH;
        final Packet packet = begin(by, room);
        if (packet != null) {
            report.wrapNew(packet.buffer(), packet.offset(), room);
        }
        return packet;
    }

    /// There are no routers inside of a host, nor beyond what is down.
    private Packet begin(int by, int octets) {
        final NetworkInterface way = interfaces.get(by);
        return way.isUp() && !way.isLoopback() ? environment.originate(octets) : null;
    }

    private void sendReport(Packet packet, int by) {
        report.fillChecksum();
        packet.range(packet.offset(), report.length());
        send(packet, by, ALL_VERSION_3_ROUTERS);
    }

    /// From 0.0.0.0 if the interface has no address yet (RFC 3376, section 4.2.13).
    private void send(Packet packet, int by, int dst) {
        if (output.route(dst, by) != SendResult.OK) {
            environment.drop(packet, DropReason.IP_NO_ROUTE);
            return;
        }
        packet.checksumState(Packet.CHECKSUM_VALID);
        output.sendToRouters(packet, output.source(dst), dst, Ipv4Header.IGMP, 1, SERVICE);
    }
}
