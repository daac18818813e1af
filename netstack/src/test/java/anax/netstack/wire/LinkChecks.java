package anax.netstack.wire;

import static anax.netstack.wire.Checked.OFFSET;
import static anax.netstack.wire.Checked.holds;
import static anax.netstack.wire.Checked.sameAs;
import static anax.netstack.wire.Checked.within;

import org.agrona.concurrent.UnsafeBuffer;

/// What holds of frames and ARP packets, whatever their octets.
///
/// Owner: none, it keeps no state.
final class LinkChecks {
    private LinkChecks() {}

    static void frame(byte[] octets) {
        var frame = Checked.place(octets);
        var ethernet = new EthernetHeader();
        boolean taken = ethernet.wrap(frame, OFFSET, octets.length);
        holds(taken == octets.length >= EthernetHeader.HEADER_LENGTH, "a frame is taken if its header is whole");
        if (!taken) {
            return;
        }
        within(octets, ethernet.payloadOffset(), ethernet.payloadLength(), "payload");
        var anew = new UnsafeBuffer(new byte[octets.length]);
        new EthernetHeader()
                .wrapNew(anew, 0, octets.length)
                .dst(ethernet.dst())
                .src(ethernet.src())
                .etherType(ethernet.etherType());
        sameAs(octets, anew, EthernetHeader.HEADER_LENGTH, "a frame's header");
        if (ethernet.etherType() == EthernetHeader.ARP) {
            arp(frame, ethernet);
        }
    }

    private static void arp(UnsafeBuffer frame, EthernetHeader ethernet) {
        var arp = new ArpHeader();
        if (arp.wrap(frame, ethernet.payloadOffset(), ethernet.payloadLength())) {
            byte[] packet = new byte[ArpHeader.LENGTH];
            frame.getBytes(ethernet.payloadOffset(), packet);
            var anew = new UnsafeBuffer(new byte[ArpHeader.LENGTH]);
            new ArpHeader()
                    .wrapNew(anew, 0)
                    .operation(arp.operation())
                    .sender(arp.senderMac(), arp.senderIp())
                    .target(arp.targetMac(), arp.targetIp());
            sameAs(packet, anew, ArpHeader.LENGTH, "an ARP packet");
        }
    }
}
