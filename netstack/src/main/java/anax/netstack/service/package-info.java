/// The small services that every host once had, over UDP and TCP: echo, discard, chargen and time.
///
/// **Law.** A service is threads and sockets, nothing of it is the stack's: whoever writes one of their own does it
/// as these do. A CPU serves the connections and datagrams that are its own, one acceptor and one thread for
/// datagrams on each, and nothing crosses. What a peer does ends at most its own connection. Time is told by a clock
/// that is given.
///
/// | service           | port | over TCP                                    | over UDP                             |
/// |-------------------|------|---------------------------------------------|--------------------------------------|
/// | echo (RFC 862)    | 7    | sends back what comes, until the peer ends  | sends each datagram back             |
/// | discard (RFC 863) | 9    | throws away what comes, until the peer ends | throws each datagram away            |
/// | chargen (RFC 864) | 19   | sends lines for as long as they are read    | answers with 0 to 512 characters     |
/// | time (RFC 868)    | 37   | sends the seconds since 1900, and ends      | answers with the seconds since 1900  |
///
/// A datagram is not answered that comes from the port of such a service, or that everybody or a group got: two hosts
/// would else answer each other for ever, or many one.
///
/// Uses `anax.netstack.socket` and what stands below it. Read [Services] first.
package anax.netstack.service;
