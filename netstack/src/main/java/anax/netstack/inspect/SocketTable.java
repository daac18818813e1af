package anax.netstack.inspect;

import anax.netstack.stack.Partition;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.tcp.TcpListing;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table of sockets: what listens, connections of every state, and UDP.
///
/// Owner: one thread, that of the question. Allocates.
final class SocketTable {
    private static final int NS_PER_US = 1_000;

    private final TableDraft draft = new TableDraft(
            "sockets",
            "proto",
            "state",
            "receiveQueue#",
            "sendQueue#",
            "local",
            "localPort#",
            "peer",
            "peerPort#",
            "cpu#",
            "rttUs#",
            "rttvarUs#",
            "rtoUs#",
            "cwnd#",
            "cwndOctets#",
            "ssthresh#",
            "mss#",
            "retransmitted#",
            "segmentsIn#",
            "segmentsOut#",
            "octetsIn#",
            "octetsOut#",
            "halfOpen#",
            "datagrams#",
            "dropped#");

    /// The sockets of one partition.
    record Part(List<TcpListing> tcp, Found<UdpRow> udp, long omitted) {}

    /// A UDP socket.
    record UdpRow(
            IpAddress local,
            int localPort,
            IpAddress remote,
            int remotePort,
            long unreadOctets,
            long received,
            long dropped) {}

    /// Looks at a partition, where it runs; at so many sockets of each kind at most.
    static Part look(Partition partition, long most) {
        final List<TcpListing> tcp = new ArrayList<>();
        final long omitted = partition.tcp().list(most, tcp::add);
        final Gathering<UdpRow> udp = new Gathering<>(most);
        partition.udpSockets().forEach(endpoint -> udp.add(() -> row(endpoint)));
        return new Part(tcp, udp.found(), omitted);
    }

    private static UdpRow row(UdpEndpoint endpoint) {
        return new UdpRow(
                IpAddress.of(endpoint.localAddress()),
                endpoint.localPort(),
                IpAddress.of(endpoint.remoteAddress()),
                endpoint.remotePort(),
                endpoint.unreadOctets(),
                endpoint.received(),
                endpoint.dropped());
    }

    void add(int cpu, Part part) {
        part.tcp().forEach(listing -> add(cpu, listing));
        part.udp().rows().forEach(row -> add(cpu, row));
        draft.omit(part.omitted() + part.udp().omitted());
    }

    StackTable table() {
        return draft.table();
    }

    private void add(int cpu, TcpListing listing) {
        final TcpInfo info = listing.info().orElse(null);
        final boolean isTimed = info != null && info.rttNs() > 0;
        draft.row(
                "tcp",
                listing.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                listing.receiveQueue(),
                listing.sendQueue(),
                listing.local(),
                listing.localPort(),
                listing.remote(),
                listing.remotePort(),
                cpu,
                isTimed ? info.rttNs() / NS_PER_US : null,
                isTimed ? info.rttvarNs() / NS_PER_US : null,
                info == null ? null : info.rtoNs() / NS_PER_US,
                info == null ? null : info.sndCwnd(),
                info == null ? null : info.sndCwndOctets(),
                info == null || info.sndSsthresh() == Integer.MAX_VALUE ? null : info.sndSsthresh(),
                info == null ? null : info.sndMss(),
                info == null ? null : info.totalRetransmits(),
                info == null ? null : info.segmentsIn(),
                info == null ? null : info.segmentsOut(),
                info == null ? null : info.octetsReceived(),
                info == null ? null : info.octetsSent(),
                listing.remotePort() == 0 ? listing.halfOpen() : null,
                null,
                null);
    }

    private void add(int cpu, UdpRow row) {
        draft.row(
                "udp",
                row.remotePort() == 0 ? "unconnected" : "connected",
                row.unreadOctets(),
                0,
                row.local(),
                row.localPort(),
                row.remote(),
                row.remotePort(),
                cpu,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                row.received(),
                row.dropped());
    }
}
