package anax.netstack.ip;

import anax.netstack.packet.Packet;
import anax.netstack.wire.IcmpHeader;

/// Who asked for echoes.
///
/// Owner: one partition.
@FunctionalInterface
public interface EchoReplies {
    /// Nobody did.
    EchoReplies NONE = (packet, icmp) -> {};

    /// Sees an answer; the packet and the view stay the caller's.
    void onReply(Packet packet, IcmpHeader icmp);
}
