package anax.bench.designs.frame;

/// A socket of the service, which answers each datagram, or stream, with itself, or each request as it asks for.
///
/// Owner: nobody, it never changes.
public sealed interface EchoSocket {
    /// Its port on this host, 1 to 65535.
    int port();

    /// One unconnected socket for all CPUs. Partitioned, it belongs to the CPU port mod CPUs, to which all that
    /// comes is passed on; locked, all CPUs meet at its lock.
    record Single(int port) implements EchoSocket {}

    /// A group of unconnected sockets, one for each CPU. A datagram goes to the one of the CPU that its flow
    /// hashes to, whichever CPU received it; under one lock around everything one socket stands for all of them.
    record OnePerCpu(int port) implements EchoSocket {}

    /// A socket that is connected to one peer: the state of a single flow.
    ///
    /// @param peer     the peer's IPv4 address
    /// @param peerPort the peer's port
    record Connected(int port, int peer, int peerPort) implements EchoSocket {}

    /// A listener for TCP, whose connections get back what they bring, and an end when they have brought theirs.
    /// Partitioned, and where a lock is for a share of the flows, there is one in each part.
    record Stream(int port) implements EchoSocket {}

    /// A listener for TCP, whose connections bring requests and get answers as long as these ask for: [Exchange].
    /// In as many parts as [Stream].
    record Requests(int port) implements EchoSocket {}

    /// One unconnected socket that is a member of a multicast group by the load's link.
    ///
    /// @param group the group's IPv4 address
    record Member(int port, int group) implements EchoSocket {}
}
