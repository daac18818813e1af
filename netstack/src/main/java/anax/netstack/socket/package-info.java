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
///
/// Uses `anax.netstack.stack` and what stands below it. Read [UdpSocket] first.
package anax.netstack.socket;
