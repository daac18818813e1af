package anax.netstack.wire;

import static anax.netstack.wire.Checked.OFFSET;
import static anax.netstack.wire.Checked.holds;
import static anax.netstack.wire.Checked.sameAs;
import static anax.netstack.wire.Checked.within;

import org.agrona.concurrent.UnsafeBuffer;

/// What holds of UDP datagrams, TCP segments and their options, whatever their octets.
///
/// Owner: none, it keeps no state.
final class TransportChecks {
    private static final int PSEUDO_HEADER = 0x1234;

    private TransportChecks() {}

    static void udp(byte[] octets) {
        var buffer = Checked.place(octets);
        var udp = new UdpHeader();
        if (udp.wrapQuoted(buffer, OFFSET, octets.length)) {
            holds(udp.srcPort() >= 0 && udp.dstPort() >= 0, "a quote has ports");
        }
        if (udp.wrap(buffer, OFFSET, octets.length)) {
            within(octets, udp.payloadOffset(), udp.payloadLength(), "payload");
            var anew = new UnsafeBuffer(new byte[UdpHeader.HEADER_LENGTH]);
            new UdpHeader()
                    .wrapNew(anew, 0, udp.length())
                    .srcPort(udp.srcPort())
                    .dstPort(udp.dstPort())
                    .checksum(udp.checksum());
            sameAs(octets, anew, UdpHeader.HEADER_LENGTH, "a UDP header");
            holds(udp.fillChecksum(PSEUDO_HEADER).verifies(PSEUDO_HEADER), "what was filled in verifies");
            holds(udp.hasChecksum(), "what was filled in is not none");
        }
    }

    static void tcp(byte[] octets) {
        var buffer = Checked.place(octets);
        var tcp = new TcpHeader();
        if (tcp.wrapQuoted(buffer, OFFSET, octets.length)) {
            holds(tcp.srcPort() << 16 == (tcp.ports() & ~0xFFFF), "a quote has ports");
            tcp.seq();
        }
        if (!tcp.wrap(buffer, OFFSET, octets.length)) {
            return;
        }
        within(octets, tcp.optionsOffset(), tcp.optionsLength(), "options");
        within(octets, tcp.payloadOffset(), tcp.payloadLength(), "payload");
        holds(tcp.sequenceLength() - tcp.payloadLength() <= 2, "SYN and FIN count as one each");
        if (tcp.reserved() == 0) {
            var anew = new UnsafeBuffer(new byte[TcpHeader.MIN_HEADER_LENGTH]);
            new TcpHeader()
                    .wrapNew(anew, 0, tcp.headerLength(), tcp.headerLength())
                    .srcPort(tcp.srcPort())
                    .dstPort(tcp.dstPort())
                    .seq(tcp.seq())
                    .ack(tcp.ack())
                    .flags(tcp.flags())
                    .window(tcp.window())
                    .checksum(tcp.checksum())
                    .urgentPointer(tcp.urgentPointer());
            sameAs(octets, anew, TcpHeader.MIN_HEADER_LENGTH, "a TCP header");
        }
        var options = new TcpOptions();
        if (options.wrap(buffer, tcp.optionsOffset(), tcp.optionsLength())) {
            read(options, octets);
        }
        holds(tcp.fillChecksum(PSEUDO_HEADER).verifies(PSEUDO_HEADER), "what was filled in verifies");
    }

    static void tcpOptions(byte[] octets) {
        var options = new TcpOptions();
        if (!options.wrap(Checked.place(octets), OFFSET, octets.length)) {
            return;
        }
        read(options, octets);
        var area = new UnsafeBuffer(new byte[TcpOptions.MAX_LENGTH]);
        var again = new TcpOptions();
        holds(again.wrap(area, 0, writtenAnew(options, area)), "what was written is taken");
        holds(
                again.hasMss() == options.hasMss()
                        && (!again.hasMss() || again.mss() == options.mss())
                        && again.hasWindowScale() == options.hasWindowScale()
                        && (!again.hasWindowScale() || again.windowScale() == options.windowScale())
                        && again.isSackPermitted() == options.isSackPermitted()
                        && again.hasTimestamps() == options.hasTimestamps()
                        && (!again.hasTimestamps() || again.tsVal() == options.tsVal())
                        && (!again.hasTimestamps() || again.tsEcr() == options.tsEcr()),
                "options that were read and written anew are the same");
        for (int i = 0; i < again.sackCount(); i++) {
            boolean same = again.sackLeft(i) == options.sackLeft(i) && again.sackRight(i) == options.sackRight(i);
            holds(same, "blocks that were read and written anew are the same");
        }
    }

    /// As many SACK blocks as fit.
    private static int writtenAnew(TcpOptions options, UnsafeBuffer area) {
        var writer = new TcpOptionsWriter().wrapNew(area, 0, TcpOptions.MAX_LENGTH);
        if (options.hasMss()) {
            writer.mss(options.mss());
        }
        if (options.hasWindowScale()) {
            writer.windowScale(options.windowScale());
        }
        if (options.isSackPermitted()) {
            writer.sackPermitted();
        }
        if (options.hasTimestamps()) {
            writer.timestamps(options.tsVal(), options.tsEcr());
        }
        int block = 0;
        while (block < options.sackCount() && writer.sackBlock(options.sackLeft(block), options.sackRight(block))) {
            block++;
        }
        return writer.finish();
    }

    private static void read(TcpOptions options, byte[] octets) {
        int last = options.sackCount() - 1;
        if (last >= 0) {
            options.sackLeft(last);
            options.sackRight(last);
        }
        if (options.hasTimestamps()) {
            options.tsVal();
            options.tsEcr();
        }
        int end = -1;
        while (options.next()) {
            holds(end < 0 || options.offset() == end, "options lie one behind the other");
            within(octets, options.offset(), options.length(), "option");
            end = options.offset() + options.length();
        }
    }
}
