package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.link.ChecksumCompletion;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;

/// Cuts datagrams that are longer than their way takes (RFC 791, section 3.2). Options stand in the first fragment
/// only: none is sent in what may be cut that has to stand in all.
///
/// Owner: one partition. Allocates nothing, never blocks. If the pool cannot give all fragments, none is sent: the
/// rest would only lie in the receiver's reassembly until its time is up.
final class Fragmentation {
    private static final int UNIT = 8;
    private static final int MOST_FRAGMENTS = 65_535 / 48 + 2; // the first may have options

    private final EngineEnvironment environment;
    private final Neighbors neighbors;
    private final Packet[] fragments = new Packet[MOST_FRAGMENTS];
    private final Ipv4Header whole = new Ipv4Header();
    private final Ipv4Header part = new Ipv4Header();

    Fragmentation(EngineEnvironment environment, Neighbors neighbors) {
        this.environment = environment;
        this.neighbors = neighbors;
    }

    /// Sends a datagram in fragments, each of at most `mtu` octets.
    ///
    /// @return [SendResult#OK] or [SendResult#NO_MEMORY]
    int send(Packet datagram, int mtu, NetworkInterface way, int nextHop) {
        datagram.makeWhole();
        if (datagram.checksumState() == Packet.CHECKSUM_PARTIAL) {
            ChecksumCompletion.complete(datagram); // no device can, once it is cut
        }
        whole.wrap(datagram.buffer(), datagram.networkOffset(), datagram.length());
        final int payload = whole.payloadLength();
        int count = 0;
        int octets;
        for (int from = 0; from < payload; from += octets) {
            final int headerLength = from == 0 ? whole.headerLength() : Ipv4Header.MIN_HEADER_LENGTH;
            octets = Math.min((mtu - headerLength) / UNIT * UNIT, payload - from);
            final Packet fragment = environment.allocate(headerLength + octets);
            if (fragment == null) {
                giveBack(count);
                environment.drop(datagram, DropReason.POOL_EXHAUSTED);
                return SendResult.NO_MEMORY;
            }
            fragments[count++] = fragment.outbound();
            fill(fragment, headerLength, datagram, from, octets, way);
        }
        environment.account().split(count - 1);
        environment.replaced(datagram);
        for (int i = 0; i < count; i++) {
            final Packet fragment = fragments[i];
            fragments[i] = null;
            neighbors.send(fragment, way, nextHop);
        }
        return SendResult.OK;
    }

    private void fill(Packet fragment, int headerLength, Packet datagram, int from, int octets, NetworkInterface way) {
        final int at = fragment.offset();
        fragment.range(at, headerLength + octets);
        final int options = headerLength - Ipv4Header.MIN_HEADER_LENGTH;
        part.wrapNew(fragment.buffer(), at, headerLength, fragment.length());
        fragment.buffer().putBytes(part.optionsOffset(), datagram.buffer(), whole.optionsOffset(), options);
        part.dscp(whole.dscp())
                .ecn(whole.ecn())
                .identification(whole.identification())
                .fragmentOffset(from)
                .moreFragments(from + octets < whole.payloadLength())
                .ttl(whole.ttl())
                .protocol(whole.protocol())
                .src(whole.src())
                .dst(whole.dst())
                .fillChecksum();
        fragment.buffer().putBytes(part.payloadOffset(), datagram.buffer(), whole.payloadOffset() + from, octets);
        fragment.networkOffset(at)
                .transportOffset(part.payloadOffset())
                .protocol(whole.protocol())
                .endpoints(whole.src(), whole.dst(), datagram.srcPort(), datagram.dstPort())
                .checksumState(Packet.CHECKSUM_VALID)
                .interfaceIndex(way.index());
    }

    private void giveBack(int count) {
        for (int i = 0; i < count; i++) {
            environment.replaced(fragments[i]);
            fragments[i] = null;
        }
    }
}
