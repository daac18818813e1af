/// UDP (RFC 768; RFC 1122, section 4.1; RFC 8085): datagrams to sockets, and from them.
///
/// **Law.** A socket's state belongs to one partition, its owner, and only that one touches it:
///
/// | socket             | owner                                | who finds it                                 |
/// |--------------------|--------------------------------------|----------------------------------------------|
/// | unconnected        | local port mod partitions            | every partition, in its copy of the bindings |
/// | one of a group     | its own partition                    | its own partition, in its bindings           |
/// | connected          | the one that the flow hashes to      | its owner, in its flows                      |
/// | member of a group  | as above; the membership the first's | the first partition, to which groups go      |
///
/// A datagram goes to the partition that its flow hashes to. If the socket found there belongs to another one the
/// packet is passed on to it. What is sent leaves from the socket's owner.
///
/// A bound socket that connects gets a new state in the flow's partition, and only when that is there the old one
/// ends: it gives over what lies unread, its options and its memberships. Where datagrams come in turn and not by
/// their flow, every partition knows which ports have connected sockets, and asks the flow's owner first.
///
/// Uses `anax.netstack.ip` and what stands below it. Read [UdpInput] first.
package anax.netstack.udp;
