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

    /// Where links take more, there is no need of it: what is longer takes the large packets of the pool.
    private static final int LONGEST_REPORT = 1_500;

    private static final int IP_HEADER_LENGTH = Ipv4Header.MIN_HEADER_LENGTH + Ipv4Options.ROUTER_ALERT_LENGTH;

    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final Ipv4Output output;
    private final IgmpHeader igmp = new IgmpHeader();
    private final IgmpReport report = new IgmpReport();
    private Packet underWay; // the report that records are added to; null if there is none
    private int room; // that it has

    IgmpOutput(EngineEnvironment environment, InterfaceTable interfaces, Ipv4Output output) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.output = output;
    }

    /// Sends a report of version 3 that says what the host wants of one group.
    void record(int by, SourceFilter wanted, int group) {
        record(by, stateOf(wanted), group, wanted.sources());
    }

    /// Sends a report of version 3 with one record. One that includes no source says nothing and is not sent, but
    /// for the change to that.
    void record(int by, int recordType, int group, int[] sources) {
        if (sources.length > 0 || recordType != IgmpReport.MODE_IS_INCLUDE) {
            add(by, recordType, group, sources);
            sendReport(by);
        }
    }

    /// Sends a report of version 3 that says which sources of a group are wanted now, and which no longer.
    void change(int by, int group, int[] allowed, int[] blocked) {
        if (allowed.length > 0) {
            add(by, IgmpReport.ALLOW_NEW_SOURCES, group, allowed);
        }
        if (blocked.length > 0) {
            add(by, IgmpReport.BLOCK_OLD_SOURCES, group, blocked);
        }
        sendReport(by);
    }

    /// Sends reports of version 3 with what the host is a member of: as many as it takes.
    void currentState(int by, List<IgmpGroup> groups) {
        for (int i = 0; i < groups.size(); i++) {
            final IgmpGroup group = groups.get(i);
            if (group.isJoined()) {
                add(by, stateOf(group.wanted()), group.address(), group.wanted().sources());
            }
        }
        sendReport(by);
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

    private static int stateOf(SourceFilter wanted) {
        return wanted.excludes() ? IgmpReport.MODE_IS_EXCLUDE : IgmpReport.MODE_IS_INCLUDE;
    }

    /// Adds a record to the report that is under way. RFC 3376, section 4.2.16: if it is longer than a whole
    /// report the rest of its sources goes into others; but there can be one record only that excludes, whose
    /// rest is left out.
    private void add(int by, int recordType, int group, int[] sources) {
        final int needed = RECORD_LENGTH + sources.length * Integer.BYTES;
        if (underWay != null && report.length() + needed > room) {
            sendReport(by);
        }
        int added = 0;
        do {
            if (underWay == null && !beginReport(by)) {
                return;
            }
            report.add(recordType, group);
            while (added < sources.length && report.addSource(sources[added])) {
                added++;
            }
            if (added < sources.length) {
                sendReport(by);
            }
        } while (added < sources.length && !isExcluding(recordType));
    }

    private static boolean isExcluding(int recordType) {
        return recordType == IgmpReport.MODE_IS_EXCLUDE || recordType == IgmpReport.CHANGE_TO_EXCLUDE;
    }

    private boolean beginReport(int by) {
        room = Math.min(interfaces.get(by).mtu(), LONGEST_REPORT) - IP_HEADER_LENGTH;
        underWay = begin(by, room);
        if (underWay == null) {
            return false;
        }
        report.wrapNew(underWay.buffer(), underWay.offset(), room);
        return true;
    }

    /// There are no routers inside of a host, nor beyond what is down.
    private Packet begin(int by, int octets) {
        final NetworkInterface way = interfaces.get(by);
        return way.isUp() && !way.isLoopback() ? environment.originate(octets) : null;
    }

    private void sendReport(int by) {
        if (underWay != null) {
            final Packet packet = underWay;
            underWay = null;
            report.fillChecksum();
            packet.range(packet.offset(), report.length());
            send(packet, by, ALL_VERSION_3_ROUTERS);
        }
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
