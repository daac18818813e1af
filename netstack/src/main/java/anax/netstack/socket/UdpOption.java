package anax.netstack.socket;

import anax.netstack.udp.UdpEndpoint;

/// A change of one of a socket's options: `endpoint -> endpoint.ttl(8)`.
///
/// Owner: whoever made it. It runs on the CPU that owns the socket's state, and must not block.
@FunctionalInterface
public interface UdpOption {
    /// Makes the change.
    void applyTo(UdpEndpoint endpoint);
}
