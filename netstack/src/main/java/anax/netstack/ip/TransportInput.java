package anax.netstack.ip;

import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;

/// What takes a protocol's datagrams from IP, in one partition.
///
/// Owner: the partition. Must neither block nor throw on what comes from the network.
public interface TransportInput {
    /// Takes a whole datagram for this host; the packet is the protocol's from now on. Its IP header is true and
    /// ends at its transport offset.
    void input(Packet packet);

    /// Learns that a datagram of ours could not reach its destination; or, if the error [IcmpError#isLoss] not,
    /// is only asked whether it is a socket's of ours.
    ///
    /// @param packet   the ICMP error; it stays the caller's
    /// @param quoted   the IP header that it quotes; 8 octets of the protocol's header are there behind it
    /// @param error    what it says
    /// @return the partition of the socket that it is about: if it is this one the socket was told, else it must
    ///     be told there; -1 if none of our sockets can have sent what it quotes (RFC 5927, section 4)
    int onError(Packet packet, Ipv4Header quoted, IcmpError error);
}
