package anax.netstack.socket;

import anax.netstack.tcp.TcpSocketOptions;

/// A change of what a TCP socket's user may choose, carried out where the socket's state is.
///
/// Owner: whoever made it; called by the netisr of the socket's CPU, and by that of each CPU for a socket that all of
/// them know.
@FunctionalInterface
public interface TcpOption {
    /// Changes it.
    ///
    /// @throws IllegalArgumentException if a value is out of its range
    void applyTo(TcpSocketOptions options);
}
