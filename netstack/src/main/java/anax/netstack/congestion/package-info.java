/// How much of a connection may be under way: the algorithms, and what they see of their connections.
///
/// **Law.** Arithmetic over acknowledgments, losses, marks and times: no segment, no sequence number, no timer, no
/// connection. An object of [anax.netstack.congestion.CongestionControl] belongs to one connection for as long as
/// that lives, and allocates when it is made. Octets throughout; where an RFC counts segments, the name says so.
///
/// | when | what is called |
/// |---|---|
/// | the handshake is done, or a socket has chosen anew | `onStart` |
/// | octets were acknowledged, and no loss is being mended | `onAck`, with a [anax.netstack.congestion.RateSample] |
/// | a loss was noticed; the recovery's own window follows | `onLoss` answers the slow start threshold |
/// | the retransmission timer has fired | `onTimeout`; the window is one segment then |
/// | the peer has echoed a congestion mark (RFC 3168) | `onMark` |
/// | it turned out that nothing was lost | `onUndo` |
/// | something is sent after a silence | `onRestart` |
///
/// **Your own.** An algorithm is a [anax.netstack.congestion.CongestionAlgorithm]: a name, and what makes its
/// objects. Hand it to [anax.netstack.congestion.CongestionConfig#withAlgorithm], and sockets choose it by its name.
///
/// Uses nothing of ours. Read [anax.netstack.congestion.Reno] first: it is the smallest.
package anax.netstack.congestion;
