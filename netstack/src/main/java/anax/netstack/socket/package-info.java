/// Sockets: how threads send and receive.
///
/// **Law.** A socket's state is its partition's; a thread of that CPU calls it directly, everybody else sends its
/// netisr a message. A lightweight thread that waits blocks itself and never its CPU. What is received may be read
/// where it lies; then whoever reads it gives it back.
///
/// | socket                | for                              | what it costs to send or receive           |
/// |-----------------------|----------------------------------|--------------------------------------------|
/// | [UdpSocket]           | lightweight threads              | a call on the owner's CPU, else a message  |
/// | [UdpSocketGroup]      | lightweight threads, on all CPUs | a call                                     |
/// | [BlockingUdpSocket]   | ordinary threads                 | a message, a copy, a wait for the answer   |
/// | [TcpSocket], [TcpListener] | lightweight threads         | a call on the owner's CPU, else a message  |
/// | [BlockingTcpSocket], [BlockingTcpListener] | ordinary threads | a message, a copy, a wait for the answer |
///
/// A TCP socket's state as its owner has it is one [anax.netstack.socket.OwnedTcp]: the engine's endpoint, and who
/// waits for it. What waits is a thread of that CPU, or a [anax.netstack.socket.TcpRequest] of somebody else, which
/// comes home when it was served, or when its originator asks for it back; [TcpReadiness] is one that users have. An
/// address and port that was taken is a [anax.netstack.socket.TcpPort], with an endpoint in each partition; a
/// listener has a [anax.netstack.socket.TcpAcceptors] in each besides.
///
/// Uses `anax.netstack.stack` and what stands below it. Read [UdpSocket] or [TcpSocket] first.
package anax.netstack.socket;
