/// IPv4 (RFC 791, RFC 1122), and what makes it work: interfaces, routes, neighbours (ARP), fragments, ICMP. Its types
/// and tables hold IPv6 addresses as well.
///
/// **Law.** Each partition has its own of everything here and shares no word of it; what all must know visits all, as
/// a message. Input goes one way: is it lawful, is it ours, is it whole, whose is it. Output goes the other: the way,
/// the header, the neighbour. Whatever a packet's octets say, it ends in somebody's hands or under a
/// [anax.netstack.packet.DropReason]; nothing throws.
///
/// There is no forwarding: what is for another host is dropped.
///
/// Uses `anax.netstack.dispatch` and what stands below it. Read [Ipv4Input] and [Ipv4Output] first.
package anax.netstack.ip;
